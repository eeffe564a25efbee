package org.specie.kernel.crypto.range;

import static org.assertj.core.api.Assertions.assertThat;
import static org.specie.kernel.crypto.range.BulletproofPlusFixture.SYSTEM;
import static org.specie.kernel.crypto.range.BulletproofPlusFixture.VALUE_MAX;
import static org.specie.kernel.crypto.range.BulletproofPlusFixture.commit;
import static org.specie.kernel.crypto.range.BulletproofPlusFixture.transcript;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.range.RangeProofSystem.Claim;
import org.specie.quality.requirements.Requirement;

/**
 * Cheating provers: they follow the protocol with vectors and commitments of their choice. Each lie
 * breaks one of the relations of clause 3.7 and keeps the others where it can.
 */
@Requirement("D2")
final class BulletproofPlusSoundnessTest {
  private static final Scalar TWO = Scalar.of(2);

  private final BulletproofPlusFixture fixture = new BulletproofPlusFixture(2);
  private final Scalar blinding = fixture.scalar();

  private static Scalar integer(long value) {
    return BulletproofPlus.signed(value);
  }

  private static Scalar[] bits(int claims, long... values) {
    Scalar[] bits = new Scalar[BulletproofPlusReference.paddedLength(claims)];
    Arrays.fill(bits, Scalar.ZERO);
    for (int j = 0; j < values.length; j++) {
      for (int bit = 0; bit < 48; bit++) {
        bits[48 * j + bit] = Scalar.of(values[j] >>> bit & 1);
      }
    }
    return bits;
  }

  private static Scalar[] minusOnes(Scalar[] bits) {
    return Arrays.stream(bits).map(bit -> bit.minus(Scalar.ONE)).toArray(Scalar[]::new);
  }

  private boolean accepted(List<Claim> claims, Scalar[] left, Scalar[] right) {
    List<Scalar> blindings = new ArrayList<>();
    for (Claim claim : claims) {
      blindings.add(claim.negated() ? blinding.negate() : blinding);
    }
    ByteString proof =
        new BulletproofPlusReference(SYSTEM.bases(), claims, transcript())
            .prove(left, right, blindings, fixture, UnaryOperator.identity());
    return fixture.verifies(claims, proof);
  }

  private boolean accepted(Scalar value, Scalar[] bits) {
    return accepted(List.of(Claim.of(commit(value, blinding))), bits, minusOnes(bits));
  }

  /** Without this, every refusal below could be a defect of the cheater. */
  @Test
  void acceptsTheCheaterWhenItIsHonest() {
    assertThat(accepted(integer(77), bits(1, 77))).isTrue();
    G1 first = commit(integer(3), blinding);
    G1 second = commit(integer(9), blinding);
    Scalar[] bits = bits(2, 3, 1);
    List<Claim> claims = List.of(Claim.of(first), Claim.atMost(10, second));
    assertThat(accepted(claims, bits, minusOnes(bits))).isTrue();
  }

  @Test
  void refusesOtherBitsThanTheValues() {
    assertThat(accepted(integer(77), bits(1, 76))).isFalse();
    assertThat(accepted(integer(77), bits(1, 0))).isFalse();
  }

  @Test
  void refusesANegativeValue() {
    assertThat(accepted(integer(-5), bits(1, 0))).isFalse();
    assertThat(accepted(integer(-5), bits(1, -5 & VALUE_MAX))).isFalse();
    Scalar[] notABit = bits(1, 0);
    notABit[0] = integer(-5);
    assertThat(accepted(integer(-5), notABit)).isFalse();
  }

  @Test
  void refusesTwoToTheBits() {
    Scalar tooMuch = integer(VALUE_MAX + 1);
    assertThat(accepted(tooMuch, bits(1, 0))).isFalse();
    assertThat(accepted(tooMuch, bits(1, VALUE_MAX))).isFalse();
    Scalar[] notABit = bits(1, 0);
    notABit[47] = TWO;
    assertThat(accepted(tooMuch, notABit)).isFalse();
  }

  /** The padding has room for sixteen more bits of a single value; they weigh nothing. */
  @Test
  void refusesAProofOfMoreBits() {
    Scalar[] wider = bits(1, 0);
    wider[48] = Scalar.ONE;
    assertThat(accepted(integer(VALUE_MAX + 1), wider)).isFalse();
    Arrays.fill(wider, Scalar.ONE);
    assertThat(accepted(integer(-1), wider)).isFalse();
  }

  /** Clause 3.11: padding bits are bits of nothing, and must still be bits. */
  @Test
  void letsPaddingHoldBitsOnly() {
    Scalar[] idle = bits(1, 77);
    idle[50] = Scalar.ONE;
    idle[63] = Scalar.ONE;
    assertThat(accepted(integer(77), idle)).isTrue();
    idle[63] = TWO;
    assertThat(accepted(integer(77), idle)).isFalse();
  }

  @Test
  void refusesALimitExceededByOne() {
    long limit = 500_00;
    List<Claim> claims = List.of(Claim.atMost(limit, commit(integer(limit + 1), blinding)));
    for (long pretended : new long[] {0, 1, limit, VALUE_MAX}) {
      Scalar[] bits = bits(1, pretended);
      assertThat(accepted(claims, bits, minusOnes(bits))).isFalse();
    }
    Scalar[] notABit = bits(1, 0);
    notABit[0] = integer(-1);
    assertThat(accepted(claims, notABit, minusOnes(notABit))).isFalse();
  }

  @Test
  void refusesValuesMovedBetweenClaims() {
    List<Claim> claims =
        List.of(Claim.of(commit(integer(-5), blinding)), Claim.of(commit(integer(15), blinding)));
    Scalar[] bits = bits(2, 5, 5);
    assertThat(accepted(claims, bits, minusOnes(bits))).isFalse();
    bits = bits(2, 0, 10);
    assertThat(accepted(claims, bits, minusOnes(bits))).isFalse();
  }

  @Test
  void refusesVectorsThatAreNotOneApart() {
    List<Claim> claims = List.of(Claim.of(commit(integer(-5), blinding)));
    Scalar[] left = bits(1, 0);
    left[0] = integer(-5);
    Scalar[] zeros = bits(1, 0);
    assertThat(accepted(claims, left, zeros)).isFalse();
    Scalar[] right = minusOnes(bits(1, 0));
    right[0] = Scalar.ZERO;
    // a_L ∘ a_R = 0 holds, a_R = a_L - 1 does not.
    assertThat(accepted(claims, left, right)).isFalse();
  }

  @Test
  void refusesACommitmentWithAPartInTheVectors() {
    G1 honest = commit(integer(77), blinding);
    for (var base : List.of(SYSTEM.bases().left().get(0), SYSTEM.bases().right().get(3))) {
      List<Claim> claims = List.of(Claim.of(honest.plus(base.point())));
      Scalar[] bits = bits(1, 77);
      assertThat(accepted(claims, bits, minusOnes(bits))).isFalse();
    }
  }

  /** Clause 3.12: what is proven is proven of the component in the group of order r. */
  @Test
  void ignoresComponentsOutsideTheGroupThatTheProverCommittedTo() {
    G1 torsion = fixture.torsion();
    assertThat(torsion.isInSubgroup()).isFalse();
    assertThat(torsion.clearCofactor().isInfinity()).isTrue();
    List<Claim> claims = List.of(Claim.of(commit(integer(77), blinding).plus(torsion)));
    Scalar[] bits = bits(1, 77);
    ByteString proof =
        new BulletproofPlusReference(SYSTEM.bases(), claims, transcript())
            .prove(bits, minusOnes(bits), List.of(blinding), fixture, point -> point.plus(torsion));
    assertThat(fixture.verifies(claims, proof)).isTrue();
    bits = bits(1, 78);
    proof =
        new BulletproofPlusReference(SYSTEM.bases(), claims, transcript())
            .prove(bits, minusOnes(bits), List.of(blinding), fixture, point -> point.plus(torsion));
    assertThat(fixture.verifies(claims, proof)).isFalse();
  }
}
