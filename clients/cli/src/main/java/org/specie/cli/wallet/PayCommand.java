package org.specie.cli.wallet;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.specie.cli.JsonFlag;
import org.specie.cli.Printer;
import org.specie.cli.Surroundings;
import org.specie.cli.UsageMistake;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.signature.Address;
import org.specie.wallet.Answer;
import org.specie.wallet.Wallet;
import org.specie.wallet.history.Entry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code specie wallet pay}. */
@Command(
    name = "pay",
    header = {
      "Examples:",
      "  specie wallet pay spc1q… 12.50 --note coffee      privately, within the budget",
      "  specie wallet pay 0x5290… 80                      openly, from the ordinary balance",
      ""
    },
    description = {
      "",
      "Pays. The address says how: to spc1… privately, to 0x… openly. Waits until the payment is"
          + " final.",
      ""
    },
    mixinStandardHelpOptions = true)
final class PayCommand implements Callable<Integer> {
  private static final String ACCOUNT_PREFIX = "0x";

  private final Surroundings surroundings;
  @Mixin private WalletOptions options = new WalletOptions();
  @Mixin private JsonFlag json = new JsonFlag();

  @Parameters(index = "0", paramLabel = "TO", description = "spc1… or 0x…")
  private String to = "";

  @Parameters(index = "1", paramLabel = "AMOUNT", description = "such as 12.50")
  private Amount amount = Amount.ZERO;

  @Option(
      names = "--note",
      paramLabel = "TEXT",
      description = "words for the payee of a private payment, at most 71 bytes")
  private String note = "";

  PayCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    Printer printer = new Printer(surroundings, json.chosen());
    return printer.print(
        options
            .withWallet(surroundings, printer, (wallet, _) -> pay(wallet))
            .map(Entries::describe));
  }

  private Answer<Entry> pay(Wallet wallet) throws IOException {
    if (!to.startsWith(ACCOUNT_PREFIX)) {
      return wallet.readAddress(to).then(address -> wallet.payPrivately(address, amount, note));
    }
    if (!note.isEmpty()) {
      throw new UsageMistake(
          "An open payment has no note: everybody would read it.",
          "leave out --note, or pay to a payment address: spc1…");
    }
    try {
      return wallet.payOrdinary(Address.parse(to), amount);
    } catch (MalformedInput e) {
      throw new UsageMistake(
          "'" + to + "' is not an account: " + e.getMessage(), "ask the payee for it again");
    }
  }
}
