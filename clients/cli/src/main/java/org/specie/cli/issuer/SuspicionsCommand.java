package org.specie.cli.issuer;

import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.specie.cli.JsonFlag;
import org.specie.cli.Printer;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.cli.UsageMistake;
import org.specie.cli.purse.Messages;
import org.specie.kernel.core.Amount;
import org.specie.offline.agents.suspicion.SplittingRule;
import org.specie.offline.agents.suspicion.Suspicion;
import org.specie.offline.agents.suspicion.SuspicionReport;
import org.specie.offline.token.value.Minutes;
import org.specie.offline.token.value.OfflineAmount;
import org.specie.services.issuer.inspection.InspectionLine;
import org.specie.services.issuer.line.Line;
import org.specie.wallet.Answer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code specie issuer suspicions}. */
@Command(
    name = "suspicions",
    header = {
      "Examples:",
      "  specie issuer suspicions --dir mint --from 900 --below 1000 --count 3 --within 60",
      ""
    },
    description = {
      "",
      "Asks inspection for owner ids that received so many payments in a band of amounts within so"
          + " many minutes, as those do who follow up money laundering; they get no alarms, and the"
          + " examiner gets none of this. It is a reason to look and proves nothing. Each comes with"
          + " the report that inspection signed.",
      ""
    },
    mixinStandardHelpOptions = true)
final class SuspicionsCommand implements Callable<Integer> {
  private static final int SECONDS_PER_MINUTE = 60;
  private static final int DEFAULT_MINUTES = 30 * 24 * 60;
  private static final int COUNT_MAX = 1_000_000;

  private final Surroundings surroundings;
  @Mixin private IssuerDir dir = new IssuerDir();
  @Mixin private JsonFlag json = new JsonFlag();

  @Option(names = "--from", required = true, paramLabel = "AMOUNT", description = "least amount")
  private Amount from = Amount.ZERO;

  @Option(
      names = "--below",
      required = true,
      paramLabel = "AMOUNT",
      description = "the threshold below which the band lies")
  private Amount below = Amount.ZERO;

  @Option(
      names = "--count",
      required = true,
      paramLabel = "N",
      description = "how many payments, at least 2")
  private int count;

  @Option(
      names = "--within",
      required = true,
      paramLabel = "MINUTES",
      description = "within so many minutes")
  private int within;

  @Option(
      names = "--since",
      paramLabel = "DATE",
      description = "such as 2026-12-01, UTC (default: 30 days ago)")
  private Optional<LocalDate> since = Optional.empty();

  SuspicionsCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    SplittingRule rule = rule();
    Minutes now = Messages.now(surroundings);
    Minutes begin = begin(now);
    RoleFolder compliance = dir.folder(Founding.COMPLIANCE, surroundings);
    try (Line line = compliance.lineTo(Role.INSPECTION.word(), surroundings.clock())) {
      List<SuspicionReport> reports = new InspectionLine(line).suspicions(rule, begin, now);
      for (SuspicionReport each : reports) {
        if (!each.isSignedBy(compliance.lineKey("inspection.reports"))) {
          throw new IOException("inspection reports what it has not signed");
        }
      }
      return new Printer(surroundings, json.chosen()).print(Answer.done(shown(reports)));
    }
  }

  private SplittingRule rule() {
    boolean isBand = below.covers(from) && !below.equals(from);
    if (!isBand || !OfflineAmount.fits(below) || count < 2 || count > COUNT_MAX || within < 1) {
      throw new UsageMistake(
          "No rule is like that.",
          "--from below --below, up to %s, a --count from 2 on, --within minutes"
              .formatted(OfflineAmount.MAX));
    }
    return new SplittingRule(from, below, count, within);
  }

  private Minutes begin(Minutes now) {
    if (since.isEmpty()) {
      return new Minutes(Math.max(0, now.sinceEpoch() - DEFAULT_MINUTES));
    }
    long minutes = since.get().atStartOfDay().toEpochSecond(ZoneOffset.UTC) / SECONDS_PER_MINUTE;
    if (minutes < 0 || minutes > now.sinceEpoch()) {
      throw new UsageMistake(
          "Nothing was claimed since " + since.get() + ".", "name a --since that is over");
    }
    return new Minutes((int) minutes);
  }

  private static Result shown(List<SuspicionReport> reports) {
    StringBuilder text = new StringBuilder();
    List<Map<String, Object>> fields = new ArrayList<>();
    for (SuspicionReport each : reports) {
      Suspicion about = each.suspicion();
      String owner = about.owner().bytes().toHex();
      Amount sum = Amount.ofMinor(about.sumMinor());
      String report = each.encode().toHex();
      text.append("%s  %d payments, %s%n  %s%n".formatted(owner, about.count(), sum, report));
      fields.add(
          Result.fields(
              "owner", owner, "count", about.count(), "sum", sum.toDecimal(), "report", report));
    }
    if (reports.isEmpty()) {
      text.append("nothing remarkable\n");
    }
    return new Result(text.toString(), Result.fields("suspicions", fields));
  }
}
