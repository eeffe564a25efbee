package org.specie.cli.wallet;

import java.io.IOException;
import java.util.Optional;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.cli.network.OpenNetwork;
import org.specie.wallet.Answer;
import org.specie.wallet.Wallet;
import org.specie.wallet.holding.Shown;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code specie wallet settle}. */
@Command(
    name = "settle",
    header = {"Examples:", "  specie wallet settle", "  specie wallet settle --give-up", ""},
    description = {
      "",
      "Finds out what became of a payment that was on its way, and asks the auditors again about one"
          + " that waits for them. Given up, it can never be applied: what auditors saw of it is used"
          + " up by a step that pays nobody and that others cannot tell from a payment.",
      ""
    },
    mixinStandardHelpOptions = true)
final class SettleCommand extends OpenWalletCommand {

  @Option(names = "--give-up", description = "give up the payment that waits for auditors")
  private boolean isGivenUp;

  SettleCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  Answer<Result> act(Wallet wallet, OpenNetwork network) throws IOException {
    return (isGivenUp ? wallet.giveUp() : Answer.done(true)).map(_ -> described(wallet));
  }

  /** Opening the wallet has settled what could be; what is left waits. */
  private static Result described(Wallet wallet) {
    Optional<Shown> shown = wallet.holdings().shown();
    if (shown.isEmpty()) {
      return new Result("Nothing waits.\n", Result.fields("waits", false));
    }
    String amount = shown.get().showing().opening().amount().toDecimal();
    int approvals = shown.get().approvals().size();
    return new Result(
        shown.get().over()
            ? amount + " was not paid; what auditors saw is used up before the next payment.\n"
            : amount + " waits for auditors; " + approvals + " have approved it.\n",
        Result.fields("waits", !shown.get().over(), "amount", amount, "approvals", approvals));
  }
}
