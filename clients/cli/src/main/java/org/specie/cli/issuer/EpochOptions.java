package org.specie.cli.issuer;

import org.specie.cli.UsageMistake;
import org.specie.offline.token.value.OfflineAmount;
import picocli.CommandLine.Option;

/** The options that say how far a class key goes. */
final class EpochOptions {
  private static final int DAYS_MAX = 366;

  @Option(
      names = "--quota",
      paramLabel = "N",
      defaultValue = "100000",
      description = "payment keys of the class key (default: ${DEFAULT-VALUE})")
  private long quota = 100_000;

  @Option(
      names = "--class-days",
      paramLabel = "DAYS",
      defaultValue = "30",
      description = "validity of the class key, 1 to 366 (default: ${DEFAULT-VALUE})")
  private int days = 30;

  /** Refuses what no certificate can say. */
  void check() {
    if (quota <= 0 || quota > OfflineAmount.MAX.minor()) {
      throw new UsageMistake(quota + " is no quota", "use 1 to " + OfflineAmount.MAX.minor());
    }
    if (days <= 0 || days > DAYS_MAX) {
      throw new UsageMistake(days + " days are no epoch", "use 1 to " + DAYS_MAX);
    }
  }

  long quota() {
    return quota;
  }

  int days() {
    return days;
  }
}
