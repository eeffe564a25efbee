package org.specie.cli.pos;

import java.io.IOException;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.cli.purse.Messages;
import org.specie.kernel.core.Reason;
import org.specie.kernel.core.Verdict;
import org.specie.offline.token.message.Message.Response;
import org.specie.wallet.Answer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code specie pos receive}. */
@Command(
    name = "receive",
    header = {"Examples:", "  specie pos receive answer.png --till till-1", ""},
    description = {
      "",
      "Takes a customer's answer: the till verifies it by itself and keeps it. The same answer again is"
          + " one payment, and said to be.",
      ""
    },
    mixinStandardHelpOptions = true)
final class ReceiveCommand extends TillCommand {
  @Parameters(
      index = "0",
      paramLabel = "ANSWER",
      description = "specie-token:…, or a file with one: text, PNG or GIF")
  private String where = "";

  ReceiveCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  Answer<Result> act(KeptTill till) throws IOException {
    return Messages.response(surroundings(), where).then(response -> take(till, response));
  }

  private Answer<Result> take(KeptTill till, Response response) throws IOException {
    boolean isAgain = till.till().receiving().has(response);
    if (till.till().receiving().accept(response, Messages.now(surroundings()))
        instanceof Verdict.Refused(Reason reason)) {
      return Answer.refused(reason);
    }
    String amount = response.payment().amount().toDecimal();
    return Answer.done(
        new Result(
            "received %s%s%n"
                .formatted(amount, isAgain ? " before; it is one payment, and counted" : ""),
            Result.fields(
                "amount",
                amount,
                "reference",
                response.payment().reference().toString(),
                "again",
                isAgain)));
  }
}
