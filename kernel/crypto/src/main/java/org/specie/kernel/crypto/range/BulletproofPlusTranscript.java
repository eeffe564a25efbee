package org.specie.kernel.crypto.range;

import java.util.List;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.transcript.Transcript;

/**
 * The order in which statement and proof enter the transcript and challenges leave it, written once
 * for prover and verifier. Every challenge depends on the transcript's past, the bases, the width,
 * all claims and every part of the proof before it.
 */
final class BulletproofPlusTranscript {
  private static final ByteString PROTOCOL = ByteString.utf8("SPECIE-RANGE-BPPLUS-v1");

  private final Transcript transcript;

  /** Appends the statement. */
  BulletproofPlusTranscript(
      Transcript transcript, BulletproofPlusBases bases, List<RangeProofSystem.Claim> claims) {
    this.transcript = transcript;
    transcript.append("range-proof", PROTOCOL);
    transcript.append("bases", bases.digest());
    transcript.append("bits", BulletproofPlusShape.BITS);
    transcript.append("claims", claims.size());
    for (RangeProofSystem.Claim claim : claims) {
      transcript.append("offset", claim.offset());
      transcript.append("negated", claim.negated() ? 1 : 0);
      transcript.append("commitment", claim.commitment());
    }
  }

  /** Appends A. */
  void bits(G1 bits) {
    transcript.append("A", bits);
  }

  Scalar y() {
    return transcript.challenge("y");
  }

  Scalar z() {
    return transcript.challenge("z");
  }

  /** Appends L and R and draws the challenge of their round. */
  Scalar round(G1 left, G1 right) {
    transcript.append("L", left);
    transcript.append("R", right);
    return transcript.challenge("e");
  }

  /** Appends A' and B and draws the last challenge. */
  Scalar last(G1 cross, G1 square) {
    transcript.append("last-A", cross);
    transcript.append("last-B", square);
    return transcript.challenge("last-e");
  }

  /** Appends the responses, so that whatever follows is bound to the whole proof. */
  void responses(Scalar r, Scalar s, Scalar delta) {
    transcript.append("r", r);
    transcript.append("s", s);
    transcript.append("delta", delta);
  }

  /** A source of nonces that knows everything appended so far and will not disturb it. */
  Transcript fork() {
    return transcript.fork();
  }
}
