package org.specie.kernel.crypto.range;

import java.util.List;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.batch.TermSink;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.transcript.Transcript;

/**
 * Proves that every claim of a list commits to a value in [0, 2^{@link #bits}), in one aggregated
 * proof. A proof continues the transcript it is given and is bound to everything appended before.
 */
public interface RangeProofSystem {
  /**
   * What is claimed of one commitment: with P = {@code commitment} = v·G + rho·g, that offset + v
   * (or offset - v if {@code negated}) lies in range. "At most T" is {@code (P, true, T)}.
   *
   * @param commitment on the curve, not necessarily in the group of order r
   * @param offset public, not negative
   */
  record Claim(G1 commitment, boolean negated, long offset) {
    /** That the committed value itself is in range. */
    public static Claim of(G1 commitment) {
      return new Claim(commitment, false, 0);
    }

    /** That the committed value is at most {@code limit}. */
    public static Claim atMost(long limit, G1 commitment) {
      return new Claim(commitment, true, limit);
    }
  }

  /** The opening (v, rho) of the commitment of the claim at the same place. */
  record Opening(long value, Scalar blinding) {
    @Override
    public String toString() {
      return "Opening[redacted]";
    }
  }

  /** Bits of a range. */
  int bits();

  /** Most claims in one proof. */
  int claimsMax();

  /** Bytes of a proof for {@code claims} claims. */
  int proofSize(int claims);

  /**
   * Proves all claims. False claims are a bug of the caller and stop it.
   *
   * @param entropy fresh randomness; nonces are hedged with the witness and the transcript
   */
  ByteString prove(
      List<Claim> claims, List<Opening> openings, Transcript transcript, Entropy entropy);

  /**
   * Adds {@code weight} times the proof's verification equation to {@code sink}; the proof holds if
   * and only if the terms sum to zero, except with negligible probability.
   *
   * @return false if the bytes are not a proof for that many claims; nothing has been added then
   */
  boolean accumulate(
      List<Claim> claims, ByteString proof, Transcript transcript, Scalar weight, TermSink sink);
}
