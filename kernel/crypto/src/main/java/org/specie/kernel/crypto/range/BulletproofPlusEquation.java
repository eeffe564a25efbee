package org.specie.kernel.crypto.range;

import java.util.List;
import org.specie.kernel.crypto.batch.TermSink;
import org.specie.kernel.crypto.bls381.Scalar;

/**
 * The verifier's one equation: the rounds of the argument unrolled, every base with one
 * coefficient. Source: docs/spec/03-range-proofs.md, clause 3.8, whose letters are used here.
 *
 * <p>One inversion and about 2.8·N multiplications and 3·N additions of scalars for N padded bits.
 */
final class BulletproofPlusEquation {
  private static final Scalar TWO = Scalar.of(2);
  private static final Scalar VALUE_MAX = Scalar.of((1L << BulletproofPlusShape.BITS) - 1);
  private static final Scalar HALF_TO_THE_BITS =
      Scalar.of(1L << BulletproofPlusShape.BITS).inverse();

  private final BulletproofPlusBases bases;
  private final BulletproofPlusShape shape;
  private final BulletproofPlusProof proof;
  private final Scalar y;
  private final Scalar z;

  /** The challenges of the rounds, by round, and their inverses. */
  private final Scalar[] e;

  private final Scalar[] eInverse;
  private final Scalar yInverse;
  private final Scalar last;

  /** Appends the proof to the transcript and draws all challenges. */
  BulletproofPlusEquation(
      BulletproofPlusBases bases,
      BulletproofPlusShape shape,
      BulletproofPlusProof proof,
      BulletproofPlusTranscript transcript) {
    this.bases = bases;
    this.shape = shape;
    this.proof = proof;
    transcript.bits(proof.bits());
    this.y = transcript.y();
    this.z = transcript.z();
    this.e = new Scalar[shape.rounds()];
    for (int round = 0; round < e.length; round++) {
      e[round] = transcript.round(proof.left().get(round), proof.right().get(round));
    }
    this.last = transcript.last(proof.lastCross(), proof.lastSquare());
    transcript.responses(proof.r(), proof.s(), proof.delta());
    this.eInverse = new Scalar[e.length];
    this.yInverse = invertAll();
  }

  /** Inverts y and all round challenges with one inversion; none is zero. */
  private Scalar invertAll() {
    Scalar[] before = new Scalar[e.length];
    Scalar product = y;
    for (int round = 0; round < e.length; round++) {
      before[round] = product;
      product = product.times(e[round]);
    }
    Scalar inverse = product.inverse();
    for (int round = e.length - 1; round >= 0; round--) {
      eInverse[round] = inverse.times(before[round]);
      inverse = inverse.times(e[round]);
    }
    return inverse;
  }

  void accumulate(List<RangeProofSystem.Claim> claims, Scalar weight, TermSink sink) {
    Scalar crossWeight = weight.times(last);
    Scalar bitsWeight = crossWeight.times(last);
    proofPoints(weight, crossWeight, bitsWeight, sink);
    leftVector(crossWeight, bitsWeight, sink);
    rightVector(crossWeight, bitsWeight, sink);
    Scalar value = claims(claims, bitsWeight, sink);
    Scalar product = weight.times(proof.r()).times(y).times(proof.s());
    sink.base(bases.value(), value.minus(product));
    sink.base(bases.blinding(), weight.times(proof.delta()).negate());
  }

  private void proofPoints(Scalar weight, Scalar crossWeight, Scalar bitsWeight, TermSink sink) {
    sink.term(proof.bits(), bitsWeight);
    for (int round = 0; round < e.length; round++) {
      sink.term(proof.left().get(round), bitsWeight.times(e[round]).times(e[round]));
      sink.term(proof.right().get(round), bitsWeight.times(eInverse[round]).times(eInverse[round]));
    }
    sink.term(proof.lastCross(), crossWeight);
    sink.weighted(proof.lastSquare(), weight);
  }

  /** G_i: -(e²·z + e·r'·y^-i·u_i), where u_i multiplies e_j or its inverse by the bits of i. */
  private void leftVector(Scalar crossWeight, Scalar bitsWeight, TermSink sink) {
    Scalar[] folded = new Scalar[shape.length()];
    folded[0] = crossWeight.times(proof.r()).times(product(eInverse)).negate();
    Scalar yPower = yInverse;
    for (int bit = 0; bit < e.length; bit++) {
      Scalar challenge = e[e.length - 1 - bit];
      expand(folded, 1 << bit, challenge.times(challenge).times(yPower));
      yPower = yPower.times(yPower);
    }
    Scalar shift = bitsWeight.times(z);
    for (int i = 0; i < folded.length; i++) {
      sink.base(bases.left().get(i), folded[i].minus(shift));
    }
  }

  /** H_i: e²·(z + d_i·y^(N-i)) - e·s'/u_i, where d_i is z^(2j)·2^k at bit k of claim j, else 0. */
  private void rightVector(Scalar crossWeight, Scalar bitsWeight, TermSink sink) {
    Scalar[] folded = new Scalar[shape.length()];
    folded[0] = crossWeight.times(proof.s()).times(product(e)).negate();
    for (int bit = 0; bit < e.length; bit++) {
      Scalar inverse = eInverse[e.length - 1 - bit];
      expand(folded, 1 << bit, inverse.times(inverse));
    }
    Scalar shift = bitsWeight.times(z);
    Scalar zSquare = z.times(z);
    Scalar nextBit = TWO.times(yInverse);
    Scalar nextClaim = zSquare.times(HALF_TO_THE_BITS);
    Scalar weighted = bitsWeight.times(zSquare).times(yToLength());
    int i = 0;
    for (int claim = 0; claim < shape.claims(); claim++) {
      for (int bit = 0; bit < BulletproofPlusShape.BITS; bit++, i++) {
        sink.base(bases.right().get(i), folded[i].plus(shift).plus(weighted));
        weighted = weighted.times(nextBit);
      }
      weighted = weighted.times(nextClaim);
    }
    for (; i < folded.length; i++) {
      sink.base(bases.right().get(i), folded[i].plus(shift));
    }
  }

  /** Adds the claims' commitments and returns e² times what falls to the base of values. */
  private Scalar claims(List<RangeProofSystem.Claim> claims, Scalar bitsWeight, TermSink sink) {
    Scalar yBeyond = yToLength().times(y);
    Scalar zSquare = z.times(z);
    Scalar coefficient = bitsWeight.times(yBeyond);
    Scalar offsets = Scalar.ZERO;
    Scalar sum = Scalar.ZERO;
    for (RangeProofSystem.Claim claim : claims) {
      coefficient = coefficient.times(zSquare);
      sink.term(claim.commitment(), claim.negated() ? coefficient.negate() : coefficient);
      offsets = offsets.plus(coefficient.times(Scalar.of(claim.offset())));
      sum = sum.plus(coefficient);
    }
    Scalar bitRelations = z.minus(zSquare).times(sumOfYPowers()).times(bitsWeight);
    return bitRelations.minus(sum.times(z).times(VALUE_MAX)).plus(offsets);
  }

  private Scalar yToLength() {
    Scalar power = y;
    for (int round = 0; round < shape.rounds(); round++) {
      power = power.times(power);
    }
    return power;
  }

  /** y + y² + … + y^N = y·(1 + y)·(1 + y²)·(1 + y⁴)⋯ */
  private Scalar sumOfYPowers() {
    Scalar sum = y;
    Scalar power = y;
    for (int round = 0; round < shape.rounds(); round++) {
      sum = sum.times(Scalar.ONE.plus(power));
      power = power.times(power);
    }
    return sum;
  }

  /** Fills the second {@code half} of the first 2·half entries with the first half's multiple. */
  private static void expand(Scalar[] vector, int half, Scalar factor) {
    for (int i = 0; i < half; i++) {
      vector[half + i] = vector[i].times(factor);
    }
  }

  private static Scalar product(Scalar[] factors) {
    Scalar product = Scalar.ONE;
    for (Scalar factor : factors) {
      product = product.times(factor);
    }
    return product;
  }
}
