package org.specie.services.bank.statement;

import java.util.List;
import java.util.Optional;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;

/**
 * An account over a period: what was there, every movement in between, what was there afterwards.
 *
 * @param bank by name
 * @param account its number, or {@link #RESERVE}
 * @param currency three letters of ISO 4217
 * @param fromSeconds beginning of the first second of the period
 * @param untilSeconds beginning of the first second behind it
 * @param createdSeconds when it was drawn up
 * @param openingMinor what was there before, owed if it is below zero
 * @param closingMinor what was there afterwards
 */
public record AccountStatement(
    String bank,
    String account,
    String currency,
    long fromSeconds,
    long untilSeconds,
    long createdSeconds,
    long openingMinor,
    List<Line> lines,
    long closingMinor) {
  /** The account of what the bank has elsewhere. */
  public static final String RESERVE = "reserve";

  /** Most lines. */
  public static final int LINES_MAX = 400;

  /** The last second of the year 9999, as ISO 8601 has it. */
  public static final long SECONDS_MAX = 253_402_300_799L;

  /** Beyond what any account holds: sums of it do not leave the range of a long. */
  private static final long MINOR_MAX = 100_000_000_000_000L;

  /**
   * A movement.
   *
   * @param number of the movement in the bank's book
   * @param kind why money moved
   * @param reference unique in the bank's book
   * @param changeMinor what came, or left if it is below zero; not zero
   * @param about the withdrawal, the token or the transfer that it was for, if that is known
   */
  public record Line(
      long number,
      String kind,
      Hash32 reference,
      long changeMinor,
      long bookedSeconds,
      Optional<String> about) {
    boolean isSound() {
      return number > 0
          && kind.matches("[A-Z_]{1,35}")
          && changeMinor != 0
          && isSum(changeMinor)
          && about
              .filter(words -> !words.matches("(withdrawal|token|transfer) [a-z0-9-]{1,64}"))
              .isEmpty();
    }
  }

  public AccountStatement {
    lines = List.copyOf(lines);
    Check.that(
        isSound(
            bank,
            account,
            currency,
            fromSeconds,
            untilSeconds,
            createdSeconds,
            openingMinor,
            lines,
            closingMinor),
        "opening and changes of the period make the closing balance");
  }

  private static boolean isSum(long minor) {
    return -MINOR_MAX < minor && minor < MINOR_MAX;
  }

  private static boolean isTime(long seconds) {
    return 0 <= seconds && seconds <= SECONDS_MAX;
  }

  /** Whether there is such a statement, for untrusted input. */
  static boolean isSound(
      String bank,
      String account,
      String currency,
      long fromSeconds,
      long untilSeconds,
      long createdSeconds,
      long openingMinor,
      List<Line> lines,
      long closingMinor) {
    return bank.matches("[a-zA-Z0-9.-]{1,35}")
        && account.matches("[1-9][0-9]{0,18}|" + RESERVE)
        && currency.matches("[A-Z]{3}")
        && isTime(fromSeconds)
        && isTime(untilSeconds)
        && isTime(createdSeconds)
        && fromSeconds <= untilSeconds
        && isSum(openingMinor)
        && isSum(closingMinor)
        && lines.size() <= LINES_MAX
        && lines.stream().allMatch(Line::isSound)
        && lines.stream()
            .allMatch(
                each -> fromSeconds <= each.bookedSeconds() && each.bookedSeconds() < untilSeconds)
        && openingMinor + lines.stream().mapToLong(Line::changeMinor).sum() == closingMinor;
  }

  /** What came. */
  public long creditsMinor() {
    return lines.stream().mapToLong(Line::changeMinor).filter(each -> each > 0).sum();
  }

  /** What left, above zero. */
  public long debitsMinor() {
    return creditsMinor() - (closingMinor - openingMinor);
  }
}
