package org.specie.cli.bank;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.specie.cli.JsonFlag;
import org.specie.cli.LinkOptions;
import org.specie.cli.PassphraseOption;
import org.specie.cli.Printer;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.cli.UsageMistake;
import org.specie.cli.purse.KeptPurse;
import org.specie.cli.purse.Messages;
import org.specie.cli.purse.PurseOptions;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.Reason;
import org.specie.offline.purse.PurseReason;
import org.specie.offline.purse.journal.Part;
import org.specie.offline.purse.receiving.Receiving.Asking;
import org.specie.offline.token.message.Chain;
import org.specie.offline.token.message.Message.Request;
import org.specie.services.bank.counter.SignedWithdrawal;
import org.specie.wallet.Answer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code specie bank ask}. */
@Command(
    name = "ask",
    header = {
      "Examples:",
      "  specie bank ask 12.50 --purse people/ana --out ask.eml    a mail to the bank",
      "  specie bank ask 12.50 --purse people/ana --out ask.png",
      ""
    },
    description = {
      "",
      "Asks the bank for money without reaching it: a message, signed by the account's key, that any"
          + " way carries to the bank. What comes back goes to 'specie purse receive', from whomever it"
          + " comes; sent twice, it is one withdrawal. 'specie bank withdraw' fetches it as well.",
      ""
    },
    mixinStandardHelpOptions = true)
final class AskCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Parameters(index = "0", paramLabel = "AMOUNT", description = "such as 12.50")
  private Amount amount = Amount.ZERO;

  @Mixin private PurseOptions options = new PurseOptions();
  @Mixin private PassphraseOption passphrase = new PassphraseOption();
  @Mixin private LinkOptions out = new LinkOptions("Withdrawal");
  @Mixin private JsonFlag json = new JsonFlag();

  AskCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    out.refusePage();
    if (amount.equals(Amount.ZERO)) {
      throw new UsageMistake("Nothing is no withdrawal.", "name an amount");
    }
    AccountFolder account = AccountFolder.read(options.path(surroundings));
    if (account.onLedger().isPresent()) {
      throw new UsageMistake(
          "The money of this account is on the ledger, and is loaded from there.",
          "use 'specie bank withdraw' with the wallet");
    }
    return new Printer(surroundings, json.chosen())
        .print(options.withPurse(surroundings, passphrase, purse -> ask(account, purse)));
  }

  private Answer<Result> ask(AccountFolder account, KeptPurse purse) throws IOException {
    if (!purse.purse().choices().settings().has(Part.BANK)) {
      return Answer.refused(PurseReason.PART_OFF);
    }
    return switch (purse
        .purse()
        .receiving()
        .ask(
            Optional.of(amount),
            Messages.reference(surroundings),
            Messages.now(surroundings),
            Chain.NONE)) {
      case Asking.Handed(Request request) -> Answer.done(described(account, request));
      case Asking.Refused(Reason reason) -> Answer.refused(reason);
    };
  }

  private Result described(AccountFolder account, Request request) throws IOException {
    String id = Counter.id(request);
    String link =
        SignedWithdrawal.sign(account.bank(), account.number(), id, request, account.key()).write();
    return new Result(
        out.handOut(surroundings, link),
        Result.fields("link", link, "id", id, "amount", amount.toDecimal()));
  }
}
