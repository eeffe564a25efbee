package org.specie.cli.issuer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.specie.cli.ExitCode;
import org.specie.cli.JsonFlag;
import org.specie.cli.Printer;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.kernel.core.Hash32;
import org.specie.offline.agents.unsealing.LogAudit;
import org.specie.offline.agents.unsealing.LogHead;
import org.specie.services.issuer.asking.ShownLog;
import org.specie.wallet.Answer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code specie issuer openings}. */
@Command(
    name = "openings",
    header = {
      "Examples:",
      "  specie issuer openings --dir mint",
      "  specie issuer openings --dir mint --heads from-the-press.heads",
      ""
    },
    description = {
      "",
      "Counts what the authorities opened, as anybody may: reads all their logs, holds them against"
          + " every head that was seen before, and names the authority whose log does not hold."
          + " There are no fewer cases than there were openings, if all logs are shown. Heads are"
          + " kept in the folder 'observer'. Ends with 1 if a log does not hold, and with 3 if an"
          + " authority shows none.",
      ""
    },
    mixinStandardHelpOptions = true)
final class OpeningsCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private IssuerDir dir = new IssuerDir();
  @Mixin private JsonFlag json = new JsonFlag();

  @Option(
      names = "--heads",
      paramLabel = "FILE",
      description = "what another observer was shown: the file 'heads' of their folder")
  private List<Path> others = List.of();

  OpeningsCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    RoleFolder folder = dir.folder(AuthorityFolder.OBSERVER, surroundings);
    AuthorityFolder observer = new AuthorityFolder(folder);
    SeenHeads seen = SeenHeads.in(folder);
    LogAudit audit = new LogAudit(observer.authorities());
    for (Path each : others) {
      seen.addAll(surroundings.resolve(each), observer.authorities());
    }
    seen.all().forEach(audit::head);
    List<Integer> silent = new ArrayList<>();
    Printer printer = new Printer(surroundings, json.chosen());
    for (int i = 1; i <= observer.count(); i++) {
      try {
        ShownLog shown = ShownLog.of(observer.addressOf(i));
        LogHead head = own(shown, i, observer);
        audit.log(i, shown.entries());
        audit.head(head);
        seen.add(shown.head());
      } catch (IOException e) {
        silent.add(i);
        printer.note("authority %d shows no log: %s".formatted(i, e.getMessage()));
      }
    }
    seen.keep();
    LogAudit.Report report = audit.report();
    int printed = printer.print(Answer.done(shown(report, silent)));
    if (!silent.isEmpty()) {
      return ExitCode.ENVIRONMENT;
    }
    return report.findings().isEmpty() ? printed : ExitCode.REFUSED;
  }

  /**
   * A head of another, or one that is not signed, holds nobody to anything, and neither do entries
   * that it does not cover: anybody on the way may have put them there.
   */
  private static LogHead own(ShownLog shown, int index, AuthorityFolder observer)
      throws IOException {
    LogHead head = shown.head();
    if (head.index() == index && head.isSigned(observer.authorities()) && shown.isCovered()) {
      return head;
    }
    throw new IOException("it signs no head of the log that is shown");
  }

  private static Result shown(LogAudit.Report report, List<Integer> silent) {
    StringBuilder text = new StringBuilder();
    List<Map<String, Object>> cases = new ArrayList<>();
    for (Hash32 each : report.cases()) {
      boolean isComplete = report.complete().contains(each);
      text.append(
          "%s  %s%n".formatted(each.toHex(), isComplete ? "enough shares" : "too few shares"));
      cases.add(Result.fields("case", each.toHex(), "complete", isComplete));
    }
    List<Map<String, Object>> findings = new ArrayList<>();
    for (LogAudit.Finding each : report.findings()) {
      String fault = word(each.fault());
      text.append("authority %d: %s%n".formatted(each.index(), fault));
      findings.add(Result.fields("authority", each.index(), "fault", fault));
    }
    text.append("%d cases%n".formatted(report.cases().size()));
    return new Result(
        text.toString(), Result.fields("cases", cases, "findings", findings, "silent", silent));
  }

  private static String word(LogAudit.Fault fault) {
    return switch (fault) {
      case CHAIN_BROKEN -> "an entry of its log does not follow the one before";
      case HEAD_CONTRADICTED -> "it signed that its log was another one";
      case ENTRY_MISSING -> "its log lacks an entry that it signed";
    };
  }
}
