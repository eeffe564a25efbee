package org.specie.cli.pos;

import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.cli.purse.Messages;
import org.specie.kernel.core.Amount;
import org.specie.offline.purse.history.History;
import org.specie.wallet.Answer;
import picocli.CommandLine.Command;

/** {@code specie pos report}. */
@Command(
    name = "report",
    header = {"Examples:", "  specie pos report --till till-1", ""},
    description = {
      "",
      "Says what a till took, what of that its purse does not have yet, and how many customers it can"
          + " still ask.",
      ""
    },
    mixinStandardHelpOptions = true)
final class ReportCommand extends TillCommand {
  ReportCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  Answer<Result> act(KeptTill till) {
    History history = till.till().history();
    int sales = history.movements().size();
    Amount received = history.received();
    Amount waiting = history.waiting();
    int asked = till.till().receiving().outstanding().size();
    int fresh = till.till().receiving().fresh(Messages.now(surroundings()));
    return Answer.done(
        new Result(
            """
            till           %s
            payments       %d
            taken          %s
            to collect     %s
            asked, unpaid  %d
            fresh tokens   %d
            """
                .formatted(till.till().name(), sales, received, waiting, asked, fresh),
            Result.fields(
                "till",
                till.till().name().toString(),
                "payments",
                sales,
                "taken",
                received.toDecimal(),
                "toCollect",
                waiting.toDecimal(),
                "askedUnpaid",
                asked,
                "freshTokens",
                fresh)));
  }
}
