package org.specie.kernel.crypto.range;

import static org.specie.kernel.crypto.range.BulletproofPlusPlusShape.DIGITS;
import static org.specie.kernel.crypto.range.BulletproofPlusPlusShape.LINEAR;
import static org.specie.kernel.crypto.range.BulletproofPlusPlusShape.RADIX;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.specie.kernel.crypto.batch.TermSink;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.range.RangeProofSystem.Claim;

/**
 * The one equation a proof must satisfy (docs/spec/03b, clause 3b.8), written term by term: what
 * the commitments and the public constants add up to at T, less what the last message opens it to.
 * All coefficients are computed with the equation's weight multiplied in from the start, which
 * saves a multiplication a base.
 */
final class BulletproofPlusPlusVerifier {
  private static final Scalar SIXTEEN = Scalar.of(RADIX);

  /** Σ 16^k over the digits of a value. */
  private static final Scalar PLACES = Scalar.of(((1L << 48) - 1) / 15);

  private final BulletproofPlusPlusBases bases;
  private final List<Claim> claims;
  private final BulletproofPlusPlusProof proof;
  private final BulletproofPlusPlusChallenges challenges;
  private final Scalar weight;
  private final TermSink sink;
  private final Scalar wt;
  private final Scalar wtt;

  /** Powers of lambda from the first, one for each claim. */
  private final Scalar[] lambdas;

  private final BulletproofPlusPlusFolding folding;

  private BulletproofPlusPlusVerifier(
      BulletproofPlusPlusBases bases,
      List<Claim> claims,
      BulletproofPlusPlusProof proof,
      BulletproofPlusPlusChallenges challenges,
      Scalar weight,
      TermSink sink) {
    this.bases = bases;
    this.claims = claims;
    this.proof = proof;
    this.challenges = challenges;
    this.weight = weight;
    this.sink = sink;
    this.wt = weight.times(challenges.t());
    this.wtt = wt.times(challenges.t());
    this.lambdas = new Scalar[claims.size()];
    Scalar lambda = Scalar.ONE;
    for (int i = 0; i < lambdas.length; i++) {
      lambda = lambda.times(challenges.constraint().lambda());
      lambdas[i] = lambda;
    }
    this.folding = new BulletproofPlusPlusFolding(challenges.constraint().rho());
    challenges.gammas().forEach(folding::fold);
  }

  /**
   * Adds the equation's terms.
   *
   * @param weight below 2^128
   * @return false, with nothing added, if a challenge is a pole of the table: probability 2^-250
   */
  static boolean add(
      BulletproofPlusPlusBases bases,
      List<Claim> claims,
      BulletproofPlusPlusProof proof,
      BulletproofPlusPlusChallenges challenges,
      Scalar weight,
      TermSink sink) {
    Scalar[] inverses = inverses(challenges);
    if (inverses == null) {
      return false;
    }
    new BulletproofPlusPlusVerifier(bases, claims, proof, challenges, weight, sink)
        .addTerms(inverses);
    return true;
  }

  /** 1/(e + b) for b below 16, then 1/mu, by one inversion; null if one does not exist. */
  private static Scalar @Nullable [] inverses(BulletproofPlusPlusChallenges challenges) {
    Scalar[] values = new Scalar[RADIX + 1];
    Scalar value = challenges.e();
    for (int b = 0; b < RADIX; b++) {
      values[b] = value;
      value = value.plus(Scalar.ONE);
    }
    values[RADIX] = challenges.constraint().rho().times(challenges.constraint().rho());
    Scalar[] products = new Scalar[values.length];
    Scalar product = Scalar.ONE;
    for (int i = 0; i < values.length; i++) {
      products[i] = product;
      product = product.times(values[i]);
    }
    if (product.isZero()) {
      return null;
    }
    Scalar inverse = product.inverse();
    for (int i = values.length - 1; i >= 0; i--) {
      Scalar each = inverse.times(products[i]);
      inverse = inverse.times(values[i]);
      values[i] = each;
    }
    return values;
  }

  private void addTerms(Scalar[] inverses) {
    sink.weighted(proof.blinding(), weight);
    sink.term(proof.digits(), wt);
    sink.term(proof.reciprocals(), wtt);
    for (int k = 0; k < challenges.gammas().size(); k++) {
      Scalar gamma = challenges.gammas().get(k);
      Scalar weighted = weight.times(gamma);
      sink.term(proof.folds().get(k).cross(), weighted);
      sink.term(proof.folds().get(k).odd(), weighted.times(gamma).minus(weight));
    }
    Scalar constant = addNorm(inverses);
    addLinear();
    addClaims(constant);
  }

  /**
   * The norm bases: the public part of n at T less the opened n.
   *
   * @return Σ over claims of lambda^i·mu^-(place of its first digit)
   */
  private Scalar addNorm(Scalar[] inverses) {
    Scalar muInverse = inverses[RADIX];
    Scalar wte = wt.times(challenges.e());
    Scalar[] scale = folding.normScale(weight);
    Scalar power = Scalar.ONE;
    Scalar place = Scalar.ZERO;
    Scalar starts = Scalar.ZERO;
    int length = RADIX + DIGITS * claims.size();
    for (int j = 0; j < length; j++) {
      power = power.times(muInverse);
      Scalar known;
      if (j < RADIX) {
        known = wtt.times(power).times(inverses[j]).negate();
      } else {
        int digit = j - RADIX;
        if (digit % DIGITS == 0) {
          Scalar lambda = lambdas[digit / DIGITS];
          starts = starts.plus(lambda.times(power));
          place = wtt.times(lambda);
        } else {
          place = place.times(SIXTEEN);
        }
        known = wte.plus(power.times(wt.plus(place)));
      }
      Scalar opened = proof.norm().get(j / scale.length).times(scale[j % scale.length]);
      sink.base(bases.norm().get(j), known.minus(opened));
    }
    return starts.times(twelveTerms(muInverse.times(SIXTEEN)));
  }

  private void addLinear() {
    Scalar[] scale = folding.linearScale(weight.negate());
    for (int i = 0; i < LINEAR; i++) {
      Scalar opened = proof.linear().get(i / scale.length).times(scale[i % scale.length]);
      sink.base(bases.linear().get(i), opened);
    }
  }

  /** The claims' commitments and everything on the value base. */
  private void addClaims(Scalar constant) {
    Scalar sum = constant.plus(constraintConstant());
    Scalar tripled = wtt.times(challenges.t());
    Scalar factor = tripled.plus(tripled);
    Scalar[] coefficients = new Scalar[claims.size()];
    for (int i = 0; i < coefficients.length; i++) {
      sum = sum.plus(lambdas[i].times(Scalar.of(claims.get(i).offset())));
      Scalar coefficient = factor.times(lambdas[i]);
      coefficients[i] = claims.get(i).negated() ? coefficient.negate() : coefficient;
    }
    sink.base(bases.value(), factor.times(sum).minus(weight.times(opened())));
    for (int i = 0; i < coefficients.length; i++) {
      int first = firstWithCommitment(i);
      if (first == i) {
        sink.term(claims.get(i).commitment(), coefficientFrom(i, coefficients));
      }
    }
  }

  /** Claims about one commitment share a term: multiplying a point costs more than comparing. */
  private Scalar coefficientFrom(int first, Scalar[] coefficients) {
    Scalar sum = coefficients[first];
    for (int i = first + 1; i < coefficients.length; i++) {
      if (firstWithCommitment(i) == first) {
        sum = sum.plus(coefficients[i]);
      }
    }
    return sum;
  }

  private int firstWithCommitment(int index) {
    G1 commitment = claims.get(index).commitment();
    int first = 0;
    while (!claims.get(first).commitment().equals(commitment)) {
      first++;
    }
    return first;
  }

  /** Σ mu^(j+1) over digits, and e·Σ 16^k·lambda^i over digits of claims. */
  private Scalar constraintConstant() {
    Scalar mu = challenges.constraint().rho().times(challenges.constraint().rho());
    Scalar mu2 = mu.times(mu);
    Scalar mu4 = mu2.times(mu2);
    Scalar mu8 = mu4.times(mu4);
    Scalar step = mu8.times(mu4);
    Scalar start = mu8.times(mu8).times(mu);
    Scalar starts = Scalar.ZERO;
    Scalar claimsSum = Scalar.ZERO;
    for (Scalar lambda : lambdas) {
      starts = starts.plus(start);
      start = start.times(step);
      claimsSum = claimsSum.plus(lambda);
    }
    return starts.times(twelveTerms(mu)).plus(challenges.e().times(PLACES).times(claimsSum));
  }

  /** 1 + x + … + x^11 as (1 + x + x²)(1 + x³)(1 + x⁶). */
  private static Scalar twelveTerms(Scalar x) {
    Scalar x2 = x.times(x);
    Scalar x3 = x2.times(x);
    return Scalar.ONE
        .plus(x)
        .plus(x2)
        .times(Scalar.ONE.plus(x3))
        .times(Scalar.ONE.plus(x3.times(x3)));
  }

  /** What the last message says is on the value base: ⟨c, l⟩ plus the weighted norm of n. */
  private Scalar opened() {
    Scalar[] c =
        BulletproofPlusPlusProver.errorWeights(challenges.constraint().beta(), challenges.t());
    Scalar[] scale = folding.linearScale(Scalar.ONE);
    Scalar value = Scalar.ZERO;
    for (int i = 0; i < LINEAR; i++) {
      Scalar folded = c[i].times(scale[i % scale.length]);
      value = value.plus(folded.times(proof.linear().get(i / scale.length)));
    }
    Scalar power = Scalar.ONE;
    for (Scalar n : proof.norm()) {
      power = power.times(folding.mu());
      value = value.plus(power.times(n).times(n));
    }
    return value;
  }
}
