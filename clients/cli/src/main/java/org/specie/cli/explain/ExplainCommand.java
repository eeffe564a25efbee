package org.specie.cli.explain;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.specie.cash.application.query.LedgerGateway;
import org.specie.cash.application.query.LedgerGateway.Recorded;
import org.specie.cli.JsonFlag;
import org.specie.cli.Printer;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.cli.UsageMistake;
import org.specie.cli.network.NetworkFolder;
import org.specie.cli.network.OpenNetwork;
import org.specie.kernel.core.Hash32;
import org.specie.wallet.Answer;
import org.specie.wallet.WalletReason;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code specie explain}. */
@Command(
    name = "explain",
    header = {
      "Examples:",
      "  specie explain 4f1c9a20",
      "  specie explain 4f1c9a20 --json",
      "  specie wallet history                         shows the numbers of your own transactions",
      ""
    },
    description = {
      "",
      "Says what the ledger saw of a transaction and what it did not see: first for everybody, then"
          + " for an engineer.",
      ""
    },
    mixinStandardHelpOptions = true)
public final class ExplainCommand implements Callable<Integer> {
  private static final int DIGITS_MIN = 4;
  private static final int DIGITS = 2 * Hash32.SIZE;
  private static final long BLOCKS_PER_FETCH = 64;
  private static final int WIDTH = 18;

  private final Surroundings surroundings;
  @Mixin private NetworkFolder folder = new NetworkFolder();
  @Mixin private JsonFlag json = new JsonFlag();

  @Parameters(paramLabel = "TX", description = "its number, or the first digits of it")
  private String transaction = "";

  public ExplainCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    String digits = transaction.toLowerCase(Locale.ROOT);
    if (!digits.matches("[0-9a-f]{" + DIGITS_MIN + "," + DIGITS + "}")) {
      throw new UsageMistake(
          "'" + transaction + "' is not a transaction's number",
          "give 4 to 64 hexadecimal digits; 'specie wallet history' shows some");
    }
    Printer printer = new Printer(surroundings, json.chosen());
    try (OpenNetwork opened = folder.open(surroundings)) {
      Explainer explainer = new Explainer(opened.ledger());
      Sequel sequel = new Sequel(opened.ledger(), opened.gateway());
      return printer.print(
          find(opened.gateway(), digits)
              .then(
                  recorded ->
                      Answer.done(
                          describe(explainer.explain(recorded).with(sequel.of(recorded))))));
    }
  }

  private static Answer<Recorded> find(LedgerGateway gateway, String digits) throws IOException {
    if (digits.length() == DIGITS) {
      return gateway
          .find(Hash32.hex(digits))
          .map(Answer::done)
          .orElseGet(() -> Answer.refused(WalletReason.TRANSACTION_UNKNOWN, digits));
    }
    List<Recorded> found = new ArrayList<>();
    long last = gateway.tip().height();
    for (long from = 0; from <= last; from += BLOCKS_PER_FETCH) {
      for (Recorded each : gateway.blocks(from, Math.min(last, from + BLOCKS_PER_FETCH - 1))) {
        if (each.id().toHex().startsWith(digits)) {
          found.add(each);
        }
      }
    }
    if (found.size() > 1) {
      throw new UsageMistake(
          found.size() + " transactions begin with " + digits, "give more digits");
    }
    return Optional.of(found)
        .filter(list -> !list.isEmpty())
        .map(list -> Answer.done(list.getFirst()))
        .orElseGet(() -> Answer.refused(WalletReason.TRANSACTION_UNKNOWN, digits));
  }

  private static Result describe(Explanation explanation) {
    StringBuilder text = new StringBuilder(explanation.headline()).append("\n\n");
    explanation.lay().forEach(sentence -> text.append("  ").append(sentence).append('\n'));
    text.append("\n  the ledger saw   ").append(String.join(", ", explanation.saw()));
    text.append("\n  not seen         ").append(String.join(", ", explanation.notSeen()));
    text.append("\n\nFor an engineer\n\n");
    for (Map.Entry<String, String> detail : explanation.details().entrySet()) {
      text.append("  ")
          .append(detail.getKey())
          .repeat(" ", Math.max(1, WIDTH - detail.getKey().length()))
          .append(detail.getValue())
          .append('\n');
    }
    return new Result(
        text.toString(),
        Result.fields(
            "headline", explanation.headline(),
            "lay", explanation.lay(),
            "saw", explanation.saw(),
            "notSeen", explanation.notSeen(),
            "details", explanation.details()));
  }
}
