package org.specie.cli.wallet;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.specie.cli.JsonFlag;
import org.specie.cli.Printer;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.cli.network.OpenNetwork;
import org.specie.wallet.Answer;
import org.specie.wallet.Letters;
import org.specie.wallet.Wallet;
import org.specie.wallet.holding.Told;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code specie wallet letters}. */
@Command(
    name = "letters",
    header = {
      "Examples:",
      "  specie wallet letters --network mine --wallet ben.wallet",
      "  specie wallet balance --network mine --no-letters   does not look for any",
      ""
    },
    description = {
      "",
      "Shows what payers of this wallet's requests wrote, without reading the ledger: a private"
          + " payment is verified by the operators' signature in the letter, an open one is only"
          + " announced. Every other command takes the words of letters into the history once it has"
          + " read the payments, and has the provider remove them. A letter is no money: without"
          + " any, the ledger shows the same payments.",
      ""
    },
    mixinStandardHelpOptions = true)
final class LettersCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private WalletOptions options = new WalletOptions();
  @Mixin private JsonFlag json = new JsonFlag();

  LettersCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    Printer printer = new Printer(surroundings, json.chosen());
    return printer.print(
        options.withUnread(
            surroundings, (wallet, network) -> Answer.done(look(wallet, network, printer))));
  }

  private Result look(Wallet wallet, OpenNetwork network, Printer printer) throws IOException {
    long now = surroundings.clock().epochSeconds();
    List<Letters.Found> found =
        new MailRound(network.provider(), wallet, printer).fetch(now, Letters.MAILBOXES_MAX);
    StringBuilder text = new StringBuilder();
    List<Map<String, Object>> all = new ArrayList<>();
    for (Letters.Found each : found) {
      wallet
          .letters()
          .told(each)
          .ifPresent(
              told -> {
                text.append(line(told));
                all.add(fields(told));
              });
    }
    int others = found.size() - all.size();
    if (found.isEmpty()) {
      text.append("No letters. What was paid without one stands in 'specie wallet history'.\n");
    }
    if (others > 0) {
      text.append(others).append(" letters tell of no payment to this wallet\n");
    }
    return new Result(text.toString(), Result.fields("letters", all, "others", others));
  }

  private static String line(Told told) {
    return "%12s  %s, %s%s  [%s]%n"
        .formatted(
            told.amount().toDecimal(),
            told.kind().words(),
            told.isSigned() ? "signed by the operators" : "announced by its payer",
            told.whole().isEmpty() ? "" : ", \"" + told.whole() + '"',
            told.transactionId().toShortHex());
  }

  private static Map<String, Object> fields(Told told) {
    return Result.fields(
        "transaction", told.transactionId().toHex(),
        "kind", told.kind().name(),
        "amount", told.amount().toDecimal(),
        "note", told.whole(),
        "height", told.height(),
        "signed", told.isSigned());
  }
}
