package org.specie.cli.network;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.specie.cash.application.query.LedgerGateway.Recorded;
import org.specie.cash.application.transaction.Act;
import org.specie.cash.application.transaction.CashTransaction;
import org.specie.cash.application.transaction.CommitteeAct.Statement;
import org.specie.cli.JsonFlag;
import org.specie.cli.Printer;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.wallet.Answer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code specie network warrants}. */
@Command(
    name = "warrants",
    header = {"Examples:", "  specie network warrants", "  specie network warrants --json", ""},
    description = {
      "",
      "Lists every order to open a payment that there ever was, from the certified blocks: when it was"
          + " given, for which payment, and a hash of the grounds. None can be taken back or hidden.",
      ""
    },
    mixinStandardHelpOptions = true)
final class WarrantsCommand implements Callable<Integer> {
  private static final long BLOCKS_AT_ONCE = 256;
  private static final String ROW = "%-8s  %s%n";

  private final Surroundings surroundings;
  @Mixin private NetworkFolder folder = new NetworkFolder();
  @Mixin private JsonFlag json = new JsonFlag();

  WarrantsCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    Printer printer = new Printer(surroundings, json.chosen());
    try (OpenNetwork opened = folder.open(surroundings)) {
      return printer.print(Answer.done(list(opened, printer)));
    }
  }

  private static Result list(OpenNetwork opened, Printer printer) throws IOException {
    long last = opened.gateway().tip().height();
    StringBuilder text = new StringBuilder();
    List<Map<String, Object>> warrants = new ArrayList<>();
    for (long from = 1; from <= last; from += BLOCKS_AT_ONCE) {
      printer.progress().at("reading blocks", from, last);
      for (Recorded each :
          opened.gateway().blocks(from, Math.min(last, from + BLOCKS_AT_ONCE - 1))) {
        add(opened, each, text, warrants);
      }
    }
    if (warrants.isEmpty()) {
      text.append("no warrant in ").append(last).append(" blocks\n");
    }
    return new Result(text.toString(), Result.fields("height", last, "warrants", warrants));
  }

  private static void add(
      OpenNetwork opened, Recorded recorded, StringBuilder text, List<Map<String, Object>> warrants)
      throws IOException {
    CashTransaction transaction;
    try {
      transaction = CashTransaction.decode(opened.ledger().suite(), recorded.bytes());
    } catch (MalformedInput e) {
      // Blocks hold what was refused as well.
      return;
    }
    if (recorded.code() == 0
        && transaction instanceof CashTransaction.Committee(var act)
        && act.statement() instanceof Statement(var record, var _, Act.OrderOpening order)) {
      text.append(ROW.formatted("block", recorded.height()));
      text.append(ROW.formatted("payment", order.core().toHex()));
      text.append(ROW.formatted("record", record.toHex()));
      text.append(ROW.formatted("grounds", order.grounds().toHex()));
      warrants.add(
          Result.fields(
              "height", recorded.height(),
              "core", order.core().toHex(),
              "record", record.toHex(),
              "grounds", order.grounds().toHex()));
    }
  }
}
