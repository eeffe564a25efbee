package org.specie.cli.issuer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.specie.cli.Digits;
import org.specie.cli.JsonFlag;
import org.specie.cli.Printer;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.cli.UsageMistake;
import org.specie.offline.agents.RegisterReason;
import org.specie.offline.agents.pseudonym.RegisterEntry;
import org.specie.offline.agents.unsealing.CaseFile;
import org.specie.offline.agents.unsealing.UnsealingCase;
import org.specie.offline.agents.unsealing.UnsealingOrder;
import org.specie.offline.token.layout.ArtLayout;
import org.specie.offline.token.value.Minutes;
import org.specie.offline.token.value.OwnerId;
import org.specie.services.issuer.RoleTime;
import org.specie.services.issuer.line.Line;
import org.specie.services.issuer.pseudonym.PseudonymLine;
import org.specie.wallet.Answer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code specie issuer case make}. */
@Command(
    name = "make",
    header = {
      "Examples:",
      "  specie issuer case make ana.case --home mint/authority-1 --owner 77d0… \\",
      "    --court 'District Court' --reference '12/26' --reason 'Report 5e1f…'",
      "  specie issuer case make ben.case --home mint/authority-1 --owner 41c9… --agent north \\",
      "    --court 'District Court' --reference '13/26' --reason 'Fraud' --days 14",
      ""
    },
    description = {
      "",
      "Makes the case of a court's order: fetches the sealed entry of the owner id from the pseudonym"
          + " agent, and writes both to a file that authorities approve. Nothing is opened, and"
          + " nobody has approved.",
      ""
    },
    mixinStandardHelpOptions = true)
final class MakeCaseCommand implements Callable<Integer> {
  private static final int MINUTES_PER_DAY = 1_440;
  private static final int SECONDS_PER_MINUTE = 60;
  private static final int DAYS_MAX = 90;

  private final Surroundings surroundings;
  @Mixin private AuthorityHome home = new AuthorityHome();
  @Mixin private JsonFlag json = new JsonFlag();

  @Parameters(paramLabel = "FILE", description = "file of the case to be made")
  private Path file = Path.of("");

  @Option(
      names = "--owner",
      paramLabel = "HEX",
      required = true,
      description = "the one owner id that is to be opened")
  private String owner = "";

  @Option(
      names = "--court",
      paramLabel = "TEXT",
      required = true,
      description = "that orders it, at most 128 bytes")
  private String court = "";

  @Option(
      names = "--reference",
      paramLabel = "TEXT",
      required = true,
      description = "under which the court keeps the order, at most 64 bytes")
  private String reference = "";

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      required = true,
      description = "that the court gives, at most 512 bytes")
  private String reason = "";

  @Option(
      names = "--from",
      paramLabel = "DATE",
      description = "when the order begins, such as 2026-12-01, UTC (default: now)")
  private Optional<LocalDate> from = Optional.empty();

  @Option(
      names = "--days",
      paramLabel = "N",
      defaultValue = "30",
      description = "how long the order is valid, at most 90 (default: ${DEFAULT-VALUE})")
  private int days = 30;

  @Option(
      names = "--agent",
      paramLabel = "NAME",
      defaultValue = Founding.SOURCE,
      description =
          "whose pseudonym agent gave the owner id: ${DEFAULT-VALUE}, or the name of a bank"
              + " (default: ${DEFAULT-VALUE})")
  private String agent = Founding.SOURCE;

  MakeCaseCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    Path out = surroundings.resolve(file);
    UnsealingOrder order = order();
    if (Files.exists(out)) {
      throw new UsageMistake(file + " is there already.", "name a file that is not there");
    }
    AuthorityFolder authority = home.folder(surroundings);
    if (!authority.knows(agent)) {
      throw new UsageMistake(
          "The authorities know no agent '" + agent + "'.",
          "name 'issuer' or a bank of the issuer");
    }
    try (Line line = authority.lineToAgent(agent, surroundings.clock())) {
      Optional<RegisterEntry> entry = new PseudonymLine(line).entry(order.owner());
      return new Printer(surroundings, json.chosen()).print(made(order, entry, authority, out));
    }
  }

  private Answer<Result> made(
      UnsealingOrder order, Optional<RegisterEntry> entry, AuthorityFolder authority, Path out)
      throws IOException {
    if (entry.isEmpty()) {
      return Answer.refused(RegisterReason.NOBODY_SEALED);
    }
    if (!authority.authorities().isGood(entry.get())) {
      return Answer.refused(RegisterReason.ENTRY_FALSE);
    }
    CaseFile made =
        CaseFile.of(UnsealingCase.of(order, entry.get(), surroundings.entropy()), entry.get());
    CaseFiles.write(made, out);
    return Answer.done(CaseFiles.describe(made, authority.authorities()));
  }

  private UnsealingOrder order() {
    OwnerId about = new OwnerId(Digits.read(owner, ArtLayout.ID_SIZE, "owner id"));
    if (!UnsealingOrder.isSaid(court, reference, reason)) {
      throw new UsageMistake(
          "No order says this.",
          "give court, reference and reason, none longer than --help says, nothing invisible");
    }
    if (days < 1 || days > DAYS_MAX) {
      throw new UsageMistake("No order is valid that long.", "use 1 to 90 days");
    }
    Minutes begin = begin();
    return new UnsealingOrder(
        court,
        reference,
        reason,
        about,
        begin,
        new Minutes(begin.sinceEpoch() + days * MINUTES_PER_DAY));
  }

  private Minutes begin() {
    if (from.isEmpty()) {
      return new RoleTime(surroundings.clock()).now();
    }
    long minutes = from.get().atStartOfDay().toEpochSecond(ZoneOffset.UTC) / SECONDS_PER_MINUTE;
    if (minutes < 0 || minutes > Integer.MAX_VALUE - DAYS_MAX * MINUTES_PER_DAY) {
      throw new UsageMistake("No order begins then.", "name the day on which it begins");
    }
    return new Minutes((int) minutes);
  }
}
