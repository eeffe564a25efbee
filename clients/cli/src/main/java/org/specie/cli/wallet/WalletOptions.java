package org.specie.cli.wallet;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.specie.cli.PassphraseOption;
import org.specie.cli.Printer;
import org.specie.cli.Surroundings;
import org.specie.cli.customer.Membership;
import org.specie.cli.network.NetworkFolder;
import org.specie.cli.network.OpenNetwork;
import org.specie.wallet.Answer;
import org.specie.wallet.Letters;
import org.specie.wallet.Wallet;
import org.specie.wallet.Wallets;
import org.specie.wallet.storage.FileStore;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which wallet, on which network, opened with which passphrase. */
final class WalletOptions {
  @Mixin private NetworkFolder folder = new NetworkFolder();

  @Mixin private WalletFile file = new WalletFile();

  @Mixin private PassphraseOption passphrase = new PassphraseOption();

  @Option(
      names = "--no-letters",
      description =
          "neither look for letters about payments at the provider, nor leave one, nor ask for one")
  private boolean isWithoutLetters;

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

  /** The provider that letters go through, if there is one and letters are wanted. */
  Optional<Membership> mail(OpenNetwork network) {
    return network.membership().filter(_ -> !isWithoutLetters);
  }

  /** Opens the wallet and hands it to {@code then} as it is. */
  <T> Answer<T> withUnread(Surroundings surroundings, WithWallet<T> then) throws IOException {
    return atPlace(
        surroundings,
        false,
        (network, wallets, store, passphrase) ->
            wallets.open(store, passphrase).then(wallet -> then.use(wallet, network)));
  }

  /**
   * Opens the wallet, looks for letters, reads what is new on the ledger, takes the words of those
   * letters, and hands it to {@code then}.
   */
  <T> Answer<T> withWallet(Surroundings surroundings, Printer printer, WithWallet<T> then)
      throws IOException {
    long now = surroundings.clock().epochSeconds();
    return withUnread(
        surroundings,
        (wallet, network) -> {
          Optional<MailRound> round =
              mail(network).map(provider -> new MailRound(provider, wallet, printer));
          List<Letters.Found> letters =
              round.map(each -> each.fetch(now, MailRound.USUAL)).orElse(List.of());
          return wallet
              .sync(printer.progress())
              .then(
                  _ -> {
                    if (round.isPresent()) {
                      round.get().take(letters);
                    }
                    return then.use(wallet, network);
                  });
        });
  }

  /** Takes the place where a wallet is to be made. */
  <T> Answer<T> withPlace(Surroundings surroundings, WithPlace<T> then) throws IOException {
    return atPlace(surroundings, true, then);
  }

  private <T> Answer<T> atPlace(Surroundings surroundings, boolean isNew, WithPlace<T> then)
      throws IOException {
    char[] typed = passphrase.read(surroundings, isNew);
    try (OpenNetwork network = folder.open(surroundings)) {
      return file.at(surroundings, network, typed, then);
    } finally {
      Arrays.fill(typed, '\0');
    }
  }
}
