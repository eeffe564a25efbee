package org.specie.offline.token.value;

import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;

/** From when until when something holds, both inclusive. */
public record Validity(Minutes from, Minutes until) {
  public Validity {
    Check.that(from.compareTo(until) <= 0, "a validity ends after it begins");
  }

  /** Reads eight bytes. */
  public static Validity decode(Decoder in) throws MalformedInput {
    Minutes from = Minutes.decode(in);
    Minutes until = Minutes.decode(in);
    if (from.compareTo(until) > 0) {
      throw new MalformedInput("a validity ends after it begins");
    }
    return new Validity(from, until);
  }

  /** Writes eight bytes. */
  public void encode(Encoder out) {
    from.encode(out);
    until.encode(out);
  }

  /** Whether {@code time} lies in it. */
  public boolean contains(Minutes time) {
    return from.compareTo(time) <= 0 && time.compareTo(until) <= 0;
  }

  /** Whether {@code other} lies in it from beginning to end. */
  public boolean encloses(Validity other) {
    return from.compareTo(other.from) <= 0 && other.until.compareTo(until) <= 0;
  }
}
