package org.specie.cli.wallet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.specie.cli.JsonFlag;
import org.specie.cli.Printer;
import org.specie.cli.Surroundings;
import org.specie.cli.customer.KeptBackup;
import org.specie.cli.network.OpenNetwork;
import org.specie.kernel.crypto.seed.Mnemonic;
import org.specie.kernel.crypto.seed.MnemonicRefusal;
import org.specie.wallet.Answer;
import org.specie.wallet.Wallet;
import org.specie.wallet.Wallets;
import org.specie.wallet.holding.Holdings;
import org.specie.wallet.storage.FileStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code specie wallet restore}. */
@Command(
    name = "restore",
    header = {
      "Examples:",
      "  specie wallet restore                          asks for the words",
      "  specie wallet restore --words-file words.txt --wallet again.wallet",
      "  specie wallet restore --network mine           with the backup that the provider keeps",
      ""
    },
    description = {
      "",
      "Makes a wallet of nothing but its words: finds its own transactions on the ledger and"
          + " everything it holds. Where a provider keeps its backup, the words find and open that"
          + " too, with the notes and names that the ledger does not have.",
      ""
    },
    mixinStandardHelpOptions = true)
final class RestoreCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private WalletOptions options = new WalletOptions();
  @Mixin private JsonFlag json = new JsonFlag();

  @Option(
      names = "--words-file",
      paramLabel = "FILE",
      description = "the words, with white space between (default: standard input, one line)")
  private Optional<Path> wordsFile = Optional.empty();

  @Option(
      names = "--without-backup",
      description = "read the ledger alone, whatever a provider keeps")
  private boolean withoutBackup;

  RestoreCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    Printer printer = new Printer(surroundings, json.chosen());
    return printer.print(
        read()
            .then(
                words ->
                    options.withPlace(
                        surroundings,
                        (network, wallets, store, passphrase) ->
                            // Described while the network is still open: a balance is read there.
                            restore(network, wallets, words, printer)
                                .with(store, passphrase)
                                .then(wallet -> Answer.done(Balances.describe(wallet))))));
  }

  /** How a wallet comes back. */
  private interface Way {
    Answer<Wallet> with(FileStore store, char[] passphrase) throws IOException;
  }

  private Way restore(OpenNetwork network, Wallets wallets, Mnemonic words, Printer printer)
      throws IOException {
    Optional<Holdings> found = backup(network, wallets, words, printer);
    return found.isPresent()
        ? (store, passphrase) ->
            wallets.restore(store, passphrase, words, found.get(), printer.progress())
        : (store, passphrase) -> wallets.restore(store, passphrase, words, printer.progress());
  }

  /** What a provider keeps of this wallet. What it refuses or changes is read from the ledger. */
  private Optional<Holdings> backup(
      OpenNetwork network, Wallets wallets, Mnemonic words, Printer printer) throws IOException {
    if (withoutBackup || network.membership().isEmpty()) {
      return Optional.empty();
    }
    try (KeptBackup kept = network.provider().backup(wallets.backupKeys(words))) {
      return switch (kept.fetch().then(backup -> wallets.read(words, backup))) {
        case Answer.Done<Holdings>(var found) -> {
          printer.note("The provider keeps a backup of this wallet; it goes on from there.");
          yield Optional.of(found);
        }
        case Answer.Refused<Holdings>(var refusal) -> {
          if (!KeptBackup.isNothingLeft(refusal.reason().code())) {
            printer.note(
                "No backup: %d %s The ledger is read instead."
                    .formatted(refusal.reason().code(), refusal.reason().sentence()));
          }
          yield Optional.empty();
        }
      };
    }
  }

  private Answer<Mnemonic> read() throws IOException {
    if (wordsFile.isEmpty() && surroundings.isTerminal()) {
      surroundings.err().print("Words: ");
      surroundings.err().flush();
    }
    String text =
        wordsFile.isPresent()
            ? Files.readString(surroundings.resolve(wordsFile.get()))
            : surroundings.input().line().orElse("");
    return switch (Mnemonic.parse(text)) {
      case Mnemonic.Parsed.Understood understood -> Answer.done(understood.mnemonic());
      case Mnemonic.Parsed.Refused(MnemonicRefusal refusal) ->
          Answer.refused(refusal.reason(), detail(refusal));
    };
  }

  private static String detail(MnemonicRefusal refusal) {
    return switch (refusal) {
      case MnemonicRefusal.WrongCount(int count) -> "There are " + count + ".";
      case MnemonicRefusal.UnknownWord(int position, var suggestions) ->
          "Word number "
              + position
              + (suggestions.isEmpty()
                  ? "."
                  : "; perhaps " + String.join(" or ", suggestions) + ".");
      case MnemonicRefusal.BadChecksum _ -> "";
    };
  }
}
