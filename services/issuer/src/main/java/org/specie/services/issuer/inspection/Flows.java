package org.specie.services.issuer.inspection;

import java.util.OptionalLong;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.offline.token.value.Minutes;

/**
 * What flows, in sums. Spec: docs/spec/58-issuer-service.md 9.6.
 *
 * @param issuedMinor ever put into circulation
 * @param creditedMinor ever credited to accounts
 * @param turnoverMinor of payments claimed in the days that were asked for
 * @param velocityThousandths of it over what circulates; nothing while nothing does
 */
public record Flows(
    long issuedMinor, long creditedMinor, long turnoverMinor, OptionalLong velocityThousandths) {
  /**
   * Whole days, of UTC: in anything shorter a quiet minute is a single payment.
   *
   * @param first since 1970
   * @param last the same, inclusive
   */
  public record Days(int first, int last) {
    private static final int LAST_MAX = Integer.MAX_VALUE / MINUTES - 1;

    public Days {
      Check.that(areDays(first, last), "days follow each other");
    }

    private static boolean areDays(int first, int last) {
      return 0 <= first && first <= last && last <= LAST_MAX;
    }

    /** The last {@code count} days that are over at {@code now}. */
    public static Days before(Minutes now, int count) {
      int today = now.sinceEpoch() / MINUTES;
      return new Days(Math.max(0, today - count), Math.max(0, today - 1));
    }

    /** Whether all of them are over at {@code now}. */
    boolean areOver(Minutes now) {
      return last < now.sinceEpoch() / MINUTES;
    }

    Minutes begin() {
      return new Minutes(first * MINUTES);
    }

    Minutes end() {
      return new Minutes(last * MINUTES + MINUTES - 1);
    }

    ByteString encode() {
      return new Encoder().u32(first).u32(last).toByteString();
    }

    static Days decode(ByteString bytes) throws MalformedInput {
      Decoder in = new Decoder(bytes);
      int first = in.u32();
      int last = in.u32();
      in.end();
      if (!areDays(first, last)) {
        throw new MalformedInput("days follow each other");
      }
      return new Days(first, last);
    }
  }

  private static final int MINUTES = 1_440;

  ByteString encode() {
    return new Encoder()
        .u64(issuedMinor)
        .u64(creditedMinor)
        .u64(turnoverMinor)
        .bool(velocityThousandths.isPresent())
        .u64(velocityThousandths.orElse(0))
        .toByteString();
  }

  static Flows decode(ByteString bytes) throws MalformedInput {
    Decoder in = new Decoder(bytes);
    long issued = in.u64();
    long credited = in.u64();
    long turnover = in.u64();
    boolean circulates = in.bool();
    long velocity = in.u64();
    in.end();
    if (!circulates && velocity != 0) {
      throw new MalformedInput("without circulation there is no velocity");
    }
    return new Flows(
        issued, credited, turnover, circulates ? OptionalLong.of(velocity) : OptionalLong.empty());
  }
}
