package org.specie.offline.purse.journal;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.offline.token.value.Minutes;
import org.specie.offline.token.value.OfflineAmount;

/**
 * A payment that its owner wants made again and again. Spec: docs/spec/52-purse.md 12.3.
 *
 * @param first the first of them
 * @param rhythm how far they are apart
 * @param until none is due after this time; never ends if there is none
 * @param most no more than this is paid in all, if it is named
 */
public record StandingOrder(
    PlannedPayment first, Rhythm rhythm, Optional<Minutes> until, Optional<Amount> most) {
  /** Most payments of one order; weekly, that is 19 years. */
  public static final int PAYMENTS_MAX = 1_000;

  private static final int SECONDS_PER_MINUTE = 60;

  public StandingOrder {
    Check.that(isRight(first, until, most), "the first payment is one of the order");
  }

  /** How far two payments are apart. */
  public enum Rhythm {
    WEEK(1),
    MONTH(2);

    private final int number;

    Rhythm(int number) {
      this.number = number;
    }

    private static Rhythm decode(int number) throws MalformedInput {
      for (Rhythm each : values()) {
        if (each.number == number) {
          return each;
        }
      }
      throw new MalformedInput("not a rhythm");
    }
  }

  /** Whether an order with these ends has at least its first payment. */
  public static boolean isRight(
      PlannedPayment first, Optional<Minutes> until, Optional<Amount> most) {
    return until.filter(each -> each.compareTo(first.due()) < 0).isEmpty()
        && most.filter(each -> !each.covers(first.amount())).isEmpty();
  }

  /** Names the order, by the token in the request it began with. */
  public Hash32 key() {
    return first.key();
  }

  /**
   * When the payment after so many others is due. Months are counted from the first one, on whose
   * day the payment is due, or on the last day of a month that does not have it.
   */
  public Minutes due(int before) {
    Check.that(0 <= before && before < PAYMENTS_MAX, "an order has at most 1,000 payments");
    LocalDateTime start =
        LocalDateTime.ofEpochSecond(
            (long) first.due().sinceEpoch() * SECONDS_PER_MINUTE, 0, ZoneOffset.UTC);
    LocalDateTime due =
        switch (rhythm) {
          case WEEK -> start.plusWeeks(before);
          case MONTH -> start.plusMonths(before);
        };
    long minutes = due.toEpochSecond(ZoneOffset.UTC) / SECONDS_PER_MINUTE;
    return new Minutes((int) Math.min(minutes, Integer.MAX_VALUE));
  }

  /** Whether there is a payment after so many others, with which so much was paid. */
  public boolean goesOn(int before, Amount paid) {
    return before < PAYMENTS_MAX
        && until.filter(each -> each.compareTo(due(before)) < 0).isEmpty()
        && most.filter(each -> !each.covers(paid.plus(first.amount()))).isEmpty();
  }

  void encode(Encoder out) {
    first.encode(out);
    out.u8(rhythm.number);
    until.orElse(new Minutes(0)).encode(out);
    OfflineAmount.encode(out, most.orElse(Amount.ZERO));
  }

  static StandingOrder decode(Decoder in) throws MalformedInput {
    PlannedPayment first = PlannedPayment.decode(in);
    Rhythm rhythm = Rhythm.decode(in.u8());
    Minutes end = Minutes.decode(in);
    Optional<Minutes> until = Optional.of(end).filter(each -> each.sinceEpoch() > 0);
    Amount sum = OfflineAmount.decode(in);
    Optional<Amount> most = Optional.of(sum).filter(each -> each.minor() > 0);
    if (!isRight(first, until, most)) {
      throw new MalformedInput("the first payment is one of the order");
    }
    return new StandingOrder(first, rhythm, until, most);
  }
}
