package org.specie.cli.bank;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.Check;
import org.specie.node.home.DirectoryHome;
import org.specie.node.replica.Settings;

/**
 * What a customer has told to be done again and again, in {@code rules.properties} beside the
 * purse. Spec: docs/spec/59-bank-service.md section 14.
 *
 * @param filling what is withdrawn when too little is left
 * @param emptying what is deposited on some days
 */
record Rules(Optional<Filling> filling, Optional<Emptying> emptying) {
  /** Longest time between two deposits. */
  static final int DAYS_MAX = 366;

  private static final String FILE = "rules.properties";
  private static final String BELOW = "below";
  private static final String WITHDRAW = "withdraw";
  private static final String ABOVE = "above";
  private static final String DAYS = "days";
  private static final String NEXT = "next";

  /** Withdraw {@code amount} when the purse holds less than {@code below}. */
  record Filling(Amount below, Amount amount) {}

  /**
   * Deposit what the purse holds beyond {@code above} on a day, and every so many days after it.
   *
   * @param next the first day on which it is due now
   */
  record Emptying(Amount above, int days, LocalDate next) {
    Emptying {
      Check.that(0 < days && days <= DAYS_MAX, "a rule recurs within 366 days");
    }

    boolean isDue(LocalDate today) {
      return !today.isBefore(next);
    }

    /** The same once it was done today: what was missed before is not due again. */
    Emptying after(LocalDate today) {
      long late = Math.max(0, ChronoUnit.DAYS.between(next, today));
      return new Emptying(above, days, next.plusDays((late / days + 1) * days));
    }
  }

  /** Whether one rule would undo what the other has done. */
  boolean isAtOdds() {
    return filling.isPresent()
        && emptying.isPresent()
        && !emptying.get().above().covers(filling.get().below().plus(filling.get().amount()));
  }

  /** Whether it would withdraw nothing. */
  boolean withdrawsNothing() {
    return filling.stream().anyMatch(each -> each.amount().equals(Amount.ZERO));
  }

  /** The rules beside the purse in {@code root}; none if nobody made any. */
  static Rules read(Path root) throws IOException {
    Path file = root.resolve(FILE);
    if (!Files.exists(file)) {
      return new Rules(Optional.empty(), Optional.empty());
    }
    Settings settings = Settings.read(file);
    try {
      Optional<Filling> filling =
          settings.find(BELOW).isEmpty()
              ? Optional.empty()
              : Optional.of(
                  new Filling(
                      Amount.parse(settings.get(BELOW)), Amount.parse(settings.get(WITHDRAW))));
      Optional<Emptying> emptying =
          settings.find(ABOVE).isEmpty() ? Optional.empty() : Optional.of(emptying(settings, file));
      Rules rules = new Rules(filling, emptying);
      if (rules.isAtOdds() || rules.withdrawsNothing()) {
        throw damaged(file, new IllegalArgumentException("nobody would say so"));
      }
      return rules;
    } catch (IllegalArgumentException | DateTimeException e) {
      throw damaged(file, e);
    }
  }

  private static Emptying emptying(Settings settings, Path file) throws IOException {
    int days = settings.number(DAYS);
    if (days < 1 || days > DAYS_MAX) {
      throw damaged(file, new IllegalArgumentException("not so many days"));
    }
    return new Emptying(
        Amount.parse(settings.get(ABOVE)), days, LocalDate.parse(settings.get(NEXT)));
  }

  private static IOException damaged(Path file, Exception why) {
    return new IOException(file + " is damaged; make the rules anew with 'specie bank keep'", why);
  }

  /** Writes them in place of those before, whole or not at all. */
  void write(Path root) throws IOException {
    alone(root, () -> replace(root));
  }

  /**
   * Notes that {@code done} was done on a day: in the rules as they are then. Somebody may have
   * said other ones while it was, and these stay.
   */
  static void noteDone(Path root, Emptying done, LocalDate today) throws IOException {
    alone(
        root,
        () -> {
          Rules now = read(root);
          if (now.emptying().equals(Optional.of(done))) {
            new Rules(now.filling(), Optional.of(done.after(today))).replace(root);
          }
        });
  }

  private static void alone(Path root, DirectoryHome.Alone work) throws IOException {
    DirectoryHome.at(root).alone(AccountFolder.PARTY, "rules", work);
  }

  private void replace(Path root) throws IOException {
    Settings settings = Settings.at(root.resolve(FILE));
    filling.ifPresent(
        each ->
            settings.put(BELOW, each.below().toDecimal()).put(WITHDRAW, each.amount().toDecimal()));
    emptying.ifPresent(
        each ->
            settings
                .put(ABOVE, each.above().toDecimal())
                .put(DAYS, each.days())
                .put(NEXT, each.next()));
    settings.write("what 'specie bank due' does with this purse and its account");
  }
}
