package org.specie.cli.wallet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.specie.cli.JsonFlag;
import org.specie.cli.Printer;
import org.specie.cli.Surroundings;
import org.specie.kernel.crypto.seed.Mnemonic;
import org.specie.kernel.crypto.seed.MnemonicRefusal;
import org.specie.wallet.Answer;
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
      ""
    },
    description = {
      "",
      "Makes a wallet of nothing but its words: finds its own transactions on the ledger and"
          + " everything it holds.",
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
                        (wallets, store, passphrase) ->
                            // Described while the network is still open: a balance is read there.
                            wallets
                                .restore(store, passphrase, words, printer.progress())
                                .then(wallet -> Answer.done(Balances.describe(wallet))))));
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
