package org.specie.cli.wallet;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalLong;
import org.specie.cli.UsageMistake;
import picocli.CommandLine.Option;

/** The options that say which days a command is about. */
public final class PeriodOptions {
  @Option(
      names = "--from",
      paramLabel = "DATE",
      description = "first day, such as 2026-11-01 (UTC); from the beginning if left out")
  private Optional<LocalDate> from = Optional.empty();

  @Option(
      names = "--until",
      paramLabel = "DATE",
      description = "last day, such as 2026-11-30 (UTC); until now if left out")
  private Optional<LocalDate> until = Optional.empty();

  /** When the first day begins. */
  public long fromSeconds() {
    long first = from.map(PeriodOptions::beginning).orElse(0L);
    boolean isPeriod = first >= 0 && (until.isEmpty() || beginning(until.get()) >= first);
    if (!isPeriod) {
      throw new UsageMistake(
          "The period ends before it begins, or begins before 1970.",
          "name the first day with --from and the last with --until");
    }
    return first;
  }

  /** When the last day ends, if one is named. */
  public OptionalLong untilSeconds() {
    return until
        .map(day -> OptionalLong.of(beginning(day.plusDays(1))))
        .orElse(OptionalLong.empty());
  }

  private static long beginning(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toEpochSecond();
  }
}
