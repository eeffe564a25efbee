package org.specie.cli.purse;

import java.io.IOException;
import java.util.Optional;
import org.specie.cli.LinkOptions;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.cli.UsageMistake;
import org.specie.kernel.core.Amount;
import org.specie.offline.token.message.Chain;
import org.specie.wallet.Answer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code specie purse request}. */
@Command(
    name = "request",
    header = {
      "Examples:",
      "  specie purse request 12.50 --qr",
      "  specie purse request 80 --out ask.png",
      "  specie purse request 80 --out invoice.pdf     a page to print or to send",
      "  specie purse request --out ask.txt            the payer names the amount",
      "  specie purse request 80 --standing            for payments that recur, see 'purse plan'",
      ""
    },
    description = {
      "",
      "Asks for money: hands out a token of this purse, as a link that 'specie purse pay' takes. It"
          + " is not handed out again before it is paid; 'specie purse requests' shows it once"
          + " more.",
      ""
    },
    mixinStandardHelpOptions = true)
final class RequestCommand extends OpenPurseCommand {
  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "AMOUNT",
      description = "such as 12.50; the payer decides if it is left out")
  private Optional<Amount> amount = Optional.empty();

  @Option(
      names = "--standing",
      description =
          "with a token that stays with the payer, who may pay on it again and again, such as rent")
  private boolean isStanding;

  @Option(
      names = "--with-certificates",
      description = "for a payer who may not know the issuer's agents yet; a longer link")
  private boolean withCertificates;

  @Mixin private LinkOptions out = new LinkOptions("Payment request");

  RequestCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  Answer<Result> act(KeptPurse purse) throws IOException {
    if (amount.filter(Amount.ZERO::equals).isPresent()) {
      throw new UsageMistake("Nobody pays nothing.", "name an amount, or leave it out");
    }
    Chain chain = withCertificates ? purse.issuer().chain() : Chain.NONE;
    return isStanding
        ? Asked.askStanding(purse.purse().receiving(), amount, chain, surroundings(), out)
        : Asked.ask(purse.purse().receiving(), amount, chain, surroundings(), out);
  }
}
