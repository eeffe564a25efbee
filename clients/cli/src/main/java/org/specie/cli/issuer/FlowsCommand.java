package org.specie.cli.issuer;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.specie.cli.JsonFlag;
import org.specie.cli.Printer;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.cli.UsageMistake;
import org.specie.cli.purse.Messages;
import org.specie.kernel.core.Amount;
import org.specie.services.issuer.inspection.Flows;
import org.specie.services.issuer.inspection.InspectionLine;
import org.specie.services.issuer.line.Line;
import org.specie.wallet.Answer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code specie issuer flows}. */
@Command(
    name = "flows",
    header = {
      "Examples:",
      "  specie issuer flows --dir mint",
      "  specie issuer flows --dir mint --days 7",
      ""
    },
    description = {
      "",
      "Asks inspection what flows, as an operator of policy: what was noted as issued, what was"
          + " credited to accounts, the payments of the last days, and how often the money that"
          + " circulates went from hand to hand in them. Days are whole ones, of UTC, and over:"
          + " today is not among them, because of a short time the sum is a single payment.",
      ""
    },
    mixinStandardHelpOptions = true)
final class FlowsCommand implements Callable<Integer> {
  private static final int DAYS_MAX = 3_660;
  private static final long THOUSAND = 1_000;

  private final Surroundings surroundings;
  @Mixin private IssuerDir dir = new IssuerDir();
  @Mixin private JsonFlag json = new JsonFlag();

  @Option(
      names = "--days",
      paramLabel = "N",
      defaultValue = "30",
      description = "of how many days before today (default: ${DEFAULT-VALUE})")
  private int days = 30;

  FlowsCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    if (days < 1 || days > DAYS_MAX) {
      throw new UsageMistake(days + " is no stretch of days.", "name 1 to " + DAYS_MAX);
    }
    Flows.Days over = Flows.Days.before(Messages.now(surroundings), days);
    RoleFolder policy = dir.folder(OperatorsFounding.POLICY, surroundings);
    try (Line line = policy.lineTo(Role.INSPECTION.word(), surroundings.clock())) {
      return new Printer(surroundings, json.chosen())
          .print(Answer.done(shown(new InspectionLine(line).flows(over))));
    }
  }

  private static Result shown(Flows flows) {
    String issued = decimal(flows.issuedMinor());
    String credited = decimal(flows.creditedMinor());
    String turnover = decimal(flows.turnoverMinor());
    Optional<String> velocity =
        flows.velocityThousandths().isPresent()
            ? Optional.of(thousandths(flows.velocityThousandths().getAsLong()))
            : Optional.empty();
    return new Result(
        "issued       %s\ncredited     %s\nturnover     %s\nvelocity     %s\n"
            .formatted(issued, credited, turnover, velocity.orElse("nothing circulates")),
        Result.fields(
            "issued",
            issued,
            "credited",
            credited,
            "turnover",
            turnover,
            "velocity",
            velocity.orElse("")));
  }

  private static String decimal(long minor) {
    return Amount.ofMinor(minor).toDecimal();
  }

  private static String thousandths(long value) {
    return "%d.%03d".formatted(value / THOUSAND, value % THOUSAND);
  }
}
