package org.specie.cli.pos;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.specie.cli.JsonFlag;
import org.specie.cli.PassphraseOption;
import org.specie.cli.Printer;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.cli.UsageMistake;
import org.specie.cli.purse.KeptPurse;
import org.specie.cli.purse.Messages;
import org.specie.cli.purse.PurseOptions;
import org.specie.kernel.core.Reason;
import org.specie.wallet.Answer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code specie pos collect}. */
@Command(
    name = "collect",
    header = {"Examples:", "  specie pos collect --till till-1 --purse shop", ""},
    description = {
      "",
      "Brings what a till took to the purse and onto its card, and gives the till fresh tokens. Every"
          + " payment is verified again and counted once, however often it is brought.",
      ""
    },
    mixinStandardHelpOptions = true)
final class CollectCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private TillOptions tillOptions = new TillOptions();
  @Mixin private PurseOptions purseOptions = new PurseOptions();
  @Mixin private PassphraseOption passphrase = new PassphraseOption();
  @Mixin private JsonFlag json = new JsonFlag();

  @Option(
      names = "--tokens",
      paramLabel = "N",
      defaultValue = "4",
      description =
          "so many unpaid ones the till has afterwards, 1 to 256 (default: ${DEFAULT-VALUE})")
  private int tokens = 4;

  CollectCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    if (tokens < 1 || tokens > BackOffice.TOKENS_MAX) {
      throw new UsageMistake(
          "--tokens is " + tokens + ", and may be 1 to 256.", "name another number");
    }
    Printer printer = new Printer(surroundings, json.chosen());
    return printer.print(
        purseOptions.withPurse(
            surroundings,
            passphrase,
            purse ->
                tillOptions.withTill(
                    surroundings, passphrase, till -> collect(purse, till, printer))));
  }

  private Answer<Result> collect(KeptPurse purse, KeptTill till, Printer printer)
      throws IOException {
    BackOffice office = new BackOffice(purse, till.till(), Messages.now(surroundings));
    return office
        .collect()
        .then(
            collected -> {
              for (Reason each : purse.purse().redemption().afterReceiving().values()) {
                printer.note(
                    "The card leaves a payment aside: %d %s"
                        .formatted(each.code(), each.sentence()));
              }
              return office
                  .supply(tokens)
                  .then(supplied -> described(purse, till, collected, supplied));
            });
  }

  private static Answer<Result> described(
      KeptPurse purse, KeptTill till, int collected, int supplied) throws IOException {
    int left = till.till().takings().payments().size();
    String balance = purse.balance().toDecimal();
    return Answer.done(
        new Result(
            "collected %d payments, %d left, balance %s, %d unpaid tokens in the till%n"
                .formatted(collected, left, balance, supplied),
            Result.fields(
                "collected", collected, "left", left, "balance", balance, "tokens", supplied)));
  }
}
