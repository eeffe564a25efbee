package org.specie.cli.purse;

import java.io.IOException;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.Reason;
import org.specie.kernel.core.Verdict;
import org.specie.offline.purse.device.DeviceReason;
import org.specie.offline.token.message.Message.Request;
import org.specie.wallet.Answer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code specie purse check}. */
@Command(
    name = "check",
    header = {"Examples:", "  specie purse check ask.png", ""},
    description = {
      "",
      "Says who would be paid what, and whether the card would do it, and pays nothing.",
      ""
    },
    mixinStandardHelpOptions = true)
final class CheckCommand extends OpenPurseCommand {
  @Mixin private PaidRequest asked = new PaidRequest();

  CheckCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  Answer<Result> act(KeptPurse purse) throws IOException {
    return asked.read(surroundings()).then(request -> check(purse, request));
  }

  private Answer<Result> check(KeptPurse purse, Request request) throws IOException {
    Amount amount = asked.amount(request);
    if (purse.purse().paying().paidOn(request.token()).isPresent()) {
      return Answer.done(described(request, amount, true));
    }
    if (purse.purse().paying().examine(request, amount, now())
        instanceof Verdict.Refused(Reason reason)) {
      return Answer.refused(reason);
    }
    if (purse.owned().covers(amount)) {
      PlannedCommand.warn(purse, purse.owned().minus(amount), printer());
    }
    return purse.owned().covers(amount)
        ? Answer.done(described(request, amount, false))
        : Answer.refused(DeviceReason.INSUFFICIENT_BALANCE, "(" + purse.balance() + ")");
  }

  private static Result described(Request request, Amount amount, boolean isPaid) {
    return new Result(
        "%s to '%s' %s%n"
            .formatted(
                amount,
                Asked.payee(request),
                isPaid ? "is paid already" : "can be paid; nothing was paid now"),
        Result.fields(
            "amount", amount.toDecimal(), "payee", Asked.payee(request), "isPaid", isPaid));
  }
}
