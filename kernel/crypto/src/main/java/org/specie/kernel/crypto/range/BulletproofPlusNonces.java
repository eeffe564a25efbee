package org.specie.kernel.crypto.range;

import java.util.List;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.transcript.Transcript;

/**
 * The prover's nonces: hashes of statement, witness and 32 fresh bytes, drawn from a fork of the
 * transcript. A broken entropy source that repeats itself repeats a whole proof at worst, since the
 * same nonces need the same statement, witness and past; a known one is still mixed with the
 * witness.
 */
final class BulletproofPlusNonces {
  private static final int FRESH_BYTES = 32;

  private final Transcript secret;

  BulletproofPlusNonces(Transcript fork, List<RangeProofSystem.Opening> openings, Entropy entropy) {
    this.secret = fork;
    for (RangeProofSystem.Opening opening : openings) {
      secret.append("value", BulletproofPlus.signed(opening.value()));
      secret.append("blinding", opening.blinding());
    }
    secret.append("fresh", entropy.bytes(FRESH_BYTES));
  }

  Scalar next() {
    return secret.challenge("nonce");
  }
}
