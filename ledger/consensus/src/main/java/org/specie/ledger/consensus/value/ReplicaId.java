package org.specie.ledger.consensus.value;

import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;

/** A replica by its operator's index in the epoch's operator set, from 0. */
public record ReplicaId(int index) implements Comparable<ReplicaId> {
  /** One more than the highest index there can be. */
  public static final int REPLICAS_MAX = 1024;

  public ReplicaId {
    Check.that(0 <= index && index < REPLICAS_MAX, "a replica's index is in range");
  }

  @Override
  public int compareTo(ReplicaId other) {
    return Integer.compare(index, other.index);
  }

  public void encode(Encoder out) {
    out.u16(index);
  }

  /** Reads two bytes; refuses what no configuration has. */
  public static ReplicaId decode(Decoder in) throws MalformedInput {
    int index = in.u16();
    if (index >= REPLICAS_MAX) {
      throw new MalformedInput("no replica has this index");
    }
    return new ReplicaId(index);
  }

  @Override
  public String toString() {
    return "r" + index;
  }
}
