package org.specie.cli.purse;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.Reason;
import org.specie.kernel.core.Verdict;
import org.specie.offline.purse.journal.Upkeep;
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
      "Gets the payment keys and tokens that 'purse refill' was told to keep here, if whoever gives"
          + " them can be reached. Turns what has waited long enough into balance, as 'purse settings' says, and"
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

  /** Who is out of reach now is asked the next time; what is there is good until its end. */
  private void replenish(KeptPurse purse) throws IOException {
    Optional<Upkeep> upkeep = purse.purse().choices().upkeep();
    if (upkeep.isEmpty()) {
      return;
    }
    int keys = purse.paymentKeys(now());
    int tokens = purse.purse().receiving().fresh(now());
    try {
      if (Replenishing.of(purse, folder(), upkeep.get(), surroundings(), now())
          instanceof Verdict.Refused(Reason reason)) {
        printer()
            .note(
                "keys and tokens were not got: %d %s".formatted(reason.code(), reason.sentence()));
      }
    } catch (IOException e) {
      printer().note("keys and tokens are got another time: " + e.getMessage());
    }
    int freshKeys = purse.paymentKeys(now()) - keys;
    int freshTokens = purse.purse().receiving().fresh(now()) - tokens;
    if (freshKeys > 0 || freshTokens > 0) {
      printer().note("got %d payment keys and %d tokens".formatted(freshKeys, freshTokens));
    }
  }

  @Override
  Answer<Result> act(KeptPurse purse) throws IOException {
    replenish(purse);
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
