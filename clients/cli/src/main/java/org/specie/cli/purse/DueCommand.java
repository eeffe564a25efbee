package org.specie.cli.purse;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.offline.purse.paying.Paying.PayResult;
import org.specie.offline.purse.planning.Schedule.Outcome;
import org.specie.offline.purse.transport.TokenText;
import org.specie.offline.token.message.Message.Response;
import org.specie.wallet.Answer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code specie purse due}. */
@Command(
    name = "due",
    header = {"Examples:", "  specie purse due", "  specie purse due --approve", ""},
    description = {
      "",
      "Pays what was planned and is due: what was approved then, and with --approve the rest. Prints"
          + " the answers for the payees.",
      ""
    },
    mixinStandardHelpOptions = true)
final class DueCommand extends OpenPurseCommand {
  @Option(names = "--approve", description = "approve now what was not approved before")
  private boolean isApproving;

  DueCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  Answer<Result> act(KeptPurse purse) throws IOException {
    List<Outcome> outcomes = purse.purse().schedule().carryOut(now(), order -> isApproving);
    StringBuilder text = new StringBuilder(outcomes.isEmpty() ? "Nothing is due.\n" : "");
    List<Map<String, Object>> lines = new ArrayList<>();
    for (Outcome each : outcomes) {
      String what = each.payment().amount() + " to '" + Asked.payee(each.payment().request()) + "'";
      switch (each.result()) {
        case PayResult.Paid(Response response) -> {
          String link = TokenText.write(response);
          text.append("paid ").append(what).append("  ").append(link).append('\n');
          lines.add(Result.fields("payment", what, "answer", link));
        }
        case PayResult.Refused(var reason) -> {
          text.append("not paid %s: %d %s%n".formatted(what, reason.code(), reason.sentence()));
          lines.add(Result.fields("payment", what, "refused", reason.code()));
        }
      }
    }
    return Answer.done(new Result(text.toString(), Result.fields("due", lines)));
  }
}
