package org.specie.cli.pos;

import java.io.IOException;
import java.util.Optional;
import org.specie.cli.LinkOptions;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.cli.UsageMistake;
import org.specie.cli.purse.Asked;
import org.specie.kernel.core.Amount;
import org.specie.offline.token.message.Chain;
import org.specie.wallet.Answer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code specie pos request}. */
@Command(
    name = "request",
    header = {
      "Examples:",
      "  specie pos request 7.90 --till till-1 --qr",
      "  specie pos request 7.90 --till till-1 --out invoice.pdf",
      ""
    },
    description = {"", "Asks a customer for money, with a token of this till.", ""},
    mixinStandardHelpOptions = true)
final class RequestCommand extends TillCommand {
  @Parameters(index = "0", paramLabel = "AMOUNT", description = "such as 7.90")
  private Amount amount = Amount.ZERO;

  @Option(
      names = "--with-certificates",
      description = "for a payer who may not know the issuer's agents yet; a longer link")
  private boolean withCertificates;

  @Mixin private LinkOptions out = new LinkOptions("Payment request");

  RequestCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  Answer<Result> act(KeptTill till) throws IOException {
    if (amount.equals(Amount.ZERO)) {
      throw new UsageMistake("Nobody pays nothing.", "name an amount");
    }
    Chain chain = withCertificates ? till.issuer().chain() : Chain.NONE;
    return Asked.ask(till.till().receiving(), Optional.of(amount), chain, surroundings(), out);
  }
}
