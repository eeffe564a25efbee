package org.specie.kernel.crypto.range;

import static org.assertj.core.api.Assertions.assertThat;
import static org.specie.kernel.crypto.range.BulletproofPlusPlusFixture.signed;
import static org.specie.kernel.crypto.range.BulletproofPlusPlusFixture.transcript;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.crypto.batch.NaiveSum;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.range.BulletproofPlusPlusChallenges.Constraint;
import org.specie.kernel.crypto.range.BulletproofPlusPlusChallenges.Schedule;
import org.specie.kernel.crypto.range.RangeProofSystem.Claim;
import org.specie.quality.requirements.Requirement;

/**
 * Provers who cheat: each breaks one constraint of docs/spec/03b, clause 3b.5, and keeps the
 * others. The last tests show that what they lack is foresight of the challenges and nothing else.
 */
@Requirement("D2")
final class BulletproofPlusPlusForgeryTest {
  private static final int TABLE = 16;
  private static final int DIGITS = 12;

  private final BulletproofPlusPlusFixture fixture = BulletproofPlusPlusFixture.create();
  private final Scalar blinding = Scalar.random(fixture.entropy);

  /** Twelve digits, the lowest first, the rest zero. */
  private static long[] digits(long... lowest) {
    return Arrays.copyOf(lowest, DIGITS);
  }

  private static Scalar valueOf(long[] digits) {
    Scalar value = Scalar.ZERO;
    for (int k = DIGITS - 1; k >= 0; k--) {
      value = value.times(Scalar.of(16)).plus(signed(digits[k]));
    }
    return value;
  }

  /** How often each table entry occurs among the digits. */
  private static Scalar[] count(long[] digits) {
    Scalar[] counts = new Scalar[TABLE];
    for (int b = 0; b < TABLE; b++) {
      int entry = b;
      counts[b] = Scalar.of(Arrays.stream(digits).filter(digit -> digit == entry).count());
    }
    return counts;
  }

  private BulletproofPlusPlusWitness witness(Scalar[] multiplicities, long[] digits) {
    Scalar[] norm = Arrays.copyOf(multiplicities, TABLE + DIGITS);
    for (int k = 0; k < DIGITS; k++) {
      norm[TABLE + k] = signed(digits[k]);
    }
    return new BulletproofPlusPlusWitness(norm, new Scalar[] {blinding});
  }

  private List<Claim> claim(Scalar value) {
    return List.of(Claim.of(fixture.commit(value, blinding)));
  }

  private boolean accepts(Scalar value, Scalar[] multiplicities, long[] digits) {
    List<Claim> claims = claim(value);
    ByteString proof =
        fixture.system.prove(
            claims, witness(multiplicities, digits), transcript(), fixture.entropy);
    return fixture.verify(claims, proof);
  }

  @Test
  void acceptsTheHonestWitness() {
    long[] digits = digits(5, 15, 0, 3);
    assertThat(accepts(valueOf(digits), count(digits), digits)).isTrue();
  }

  @Test
  void refusesNegativeValues() {
    // -1 and r - 5, with the digits of the nearest values in range.
    assertThat(accepts(signed(-1), count(digits(0)), digits(0))).isFalse();
    assertThat(accepts(signed(-5), count(digits(11)), digits(11))).isFalse();
    long[] allOnes = digits(15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15);
    assertThat(accepts(signed(-1), count(allOnes), allOnes)).isFalse();
    // One digit carries the sign, and the sum is right.
    long[] negative = digits(-5);
    assertThat(accepts(signed(-5), count(negative), negative)).isFalse();
    long[] borrowed = digits(-1, 1);
    assertThat(accepts(Scalar.of(15), count(borrowed), borrowed)).isFalse();
  }

  @Test
  void refusesTwoToTheFortyEight() {
    Scalar value = Scalar.of(1L << 48);
    assertThat(accepts(value, count(digits(0)), digits(0))).isFalse();
    long[] overflowing = digits(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 16);
    assertThat(accepts(value, count(overflowing), overflowing)).isFalse();
    Scalar[] asZero = count(digits(0));
    assertThat(accepts(value, asZero, overflowing)).isFalse();
  }

  @Test
  void refusesADigitOutsideTheTableWhateverTheMultiplicities() {
    long[] digits = digits(16, 2);
    Scalar[] honest = count(digits);
    assertThat(accepts(valueOf(digits), honest, digits)).isFalse();
    for (int b = 0; b < TABLE; b++) {
      Scalar[] forged = honest.clone();
      forged[b] = forged[b].plus(Scalar.ONE);
      assertThat(accepts(valueOf(digits), forged, digits)).as("entry %d", b).isFalse();
    }
  }

  @Test
  void refusesWrongMultiplicitiesOfTrueDigits() {
    long[] digits = digits(1, 2, 3);
    for (int b = 0; b < TABLE; b++) {
      Scalar[] forged = count(digits);
      forged[b] = forged[b].plus(Scalar.ONE);
      assertThat(accepts(valueOf(digits), forged, digits)).as("entry %d", b).isFalse();
    }
    Scalar[] moved = count(digits);
    moved[1] = Scalar.ZERO;
    moved[2] = Scalar.of(2);
    assertThat(accepts(valueOf(digits), moved, digits)).isFalse();
    Scalar[] none = new Scalar[TABLE];
    Arrays.fill(none, Scalar.ZERO);
    assertThat(accepts(valueOf(digits), none, digits)).isFalse();
  }

  @Test
  void refusesDigitsOfAnotherValue() {
    long[] digits = digits(1, 2, 3);
    for (long difference : new long[] {1, -1, 16, 1L << 47}) {
      Scalar value = valueOf(digits).plus(signed(difference));
      assertThat(accepts(value, count(digits), digits)).isFalse();
    }
  }

  @Test
  void refusesDigitsThatMoveBetweenClaims() {
    // Two claims whose sum is right: 3 + 5 claimed as 4 + 4.
    Scalar[] norm = new Scalar[TABLE + 2 * DIGITS];
    Arrays.fill(norm, Scalar.ZERO);
    norm[0] = Scalar.of(22);
    norm[4] = Scalar.of(2);
    norm[TABLE] = Scalar.of(4);
    norm[TABLE + DIGITS] = Scalar.of(4);
    var witness = new BulletproofPlusPlusWitness(norm, new Scalar[] {blinding, blinding});
    for (long[] values : new long[][] {{4, 4}, {3, 5}, {5, 3}}) {
      List<Claim> claims = new ArrayList<>(claim(Scalar.of(values[0])));
      claims.addAll(claim(Scalar.of(values[1])));
      ByteString proof = fixture.system.prove(claims, witness, transcript(), fixture.entropy);
      assertThat(fixture.verify(claims, proof)).isEqualTo(values[0] == values[1]);
    }
  }

  // Forged reciprocals.

  private boolean acceptsReciprocals(
      Scalar[] multiplicities, long[] digits, BiFunction<Scalar, Scalar[], Scalar[]> reciprocals) {
    List<Claim> claims = claim(valueOf(digits));
    var witness = witness(multiplicities, digits);
    var schedule = new Schedule(transcript(), fixture.system.parameters(), claims);
    var prover =
        new BulletproofPlusPlusProver(
            fixture.system.bases(), witness, schedule.fork(), fixture.entropy);
    G1 committedDigits = prover.commitDigits();
    Scalar e = schedule.afterDigits(committedDigits);
    Scalar[] forged = reciprocals.apply(e, witness.norm());
    G1 committedReciprocals = prover.commitReciprocals(e, forged);
    Constraint constraint = schedule.afterReciprocals(committedReciprocals);
    G1 committedBlinding = prover.commitBlinding(constraint);
    Scalar t = schedule.afterBlinding(committedBlinding);
    var argument = prover.open(constraint, t);
    List<BulletproofPlusPlusProof.Fold> folds = new ArrayList<>();
    for (int k = 0; k < BulletproofPlusPlus.ROUNDS; k++) {
      folds.add(argument.commit());
      argument.fold(schedule.afterFold(folds.getLast()));
    }
    var proof =
        new BulletproofPlusPlusProof(
            committedDigits,
            committedReciprocals,
            committedBlinding,
            folds,
            argument.linear(),
            argument.norm());
    return fixture.verify(claims, proof.encode());
  }

  private static Scalar[] inverses(Scalar e, Scalar[] d) {
    Scalar[] r = new Scalar[d.length];
    Arrays.setAll(r, j -> j < TABLE ? Scalar.ZERO : d[j].plus(e).inverse());
    return r;
  }

  /** What Σ r lacks to be Σ m_b/(e + b). */
  private static Scalar missing(Scalar e, Scalar[] d, Scalar[] r) {
    Scalar missing = Scalar.ZERO;
    for (int j = 0; j < d.length; j++) {
      missing =
          j < TABLE
              ? missing.plus(d[j].times(e.plus(Scalar.of(j)).inverse()))
              : missing.minus(r[j]);
    }
    return missing;
  }

  @Test
  void refusesReciprocalsThatMeetTheTableButNotTheDigits() {
    long[] honest = digits(4, 8);
    assertThat(acceptsReciprocals(count(honest), honest, BulletproofPlusPlusForgeryTest::inverses))
        .isTrue();
    // A digit 16 whose reciprocal is chosen so that the sum over the table comes out right.
    long[] digits = digits(16, 2);
    Scalar[] multiplicities = count(digits);
    for (int place = 0; place < DIGITS; place++) {
      int at = TABLE + place;
      assertThat(
              acceptsReciprocals(
                  multiplicities,
                  digits,
                  (e, d) -> {
                    Scalar[] r = inverses(e, d);
                    r[at] = r[at].plus(missing(e, d, r));
                    assertThat(missing(e, d, r).isZero()).isTrue();
                    return r;
                  }))
          .isFalse();
    }
  }

  @Test
  void refusesReciprocalsThatAreTrueInSum() {
    // Two false reciprocals, so that both Σ r and the unweighted Σ (d + e)·r come out right: only
    // the powers of mu tell the digits apart.
    long[] digits = digits(16, 2);
    assertThat(
            acceptsReciprocals(
                count(digits),
                digits,
                (e, d) -> {
                  Scalar[] r = inverses(e, d);
                  Scalar missing = missing(e, d, r);
                  Scalar a = d[TABLE].plus(e);
                  Scalar b = d[TABLE + 1].plus(e);
                  Scalar x = missing.times(b).times(b.minus(a).inverse());
                  r[TABLE] = r[TABLE].plus(x);
                  r[TABLE + 1] = r[TABLE + 1].plus(missing.minus(x));
                  assertThat(missing(e, d, r).isZero()).isTrue();
                  assertThat(a.times(r[TABLE]).plus(b.times(r[TABLE + 1]))).isEqualTo(Scalar.of(2));
                  return r;
                }))
        .isFalse();
  }

  @Test
  void refusesReciprocalsHiddenUnderTheMultiplicities() {
    long[] digits = digits(4, 8);
    for (int b : new int[] {0, 4, 8}) {
      assertThat(
              acceptsReciprocals(
                  count(digits),
                  digits,
                  (e, d) -> {
                    Scalar[] r = inverses(e, d);
                    r[b] = Scalar.ONE;
                    return r;
                  }))
          .isFalse();
    }
  }

  @Test
  void ignoresReciprocalsUnderAbsentDigits() {
    // The slot is multiplied by the multiplicity zero: clause 3b.10 needs no more of it.
    long[] digits = digits(4, 8);
    assertThat(
            acceptsReciprocals(
                count(digits),
                digits,
                (e, d) -> {
                  Scalar[] r = inverses(e, d);
                  r[5] = Scalar.of(77);
                  return r;
                }))
        .isTrue();
  }

  // What foresight would give.

  private boolean holds(
      List<Claim> claims,
      BulletproofPlusPlusProof proof,
      BulletproofPlusPlusChallenges challenges) {
    try (NaiveSum sum = new NaiveSum()) {
      return BulletproofPlusPlusVerifier.add(
              fixture.system.bases(), claims, proof, challenges, Scalar.ONE, sum)
          && sum.isZero();
    }
  }

  private Scalar[] random(int count) {
    Scalar[] scalars = new Scalar[count];
    Arrays.setAll(scalars, i -> Scalar.random(fixture.entropy));
    return scalars;
  }

  @Test
  void forgesWhenItForeseesThePole() {
    // Multiplicities that repair the table for one e alone, once e is known: digit 16 passes.
    long[] digits = digits(16, 2);
    Scalar e = Scalar.random(fixture.entropy);
    Scalar[] multiplicities = count(digits);
    multiplicities[0] = multiplicities[0].plus(e.times(e.plus(Scalar.of(16)).inverse()));
    List<Claim> claims = claim(valueOf(digits));
    var challenges =
        new BulletproofPlusPlusChallenges(
            e,
            new Constraint(random(1)[0], random(1)[0], random(1)[0]),
            random(1)[0],
            List.of(random(2)));
    assertThat(holds(claims, proveFor(witness(multiplicities, digits), challenges), challenges))
        .isTrue();
    assertThat(accepts(valueOf(digits), multiplicities, digits)).isFalse();
    // The same programmed run without the repair: the equation is what refuses.
    assertThat(holds(claims, proveFor(witness(count(digits), digits), challenges), challenges))
        .isFalse();
  }

  private BulletproofPlusPlusProof proveFor(
      BulletproofPlusPlusWitness witness, BulletproofPlusPlusChallenges challenges) {
    var prover =
        new BulletproofPlusPlusProver(
            fixture.system.bases(), witness, transcript(), fixture.entropy);
    G1 digits = prover.commitDigits();
    G1 reciprocals = prover.commitReciprocals(challenges.e());
    G1 blindings = prover.commitBlinding(challenges.constraint());
    var argument = prover.open(challenges.constraint(), challenges.t());
    List<BulletproofPlusPlusProof.Fold> folds = new ArrayList<>();
    for (Scalar gamma : challenges.gammas()) {
      folds.add(argument.commit());
      argument.fold(gamma);
    }
    return new BulletproofPlusPlusProof(
        digits, reciprocals, blindings, folds, argument.linear(), argument.norm());
  }

  @Test
  void simulatesWithoutAWitness() {
    // Clause 3b.11: challenges first, then uniform vectors, then the one commitment that fits. The
    // claim may even be false.
    List<Claim> claims = claim(signed(-5));
    var bases = fixture.system.bases();
    Scalar[] l = random(4);
    Scalar[] n = random(TABLE + DIGITS);
    Constraint constraint = new Constraint(random(1)[0], random(1)[0], random(1)[0]);
    Scalar t = random(1)[0];
    Scalar[] c = BulletproofPlusPlusProver.errorWeights(constraint.beta(), t);
    var argument =
        new BulletproofPlusPlusNormArgument(bases, constraint.rho(), c, l.clone(), n.clone());
    List<Scalar> gammas = List.of(random(2));
    List<BulletproofPlusPlusProof.Fold> folds = new ArrayList<>();
    for (Scalar gamma : gammas) {
      folds.add(argument.commit());
      argument.fold(gamma);
    }
    var challenges = new BulletproofPlusPlusChallenges(random(1)[0], constraint, t, gammas);
    G1 digits = fixture.value.point().times(random(1)[0]);
    G1 reciprocals = fixture.value.point().times(random(1)[0]);
    G1 guess = fixture.value.point();
    var draft =
        new BulletproofPlusPlusProof(
            digits, reciprocals, guess, folds, argument.linear(), argument.norm());
    DefectSink defect = new DefectSink();
    assertThat(
            BulletproofPlusPlusVerifier.add(bases, claims, draft, challenges, Scalar.ONE, defect))
        .isTrue();
    var simulated =
        new BulletproofPlusPlusProof(
            digits,
            reciprocals,
            guess.minus(defect.sum()),
            folds,
            argument.linear(),
            argument.norm());
    assertThat(holds(claims, simulated, challenges)).isTrue();
    assertThat(fixture.verify(claims, simulated.encode())).isFalse();
  }
}
