package org.specie.ledger.consensus.value;

import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;

/** A slot of the log, which is the height of the block that fills it. */
public record SequenceNumber(long number) implements Comparable<SequenceNumber> {
  public SequenceNumber {
    Check.that(number >= 0, "sequence numbers count from 0");
  }

  public SequenceNumber next() {
    return plus(1);
  }

  public SequenceNumber plus(long slots) {
    return new SequenceNumber(Math.addExact(number, slots));
  }

  public boolean isBefore(SequenceNumber other) {
    return number < other.number;
  }

  public boolean isAfter(SequenceNumber other) {
    return number > other.number;
  }

  @Override
  public int compareTo(SequenceNumber other) {
    return Long.compare(number, other.number);
  }

  public void encode(Encoder out) {
    out.u64(number);
  }

  public static SequenceNumber decode(Decoder in) throws MalformedInput {
    return new SequenceNumber(in.u64());
  }

  @Override
  public String toString() {
    return "s" + number;
  }
}
