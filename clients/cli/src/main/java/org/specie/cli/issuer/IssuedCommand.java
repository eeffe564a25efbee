package org.specie.cli.issuer;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.specie.cli.Digits;
import org.specie.cli.JsonFlag;
import org.specie.cli.Printer;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.cli.UsageMistake;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.Hash32;
import org.specie.offline.token.value.OfflineAmount;
import org.specie.services.issuer.inspection.InspectionLine;
import org.specie.services.issuer.line.Line;
import org.specie.wallet.Answer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code specie issuer issued}. */
@Command(
    name = "issued",
    header = {"Examples:", "  specie issuer issued 50000 --dir mint --name 5e1f…", ""},
    description = {
      "",
      "Notes with inspection that an amount was put into circulation, as an operator of volume. The"
          + " money itself moves by acts of the committee ('specie act propose'). A name counts once,"
          + " with the amount that was noted under it first: the same again changes nothing.",
      ""
    },
    mixinStandardHelpOptions = true)
final class IssuedCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private IssuerDir dir = new IssuerDir();
  @Mixin private JsonFlag json = new JsonFlag();

  @Parameters(paramLabel = "AMOUNT", description = "how much, such as 50000 or 12.50")
  private Amount amount = Amount.ZERO;

  @Option(
      names = "--name",
      paramLabel = "HEX",
      required = true,
      description = "32 bytes that name this issue, such as the id of the committee's transaction")
  private String name = "";

  IssuedCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    if (amount.equals(Amount.ZERO) || !OfflineAmount.fits(amount)) {
      throw new UsageMistake(
          "No such amount is issued.", "name one above nothing, up to " + OfflineAmount.MAX);
    }
    Hash32 issue = new Hash32(Digits.read(name, Hash32.SIZE, "name of an issue"));
    RoleFolder volume = dir.folder(OperatorsFounding.VOLUME, surroundings);
    try (Line line = volume.lineTo(Role.INSPECTION.word(), surroundings.clock())) {
      Amount noted = new InspectionLine(line).noteIssue(issue, amount);
      return new Printer(surroundings, json.chosen()).print(Answer.done(shown(issue, noted)));
    }
  }

  /** What is noted, which is not what was brought if the name was taken. */
  private Result shown(Hash32 issue, Amount noted) {
    String text =
        "noted        %s%s\nname         %s\n"
            .formatted(
                noted.toDecimal(),
                noted.equals(amount) ? "" : "  before, under this name; nothing was noted now",
                issue.toHex());
    return new Result(
        text,
        Result.fields(
            "noted", noted.toDecimal(), "name", issue.toHex(), "asked", amount.toDecimal()));
  }
}
