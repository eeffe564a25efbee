package org.specie.kernel.crypto.escrow;

import java.util.ArrayList;
import java.util.List;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.sharing.Lagrange;
import org.specie.kernel.crypto.sigma.SigmaProof;

/**
 * One member's part of opening one ciphertext for one purpose: D_i = sk_i·pi(R) for each slot, with
 * the proof that they are right. Source: docs/spec/05b-threshold-escrow.md, clause 5b.4.
 */
public record DecryptionShare(int index, List<G1> points, SigmaProof proof) {
  public DecryptionShare {
    points = List.copyOf(points);
    Check.that(Lagrange.isIndex(index), "a member index is in range");
    Check.that(
        !points.isEmpty() && points.size() <= EscrowPublicKey.SLOTS_MAX, "a point for each slot");
  }

  /**
   * Whether this is the member's right share of {@code ciphertext} under exactly {@code label}.
   * Points outside the group of order r are refused, because shares are added up. 0.8 ms a slot.
   */
  public boolean verifies(EscrowThresholdKey quorum, EscrowCiphertext ciphertext, Hash32 label) {
    int slots = quorum.key().slots().size();
    return index <= quorum.members()
        && points.size() == slots
        && ciphertext.sealed().size() == slots
        && ciphertext.isMasked()
        && points.stream().allMatch(point -> !point.isInfinity() && point.isInSubgroup())
        && new ShareRelation(slots)
            .verifies(new ShareRelation.Context(quorum, index, ciphertext, label), points, proof);
  }

  /** The index in two bytes, a point for each slot, the proof; the number of slots is known. */
  public void encode(Encoder out) {
    out.u16(index);
    points.forEach(point -> point.encode(out));
    proof.encode(out);
  }

  public static DecryptionShare decode(int slots, Decoder in) throws MalformedInput {
    Check.that(0 < slots && slots <= EscrowPublicKey.SLOTS_MAX, "a share has 1 to 64 slots");
    int index = in.u16();
    if (!Lagrange.isIndex(index)) {
      throw new MalformedInput("member index out of range");
    }
    List<G1> points = new ArrayList<>(slots);
    for (int i = 0; i < slots; i++) {
      points.add(G1.decodeInSubgroup(in));
    }
    SigmaProof proof = SigmaProof.decode(new ShareRelation(slots).relation(), in);
    return new DecryptionShare(index, points, proof);
  }
}
