package org.specie.cli.bank;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.specie.cli.JsonFlag;
import org.specie.cli.LinkOptions;
import org.specie.cli.Printer;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.cli.UsageMistake;
import org.specie.cli.purse.Messages;
import org.specie.cli.purse.PurseOptions;
import org.specie.kernel.core.Amount;
import org.specie.offline.purse.transport.TokenText;
import org.specie.offline.token.message.Chain;
import org.specie.offline.token.message.Message.Request;
import org.specie.offline.token.receipt.Token;
import org.specie.services.bank.BankReason;
import org.specie.wallet.Answer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code specie bank pay-in}. */
@Command(
    name = "pay-in",
    header = {
      "Examples:",
      "  specie bank pay-in --purse people/ana --out pay-in.eml    the payer names the amount",
      "  specie bank pay-in 80 --purse people/ana --out pay-in.png",
      ""
    },
    description = {
      "",
      "Asks the bank for a token with which somebody pays into the account beside a purse, and hands"
          + " it out as a request that 'specie purse pay' takes: for one payer, and a day. The payer's"
          + " answer goes to the bank by any way, and 'specie bank mail' takes it there. Cut off"
          + " before it was handed out, the same again hands out the same token, for one fee.",
      ""
    },
    mixinStandardHelpOptions = true)
final class PayInCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "AMOUNT",
      description = "such as 12.50; the payer decides if it is left out")
  private Optional<Amount> amount = Optional.empty();

  @Mixin private PurseOptions options = new PurseOptions();
  @Mixin private LinkOptions out = new LinkOptions("Payment request");
  @Mixin private JsonFlag json = new JsonFlag();

  PayInCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    out.refusePage();
    out.refuseTaken(surroundings);
    if (amount.filter(Amount.ZERO::equals).isPresent()) {
      throw new UsageMistake("Nobody pays nothing.", "name an amount, or leave it out");
    }
    AccountFolder account = AccountFolder.read(options.path(surroundings));
    Printer printer = new Printer(surroundings, json.chosen());
    AtomicInteger code = new AtomicInteger();
    try (Counter bank = Counter.of(account, printer.progress())) {
      account.payInAlone(() -> code.set(handedOut(account, bank, printer)));
    }
    return code.get();
  }

  /** The name is kept until the request is out, so that whatever is lost before costs one fee. */
  private int handedOut(AccountFolder account, Counter bank, Printer printer) throws IOException {
    String name = account.payInId(surroundings.entropy());
    Answer<Token> token = bank.depositToken(name);
    if (token instanceof Answer.Refused<Token> refused
        && refused.refusal().reason().code() == BankReason.DEPOSIT_OVER.code()) {
      account.endPayInId();
      name = account.payInId(surroundings.entropy());
      token = bank.depositToken(name);
    }
    return switch (token) {
      case Answer.Refused<Token>(var why) -> printer.print(Answer.refused(why));
      case Answer.Done<Token>(Token given) -> {
        int printed = printer.print(Answer.done(described(given, name)));
        if (!surroundings.out().checkError()) {
          account.endPayInId();
        }
        yield printed;
      }
    };
  }

  private Result described(Token token, String name) throws IOException {
    Request request = new Request(amount, Messages.reference(surroundings), token, Chain.NONE);
    String link = TokenText.write(request);
    return new Result(out.handOut(surroundings, link), Result.fields("link", link, "name", name));
  }
}
