package org.specie.cli.wallet;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.specie.cli.PassphraseOption;
import org.specie.cli.Surroundings;
import org.specie.cli.network.NetworkFolder;
import org.specie.cli.network.OpenNetwork;
import org.specie.wallet.Answer;
import org.specie.wallet.Progress;
import org.specie.wallet.Wallet;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of a command about something else that a wallet may have to pay for. */
public final class PayingWallet {
  @Mixin private NetworkFolder folder = new NetworkFolder();

  @Mixin private WalletFile file = new WalletFile();

  @Option(
      names = "--wallet-passphrase-file",
      paramLabel = "FILE",
      description =
          "first line is the wallet's passphrase; else $SPECIE_PASSPHRASE, else it is asked for")
  private Optional<Path> passphraseFile = Optional.empty();

  /** What to do with the wallet once it is open and has read the ledger. */
  @FunctionalInterface
  public interface WithWallet<T> {
    Answer<T> use(Wallet wallet) throws IOException;
  }

  /** The network that the wallet is on. */
  public OpenNetwork network(Surroundings surroundings) throws IOException {
    return folder.open(surroundings);
  }

  /** Opens the wallet on {@code network}, and hands it to {@code then}. */
  public <T> Answer<T> with(
      Surroundings surroundings, OpenNetwork network, Progress progress, WithWallet<T> then)
      throws IOException {
    char[] typed =
        PassphraseOption.read(surroundings, passphraseFile, "Passphrase of the wallet: ", false);
    try {
      return file.at(
          surroundings,
          network,
          typed,
          (_, wallets, store, passphrase) ->
              wallets
                  .open(store, passphrase)
                  .then(wallet -> wallet.sync(progress).then(_ -> then.use(wallet))));
    } finally {
      Arrays.fill(typed, '\0');
    }
  }
}
