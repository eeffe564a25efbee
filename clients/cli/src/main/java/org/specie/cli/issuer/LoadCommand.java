package org.specie.cli.issuer;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.specie.cli.Digits;
import org.specie.cli.JsonFlag;
import org.specie.cli.Printer;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.cli.UsageMistake;
import org.specie.cli.purse.ReaderOption;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.Reason;
import org.specie.kernel.core.Verdict;
import org.specie.offline.agents.device.DeviceId;
import org.specie.offline.token.value.OfflineAmount;
import org.specie.wallet.Answer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code specie issuer load}. Spec: docs/spec/57-station.md, clause 6.1. */
@Command(
    name = "load",
    header = {
      "Examples:",
      "  specie issuer load 200 --dir mint --reader 'Virtual reader 00 00' --id 4f1c… --number 1",
      ""
    },
    description = {
      "",
      "Lends value to the card in a reader, as the managers of devices do for those of the issuer"
          + " and of stations: what is on the card then was on none before, and whoever runs this"
          + " answers for what backs it. The card must be in use. Loads of a card are numbered from"
          + " 1; the same number with the same amount again is no second load. Needs the folder"
          + " 'station', and core and managers running.",
      ""
    },
    mixinStandardHelpOptions = true)
final class LoadCommand implements Callable<Integer> {
  private static final int ID_SIZE = 16;

  private final Surroundings surroundings;
  @Mixin private IssuerDir dir = new IssuerDir();
  @Mixin private ReaderOption reader = new ReaderOption();
  @Mixin private JsonFlag json = new JsonFlag();

  @Parameters(index = "0", paramLabel = "AMOUNT", description = "how much")
  private Amount amount = Amount.ZERO;

  @Option(names = "--id", paramLabel = "HEX", required = true, description = "device id, 16 bytes")
  private String id = "";

  @Option(
      names = "--number",
      paramLabel = "N",
      required = true,
      description = "the number after that of the card's last load, or that one again")
  private int number;

  LoadCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    if (amount.minor() == 0 || !OfflineAmount.fits(amount)) {
      throw new UsageMistake(
          "No card is loaded with " + amount + ".",
          "name an amount up to " + OfflineAmount.MAX + ", and above nothing");
    }
    if (number < 1) {
      throw new UsageMistake("Loads are numbered from 1.", "name the number of this one");
    }
    DeviceId device = new DeviceId(Digits.read(id, ID_SIZE, "device id"));
    StationDesk desk = new StationDesk(dir, surroundings);
    return new Printer(surroundings, json.chosen())
        .print(
            reader.withCard(
                card ->
                    desk.work(
                        station ->
                            station.load(card, device, number, amount)
                                    instanceof Verdict.Refused(Reason reason)
                                ? Answer.refused(reason)
                                : Answer.done(described()))));
  }

  private Result described() {
    return new Result(
        "loaded       %s onto %s%n".formatted(amount, id),
        Result.fields("device", id, "number", number, "amount", amount.toDecimal()));
  }
}
