package org.specie.cli.operators;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What all acts about operators have in common. */
final class ChangeOptions {
  @Option(
      names = "--faults",
      paramLabel = "F",
      description =
          "how many liars the new operators are to outvote; n = 3F + 2C + 1 (default: as many as"
              + " they can, and no fewer than now)")
  private Optional<Integer> faults = Optional.empty();

  @Option(
      names = "--replaces-most",
      description = "say in the act that fewer than 2f + 1 of the present operators stay")
  private boolean replacesMost;

  @Option(
      names = "--unseen",
      description = "decide even if a newcomer's replica does not follow the ledger yet")
  private boolean unseen;

  @Option(
      names = "--no-wait",
      description = "end when the act is decided, without waiting until it is in force")
  private boolean noWait;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description = "wait so long at most (default: ${DEFAULT-VALUE})",
      defaultValue = "900")
  private int timeoutSeconds = 900;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "write the act into a file, for members to sign apart, and decide nothing")
  private Optional<Path> out = Optional.empty();

  /** The file to write instead of deciding. */
  Optional<Path> out() {
    return out;
  }

  Optional<Integer> faults() {
    return faults;
  }

  boolean replacesMost() {
    return replacesMost;
  }

  boolean unseen() {
    return unseen;
  }

  boolean waits() {
    return !noWait;
  }

  int timeoutSeconds() {
    return timeoutSeconds;
  }
}
