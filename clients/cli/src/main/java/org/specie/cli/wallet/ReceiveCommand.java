package org.specie.cli.wallet;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.specie.cli.JsonFlag;
import org.specie.cli.Printer;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.wallet.Answer;
import org.specie.wallet.Wallet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

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
final class ReceiveCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private WalletOptions options = new WalletOptions();
  @Mixin private JsonFlag json = new JsonFlag();

  ReceiveCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    Printer printer = new Printer(surroundings, json.chosen());
    return printer.print(
        options.withWallet(surroundings, printer, (wallet, _) -> Answer.done(describe(wallet))));
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
