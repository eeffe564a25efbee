package org.specie.cli.wallet;

import java.io.IOException;
import java.util.Arrays;
import org.specie.cli.PassphraseOption;
import org.specie.cli.Printer;
import org.specie.cli.Surroundings;
import org.specie.cli.customer.Membership;
import org.specie.cli.network.NetworkFolder;
import org.specie.cli.network.OpenNetwork;
import org.specie.wallet.Answer;
import org.specie.wallet.Wallet;
import org.specie.wallet.Wallets;
import org.specie.wallet.storage.FileStore;
import picocli.CommandLine.Mixin;

/** Which wallet, on which network, opened with which passphrase. */
final class WalletOptions {
  @Mixin private NetworkFolder folder = new NetworkFolder();

  @Mixin private WalletFile file = new WalletFile();

  @Mixin private PassphraseOption passphrase = new PassphraseOption();

  /** What to do once everything is open. */
  @FunctionalInterface
  interface WithWallet<T> {
    Answer<T> use(Wallet wallet, OpenNetwork network) throws IOException;
  }

  /** What to do where a wallet is to be. */
  @FunctionalInterface
  interface WithPlace<T> {
    Answer<T> use(OpenNetwork network, Wallets wallets, FileStore store, char[] passphrase)
        throws IOException;
  }

  /** As whose customer a provider is asked. */
  Membership provider(Surroundings surroundings) throws IOException {
    return Membership.in(folder.path(surroundings), surroundings.entropy());
  }

  /** Opens the wallet, reads what is new on the ledger, and hands it to {@code then}. */
  <T> Answer<T> withWallet(Surroundings surroundings, Printer printer, WithWallet<T> then)
      throws IOException {
    return atPlace(
        surroundings,
        false,
        (network, wallets, store, passphrase) ->
            wallets
                .open(store, passphrase)
                .then(
                    wallet ->
                        wallet.sync(printer.progress()).then(_ -> then.use(wallet, network))));
  }

  /** Takes the place where a wallet is to be made. */
  <T> Answer<T> withPlace(Surroundings surroundings, WithPlace<T> then) throws IOException {
    return atPlace(surroundings, true, then);
  }

  private <T> Answer<T> atPlace(Surroundings surroundings, boolean isNew, WithPlace<T> then)
      throws IOException {
    char[] typed = passphrase.read(surroundings, isNew);
    try (OpenNetwork network = folder.open(surroundings)) {
      return network
          .connect()
          .then(
              connected ->
                  FileStore.open(file.path(surroundings))
                      .then(
                          store -> {
                            try (store) {
                              Wallets wallets = new Wallets(connected, surroundings.entropy());
                              return then.use(network, wallets, store, typed);
                            }
                          }));
    } finally {
      Arrays.fill(typed, '\0');
    }
  }
}
