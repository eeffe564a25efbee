package org.specie.cli.network;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.specie.cash.application.state.Pool;
import org.specie.cash.application.state.Supply;
import org.specie.cli.JsonFlag;
import org.specie.cli.Printer;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.kernel.core.Amount;
import org.specie.wallet.Answer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code specie supply}. */
@Command(
    name = "supply",
    header = {"Examples:", "  specie supply", "  specie supply --json", ""},
    description = {
      "",
      "Shows how much money there is, as the ledger counts it. 'specie verify' recounts it from the"
          + " blocks.",
      ""
    },
    mixinStandardHelpOptions = true)
public final class SupplyCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private NetworkFolder folder = new NetworkFolder();
  @Mixin private JsonFlag json = new JsonFlag();

  public SupplyCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    try (OpenNetwork opened = folder.open(surroundings)) {
      Supply supply = opened.supply();
      Pool pool = opened.pool();
      return new Printer(surroundings, json.chosen()).print(Answer.done(describe(supply, pool)));
    }
  }

  private static Result describe(Supply supply, Pool pool) {
    String issued = Amount.ofMinor(supply.issuedMinor()).toDecimal();
    String destroyed = Amount.ofMinor(supply.destroyedMinor()).toDecimal();
    String text =
        """
        issued      %s
        destroyed   %s
        ordinary    %s
        private     %s
        offline     %s
        conserved   %s
        """
            .formatted(
                issued,
                destroyed,
                supply.ordinary(),
                pool.inside(),
                supply.offline(),
                supply.isConserved(pool) ? "yes" : "NO");
    return new Result(
        text,
        Result.fields(
            "issued", issued,
            "destroyed", destroyed,
            "ordinary", supply.ordinary().toDecimal(),
            "private", pool.inside().toDecimal(),
            "offline", supply.offline().toDecimal(),
            "conserved", supply.isConserved(pool)));
  }
}
