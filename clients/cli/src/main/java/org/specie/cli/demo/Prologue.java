package org.specie.cli.demo;

import java.nio.file.Path;
import java.util.Optional;
import org.specie.cash.application.LedgerConstants;

/** What is said before the story and after it. */
final class Prologue {
  private static final double NANOS_PER_SECOND = 1e9;

  private Prologue() {}

  static void tell(Stage stage, Story story, long started) {
    LedgerConstants ledger = stage.network().ledger();
    int operators = ledger.key().operators();
    int threshold = ledger.key().threshold();
    story.say(
        "Specie demo: ten customers, %d operators of whom %d may lie, %s; demo money"
            .formatted(
                operators,
                threshold - 1,
                stage.fleet().isPresent()
                    ? "each a process of its own"
                    : "all of them in one process"));
    story.say(
        "ledger %s, currency %s, ready in %s"
            .formatted(
                ledger.genesis().ledgerName(),
                ledger.suite().domain().currency(),
                seconds(started)));
    story.say(
        "coins are signed by any %d of %d operators; their key was made without a dealer"
            .formatted(threshold, operators));
    story.say("");
  }

  static void farewell(Stage stage, Story story, Optional<Path> keep, long started) {
    story.say("");
    story.say(
        (story.ok() ? "All as it should be, in " : "NOT ALL AS IT SHOULD BE, after ")
            + seconds(started));
    if (keep.isPresent()) {
      String network = keep.get().resolve("network").toString();
      String wallet = keep.get().resolve("Ana.wallet").toString();
      if (stage.fleet().isPresent()) {
        story.say("Try  specie network start --dir " + network + "     then:");
      }
      story.say("Try  specie verify --network " + network);
      story.say(
          "     SPECIE_PASSPHRASE=%s specie wallet balance --network %s --wallet %s"
              .formatted(Stage.PASSPHRASE, network, wallet));
      story.say(
          "     specie explain %s --network %s"
              .formatted(stage.gateway().last().id().toShortHex(), network));
    } else {
      story.say("Try  specie demo --keep .specie     then look around: specie verify, explain");
    }
  }

  private static String seconds(long started) {
    return "%.1f s".formatted((System.nanoTime() - started) / NANOS_PER_SECOND);
  }
}
