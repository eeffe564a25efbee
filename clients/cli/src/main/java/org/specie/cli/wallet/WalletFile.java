package org.specie.cli.wallet;

import java.io.IOException;
import java.nio.file.Path;
import org.specie.cli.Surroundings;
import org.specie.cli.network.OpenNetwork;
import org.specie.wallet.Answer;
import org.specie.wallet.Wallets;
import org.specie.wallet.storage.FileStore;
import picocli.CommandLine.Option;

/** The option that says which wallet a command is about. */
final class WalletFile {
  private static final String DEFAULT = ".specie/wallet";

  @Option(
      names = "--wallet",
      paramLabel = "FILE",
      defaultValue = DEFAULT,
      description = "the wallet's file (default: ${DEFAULT-VALUE})")
  private Path file = Path.of(DEFAULT);

  /** The file, from the working directory on. */
  Path path(Surroundings surroundings) {
    return surroundings.resolve(file);
  }

  /** Takes the place of the wallet on {@code network}, for whoever knows {@code passphrase}. */
  <T> Answer<T> at(
      Surroundings surroundings,
      OpenNetwork network,
      char[] passphrase,
      WalletOptions.WithPlace<T> then)
      throws IOException {
    return network
        .connect()
        .then(
            connected ->
                FileStore.open(path(surroundings))
                    .then(
                        store -> {
                          try (store) {
                            Wallets wallets = new Wallets(connected, surroundings.entropy());
                            return then.use(network, wallets, store, passphrase);
                          }
                        }));
  }
}
