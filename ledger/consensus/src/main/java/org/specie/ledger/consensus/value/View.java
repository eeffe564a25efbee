package org.specie.ledger.consensus.value;

import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;

/** A period with one primary. Views of an epoch count from 0. */
public record View(long number) implements Comparable<View> {
  /** The view an epoch starts in; nobody has to announce it. */
  public static final View FIRST = new View(0);

  public View {
    Check.that(number >= 0, "views count from 0");
  }

  /** The view after this one. */
  public View next() {
    return new View(Math.addExact(number, 1));
  }

  public boolean isBefore(View other) {
    return number < other.number;
  }

  public boolean isAfter(View other) {
    return number > other.number;
  }

  @Override
  public int compareTo(View other) {
    return Long.compare(number, other.number);
  }

  public void encode(Encoder out) {
    out.u64(number);
  }

  public static View decode(Decoder in) throws MalformedInput {
    return new View(in.u64());
  }

  @Override
  public String toString() {
    return "v" + number;
  }
}
