package org.specie.cli.purse;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.kernel.core.Amount;
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
      "Turns what has waited long enough into balance, as 'purse settings' says, and"
          + " pays what was planned and is due, the oldest first: what was approved then, and with"
          + " --approve the rest. Prints the answer for each payee as soon as it is there; hand"
          + " those to one payee over in this order.",
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
    Amount before = purse.purse().receiving().waiting();
    tellLeft(purse.purse().redemption().whenDue(now()));
    Amount redeemed = before.minus(purse.purse().receiving().waiting());
    if (!redeemed.equals(Amount.ZERO)) {
      printer().note("put " + redeemed + " on the card");
    }
    List<Map<String, Object>> lines = new ArrayList<>();
    purse
        .purse()
        .schedule()
        .carryOut(
            now(),
            order -> isApproving,
            outcome -> {
              Line line = line(outcome);
              printer().show(line.text());
              lines.add(line.json());
            });
    return Answer.done(
        new Result(lines.isEmpty() ? "Nothing is due.\n" : "", Result.fields("due", lines)));
  }

  /** What became of one payment, for people and for programs. */
  private record Line(String text, Map<String, Object> json) {}

  private static Line line(Outcome outcome) {
    String what =
        outcome.payment().amount() + " to '" + Asked.payee(outcome.payment().request()) + "'";
    String due = PlannedCommand.due(outcome.payment());
    return switch (outcome.result()) {
      case PayResult.Paid(Response response) -> {
        String link = TokenText.write(response);
        yield new Line(
            "paid " + what + ", due " + due + "  " + link,
            Result.fields("payment", what, "due", due, "answer", link));
      }
      case PayResult.Refused(var reason) ->
          new Line(
              "not paid %s, due %s: %d %s".formatted(what, due, reason.code(), reason.sentence()),
              Result.fields("payment", what, "due", due, "refused", reason.code()));
    };
  }
}
