package org.specie.cli.purse;

import java.io.IOException;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.Reason;
import org.specie.kernel.core.Verdict;
import org.specie.offline.token.message.Message.Response;
import org.specie.wallet.Answer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code specie purse receive}. */
@Command(
    name = "receive",
    header = {
      "Examples:",
      "  specie purse receive answer.png",
      "  specie purse receive answer.txt --later       keep it; the card takes it with the next one",
      ""
    },
    description = {
      "",
      "Takes the answer to a request of this purse: verifies it without the card, keeps it, and has the"
          + " card turn it into balance, unless 'purse settings' says when. The same answer again is"
          + " taken again and counted once.",
      ""
    },
    mixinStandardHelpOptions = true)
final class ReceiveCommand extends OpenPurseCommand {
  @Parameters(
      index = "0",
      paramLabel = "ANSWER",
      description = "specie-token:…, or a file with one: text, PNG or GIF")
  private String where = "";

  @Option(names = "--later", description = "leave the card alone")
  private boolean isLater;

  ReceiveCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  Answer<Result> act(KeptPurse purse) throws IOException {
    return Messages.response(surroundings(), where).then(response -> take(purse, response));
  }

  private Answer<Result> take(KeptPurse purse, Response response) throws IOException {
    boolean isAgain = purse.purse().receiving().has(response);
    if (purse.purse().receiving().accept(response, now())
        instanceof Verdict.Refused(Reason reason)) {
      return Answer.refused(reason);
    }
    if (!isLater) {
      tellLeft(purse.purse().redemption().afterReceiving());
    }
    Amount amount = response.payment().amount();
    Amount balance = purse.balance();
    return Answer.done(
        new Result(
            "received %s%s, balance %s%n".formatted(amount, isAgain ? " before" : "", balance),
            Result.fields(
                "amount", amount.toDecimal(),
                "reference", response.payment().reference().toString(),
                "again", isAgain,
                "balance", balance.toDecimal(),
                "waiting", purse.purse().receiving().waiting().toDecimal())));
  }
}
