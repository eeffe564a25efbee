package org.specie.offline.agents.unsealing;

import org.specie.kernel.core.Check;
import org.specie.kernel.core.VisibleText;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.offline.token.value.Minutes;
import org.specie.offline.token.value.OwnerId;

/**
 * What a court orders: to open whose one owner id is. Spec: docs/spec/56-register.md 3.1.
 *
 * @param court that orders it
 * @param reference under which the court keeps it
 * @param reason that it gives
 * @param owner the one owner id
 * @param from when it is valid
 * @param until when it is valid, at most 90 days later
 */
public record UnsealingOrder(
    String court, String reference, String reason, OwnerId owner, Minutes from, Minutes until) {
  private static final int COURT_MAX = 128;
  private static final int REFERENCE_MAX = 64;
  private static final int REASON_MAX = 512;
  private static final int MINUTES_MAX = 129_600;

  /** The most bytes of an order. */
  static final int SIZE_MAX = 4 + COURT_MAX + 4 + REFERENCE_MAX + 4 + REASON_MAX + 16 + 4 + 4;

  public UnsealingOrder {
    Check.that(isText(court, COURT_MAX), "a court has 1 to 128 visible bytes");
    Check.that(isText(reference, REFERENCE_MAX), "a reference has 1 to 64 visible bytes");
    Check.that(isText(reason, REASON_MAX), "a reason has 1 to 512 visible bytes");
    Check.that(isTerm(from, until), "an order is valid for at most 90 days");
  }

  /** Whether an order can say this: none of it empty or too long, and nothing invisible in it. */
  public static boolean isSaid(String court, String reference, String reason) {
    return isText(court, COURT_MAX)
        && isText(reference, REFERENCE_MAX)
        && isText(reason, REASON_MAX);
  }

  private static boolean isText(String text, int sizeMax) {
    return !text.isEmpty() && VisibleText.isShowable(text, sizeMax);
  }

  /** Whether an order can be valid from {@code from} to {@code until}. */
  public static boolean isTerm(Minutes from, Minutes until) {
    return from.compareTo(until) <= 0 && !until.isBeyond(from, MINUTES_MAX);
  }

  boolean isValidAt(Minutes now) {
    return from.compareTo(now) <= 0 && now.compareTo(until) <= 0;
  }

  void encode(Encoder out) {
    out.text(court).text(reference).text(reason).fixed(owner.bytes());
    from.encode(out);
    until.encode(out);
  }

  static UnsealingOrder decode(Decoder in) throws MalformedInput {
    String court = text(in, COURT_MAX);
    String reference = text(in, REFERENCE_MAX);
    String reason = text(in, REASON_MAX);
    OwnerId owner = OwnerId.decode(in);
    Minutes from = Minutes.decode(in);
    Minutes until = Minutes.decode(in);
    if (!isTerm(from, until)) {
      throw new MalformedInput("an order is valid for at most 90 days");
    }
    return new UnsealingOrder(court, reference, reason, owner, from, until);
  }

  private static String text(Decoder in, int sizeMax) throws MalformedInput {
    String read = in.text(sizeMax);
    if (!isText(read, sizeMax)) {
      throw new MalformedInput("an order is visible text, none of it empty");
    }
    return read;
  }
}
