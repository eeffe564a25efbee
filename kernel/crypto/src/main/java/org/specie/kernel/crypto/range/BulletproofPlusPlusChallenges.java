package org.specie.kernel.crypto.range;

import java.util.ArrayList;
import java.util.List;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.range.RangeProofSystem.Claim;
import org.specie.kernel.crypto.transcript.Transcript;

/**
 * The challenges of a proof, named as in docs/spec/03b, and the order in which the transcript
 * yields them (clause 3b.3). Prover and verifier both go through {@link Schedule}.
 *
 * @param e where the reciprocals are taken
 * @param constraint the weights of the constraints
 * @param t where the polynomial is opened
 * @param gammas one for each halving
 */
record BulletproofPlusPlusChallenges(
    Scalar e, Constraint constraint, Scalar t, List<Scalar> gammas) {
  /**
   * Weights of the constraints.
   *
   * @param rho root of the norm's weight mu = rho²; mu's powers tell the digits apart
   * @param lambda its powers tell the claims apart
   * @param beta keeps the error terms apart from everything
   */
  record Constraint(Scalar rho, Scalar lambda, Scalar beta) {}

  BulletproofPlusPlusChallenges {
    gammas = List.copyOf(gammas);
  }

  /** All challenges of a received proof. */
  static BulletproofPlusPlusChallenges draw(Schedule schedule, BulletproofPlusPlusProof proof) {
    Scalar e = schedule.afterDigits(proof.digits());
    Constraint constraint = schedule.afterReciprocals(proof.reciprocals());
    Scalar t = schedule.afterBlinding(proof.blinding());
    List<Scalar> gammas = new ArrayList<>(proof.folds().size());
    for (BulletproofPlusPlusProof.Fold fold : proof.folds()) {
      gammas.add(schedule.afterFold(fold));
    }
    schedule.end(proof);
    return new BulletproofPlusPlusChallenges(e, constraint, t, gammas);
  }

  /** The moves of the protocol on a transcript. */
  static final class Schedule {
    private final Transcript transcript;

    /** Appends the statement: the system's parameters and every claim. */
    Schedule(Transcript transcript, Hash32 parameters, List<Claim> claims) {
      this.transcript = transcript;
      transcript.append("range-proof", parameters);
      transcript.append("claims", claims.size());
      for (Claim claim : claims) {
        transcript.append("commitment", claim.commitment());
        transcript.append("negated", claim.negated() ? 1 : 0);
        transcript.append("offset", claim.offset());
      }
    }

    Scalar afterDigits(G1 digits) {
      transcript.append("C_D", digits);
      return transcript.challenge("e");
    }

    Constraint afterReciprocals(G1 reciprocals) {
      transcript.append("C_R", reciprocals);
      return new Constraint(
          transcript.challenge("rho"),
          transcript.challenge("lambda"),
          transcript.challenge("beta"));
    }

    Scalar afterBlinding(G1 blinding) {
      transcript.append("C_S", blinding);
      return transcript.challenge("T");
    }

    Scalar afterFold(BulletproofPlusPlusProof.Fold fold) {
      transcript.append("X", fold.cross());
      transcript.append("R", fold.odd());
      return transcript.challenge("gamma");
    }

    /** Appends the last message, for whatever the transcript is used for next. */
    void end(BulletproofPlusPlusProof proof) {
      proof.linear().forEach(scalar -> transcript.append("l", scalar));
      proof.norm().forEach(scalar -> transcript.append("n", scalar));
    }

    /** A transcript for the prover's own use that has seen the same. */
    Transcript fork() {
      return transcript.fork();
    }
  }
}
