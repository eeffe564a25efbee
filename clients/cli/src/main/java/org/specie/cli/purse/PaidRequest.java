package org.specie.cli.purse;

import java.io.IOException;
import java.util.Optional;
import org.specie.cli.Surroundings;
import org.specie.cli.UsageMistake;
import org.specie.kernel.core.Amount;
import org.specie.offline.token.message.Message.Request;
import org.specie.wallet.Answer;
import picocli.CommandLine.Parameters;

/** A request and, where it leaves that to the payer, the amount. */
final class PaidRequest {
  @Parameters(
      index = "0",
      paramLabel = "REQUEST",
      description = "specie-token:…, or a file with one: text, PNG, GIF or PDF")
  private String where = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "AMOUNT",
      description = "such as 12.50; what the request asks for if it is left out")
  private Optional<Amount> amount = Optional.empty();

  /** The request. */
  Answer<Request> read(Surroundings surroundings) throws IOException {
    return Messages.request(surroundings, where);
  }

  /** What is to be paid for it. */
  Amount amount(Request request) {
    return amount
        .or(request::amount)
        .orElseThrow(
            () ->
                new UsageMistake(
                    "The request leaves the amount to you.", "name it behind the request"));
  }
}
