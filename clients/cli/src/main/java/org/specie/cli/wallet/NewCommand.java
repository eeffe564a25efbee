package org.specie.cli.wallet;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.specie.cli.JsonFlag;
import org.specie.cli.Printer;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.wallet.Wallets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code specie wallet new}. */
@Command(
    name = "new",
    header = {"Examples:", "  specie wallet new", "  specie wallet new --wallet ana.wallet", ""},
    description = {
      "",
      "Makes a wallet and shows its words, once. The words are the money: whoever has them has it"
          + " all, and without them a lost file is lost money.",
      ""
    },
    mixinStandardHelpOptions = true)
final class NewCommand implements Callable<Integer> {
  private static final int WORDS_PER_LINE = 6;

  private final Surroundings surroundings;
  @Mixin private WalletOptions options = new WalletOptions();
  @Mixin private JsonFlag json = new JsonFlag();

  NewCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    Printer printer = new Printer(surroundings, json.chosen());
    return printer.print(
        options.withPlace(
            surroundings,
            (_, wallets, store, passphrase) ->
                wallets.create(store, passphrase).map(NewCommand::describe)));
  }

  private static Result describe(Wallets.Created created) {
    List<String> words = created.words();
    StringBuilder text = new StringBuilder("Write these words on paper, in this order:\n\n");
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      text.append("%3d %s".formatted(i + 1, word));
      boolean ends = i % WORDS_PER_LINE == WORDS_PER_LINE - 1 || i == words.size() - 1;
      text.append(ends ? "\n" : " ".repeat(Math.max(1, 10 - word.length())));
    }
    text.append("\naccount   ").append(created.wallet().account()).append('\n');
    text.append("Next: specie wallet enrol, to hold private money too\n");
    return new Result(
        text.toString(),
        Result.fields(
            "words", words,
            "account", created.wallet().account().toString(),
            "address", created.wallet().paymentAddressText()));
  }
}
