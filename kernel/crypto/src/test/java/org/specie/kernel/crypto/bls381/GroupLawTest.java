package org.specie.kernel.crypto.bls381;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.InvariantViolation;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Entropy;

/** The group laws, the encodings and the pairing, over seeded random elements. */
final class GroupLawTest {
  private static final ByteString DST = ByteString.utf8("SPECIE-test-v1");
  private final Random random = new Random(7);
  private final Entropy entropy = random::nextBytes;

  private BigInteger big(Scalar s) {
    return new BigInteger(1, s.toByteArray());
  }

  @Test
  void scalarArithmeticAgreesWithBigIntegers() {
    for (int i = 0; i < 200; i++) {
      Scalar a = Scalar.random(entropy);
      Scalar b = Scalar.random(entropy);
      assertThat(big(a.plus(b))).isEqualTo(big(a).add(big(b)).mod(Scalar.ORDER));
      assertThat(big(a.minus(b))).isEqualTo(big(a).subtract(big(b)).mod(Scalar.ORDER));
      assertThat(big(a.times(b))).isEqualTo(big(a).multiply(big(b)).mod(Scalar.ORDER));
      assertThat(big(a.negate())).isEqualTo(big(a).negate().mod(Scalar.ORDER));
      assertThat(a.times(a.inverse())).isEqualTo(Scalar.ONE);
    }
    assertThat(big(Scalar.of(1L << 47))).isEqualTo(BigInteger.ONE.shiftLeft(47));
    assertThatThrownBy(Scalar.ZERO::inverse).isInstanceOf(InvariantViolation.class);
  }

  @Test
  void reducesWideBytes() {
    byte[] wide = entropy.bytes(64);
    assertThat(big(Scalar.reduce(wide))).isEqualTo(new BigInteger(1, wide).mod(Scalar.ORDER));
  }

  @Test
  void refusesScalarsFromTheOrderUpwards() {
    for (BigInteger bad :
        List.of(
            Scalar.ORDER,
            Scalar.ORDER.add(BigInteger.ONE),
            BigInteger.TWO.pow(256).subtract(BigInteger.ONE))) {
      byte[] bytes = new byte[32];
      byte[] all = bad.toByteArray();
      for (int i = 0; i < 32; i++) {
        bytes[31 - i] = i < all.length ? all[all.length - 1 - i] : 0;
      }
      assertThatThrownBy(() -> Scalar.decode(new Decoder(bytes)))
          .isInstanceOf(MalformedInput.class);
    }
  }

  @Test
  void multiplicationIsLinear() {
    G1 p = G1.hashToCurve(ByteString.utf8("p"), DST);
    Scalar a = Scalar.random(entropy);
    Scalar b = Scalar.random(entropy);
    assertThat(p.times(a).plus(p.times(b))).isEqualTo(p.times(a.plus(b)));
    assertThat(p.times(a).minus(p.times(a)).isInfinity()).isTrue();
    assertThat(p.plus(p)).isEqualTo(p.times(Scalar.of(2)));
    assertThat(p.times(Scalar.ZERO).isInfinity()).isTrue();
    assertThat(p.plus(G1.INFINITY)).isEqualTo(p);
    assertThat(G1.INFINITY.plus(p)).isEqualTo(p);
    G2 q = G2.GENERATOR.times(a);
    assertThat(q.plus(G2.GENERATOR.times(b))).isEqualTo(G2.GENERATOR.times(a.plus(b)));
    assertThat(q.minus(q).isInfinity()).isTrue();
  }

  @Test
  void multiScalarMultiplicationAgreesWithSingleOnes() {
    for (int n : new int[] {1, 2, 3, 9, 40, 200}) {
      G1[] points = new G1[n];
      Scalar[] scalars = new Scalar[n];
      G1 expected = G1.INFINITY;
      for (int i = 0; i < n; i++) {
        points[i] = G1.GENERATOR.times(Scalar.random(entropy));
        scalars[i] = i % 7 == 3 ? Scalar.ZERO : Scalar.random(entropy);
        expected = expected.plus(points[i].times(scalars[i]));
      }
      assertThat(G1Msm.sum(points, scalars)).isEqualTo(expected);
    }
  }

  @Test
  void shortMultiScalarMultiplicationTakesWeights() {
    try (G1Msm msm = new G1Msm(2, 128)) {
      G1 expected = G1.INFINITY;
      for (int i = 0; i < 70; i++) {
        G1 p = G1.GENERATOR.times(Scalar.random(entropy));
        Scalar w = Scalar.randomWeight(entropy);
        msm.add(p, w);
        expected = expected.plus(p.times(w));
      }
      assertThat(msm.sum()).isEqualTo(expected);
      msm.clear();
      assertThat(msm.sum().isInfinity()).isTrue();
    }
  }

  @Test
  void pairingIsBilinear() {
    Scalar a = Scalar.random(entropy);
    G1 ag = G1.GENERATOR.times(a);
    G2 ah = G2.GENERATOR.times(a);
    assertThat(
            PairingProduct.isOne(
                List.of(
                    new PairingProduct.Factor(ag, G2.GENERATOR),
                    new PairingProduct.Factor(G1.GENERATOR.negate(), ah))))
        .isTrue();
    assertThat(
            PairingProduct.isOne(
                List.of(
                    new PairingProduct.Factor(ag.plus(G1.GENERATOR), G2.GENERATOR),
                    new PairingProduct.Factor(G1.GENERATOR.negate(), ah))))
        .isFalse();
  }

  @Test
  void encodingsRoundTripAndRefuseEveryFlippedByte() throws MalformedInput {
    G1 p = G1.GENERATOR.times(Scalar.random(entropy));
    byte[] bytes = p.toByteArray();
    assertThat(G1.decodeInSubgroup(new Decoder(bytes))).isEqualTo(p);
    assertThat(G1.decodeCompressed(new Decoder(p.toCompressed()))).isEqualTo(p);
    for (int i = 0; i < bytes.length; i++) {
      byte[] bad = bytes.clone();
      bad[i] ^= 1;
      assertThatThrownBy(() -> G1.decode(new Decoder(bad))).isInstanceOf(MalformedInput.class);
    }
    byte[] infinity = new byte[96];
    assertThatThrownBy(() -> G1.decode(new Decoder(infinity))).isInstanceOf(MalformedInput.class);
    infinity[0] = 0x40;
    assertThatThrownBy(() -> G1.decode(new Decoder(infinity))).isInstanceOf(MalformedInput.class);
    G2 q = G2.GENERATOR.times(Scalar.random(entropy));
    assertThat(G2.decode(new Decoder(q.toByteArray()))).isEqualTo(q);
  }

  @Test
  void refusesCoordinatesFromThePrimeUpwards() {
    // x + p spells the same residue; only the smaller spelling is canonical.
    BigInteger p =
        new BigInteger(
            "1a0111ea397fe69a4b1ba7b6434bacd764774b84f38512bf6730d2a0f6b0f6241eabfffeb153ffffb9feffffffffaaab",
            16);
    byte[] bytes = G1.GENERATOR.times(Scalar.of(5)).toByteArray();
    for (int half = 0; half < 2; half++) {
      byte[] coordinate = java.util.Arrays.copyOfRange(bytes, 48 * half, 48 * half + 48);
      BigInteger shifted = new BigInteger(1, coordinate).add(p);
      if (shifted.bitLength() > 381) {
        continue;
      }
      byte[] bad = bytes.clone();
      byte[] big = shifted.toByteArray();
      System.arraycopy(big, Math.max(0, big.length - 48), bad, 48 * half, 48);
      assertThatThrownBy(() -> G1.decode(new Decoder(bad))).isInstanceOf(MalformedInput.class);
    }
  }

  @Test
  void clearingTheCofactorKeepsTheGroupAndKillsTheRest() {
    G1 p = G1.hashToCurve(ByteString.utf8("x"), DST);
    assertThat(p.isInSubgroup()).isTrue();
    assertThat(p.clearCofactor()).isEqualTo(p.times(G1.COFACTOR_CLEARER));
    assertThat(p.clearCofactor().times(G1.COFACTOR_CLEARER_INVERSE)).isEqualTo(p);
  }

  @Test
  void refusesAChangedLibraryAndAnUnknownPlatform() {
    assertThatThrownBy(() -> BlstLibrary.requirePinned(new byte[] {1}, "00"))
        .isInstanceOf(InvariantViolation.class);
    assertThatThrownBy(() -> BlstLibrary.load("windows/amd64"))
        .isInstanceOf(UnsupportedPlatform.class)
        .hasMessageContaining("windows/amd64")
        .hasMessageContaining("linux/amd64");
    assertThat(BlstLibrary.platform("Mac OS X", "aarch64")).isEqualTo("mac/aarch64");
    assertThat(BlstLibrary.platform("Linux", "x86_64")).isEqualTo("linux/amd64");
  }
}
