package org.specie.kernel.crypto.range;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.specie.kernel.crypto.range.BulletproofPlusFixture.BLINDING;
import static org.specie.kernel.crypto.range.BulletproofPlusFixture.CLAIMS_MAX;
import static org.specie.kernel.crypto.range.BulletproofPlusFixture.SYSTEM;
import static org.specie.kernel.crypto.range.BulletproofPlusFixture.TAG;
import static org.specie.kernel.crypto.range.BulletproofPlusFixture.VALUE;
import static org.specie.kernel.crypto.range.BulletproofPlusFixture.VALUE_MAX;
import static org.specie.kernel.crypto.range.BulletproofPlusFixture.claims;
import static org.specie.kernel.crypto.range.BulletproofPlusFixture.commit;
import static org.specie.kernel.crypto.range.BulletproofPlusFixture.transcript;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.InvariantViolation;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.batch.BaseSet;
import org.specie.kernel.crypto.batch.NaiveSum;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.range.RangeProofSystem.Claim;
import org.specie.kernel.crypto.range.RangeProofSystem.Opening;
import org.specie.kernel.crypto.transcript.Transcript;
import org.specie.quality.requirements.Requirement;

/** What users of the proof system rely on: docs/spec/03-range-proofs.md, clauses 3.1 to 3.7. */
final class BulletproofPlusTest {
  private final BulletproofPlusFixture fixture = new BulletproofPlusFixture(1);

  @Test
  void refusesTheProofOfAnotherStatement() {
    List<Opening> openings = fixture.open(5, 6);
    List<Claim> claims = claims(openings);
    ByteString proof = fixture.prove(claims, openings);
    Claim first = claims.get(0);
    Claim second = claims.get(1);

    assertThat(fixture.verifies(claims, proof)).isTrue();
    assertThat(fixture.verifies(List.of(second, first), proof)).isFalse();
    assertThat(fixture.verifies(List.of(first, first), proof)).isFalse();
    assertThat(fixture.verifies(claims(fixture.open(5, 6)), proof)).isFalse();
    assertThat(fixture.verifies(List.of(first), proof)).isFalse();
    assertThat(fixture.verifies(List.of(first, second, second), proof)).isFalse();
    Claim shifted = new Claim(first.commitment(), false, 1);
    assertThat(fixture.verifies(List.of(shifted, second), proof)).isFalse();
    Claim negated = new Claim(first.commitment(), true, 0);
    assertThat(fixture.verifies(List.of(negated, second), proof)).isFalse();
    Claim turned = Claim.of(first.commitment().negate());
    assertThat(fixture.verifies(List.of(turned, second), proof)).isFalse();
  }

  @Test
  void refusesTheProofOfAnotherTranscript() {
    List<Opening> openings = fixture.open(5);
    List<Claim> claims = claims(openings);
    ByteString proof = fixture.prove(claims, openings);
    Transcript longer = transcript();
    longer.append("more", 1);
    assertThat(fixture.verifies(SYSTEM, claims, proof, longer)).isFalse();
    assertThat(fixture.verifies(SYSTEM, claims, proof, new Transcript("other"))).isFalse();
  }

  @Test
  void refusesTheProofOverOtherBases() {
    List<Opening> openings = fixture.open(5);
    List<Claim> claims = claims(openings);
    ByteString proof = fixture.prove(claims, openings);
    BaseSet.Builder builder = new BaseSet.Builder();
    BaseSet.Base value = builder.add(VALUE.point());
    BaseSet.Base blinding = builder.add(BLINDING.point());
    ByteString otherTag = ByteString.utf8("SPECIE-test-v1-range-other");
    var otherVectors = BulletproofPlus.create(builder, value, blinding, otherTag, 1);
    var otherCommitments = BulletproofPlus.create(builder, blinding, value, TAG, CLAIMS_MAX);
    assertThat(fixture.verifies(otherVectors, claims, proof, transcript())).isFalse();
    assertThat(fixture.verifies(otherCommitments, claims, proof, transcript())).isFalse();
  }

  @Test
  void addsNothingForBytesThatAreNoProof() {
    List<Opening> openings = fixture.open(5);
    List<Claim> claims = claims(openings);
    ByteString proof = fixture.prove(claims, openings);
    List<ByteString> malformed = new ArrayList<>();
    malformed.add(ByteString.EMPTY);
    malformed.add(proof.slice(0, proof.size() - 1));
    malformed.add(proof.slice(0, proof.size() - G1.SIZE));
    malformed.add(ByteString.concat(proof, ByteString.hex("00")));
    malformed.add(ByteString.concat(proof, proof));
    malformed.add(ByteString.copyOf(new byte[proof.size()]));
    byte[] full = new byte[proof.size()];
    Arrays.fill(full, (byte) 0xff);
    malformed.add(ByteString.copyOf(full));
    for (ByteString bytes : malformed) {
      var recorder = new BulletproofPlusFixture.Recorder();
      assertThat(SYSTEM.accumulate(claims, bytes, transcript(), Scalar.ONE, recorder)).isFalse();
      assertThat(recorder.isEmpty()).isTrue();
    }
  }

  @Test
  void refusesMoreClaimsThanItHasBasesForAndNone() {
    List<Claim> many = Collections.nCopies(CLAIMS_MAX + 1, Claim.of(G1.GENERATOR));
    // Well formed, so that only the number of claims is wrong.
    Encoder bytes = new Encoder();
    for (int i = 0; i < 2 * BulletproofPlusShape.of(many.size()).rounds() + 3; i++) {
      G1.GENERATOR.encode(bytes);
    }
    bytes.fixed(new byte[3 * Scalar.SIZE]);
    assertThat(fixture.verifies(many, bytes.toByteString())).isFalse();
    assertThat(fixture.verifies(List.of(), ByteString.EMPTY)).isFalse();
    assertThatThrownBy(() -> SYSTEM.proofSize(CLAIMS_MAX + 1))
        .isInstanceOf(InvariantViolation.class);
    assertThatThrownBy(() -> SYSTEM.proofSize(0)).isInstanceOf(InvariantViolation.class);
    assertThatThrownBy(() -> fixture.prove(List.of(), List.of()))
        .isInstanceOf(InvariantViolation.class);
    List<Opening> openings = fixture.open(0, 0, 0, 0, 0, 0);
    assertThatThrownBy(() -> fixture.prove(claims(openings), openings))
        .isInstanceOf(InvariantViolation.class);
  }

  @Test
  @Requirement("D2")
  void stopsAProverOfAFalseClaim() {
    for (long value :
        new long[] {-1, VALUE_MAX + 1, Long.MAX_VALUE, -Long.MAX_VALUE, Long.MIN_VALUE}) {
      Opening opening = new Opening(value, fixture.scalar());
      Claim claim = Claim.of(value == Long.MIN_VALUE ? G1.GENERATOR : commit(opening));
      assertThatThrownBy(() -> fixture.prove(List.of(claim), List.of(opening)))
          .isInstanceOf(InvariantViolation.class);
    }
    Opening six = new Opening(6, fixture.scalar());
    Claim five = Claim.atMost(5, commit(six));
    assertThatThrownBy(() -> fixture.prove(List.of(five), List.of(six)))
        .isInstanceOf(InvariantViolation.class);
    Claim beyond = new Claim(commit(six), false, Long.MAX_VALUE);
    assertThatThrownBy(() -> fixture.prove(List.of(beyond), List.of(six)))
        .isInstanceOf(InvariantViolation.class);
    Opening wrong = new Opening(6, fixture.scalar());
    assertThatThrownBy(() -> fixture.prove(List.of(Claim.of(commit(six))), List.of(wrong)))
        .isInstanceOf(InvariantViolation.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void acceptsTrueClaims(int count) {
    long[] values = {VALUE_MAX, 0, 1234567890123L, 1, 1L << 47};
    List<Opening> openings = fixture.open(Arrays.copyOf(values, count));
    List<Claim> claims = claims(openings);
    ByteString proof = fixture.prove(claims, openings);
    assertThat(proof.size()).isEqualTo(SYSTEM.proofSize(count));
    assertThat(fixture.verifies(claims, proof)).isTrue();
  }

  @Test
  void acceptsOffsetsAndLimits() {
    long limit = 500_00;
    List<Opening> openings = fixture.open(0, limit, limit, -7);
    List<Claim> claims =
        List.of(
            Claim.atMost(limit, commit(openings.get(0))),
            Claim.atMost(limit, commit(openings.get(1))),
            new Claim(commit(openings.get(2)), false, VALUE_MAX - limit),
            new Claim(commit(openings.get(3)), false, 7));
    assertThat(fixture.verifies(claims, fixture.prove(claims, openings))).isTrue();
  }

  @Test
  void acceptsAnEmptyCommitmentAsZero() {
    List<Opening> openings = List.of(new Opening(0, Scalar.ZERO));
    List<Claim> claims = List.of(Claim.of(G1.INFINITY));
    assertThat(fixture.verifies(claims, fixture.prove(claims, openings))).isTrue();
  }

  /** Clause 3.3: a limit alone says nothing of the lower end. */
  @Test
  void provesALimitOfANegativeValueToo() {
    List<Opening> openings = fixture.open(-1);
    List<Claim> claims = List.of(Claim.atMost(10, commit(openings.get(0))));
    assertThat(fixture.verifies(claims, fixture.prove(claims, openings))).isTrue();
  }

  @Test
  void sizesFollowFromThePaddedLength() {
    assertThat(SYSTEM.bits()).isEqualTo(48);
    assertThat(SYSTEM.claimsMax()).isEqualTo(CLAIMS_MAX);
    assertThat(SYSTEM.proofSize(1)).isEqualTo(1536);
    assertThat(SYSTEM.proofSize(2)).isEqualTo(1728);
    assertThat(SYSTEM.proofSize(3)).isEqualTo(1920);
    assertThat(SYSTEM.proofSize(5)).isEqualTo(1920);
    assertThat(BulletproofPlusShape.of(6).length()).isEqualTo(512);
  }

  @Test
  void leavesProverAndVerifierWithOneTranscript() {
    List<Opening> openings = fixture.open(5);
    List<Claim> claims = claims(openings);
    Transcript proving = transcript();
    ByteString proof = SYSTEM.prove(claims, openings, proving, fixture.entropy());
    Transcript verifying = transcript();
    try (NaiveSum sum = new NaiveSum()) {
      assertThat(SYSTEM.accumulate(claims, proof, verifying, Scalar.ONE, sum)).isTrue();
    }
    assertThat(verifying.hash()).isEqualTo(proving.hash()).isNotEqualTo(transcript().hash());
  }

  @Test
  void neverRepeatsNoncesThoughEntropyRepeats() {
    Entropy broken = target -> Arrays.fill(target, (byte) 0);
    Opening opening = new Opening(5, fixture.scalar());
    Opening other = new Opening(5, fixture.scalar());
    Claim claim = Claim.of(commit(opening));
    Transcript longer = transcript();
    longer.append("more", 1);
    ByteString proof = SYSTEM.prove(List.of(claim), List.of(opening), transcript(), broken);
    List<ByteString> others =
        List.of(
            SYSTEM.prove(List.of(claim), List.of(opening), longer, broken),
            SYSTEM.prove(List.of(Claim.of(commit(other))), List.of(other), transcript(), broken),
            SYSTEM.prove(List.of(claim), List.of(opening), transcript(), fixture.entropy()));
    // A = the bits of 5 + alpha·h: equal only if alpha is.
    assertThat(others)
        .allSatisfy(o -> assertThat(o.slice(0, G1.SIZE)).isNotEqualTo(proof.slice(0, G1.SIZE)));
    assertThat(SYSTEM.prove(List.of(claim), List.of(opening), transcript(), broken))
        .isEqualTo(proof);
  }

  @Test
  void drawsNoncesFromEveryPartOfTheWitness() {
    Entropy broken = target -> Arrays.fill(target, (byte) 0);
    Scalar blinding = fixture.scalar();
    List<Opening> openings = List.of(new Opening(5, blinding));
    var nonces = new BulletproofPlusNonces(transcript(), openings, broken);
    Scalar first = nonces.next();
    assertThat(nonces.next()).isNotEqualTo(first);
    for (Opening other : List.of(new Opening(6, blinding), new Opening(5, fixture.scalar()))) {
      assertThat(new BulletproofPlusNonces(transcript(), List.of(other), broken).next())
          .isNotEqualTo(first);
    }
    assertThat(new BulletproofPlusNonces(transcript(), openings, fixture.entropy()).next())
        .isNotEqualTo(first);
    assertThat(new BulletproofPlusNonces(transcript(), openings, broken).next()).isEqualTo(first);
  }

  @Test
  void refusesBasesThatCoincide() {
    BaseSet.Builder builder = new BaseSet.Builder();
    BaseSet.Base value = builder.add(VALUE.point());
    assertThatThrownBy(() -> BulletproofPlus.create(builder, value, value, TAG, 1))
        .isInstanceOf(InvariantViolation.class);
  }
}
