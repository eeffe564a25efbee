package org.specie.cli.purse;

import java.io.IOException;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.kernel.core.Amount;
import org.specie.wallet.Answer;
import picocli.CommandLine.Command;

/** {@code specie purse redeem}. */
@Command(
    name = "redeem",
    header = {"Examples:", "  specie purse redeem", ""},
    description = {"", "Has the card turn what was received into balance, all of it.", ""},
    mixinStandardHelpOptions = true)
final class RedeemCommand extends OpenPurseCommand {
  RedeemCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  Answer<Result> act(KeptPurse purse) throws IOException {
    tellLeft(purse.redeem());
    Amount balance = purse.balance();
    Amount waiting = purse.purse().receiving().waiting();
    return Answer.done(
        new Result(
            "balance %s, not on card %s%n".formatted(balance, waiting),
            Result.fields("balance", balance.toDecimal(), "waiting", waiting.toDecimal())));
  }
}
