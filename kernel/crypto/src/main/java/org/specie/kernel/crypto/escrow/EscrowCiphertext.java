package org.specie.kernel.crypto.escrow;

import java.util.ArrayList;
import java.util.List;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;

/**
 * R = t·g and E_i = M_i + t·PK_i for each slot. The points lie on the curve; only their components
 * in the group of order r count. On its own it proves nothing and can be changed into a ciphertext
 * of related points: it lives inside a statement that proves R and every E_i with the same t, and
 * the secrets in M_i, over the same transcript. Source: docs/spec/05b-threshold-escrow.md, clause
 * 5b.2.
 */
public record EscrowCiphertext(G1 ephemeral, List<G1> sealed) {
  public EscrowCiphertext {
    sealed = List.copyOf(sealed);
    Check.that(
        !sealed.isEmpty() && sealed.size() <= EscrowPublicKey.SLOTS_MAX,
        "a ciphertext has 1 to 64 slots");
    Check.that(
        !ephemeral.isInfinity() && sealed.stream().noneMatch(G1::isInfinity),
        "infinity is never transmitted");
  }

  /**
   * Masks {@code plaintexts}, one for each slot of {@code key}, in constant time.
   *
   * @param t fresh and uniform; the sender keeps it as the witness of its proof
   */
  public static EscrowCiphertext encrypt(EscrowPublicKey key, List<G1> plaintexts, Scalar t) {
    Check.that(plaintexts.size() == key.slots().size(), "a plaintext for each slot");
    Check.that(!t.isZero(), "a mask is not zero");
    List<G1> sealed = new ArrayList<>(plaintexts.size());
    for (int i = 0; i < plaintexts.size(); i++) {
      sealed.add(plaintexts.get(i).plus(key.slots().get(i).times(t)));
    }
    return new EscrowCiphertext(G1.GENERATOR.times(t), sealed);
  }

  /**
   * Whether R has a component in the group of order r. Without one the plaintexts lie open and
   * nobody can make a share; a verifier refuses such a ciphertext. 23 µs.
   */
  public boolean isMasked() {
    return !ephemeral.clearCofactor().isInfinity();
  }

  /** pi(R): what shares are made of. */
  G1 properEphemeral() {
    return component(ephemeral);
  }

  /**
   * The plaintext points, in the group of order r.
   *
   * @param masks of each quorum whose key was used, sk_i·pi(R) for each slot
   */
  public List<G1> open(List<List<G1>> masks) {
    List<G1> plaintexts = new ArrayList<>(sealed.size());
    for (int i = 0; i < sealed.size(); i++) {
      G1 plaintext = component(sealed.get(i));
      for (List<G1> mask : masks) {
        Check.that(mask.size() == sealed.size(), "a mask for each slot");
        plaintext = plaintext.minus(mask.get(i));
      }
      plaintexts.add(plaintext);
    }
    return plaintexts;
  }

  private static G1 component(G1 point) {
    return point.clearCofactor().times(G1.COFACTOR_CLEARER_INVERSE);
  }

  /** The name of the ciphertext: SHA-256 of a label and the encoding. */
  public Hash32 hash() {
    Encoder out = new Encoder().text("SPECIE-ESCROW-CIPHERTEXT-V1").u16(sealed.size());
    encode(out);
    return Hash32.sha256(out.toByteArray());
  }

  /** R, then every E_i, 96 bytes each; whoever reads it knows the number of slots. */
  public void encode(Encoder out) {
    ephemeral.encode(out);
    sealed.forEach(point -> point.encode(out));
  }

  /** Reads points of the curve, not necessarily of the group of order r. */
  public static EscrowCiphertext decode(int slots, Decoder in) throws MalformedInput {
    Check.that(0 < slots && slots <= EscrowPublicKey.SLOTS_MAX, "a ciphertext has 1 to 64 slots");
    G1 ephemeral = G1.decode(in);
    List<G1> sealed = new ArrayList<>(slots);
    for (int i = 0; i < slots; i++) {
      sealed.add(G1.decode(in));
    }
    return new EscrowCiphertext(ephemeral, sealed);
  }
}
