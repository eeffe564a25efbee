package org.specie.kernel.crypto.range;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.specie.kernel.crypto.range.BulletproofPlusPlusFixture.DST;
import static org.specie.kernel.crypto.range.BulletproofPlusPlusFixture.transcript;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.InvariantViolation;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.batch.BatchStatement;
import org.specie.kernel.crypto.batch.BatchVerifier;
import org.specie.kernel.crypto.batch.NaiveSum;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.G1Msm;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.range.RangeProofSystem.Claim;
import org.specie.kernel.crypto.range.RangeProofSystem.Opening;
import org.specie.kernel.crypto.transcript.Transcript;
import org.specie.quality.requirements.Requirement;

/** What a verifier of docs/spec/03b accepts and refuses. Forged witnesses have their own test. */
@Requirement("D2")
final class BulletproofPlusPlusTest {
  private static final long VALUE_MAX = (1L << 48) - 1;

  private final BulletproofPlusPlusFixture fixture = BulletproofPlusPlusFixture.create();

  private List<Claim> claims(List<Opening> openings) {
    return fixture.claims(openings);
  }

  private boolean verify(List<Claim> claims, ByteString proof) {
    return fixture.verify(claims, proof);
  }

  // Refusals.

  @Test
  void stopsAtFalseClaims() {
    for (long value : new long[] {-1, VALUE_MAX + 1, Long.MAX_VALUE, Long.MIN_VALUE + 1}) {
      List<Opening> openings = fixture.openAll(7, value);
      List<Claim> claims = claims(openings);
      assertThatThrownBy(() -> fixture.prove(claims, openings))
          .isInstanceOf(InvariantViolation.class)
          .hasMessageContaining("in range");
    }
    Opening five = fixture.open(5);
    G1 commitment = fixture.commit(five);
    for (Claim claim :
        List.of(
            Claim.atMost(4, commitment),
            new Claim(commitment, false, VALUE_MAX - 4),
            new Claim(commitment, true, Long.MAX_VALUE))) {
      assertThatThrownBy(() -> fixture.prove(List.of(claim), List.of(five)))
          .isInstanceOf(InvariantViolation.class)
          .hasMessageContaining("in range");
    }
  }

  @Test
  void stopsAtWrongOpenings() {
    Opening opening = fixture.open(5);
    List<Claim> claims = List.of(Claim.of(fixture.commit(opening)));
    for (Opening wrong :
        List.of(
            new Opening(6, opening.blinding()),
            new Opening(5, opening.blinding().plus(Scalar.ONE)))) {
      assertThatThrownBy(() -> fixture.prove(claims, List.of(wrong)))
          .isInstanceOf(InvariantViolation.class);
    }
    assertThatThrownBy(() -> fixture.prove(claims, fixture.openAll(5, 5)))
        .isInstanceOf(InvariantViolation.class);
  }

  @Test
  void refusesOtherClaims() {
    List<Opening> openings = fixture.openAll(5, VALUE_MAX, 9);
    List<Claim> claims = claims(openings);
    ByteString proof = fixture.prove(claims, openings);
    assertThat(verify(claims, proof)).isTrue();

    G1 first = claims.getFirst().commitment();
    G1 moreByOne = first.plus(fixture.value.point());
    for (Claim other :
        List.of(
            Claim.of(moreByOne),
            Claim.of(first.plus(fixture.blinding.point())),
            Claim.of(first.negate()),
            new Claim(first, false, 1),
            new Claim(first, true, 0),
            Claim.atMost(10, first))) {
      assertThat(verify(List.of(other, claims.get(1), claims.get(2)), proof)).isFalse();
    }
    assertThat(verify(List.of(claims.get(1), claims.get(0), claims.get(2)), proof)).isFalse();
    assertThat(verify(List.of(claims.get(0), claims.get(2), claims.get(1)), proof)).isFalse();
    assertThat(verify(claims.subList(0, 2), proof)).isFalse();
    assertThat(verify(List.of(), proof)).isFalse();
    List<Claim> tooMany = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      tooMany.add(claims.getFirst());
    }
    assertThat(verify(tooMany, proof)).isFalse();
  }

  @Test
  void refusesClaimsMovedByOppositeAmounts() {
    List<Opening> openings = fixture.openAll(5, 9);
    List<Claim> claims = claims(openings);
    ByteString proof = fixture.prove(claims, openings);
    G1 g = fixture.value.point();
    assertThat(
            verify(
                List.of(
                    Claim.of(claims.get(0).commitment().plus(g)),
                    Claim.of(claims.get(1).commitment().minus(g))),
                proof))
        .isFalse();
  }

  @Test
  void refusesAnotherTranscript() {
    List<Opening> openings = fixture.openAll(5, 6);
    List<Claim> claims = claims(openings);
    ByteString proof = fixture.prove(claims, openings);
    assertThat(fixture.verify(fixture.system, claims, proof, new Transcript("other"))).isFalse();
    Transcript longer = transcript();
    longer.append("payment", 1);
    assertThat(fixture.verify(fixture.system, claims, proof, longer)).isFalse();
  }

  @Test
  void refusesOtherBasesAndOtherRounds() {
    List<Opening> openings = fixture.openAll(5, 6);
    List<Claim> claims = claims(openings);
    ByteString proof = fixture.prove(claims, openings);
    for (var other :
        List.of(
            new BulletproofPlusPlusFixture(ByteString.utf8("SPECIE-test-v1-other"), 2),
            new BulletproofPlusPlusFixture("other value", DST, 2),
            new BulletproofPlusPlusFixture(DST, 1),
            new BulletproofPlusPlusFixture(DST, 3))) {
      assertThat(other.verify(claims, proof)).isFalse();
    }
  }

  @Test
  void refusesEveryTamperedByte() {
    List<Opening> openings = fixture.openAll(1234567890123L);
    List<Claim> claims = claims(openings);
    byte[] proof = fixture.prove(claims, openings).toByteArray();
    for (int at = 0; at < proof.length; at++) {
      byte[] tampered = proof.clone();
      tampered[at] ^= (byte) (1 << at % 8);
      assertThat(verify(claims, ByteString.copyOf(tampered))).as("byte %d", at).isFalse();
    }
  }

  @Test
  void refusesEveryPointReplacedByAnother() {
    List<Opening> openings = fixture.openAll(17);
    List<Claim> claims = claims(openings);
    byte[] proof = fixture.prove(claims, openings).toByteArray();
    int points = 7;
    byte[] torsion = torsion().toByteArray();
    for (int at = 0; at < points; at++) {
      byte[] swapped = proof.clone();
      System.arraycopy(proof, (at + 1) % points * G1.SIZE, swapped, at * G1.SIZE, G1.SIZE);
      assertThat(verify(claims, ByteString.copyOf(swapped))).isFalse();
      byte[] small = proof.clone();
      System.arraycopy(torsion, 0, small, at * G1.SIZE, G1.SIZE);
      assertThat(verify(claims, ByteString.copyOf(small))).isFalse();
      byte[] shifted = proof.clone();
      G1 moved = decode(proof, at * G1.SIZE).plus(torsion());
      System.arraycopy(moved.toByteArray(), 0, shifted, at * G1.SIZE, G1.SIZE);
      assertThat(verify(claims, ByteString.copyOf(shifted))).isFalse();
      byte[] infinity = proof.clone();
      Arrays.fill(infinity, at * G1.SIZE, (at + 1) * G1.SIZE, (byte) 0);
      infinity[at * G1.SIZE] = 0x40;
      assertThat(verify(claims, ByteString.copyOf(infinity))).isFalse();
    }
  }

  @Test
  void refusesScalarsFromTheOrderUpwards() {
    List<Opening> openings = fixture.openAll(17);
    List<Claim> claims = claims(openings);
    byte[] proof = fixture.prove(claims, openings).toByteArray();
    int tried = 0;
    for (int at = 7 * G1.SIZE; at < proof.length; at += Scalar.SIZE) {
      byte[] scalar = Arrays.copyOfRange(proof, at, at + Scalar.SIZE);
      BigInteger raised = new BigInteger(1, scalar).add(Scalar.ORDER);
      byte[] spelled = raised.toByteArray();
      if (raised.bitLength() > 256) {
        continue;
      }
      tried++;
      byte[] tampered = proof.clone();
      for (int i = 0; i < Scalar.SIZE; i++) {
        tampered[at + Scalar.SIZE - 1 - i] =
            i < spelled.length ? spelled[spelled.length - 1 - i] : 0;
      }
      assertThat(verify(claims, ByteString.copyOf(tampered))).isFalse();
    }
    assertThat(tried).isPositive();
  }

  @Test
  void refusesOtherLengths() {
    List<Opening> openings = fixture.openAll(17, 18);
    List<Claim> claims = claims(openings);
    ByteString proof = fixture.prove(claims, openings);
    for (ByteString other :
        List.of(
            ByteString.EMPTY,
            proof.slice(0, proof.size() - 1),
            proof.slice(0, proof.size() - Scalar.SIZE),
            proof.slice(0, 3 * G1.SIZE),
            ByteString.concat(proof, ByteString.hex("00")),
            ByteString.concat(proof, proof),
            ByteString.copyOf(new byte[proof.size()]))) {
      assertThat(verify(claims, other)).isFalse();
    }
  }

  @Test
  void addsNothingForBytesThatAreNoProof() {
    List<Opening> openings = fixture.openAll(17);
    List<Claim> claims = claims(openings);
    byte[] proof = fixture.prove(claims, openings).toByteArray();
    Arrays.fill(proof, proof.length - Scalar.SIZE, proof.length, (byte) 0xff);
    try (NaiveSum sum = new NaiveSum()) {
      assertThat(
              fixture.system.accumulate(
                  claims, ByteString.copyOf(proof), transcript(), Scalar.ONE, sum))
          .isFalse();
      assertThat(sum.isZero()).isTrue();
    }
  }

  @Test
  void findsTheBadProofOfABatch() {
    List<BatchStatement> batch = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      List<Opening> openings = fixture.openAll(100 + i, VALUE_MAX - i);
      List<Claim> claims = claims(openings);
      ByteString proof = fixture.prove(claims, openings);
      List<Claim> shown = i == 4 ? List.of(claims.get(1), claims.get(0)) : claims;
      batch.add(
          (sink, weights) ->
              fixture.system.accumulate(shown, proof, transcript(), weights.next(), sink));
    }
    BitSet expected = new BitSet();
    expected.set(4);
    assertThat(BatchVerifier.onOneCore(fixture.bases, fixture.entropy).findFalse(batch))
        .isEqualTo(expected);
    batch.remove(4);
    assertThat(BatchVerifier.onOneCore(fixture.bases, fixture.entropy).allHold(batch)).isTrue();
  }

  // Acceptance.

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6})
  void acceptsTrueClaims(int count) {
    long[] values = {0, VALUE_MAX, 1, 0x123456789abcL, 15, 16};
    List<Opening> openings = fixture.openAll(Arrays.copyOf(values, count));
    List<Claim> claims = claims(openings);
    ByteString proof = fixture.prove(claims, openings);
    assertThat(proof.size()).isEqualTo(fixture.system.proofSize(count));
    assertThat(proof.size()).isEqualTo(7 * 96 + (1 + 4 + 3 * count) * 32);
    assertThat(verify(claims, proof)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4})
  void acceptsAfterAnyNumberOfRounds(int rounds) {
    var other = new BulletproofPlusPlusFixture(DST, rounds);
    for (int count : new int[] {1, 3, 4}) {
      List<Opening> openings =
          other.openAll(Arrays.copyOf(new long[] {3, 0, VALUE_MAX, 77}, count));
      List<Claim> claims = other.claims(openings);
      ByteString proof = other.prove(claims, openings);
      assertThat(other.verify(claims, proof)).isTrue();
      byte[] tampered = proof.toByteArray();
      tampered[tampered.length - 1] ^= 1;
      assertThat(other.verify(claims, ByteString.copyOf(tampered))).isFalse();
    }
  }

  @Test
  void acceptsClaimsWithOffsetsAboutOneCommitment() {
    Opening paid = fixture.open(40);
    Opening rest = fixture.open(-3);
    G1 commitment = fixture.commit(paid);
    List<Claim> claims =
        List.of(
            Claim.of(commitment),
            Claim.atMost(40, commitment),
            new Claim(fixture.commit(rest), false, 3),
            new Claim(commitment, true, VALUE_MAX + 40),
            new Claim(commitment, false, VALUE_MAX - 40));
    List<Opening> openings = List.of(paid, paid, rest, paid, paid);
    ByteString proof = fixture.prove(claims, openings);
    assertThat(verify(claims, proof)).isTrue();
    List<Claim> lower = new ArrayList<>(claims);
    lower.set(1, Claim.atMost(39, commitment));
    assertThat(verify(lower, proof)).isFalse();
  }

  @Test
  void speaksOfTheComponentInTheGroupAlone() {
    Opening opening = fixture.open(12);
    Claim moved = Claim.of(fixture.commit(opening).plus(torsion()));
    var witness =
        BulletproofPlusPlusWitness.of(
            fixture.system.bases(), List.of(Claim.of(fixture.commit(opening))), List.of(opening));
    ByteString proof = fixture.system.prove(List.of(moved), witness, transcript(), fixture.entropy);
    assertThat(verify(List.of(moved), proof)).isTrue();
    assertThat(
            BatchVerifier.onOneCore(fixture.bases, fixture.entropy)
                .allHold(
                    List.of(
                        (sink, weights) ->
                            fixture.system.accumulate(
                                List.of(moved), proof, transcript(), weights.next(), sink))))
        .isTrue();
  }

  @Test
  void leavesProverAndVerifierWithOneTranscript() {
    List<Opening> openings = fixture.openAll(5);
    List<Claim> claims = claims(openings);
    Transcript proving = transcript();
    ByteString proof = fixture.system.prove(claims, openings, proving, fixture.entropy);
    Transcript verifying = transcript();
    assertThat(fixture.verify(fixture.system, claims, proof, verifying)).isTrue();
    assertThat(verifying.hash()).isEqualTo(proving.hash());
    byte[] tampered = proof.toByteArray();
    tampered[tampered.length - 1] ^= 1;
    Transcript other = transcript();
    assertThat(fixture.verify(fixture.system, claims, ByteString.copyOf(tampered), other))
        .isFalse();
    assertThat(other.hash()).isNotEqualTo(proving.hash());
  }

  @Test
  void drawsOtherNoncesForOtherStatementsFromRepeatedEntropy() {
    Opening opening = fixture.open(5);
    List<Claim> claims = List.of(Claim.of(fixture.commit(opening)));
    List<Opening> openings = List.of(opening);
    ByteString first = fixture.system.prove(claims, openings, transcript(), target -> {});
    assertThat(fixture.system.prove(claims, openings, transcript(), target -> {})).isEqualTo(first);
    ByteString second =
        fixture.system.prove(claims, openings, new Transcript("other"), target -> {});
    assertThat(second.slice(0, G1.SIZE)).isNotEqualTo(first.slice(0, G1.SIZE));
    assertThat(fixture.prove(claims, openings).slice(0, G1.SIZE))
        .isNotEqualTo(first.slice(0, G1.SIZE));
  }

  private static G1 decode(byte[] bytes, int from) {
    try {
      return G1.decode(new Decoder(Arrays.copyOfRange(bytes, from, from + G1.SIZE)));
    } catch (MalformedInput e) {
      throw new AssertionError(e);
    }
  }

  /** A point without component in the group: r times a point of the curve. */
  private static G1 torsion() {
    G1 torsion = G1.INFINITY;
    for (int x = 1; torsion.isInfinity(); x++) {
      G1 point = withCoordinate(x);
      Scalar orderLessOne = Scalar.ONE.negate();
      torsion = G1Msm.sum(new G1[] {point, point}, new Scalar[] {orderLessOne, Scalar.ONE});
    }
    return torsion;
  }

  /** The point with that x, or infinity if the curve has none. */
  private static G1 withCoordinate(int x) {
    byte[] bytes = new byte[G1.COMPRESSED_SIZE];
    bytes[0] = (byte) 0x80;
    bytes[G1.COMPRESSED_SIZE - 1] = (byte) x;
    try {
      return G1.decodeCompressed(new Decoder(bytes));
    } catch (MalformedInput notOnTheCurve) {
      return G1.INFINITY;
    }
  }
}
