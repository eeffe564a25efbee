package org.specie.cli.wallet;

import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.cli.network.OpenNetwork;
import org.specie.wallet.Answer;
import org.specie.wallet.Wallet;
import picocli.CommandLine.Command;

/** {@code specie wallet receive}. */
@Command(
    name = "receive",
    header = {"Examples:", "  specie wallet receive", "  specie wallet receive --json", ""},
    description = {
      "",
      "Shows where others pay this wallet, privately and openly, and reads what has come in.",
      ""
    },
    mixinStandardHelpOptions = true)
final class ReceiveCommand extends OpenWalletCommand {

  ReceiveCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  Answer<Result> act(Wallet wallet, OpenNetwork network) {
    return Answer.done(describe(wallet));
  }

  private static Result describe(Wallet wallet) {
    boolean enrolled = wallet.holdings().live().isPresent();
    String text =
        """
        openly      %s
        privately   %s
        waiting     %s in %d coins
        """
            .formatted(
                wallet.account(),
                enrolled ? wallet.paymentAddressText() : "after 'specie wallet enrol'",
                wallet.holdings().unclaimed(),
                wallet.holdings().coins().size());
    return new Result(
        text,
        Result.fields(
            "account", wallet.account().toString(),
            "address", wallet.paymentAddressText(),
            "enrolled", enrolled,
            "waiting", wallet.holdings().unclaimed().toDecimal(),
            "coins", wallet.holdings().coins().size()));
  }
}
