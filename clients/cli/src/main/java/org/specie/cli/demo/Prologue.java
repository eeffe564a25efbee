package org.specie.cli.demo;

import org.specie.cash.application.LedgerConstants;

/** What is said before the story. */
public final class Prologue {
  private static final double NANOS_PER_SECOND = 1e9;

  private Prologue() {}

  static void tell(Stage stage, Story story, long started) {
    LedgerConstants ledger = stage.network().ledger();
    int operators = ledger.key().operators();
    int threshold = ledger.key().threshold();
    story.say(
        "Specie demo: ten customers and a shop, %d operators of whom %d may lie, %s; demo money"
            .formatted(
                operators,
                threshold - 1,
                stage
                    .processes()
                    .map(
                        each ->
                            "%d providers, %d registrars, %d auditors and the reader these ask, each a process of its own"
                                .formatted(
                                    each.providers().all().size(),
                                    each.providers().registrars().all().size(),
                                    each.auditors().all().size()))
                    .orElse("all of them in one process")));
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

  /** Since {@code started}, in words. */
  public static String seconds(long started) {
    return "%.1f s".formatted((System.nanoTime() - started) / NANOS_PER_SECOND);
  }
}
