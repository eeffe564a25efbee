package org.specie.kernel.crypto.range;

import static org.specie.kernel.crypto.range.BulletproofPlusPlusNormArgument.commit;
import static org.specie.kernel.crypto.range.BulletproofPlusPlusNormArgument.product;
import static org.specie.kernel.crypto.range.BulletproofPlusPlusShape.DIGITS;
import static org.specie.kernel.crypto.range.BulletproofPlusPlusShape.RADIX;

import java.util.Arrays;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.range.BulletproofPlusPlusChallenges.Constraint;
import org.specie.kernel.crypto.transcript.Transcript;

/**
 * One run of the prover up to the norm-linear argument: three commitments, each after the challenge
 * before it, then the vectors at the point T (docs/spec/03b, clauses 3b.4 to 3b.6). Letters are the
 * spec's. Secret; variable time in the multi-scalar multiplications, hence for its owner's device.
 */
final class BulletproofPlusPlusProver {
  private static final Scalar SIXTEEN = Scalar.of(RADIX);

  private final BulletproofPlusPlusBases bases;
  private final BulletproofPlusPlusWitness witness;
  private final int length;

  /** Blindings: of C_D on G, H_0, H_1; of C_R on H_0, H_2; of C_S on H_0. */
  private final Scalar dG;

  private final Scalar d0;
  private final Scalar d1;
  private final Scalar r0;
  private final Scalar r2;
  private final Scalar s0;
  private final Scalar[] s;

  private Scalar e = Scalar.ZERO;
  private Scalar[] r = {};
  private Scalar[] n1 = {};
  private Scalar[] n2 = {};
  private Scalar s1 = Scalar.ZERO;
  private Scalar s2 = Scalar.ZERO;
  private Scalar s4 = Scalar.ZERO;

  /**
   * Draws all nonces by hashing the witness, everything the transcript has seen and fresh
   * randomness: if the generator repeats itself, proofs repeat as a whole and reveal nothing.
   *
   * @param nonces a fork of the transcript after the statement
   */
  BulletproofPlusPlusProver(
      BulletproofPlusPlusBases bases,
      BulletproofPlusPlusWitness witness,
      Transcript nonces,
      Entropy entropy) {
    this.bases = bases;
    this.witness = witness;
    this.length = witness.norm().length;
    nonces.append("nonces of", ByteString.utf8("bulletproofs++ prover"));
    for (Scalar secret : witness.norm()) {
      nonces.append("digit", secret);
    }
    for (Scalar secret : witness.blindings()) {
      nonces.append("blinding", secret);
    }
    nonces.append("fresh", entropy.bytes(32));
    dG = nonces.challenge("nonce");
    d0 = nonces.challenge("nonce");
    d1 = nonces.challenge("nonce");
    r0 = nonces.challenge("nonce");
    r2 = nonces.challenge("nonce");
    s0 = nonces.challenge("nonce");
    s = new Scalar[length];
    for (int j = 0; j < length; j++) {
      s[j] = nonces.challenge("nonce");
    }
  }

  /** C_D. */
  G1 commitDigits() {
    return commit(bases, dG, new Scalar[] {d0, d1}, witness.norm());
  }

  /** C_R, to the reciprocals r_j = 1/(d_j + e) of the digits. */
  G1 commitReciprocals(Scalar e) {
    Scalar[] d = witness.norm();
    Scalar[] reciprocals = new Scalar[length];
    Arrays.fill(reciprocals, 0, RADIX, Scalar.ZERO);
    for (int j = RADIX; j < length; j++) {
      reciprocals[j] = d[j].plus(e).inverse();
    }
    return commitReciprocals(e, reciprocals);
  }

  /** C_R, to reciprocals nobody has checked. */
  G1 commitReciprocals(Scalar e, Scalar[] reciprocals) {
    this.e = e;
    this.r = reciprocals.clone();
    return commit(bases, Scalar.ZERO, new Scalar[] {r0, Scalar.ZERO, r2}, r);
  }

  /** C_S, to a blinding vector and to what cancels the error terms. */
  G1 commitBlinding(Constraint weights) {
    Check.that(r.length == length, "the reciprocals are committed before");
    addConstraints(weights);
    Scalar mu = weights.rho().times(weights.rho());
    Scalar betaInverse = weights.beta().inverse();
    Scalar error1 = twice(product(s, n1, mu));
    Scalar error2 = product(n1, n1, mu).plus(twice(product(s, n2, mu)));
    Scalar error4 = product(n2, n2, mu);
    s1 = dG.minus(error1).times(betaInverse);
    s2 = error2.times(betaInverse).negate().minus(d1);
    s4 = error4.times(betaInverse).negate().minus(r2);
    return commit(bases, product(s, s, mu), new Scalar[] {s0, s1, s2, s4}, s);
  }

  /** Adds to the vectors what makes ⟨n1, n2⟩ the sum of all constraints. */
  private void addConstraints(Constraint weights) {
    Scalar muInverse = weights.rho().times(weights.rho()).inverse();
    n1 = witness.norm();
    n2 = r.clone();
    Scalar power = Scalar.ONE;
    Scalar lambda = Scalar.ONE;
    Scalar place = Scalar.ONE;
    for (int j = 0; j < length; j++) {
      power = power.times(muInverse);
      if (j < RADIX) {
        n2[j] = n2[j].minus(power.times(Scalar.of(j).plus(e).inverse()));
        continue;
      }
      boolean first = (j - RADIX) % DIGITS == 0;
      lambda = first ? lambda.times(weights.lambda()) : lambda;
      place = first ? lambda : place.times(SIXTEEN);
      n1[j] = n1[j].plus(e).plus(power);
      n2[j] = n2[j].plus(place.times(power));
    }
  }

  /** The argument about the vectors at T. */
  BulletproofPlusPlusNormArgument open(Constraint weights, Scalar t) {
    Check.that(n2.length == length, "the blinding is committed before");
    Scalar tt = t.times(t);
    Scalar[] n = new Scalar[length];
    Arrays.setAll(n, j -> s[j].plus(t.times(n1[j])).plus(tt.times(n2[j])));
    Scalar blinding = Scalar.ZERO;
    Scalar lambda = Scalar.ONE;
    for (Scalar each : witness.blindings()) {
      lambda = lambda.times(weights.lambda());
      blinding = blinding.plus(lambda.times(each));
    }
    Scalar[] l = {
      s0.plus(t.times(d0)).plus(tt.times(r0)).plus(twice(tt.times(t).times(blinding))),
      s1.plus(t.times(d1)),
      s2.plus(tt.times(r2)),
      s4
    };
    return new BulletproofPlusPlusNormArgument(
        bases, weights.rho(), errorWeights(weights.beta(), t), l, n);
  }

  /** The vector c: nothing for the blinding slot, beta times T, T² and T⁴ for the error slots. */
  static Scalar[] errorWeights(Scalar beta, Scalar t) {
    Scalar tt = t.times(t);
    return new Scalar[] {
      Scalar.ZERO, beta.times(t), beta.times(tt), beta.times(tt.times(tt)),
    };
  }

  private static Scalar twice(Scalar scalar) {
    return scalar.plus(scalar);
  }

  @Override
  public String toString() {
    return "BulletproofPlusPlusProver[redacted]";
  }
}
