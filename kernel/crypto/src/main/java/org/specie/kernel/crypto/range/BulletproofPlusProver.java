package org.specie.kernel.crypto.range;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.specie.kernel.core.Check;
import org.specie.kernel.crypto.batch.BaseSet.Base;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.G1Msm;
import org.specie.kernel.crypto.bls381.Scalar;

/**
 * Makes one proof. Source: docs/spec/03-range-proofs.md, clause 3.7, whose letters are used here.
 *
 * <p>It proves whatever vectors it is given: {@link BulletproofPlus} has checked that the claims
 * are true. Variable time.
 *
 * <p>Halving the base vectors in every round would cost a multiplication a base, so the halved
 * bases are kept as sums over {@code blocks} of the bases last computed, and computed afresh after
 * every second round.
 */
final class BulletproofPlusProver {
  private static final int BLOCKS_MAX = 4;

  private final BulletproofPlusBases bases;
  private final BulletproofPlusShape shape;
  private final BulletproofPlusTranscript transcript;
  private final BulletproofPlusNonces nonces;

  /** The vectors of the argument, halved each round, and the blinding of their commitment. */
  private Scalar[] a = {};

  private Scalar[] b = {};
  private Scalar alpha = Scalar.ZERO;

  /** Base i of the current round is the sum of {@code gScale[k]·g[k·length + i]} over blocks k. */
  private G1[] g;

  private G1[] h;
  private Scalar[] gScale = {Scalar.ONE};
  private Scalar[] hScale = {Scalar.ONE};

  BulletproofPlusProver(
      BulletproofPlusBases bases,
      BulletproofPlusShape shape,
      BulletproofPlusTranscript transcript,
      BulletproofPlusNonces nonces) {
    this.bases = bases;
    this.shape = shape;
    this.transcript = transcript;
    this.nonces = nonces;
    this.g = points(bases.left(), shape.length());
    this.h = points(bases.right(), shape.length());
  }

  private static G1[] points(List<Base> bases, int count) {
    return bases.subList(0, count).stream().map(Base::point).toArray(G1[]::new);
  }

  /** a_L: the bits of all values, lowest first, and zeros to the padded length. */
  static Scalar[] bits(BulletproofPlusShape shape, List<Long> values) {
    Scalar[] bits = new Scalar[shape.length()];
    Arrays.fill(bits, Scalar.ZERO);
    int at = 0;
    for (long value : values) {
      for (int bit = 0; bit < BulletproofPlusShape.BITS; bit++, at++) {
        bits[at] = (value >>> bit & 1) == 1 ? Scalar.ONE : Scalar.ZERO;
      }
    }
    return bits;
  }

  /**
   * Proves that {@code bits} are bits and that those of each claim spell the value its commitment
   * holds under the blinding at the same place.
   */
  BulletproofPlusProof prove(Scalar[] bits, List<Scalar> blindings) {
    Check.that(bits.length == shape.length(), "a bit for every place");
    Check.that(blindings.size() == shape.claims(), "a blinding for every claim");
    try (G1Msm msm = new G1Msm(2 * shape.length() + 2, 255)) {
      G1 commitment = commitBits(bits, msm);
      transcript.bits(commitment);
      Scalar y = transcript.y();
      Scalar z = transcript.z();
      Scalar[] yPowers = powers(y, shape.length() + 2);
      shift(bits, blindings, yPowers, z);
      Scalar yInverse = y.inverse();
      List<G1> left = new ArrayList<>(shape.rounds());
      List<G1> right = new ArrayList<>(shape.rounds());
      while (a.length > 1) {
        int half = a.length / 2;
        halve(yPowers, power(yInverse, half), msm, left, right);
      }
      return last(commitment, y, msm, left, right);
    }
  }

  /** A = Σ a_L,i·G_i + Σ (a_L,i - 1)·H_i + alpha·h. */
  private G1 commitBits(Scalar[] bits, G1Msm msm) {
    alpha = nonces.next();
    msm.clear();
    for (int i = 0; i < bits.length; i++) {
      msm.add(g[i], bits[i]);
      msm.add(h[i], bits[i].minus(Scalar.ONE));
    }
    msm.add(bases.blinding().point(), alpha);
    return msm.sum();
  }

  /** Brings the bit relations into one weighted inner product a ⊙ b under the challenges. */
  private void shift(Scalar[] bits, List<Scalar> blindings, Scalar[] yPowers, Scalar z) {
    int length = bits.length;
    a = new Scalar[length];
    b = new Scalar[length];
    for (int i = 0; i < length; i++) {
      a[i] = bits[i].minus(z);
      b[i] = bits[i].minus(Scalar.ONE).plus(z);
    }
    Scalar zSquare = z.times(z);
    Scalar zPower = Scalar.ONE;
    for (int claim = 0; claim < shape.claims(); claim++) {
      zPower = zPower.times(zSquare);
      Scalar weight = zPower;
      for (int bit = 0; bit < BulletproofPlusShape.BITS; bit++) {
        int i = claim * BulletproofPlusShape.BITS + bit;
        b[i] = b[i].plus(weight.times(yPowers[length - i]));
        weight = weight.plus(weight);
      }
      Scalar share = zPower.times(yPowers[length + 1]).times(blindings.get(claim));
      alpha = alpha.plus(share);
    }
  }

  /** One round: commits to the crosswise products, then folds upper halves onto lower halves. */
  private void halve(
      Scalar[] yPowers, Scalar yInverseHalf, G1Msm msm, List<G1> left, List<G1> right) {
    int half = a.length / 2;
    Scalar yHalf = yPowers[half];
    Scalar leftProduct = Scalar.ZERO;
    Scalar rightProduct = Scalar.ZERO;
    for (int i = 0; i < half; i++) {
      Scalar yPower = yPowers[i + 1];
      leftProduct = leftProduct.plus(yPower.times(a[i]).times(b[half + i]));
      rightProduct = rightProduct.plus(yPower.times(a[half + i]).times(b[i]));
    }
    rightProduct = rightProduct.times(yHalf);
    Scalar leftBlinding = nonces.next();
    Scalar rightBlinding = nonces.next();
    G1 l = cross(0, half, yInverseHalf, leftProduct, leftBlinding, msm);
    G1 r = cross(half, 0, yHalf, rightProduct, rightBlinding, msm);
    left.add(l);
    right.add(r);
    Scalar e = transcript.round(l, r);
    Scalar eInverse = e.inverse();
    Scalar square = e.times(e);
    Scalar squareInverse = eInverse.times(eInverse);
    Scalar blindings = leftBlinding.times(square).plus(rightBlinding.times(squareInverse));
    alpha = alpha.plus(blindings);
    a = fold(a, e, eInverse.times(yHalf));
    b = fold(b, eInverse, e);
    gScale = split(gScale, eInverse, e.times(yInverseHalf));
    hScale = split(hScale, e, eInverse);
    if (gScale.length == BLOCKS_MAX) {
      foldBases(msm);
    }
  }

  /**
   * L or R: the half of a from {@code aFrom}, times {@code aFactor}, over the other half of G; the
   * half of b from {@code bFrom} over the other half of H.
   */
  private G1 cross(
      int aFrom, int bFrom, Scalar aFactor, Scalar product, Scalar blinding, G1Msm msm) {
    int half = a.length / 2;
    msm.clear();
    for (int block = 0; block < gScale.length; block++) {
      int at = block * a.length;
      Scalar aScale = gScale[block].times(aFactor);
      for (int i = 0; i < half; i++) {
        msm.add(g[at + half - aFrom + i], aScale.times(a[aFrom + i]));
        msm.add(h[at + half - bFrom + i], hScale[block].times(b[bFrom + i]));
      }
    }
    msm.add(bases.value().point(), product);
    msm.add(bases.blinding().point(), blinding);
    return msm.sum();
  }

  private static Scalar[] fold(Scalar[] vector, Scalar lower, Scalar upper) {
    int half = vector.length / 2;
    Scalar[] folded = new Scalar[half];
    for (int i = 0; i < half; i++) {
      folded[i] = lower.times(vector[i]).plus(upper.times(vector[half + i]));
    }
    return folded;
  }

  private static Scalar[] split(Scalar[] scales, Scalar lower, Scalar upper) {
    Scalar[] split = new Scalar[2 * scales.length];
    for (int block = 0; block < scales.length; block++) {
      split[2 * block] = scales[block].times(lower);
      split[2 * block + 1] = scales[block].times(upper);
    }
    return split;
  }

  private void foldBases(G1Msm msm) {
    g = sumBlocks(g, gScale, msm);
    h = sumBlocks(h, hScale, msm);
    gScale = new Scalar[] {Scalar.ONE};
    hScale = new Scalar[] {Scalar.ONE};
  }

  private static G1[] sumBlocks(G1[] bases, Scalar[] scales, G1Msm msm) {
    G1[] sums = new G1[bases.length / scales.length];
    for (int i = 0; i < sums.length; i++) {
      msm.clear();
      for (int block = 0; block < scales.length; block++) {
        msm.add(bases[block * sums.length + i], scales[block]);
      }
      sums[i] = msm.sum();
    }
    return sums;
  }

  /** The last step: a Schnorr proof of the two scalars left and of their product. */
  private BulletproofPlusProof last(
      G1 commitment, Scalar y, G1Msm msm, List<G1> left, List<G1> right) {
    foldBases(msm);
    Scalar r = nonces.next();
    Scalar s = nonces.next();
    Scalar delta = nonces.next();
    Scalar eta = nonces.next();
    Scalar crossProduct = r.times(b[0]).plus(s.times(a[0])).times(y);
    G1 value = bases.value().point();
    G1 blinding = bases.blinding().point();
    G1 cross =
        G1Msm.sum(new G1[] {g[0], h[0], value, blinding}, new Scalar[] {r, s, crossProduct, delta});
    G1 square = G1Msm.sum(new G1[] {value, blinding}, new Scalar[] {r.times(y).times(s), eta});
    Scalar e = transcript.last(cross, square);
    Scalar rResponse = r.plus(a[0].times(e));
    Scalar sResponse = s.plus(b[0].times(e));
    Scalar deltaResponse = eta.plus(delta.times(e)).plus(alpha.times(e).times(e));
    transcript.responses(rResponse, sResponse, deltaResponse);
    return new BulletproofPlusProof(
        commitment,
        List.copyOf(left),
        List.copyOf(right),
        cross,
        square,
        rResponse,
        sResponse,
        deltaResponse);
  }

  /** 1, base, base², … */
  private static Scalar[] powers(Scalar base, int count) {
    Scalar[] powers = new Scalar[count];
    powers[0] = Scalar.ONE;
    for (int i = 1; i < count; i++) {
      powers[i] = powers[i - 1].times(base);
    }
    return powers;
  }

  /** {@code base} to a power of two. */
  private static Scalar power(Scalar base, int powerOfTwo) {
    Scalar power = base;
    for (int exponent = 1; exponent < powerOfTwo; exponent *= 2) {
      power = power.times(power);
    }
    return power;
  }
}
