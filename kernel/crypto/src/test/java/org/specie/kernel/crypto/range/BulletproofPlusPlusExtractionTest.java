package org.specie.kernel.crypto.range;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.range.BulletproofPlusPlusChallenges.Constraint;
import org.specie.kernel.crypto.range.RangeProofSystem.Claim;
import org.specie.kernel.crypto.range.RangeProofSystem.Opening;

/**
 * The extractor of docs/spec/03b, clause 3b.10, run against a real prover: it rewinds the
 * challenges, sees last messages only, and comes out with the openings of all commitments.
 */
final class BulletproofPlusPlusExtractionTest {
  private static final int TABLE = 16;

  private final BulletproofPlusPlusFixture fixture = BulletproofPlusPlusFixture.create();
  private final BulletproofPlusPlusBases bases = fixture.system.bases();
  private final Constraint constraint = new Constraint(fresh(), fresh(), fresh());

  private Scalar fresh() {
    return Scalar.random(fixture.entropy);
  }

  /** The two vectors of the norm-linear argument. */
  private record Vectors(List<Scalar> linear, List<Scalar> norm) {}

  @Test
  void recoversTheDigitsFromLastMessages() {
    List<Opening> openings = fixture.openAll(0x123456789abcL, 7);
    List<Claim> claims = fixture.claims(openings);
    var witness = BulletproofPlusPlusWitness.of(bases, claims, openings);
    var prover =
        new BulletproofPlusPlusProver(
            bases, witness, BulletproofPlusPlusFixture.transcript(), fixture.entropy);
    G1 committedDigits = prover.commitDigits();
    Scalar e = fresh();
    G1 committedReciprocals = prover.commitReciprocals(e);
    G1 committedBlinding = prover.commitBlinding(constraint);

    Scalar[] points = {fresh(), fresh(), fresh(), fresh()};
    List<Vectors> at = new ArrayList<>();
    for (Scalar t : points) {
      at.add(unfold(prover, t));
    }
    Scalar[][] norm = coefficients(points, at.stream().map(Vectors::norm).toList());
    Scalar[][] linear = coefficients(points, at.stream().map(Vectors::linear).toList());
    Scalar[][] value = coefficients(points, values(points, at));

    // n(T) has degree 2; the claims contribute to the blinding slot alone.
    assertThat(norm[3]).containsOnly(Scalar.ZERO);
    assertThat(Arrays.copyOfRange(linear[3], 1, 4)).containsOnly(Scalar.ZERO);

    Scalar[] digits = norm[1].clone();
    Scalar muInverse = constraint.rho().times(constraint.rho()).inverse();
    Scalar power = Scalar.ONE;
    for (int j = 0; j < digits.length; j++) {
      power = power.times(muInverse);
      if (j >= TABLE) {
        digits[j] = digits[j].minus(e).minus(power);
      }
    }
    assertThat(digits).containsExactly(witness.norm());
    assertThat(BulletproofPlusPlusNormArgument.commit(bases, value[1][0], linear[1], digits))
        .isEqualTo(committedDigits);
    assertThat(BulletproofPlusPlusNormArgument.commit(bases, value[0][0], linear[0], norm[0]))
        .isEqualTo(committedBlinding);

    Scalar[] reciprocals = new Scalar[digits.length];
    Arrays.setAll(reciprocals, j -> j < TABLE ? Scalar.ZERO : digits[j].plus(e).inverse());
    assertThat(BulletproofPlusPlusNormArgument.commit(bases, value[2][0], linear[2], reciprocals))
        .isEqualTo(committedReciprocals);

    Scalar blindings = Scalar.ZERO;
    Scalar lambda = Scalar.ONE;
    for (Opening opening : openings) {
      lambda = lambda.times(constraint.lambda());
      blindings = blindings.plus(lambda.times(opening.blinding()));
    }
    assertThat(linear[3][0]).isEqualTo(blindings.plus(blindings));
  }

  /** ⟨c, l⟩ plus the weighted norm at every point: what is on the value base there. */
  private List<List<Scalar>> values(Scalar[] points, List<Vectors> at) {
    List<List<Scalar>> values = new ArrayList<>();
    Scalar mu = constraint.rho().times(constraint.rho());
    for (int i = 0; i < points.length; i++) {
      Scalar[] l = at.get(i).linear().toArray(Scalar[]::new);
      Scalar[] n = at.get(i).norm().toArray(Scalar[]::new);
      Scalar[] c = BulletproofPlusPlusProver.errorWeights(constraint.beta(), points[i]);
      values.add(
          List.of(
              BulletproofPlusPlusNormArgument.product(c, l)
                  .plus(BulletproofPlusPlusNormArgument.product(n, n, mu))));
    }
    return values;
  }

  /** The vectors at T from the last messages under two challenges in each of two rounds. */
  private Vectors unfold(BulletproofPlusPlusProver prover, Scalar t) {
    Scalar[] first = {fresh(), fresh()};
    Scalar[] second = {fresh(), fresh()};
    Scalar rho = constraint.rho();
    Vectors[] afterFirst = new Vectors[2];
    for (int i = 0; i < 2; i++) {
      Vectors[] last = new Vectors[2];
      for (int j = 0; j < 2; j++) {
        var argument = prover.open(constraint, t);
        argument.commit();
        argument.fold(first[i]);
        argument.commit();
        argument.fold(second[j]);
        last[j] = new Vectors(argument.linear(), argument.norm());
      }
      afterFirst[i] = unfold(last, second, rho.times(rho));
    }
    return unfold(afterFirst, first, rho);
  }

  private static Vectors unfold(Vectors[] folded, Scalar[] gammas, Scalar rho) {
    return new Vectors(
        unfold(folded[0].linear(), folded[1].linear(), gammas, Scalar.ONE),
        unfold(folded[0].norm(), folded[1].norm(), gammas, rho));
  }

  /** Solves folded = even/rho + gamma·odd under two challenges. */
  private static List<Scalar> unfold(List<Scalar> a, List<Scalar> b, Scalar[] gammas, Scalar rho) {
    Scalar inverse = gammas[0].minus(gammas[1]).inverse();
    List<Scalar> vector = new ArrayList<>();
    for (int i = 0; i < a.size(); i++) {
      Scalar odd = a.get(i).minus(b.get(i)).times(inverse);
      vector.add(a.get(i).minus(gammas[0].times(odd)).times(rho));
      vector.add(odd);
    }
    return vector;
  }

  /** Coefficients, lowest first, of the polynomials of degree 3 through vectors at four points. */
  private static Scalar[][] coefficients(Scalar[] points, List<List<Scalar>> at) {
    int length = at.getFirst().size();
    Scalar[][] result = new Scalar[points.length][length];
    for (Scalar[] row : result) {
      Arrays.fill(row, Scalar.ZERO);
    }
    for (int i = 0; i < points.length; i++) {
      Scalar[] basis = {Scalar.ONE};
      Scalar denominator = Scalar.ONE;
      for (int k = 0; k < points.length; k++) {
        if (k != i) {
          basis = timesLinear(basis, points[k]);
          denominator = denominator.times(points[i].minus(points[k]));
        }
      }
      Scalar inverse = denominator.inverse();
      for (int power = 0; power < basis.length; power++) {
        Scalar factor = basis[power].times(inverse);
        for (int j = 0; j < length; j++) {
          result[power][j] = result[power][j].plus(factor.times(at.get(i).get(j)));
        }
      }
    }
    return result;
  }

  /** The polynomial times (T - root). */
  private static Scalar[] timesLinear(Scalar[] polynomial, Scalar root) {
    Scalar[] product = new Scalar[polynomial.length + 1];
    Arrays.fill(product, Scalar.ZERO);
    for (int i = 0; i < polynomial.length; i++) {
      product[i + 1] = product[i + 1].plus(polynomial[i]);
      product[i] = product[i].minus(polynomial[i].times(root));
    }
    return product;
  }
}
