package org.specie.offline.token.value;

import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;

/**
 * A time, in whole minutes since 1970: coarse on purpose, so that it tells little about a payer.
 * Spec: docs/spec/50-art.md 1.1.
 */
public record Minutes(int sinceEpoch) implements Comparable<Minutes> {
  public Minutes {
    Check.that(sinceEpoch >= 0, "time begins in 1970");
  }

  /** Reads four bytes. */
  public static Minutes decode(Decoder in) throws MalformedInput {
    return new Minutes(in.u32());
  }

  /** Writes four bytes. */
  public void encode(Encoder out) {
    out.u32(sinceEpoch);
  }

  /** Whether this is more than {@code minutes} after {@code other}. */
  public boolean isBeyond(Minutes other, int minutes) {
    return (long) sinceEpoch - other.sinceEpoch > minutes;
  }

  @Override
  public int compareTo(Minutes other) {
    return Integer.compare(sinceEpoch, other.sinceEpoch);
  }
}
