package org.specie.cli.purse;

import java.io.IOException;
import java.util.Optional;
import org.specie.cli.LinkOptions;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.kernel.core.Amount;
import org.specie.offline.purse.paying.Paying.PayResult;
import org.specie.offline.purse.transport.TokenText;
import org.specie.offline.token.message.Message.Request;
import org.specie.offline.token.message.Message.Response;
import org.specie.wallet.Answer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code specie purse pay}. */
@Command(
    name = "pay",
    header = {
      "Examples:",
      "  specie purse pay ask.png --out answer.png     both messages as codes",
      "  specie purse pay invoice.pdf                  the page of a request",
      "  specie purse pay 'specie-token:QQE…'          a link; the answer is printed",
      "  specie purse pay ask.txt 5                    where the payer names the amount",
      ""
    },
    description = {
      "",
      "Has the card pay what a request asks for, and prints the answer, which the payee takes. The same"
          + " request again gives the same answer and moves nothing: an answer that was lost is made"
          + " again like this.",
      ""
    },
    mixinStandardHelpOptions = true)
final class PayCommand extends OpenPurseCommand {
  @Mixin private PaidRequest asked = new PaidRequest();

  @Option(
      names = "--button",
      description = "press the card's button; it wants that for large amounts")
  private boolean isPressed;

  @Option(names = "--jar", paramLabel = "NAME", description = "pay out of this jar")
  private Optional<String> jar = Optional.empty();

  @Mixin private OwnerSecrets secrets = new OwnerSecrets();
  @Mixin private LinkOptions out = new LinkOptions("Payment");

  PayCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  OwnerSecrets.Telling telling() {
    return secrets.telling(surroundings());
  }

  @Override
  Answer<Result> act(KeptPurse purse) throws IOException {
    out.refusePage();
    return asked.read(surroundings()).then(request -> pay(purse, request));
  }

  private Answer<Result> pay(KeptPurse purse, Request request) throws IOException {
    Amount amount = asked.amount(request);
    return switch (purse.pay(request, amount, jar, isPressed, now())) {
      case PayResult.Refused(var reason) -> Answer.refused(reason);
      case PayResult.Paid(Response response) -> {
        Amount paid = response.payment().amount();
        if (!paid.equals(amount)) {
          printer().note("It was paid before, with " + paid + "; nothing was paid now.");
        }
        printer().note("paid " + paid + " to '" + Asked.payee(request) + "'");
        PlannedCommand.warn(purse, purse.owned(), printer());
        yield Answer.done(described(purse, request, response));
      }
    };
  }

  private Result described(KeptPurse purse, Request request, Response response) throws IOException {
    String link = TokenText.write(response);
    return new Result(
        out.handOut(surroundings(), link),
        Result.fields(
            "link", link,
            "amount", response.payment().amount().toDecimal(),
            "payee", Asked.payee(request),
            "reference", response.payment().reference().toString(),
            "balance", purse.balance().toDecimal()));
  }
}
