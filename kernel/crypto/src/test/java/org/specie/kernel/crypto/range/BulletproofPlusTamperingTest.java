package org.specie.kernel.crypto.range;

import static org.assertj.core.api.Assertions.assertThat;
import static org.specie.kernel.crypto.range.BulletproofPlusFixture.SYSTEM;
import static org.specie.kernel.crypto.range.BulletproofPlusFixture.claims;
import static org.specie.kernel.crypto.range.BulletproofPlusFixture.transcript;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.batch.NaiveSum;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.range.RangeProofSystem.Claim;
import org.specie.kernel.crypto.range.RangeProofSystem.Opening;
import org.specie.kernel.crypto.transcript.Transcript;

/** Changed proofs, batches with one bad proof, and what every challenge depends on. */
final class BulletproofPlusTamperingTest {
  private static final int ROUNDS = 6;
  private static final int POINTS = 2 * ROUNDS + 3;
  private static final int SCALARS_AT = POINTS * G1.SIZE;

  private final BulletproofPlusFixture fixture = new BulletproofPlusFixture(3);
  private final List<Opening> openings = fixture.open(123456);
  private final List<Claim> claims = claims(openings);
  private final ByteString proof = fixture.prove(claims, openings);

  private static ByteString replace(ByteString proof, int at, byte[] with) {
    byte[] bytes = proof.toByteArray();
    System.arraycopy(with, 0, bytes, at, with.length);
    return ByteString.copyOf(bytes);
  }

  private static G1 pointAt(ByteString proof, int index) {
    try {
      return G1.decode(new Decoder(proof.slice(index * G1.SIZE, (index + 1) * G1.SIZE)));
    } catch (MalformedInput e) {
      throw new AssertionError(e);
    }
  }

  private static Scalar scalarAt(ByteString proof, int index) {
    int at = SCALARS_AT + index * Scalar.SIZE;
    return Scalar.reduce(proof.slice(at, at + Scalar.SIZE));
  }

  private static ByteString withPoint(ByteString proof, int index, G1 point) {
    return replace(proof, index * G1.SIZE, point.toByteArray());
  }

  private static ByteString withScalar(ByteString proof, int index, Scalar scalar) {
    return replace(proof, SCALARS_AT + index * Scalar.SIZE, scalar.toByteArray());
  }

  @Test
  void refusesEveryChangedByte() {
    assertThat(fixture.verifies(claims, proof)).isTrue();
    for (int at = 0; at < proof.size(); at++) {
      for (int mask : new int[] {0x01, 0x80}) {
        byte[] changed = {(byte) (proof.at(at) ^ mask)};
        assertThat(fixture.verifies(claims, replace(proof, at, changed)))
            .as("byte %d", at)
            .isFalse();
      }
    }
  }

  @Test
  void refusesEveryOtherPointOfTheCurve() {
    G1 torsion = fixture.torsion();
    for (int index = 0; index < POINTS; index++) {
      G1 point = pointAt(proof, index);
      for (G1 other :
          List.of(
              point.negate(),
              point.plus(G1.GENERATOR),
              point.plus(torsion),
              pointAt(proof, (index + 1) % POINTS))) {
        assertThat(fixture.verifies(claims, withPoint(proof, index, other)))
            .as("point %d", index)
            .isFalse();
      }
    }
  }

  @Test
  void refusesInfinityAndPointsOffTheCurve() {
    byte[] infinity = new byte[G1.SIZE];
    infinity[0] = 0x40;
    byte[] off = new byte[G1.SIZE];
    off[G1.SIZE - 1] = 1;
    byte[] unreduced = new byte[G1.SIZE];
    unreduced[0] = 0x1f;
    for (int index = 0; index < POINTS; index++) {
      for (byte[] bad : List.of(infinity, off, unreduced, new byte[G1.SIZE])) {
        var recorder = new BulletproofPlusFixture.Recorder();
        ByteString changed = replace(proof, index * G1.SIZE, bad);
        assertThat(SYSTEM.accumulate(claims, changed, transcript(), Scalar.ONE, recorder))
            .isFalse();
        assertThat(recorder.isEmpty()).isTrue();
      }
    }
  }

  @Test
  void refusesOtherResponses() {
    for (int index = 0; index < 3; index++) {
      Scalar response = scalarAt(proof, index);
      for (Scalar other :
          List.of(
              Scalar.ZERO,
              response.negate(),
              response.plus(Scalar.ONE),
              scalarAt(proof, (index + 1) % 3))) {
        assertThat(fixture.verifies(claims, withScalar(proof, index, other))).isFalse();
      }
    }
  }

  @Test
  void refusesResponsesThatAreNotReduced() {
    for (int index = 0; index < 3; index++) {
      BigInteger response = new BigInteger(1, scalarAt(proof, index).toByteArray());
      byte[] unreduced = response.add(Scalar.ORDER).toByteArray();
      byte[] bytes = new byte[Scalar.SIZE];
      int size = Math.min(unreduced.length, Scalar.SIZE);
      System.arraycopy(unreduced, unreduced.length - size, bytes, Scalar.SIZE - size, size);
      var recorder = new BulletproofPlusFixture.Recorder();
      ByteString changed = replace(proof, SCALARS_AT + index * Scalar.SIZE, bytes);
      assertThat(SYSTEM.accumulate(claims, changed, transcript(), Scalar.ONE, recorder)).isFalse();
      assertThat(recorder.isEmpty()).isTrue();
    }
  }

  @Test
  void findsOneBadProofAmongMany() {
    List<ByteString> proofs = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      proofs.add(fixture.prove(claims, openings));
    }
    assertThat(sumsToZero(proofs)).isTrue();
    for (int bad = 0; bad < proofs.size(); bad++) {
      List<ByteString> spoilt = new ArrayList<>(proofs);
      ByteString good = spoilt.get(bad);
      spoilt.set(bad, withScalar(good, 2, scalarAt(good, 2).plus(Scalar.ONE)));
      assertThat(sumsToZero(spoilt)).isFalse();
    }
  }

  private boolean sumsToZero(List<ByteString> proofs) {
    try (NaiveSum sum = new NaiveSum()) {
      for (ByteString each : proofs) {
        Scalar weight = Scalar.randomWeight(fixture.entropy());
        assertThat(SYSTEM.accumulate(claims, each, transcript(), weight, sum)).isTrue();
      }
      return sum.isZero();
    }
  }

  /** Opposite defects cancel under equal weights, so weights must be fresh and independent. */
  @Test
  void catchesOppositeDefectsByTheirWeights() {
    ByteString other = fixture.prove(claims, openings);
    ByteString more = withScalar(proof, 2, scalarAt(proof, 2).plus(Scalar.ONE));
    ByteString less = withScalar(other, 2, scalarAt(other, 2).minus(Scalar.ONE));
    try (NaiveSum equal = new NaiveSum()) {
      Scalar weight = Scalar.randomWeight(fixture.entropy());
      assertThat(SYSTEM.accumulate(claims, more, transcript(), weight, equal)).isTrue();
      assertThat(SYSTEM.accumulate(claims, less, transcript(), weight, equal)).isTrue();
      assertThat(equal.isZero()).isTrue();
    }
    assertThat(sumsToZero(List.of(more, less))).isFalse();
  }

  /** Clause 3.4: an altered point alters its own and all later challenges and no earlier one. */
  @Test
  void drawsEveryChallengeFromAllPointsBefore() {
    List<Scalar> expected = challenges(claims, proof, transcript());
    for (int index = 0; index < POINTS; index++) {
      ByteString changed = withPoint(proof, index, fixture.point());
      List<Scalar> challenges = challenges(claims, changed, transcript());
      // y and z stand first; round j, from 1, follows points 2j - 1 and 2j; the last step ends.
      int first = (index + 1) / 2;
      for (int challenge = 0; challenge < expected.size(); challenge++) {
        assertThat(challenges.get(challenge).equals(expected.get(challenge)))
            .as("challenge %d after point %d", challenge, index)
            .isEqualTo(challenge < first);
      }
    }
  }

  @Test
  void drawsEveryChallengeFromTheWholeStatement() {
    Claim claim = claims.get(0);
    Transcript longer = transcript();
    longer.append("more", 1);
    List<List<Scalar>> others =
        List.of(
            challenges(claims, proof, longer),
            challenges(List.of(new Claim(claim.commitment(), false, 1)), proof, transcript()),
            challenges(List.of(new Claim(claim.commitment(), true, 0)), proof, transcript()),
            challenges(List.of(Claim.of(fixture.point())), proof, transcript()));
    List<Scalar> expected = challenges(claims, proof, transcript());
    for (List<Scalar> challenges : others) {
      for (int challenge = 0; challenge < expected.size(); challenge++) {
        assertThat(challenges.get(challenge)).isNotEqualTo(expected.get(challenge));
      }
    }
  }

  @Test
  void bindsWhatFollowsToTheResponses() {
    Transcript honest = transcript();
    challenges(claims, proof, honest);
    for (int index = 0; index < 3; index++) {
      Transcript changed = transcript();
      challenges(claims, withScalar(proof, index, Scalar.ONE), changed);
      assertThat(changed.hash()).isNotEqualTo(honest.hash());
    }
  }

  /** y^(N+1)·z², the squares of the rounds' challenges and the last one, as the terms show them. */
  private static List<Scalar> challenges(
      List<Claim> claims, ByteString proof, Transcript transcript) {
    var recorder = new BulletproofPlusFixture.Recorder();
    assertThat(SYSTEM.accumulate(claims, proof, transcript, Scalar.ONE, recorder)).isTrue();
    List<Scalar> terms = recorder.coefficients;
    assertThat(terms).hasSize(POINTS - 1 + claims.size());
    assertThat(recorder.weights).isEqualTo(1);
    assertThat(recorder.bases).isEqualTo(2 * 64 + 2);
    Scalar unit = terms.get(0).inverse();
    List<Scalar> challenges = new ArrayList<>();
    Scalar claim = terms.get(POINTS - 1).times(unit);
    challenges.add(claims.get(0).negated() ? claim.negate() : claim);
    for (int round = 0; round < ROUNDS; round++) {
      challenges.add(terms.get(1 + 2 * round).times(unit));
    }
    challenges.add(terms.get(POINTS - 2));
    return challenges;
  }
}
