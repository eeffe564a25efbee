package org.specie.kernel.crypto.escrow;

import java.util.ArrayList;
import java.util.List;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.bls381.G1;

/**
 * One key PK_i = sk_i·g for each plaintext slot. Slots have keys of their own because one mask on
 * two plaintexts would show their difference. Source: docs/spec/05b-threshold-escrow.md, clause
 * 5b.1.
 */
public record EscrowPublicKey(List<G1> slots) {
  /** The most slots of a key. */
  public static final int SLOTS_MAX = 64;

  public EscrowPublicKey {
    slots = List.copyOf(slots);
    Check.that(!slots.isEmpty() && slots.size() <= SLOTS_MAX, "a key has 1 to 64 slots");
  }

  /** The key that takes the holders of this one and of {@code other} to open. */
  public EscrowPublicKey plus(EscrowPublicKey other) {
    Check.that(slots.size() == other.slots.size(), "keys with the same slots");
    List<G1> sum = new ArrayList<>(slots.size());
    for (int i = 0; i < slots.size(); i++) {
      sum.add(slots.get(i).plus(other.slots.get(i)));
    }
    return new EscrowPublicKey(sum);
  }

  /** The name of the key: SHA-256 of a label and the encoding. */
  public Hash32 hash() {
    Encoder out = new Encoder().text("SPECIE-ESCROW-KEY-V1");
    encode(out);
    return Hash32.sha256(out.toByteArray());
  }

  /** The number of slots in two bytes, then 96 bytes each. */
  public void encode(Encoder out) {
    out.u16(slots.size());
    slots.forEach(slot -> slot.encode(out));
  }

  /** Reads points of the group of order r. */
  public static EscrowPublicKey decode(Decoder in) throws MalformedInput {
    int count = in.u16();
    if (count == 0 || count > SLOTS_MAX) {
      throw new MalformedInput("a key has 1 to 64 slots");
    }
    List<G1> slots = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      slots.add(G1.decodeInSubgroup(in));
    }
    return new EscrowPublicKey(slots);
  }
}
