package org.specie.kernel.crypto.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.Vectors;
import tools.jackson.databind.JsonNode;

/** docs/spec/06-keys.md 6.5: both carriers accept one and the same set, and make the same. */
final class Ed25519CarriersTest {
  private static final byte[] MESSAGE = {1, 2, 3};
  private static final int TORSION = 8;

  private final Random random = new Random(65);
  private final Ed25519Carrier bouncy = new BouncyEd25519();
  private final Optional<CorrettoEd25519> corretto = CorrettoEd25519.load();
  private final byte[] seed = bytes(32);
  private final BigInteger scalar =
      EdwardsPoint.fromLittleEndian(clamped(Arrays.copyOf(sha512(seed), 32)));
  private final byte[] publicKey = EdwardsPoint.BASE.times(scalar).encoded().toByteArray();

  @BeforeEach
  void needsTheNativeLibrary() {
    assumeTrue(corretto.isPresent(), "AWS-LC loads on this platform");
  }

  private byte[] bytes(int size) {
    byte[] fresh = new byte[size];
    random.nextBytes(fresh);
    return fresh;
  }

  private static byte[] clamped(byte[] bytes) {
    bytes[0] &= (byte) 248;
    bytes[31] = (byte) ((bytes[31] & 127) | 64);
    return bytes;
  }

  private static byte[] sha512(byte[]... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-512");
      for (byte[] part : parts) {
        digest.update(part);
      }
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  /** What both answer; different answers fail. */
  private boolean verdict(byte[] key, byte[] message, byte[] signature) {
    boolean verdict = bouncy.verify(key, message, signature);
    assertThat(corretto.orElseThrow().verify(key, message, signature)).isEqualTo(verdict);
    return verdict;
  }

  /** S = nonce + h·a for the R given, whatever point it encodes. */
  private byte[] signature(ByteString r, BigInteger nonce) {
    BigInteger h = EdwardsPoint.fromLittleEndian(sha512(r.toByteArray(), publicKey, MESSAGE));
    BigInteger s = nonce.add(h.multiply(scalar)).mod(EdwardsPoint.ORDER);
    return joined(r, s);
  }

  private static byte[] joined(ByteString r, BigInteger s) {
    return ByteString.concat(r, ByteString.copyOf(EdwardsPoint.littleEndian(s))).toByteArray();
  }

  @Test
  void prefersTheNativeOne() {
    assertThat(Ed25519Carrier.preferred()).isInstanceOf(CorrettoEd25519.class);
    assertThat(bouncy.knowsItsTrade()).isTrue();
  }

  @Test
  void makeTheSameSignaturesAndAcceptThem() {
    for (int size = 0; size < 200; size += 7) {
      byte[] secret = bytes(32);
      byte[] message = bytes(size);
      byte[] known =
          new Ed25519SecretKey(org.specie.kernel.crypto.seed.Secret.copyOf(secret))
              .publicKey()
              .bytes()
              .toByteArray();
      byte[] signature = bouncy.signer(secret, known).sign(message);
      assertThat(corretto.orElseThrow().signer(secret, known).sign(message)).isEqualTo(signature);
      assertThat(verdict(known, message, signature)).isTrue();
      assertThat(verdict(publicKey, message, signature)).isFalse();
    }
  }

  @Test
  void refuseEveryFlippedBit() {
    byte[] signature = bouncy.signer(seed, publicKey).sign(MESSAGE);
    for (int bit = 0; bit < signature.length * 8; bit++) {
      byte[] changed = signature.clone();
      changed[bit / 8] ^= (byte) (1 << (bit % 8));
      assertThat(verdict(publicKey, MESSAGE, changed)).isFalse();
    }
  }

  @Test
  void refuseWhatIsRandom() {
    for (int i = 0; i < 200; i++) {
      assertThat(verdict(publicKey, MESSAGE, bytes(64))).isFalse();
    }
  }

  @Test
  void agreeOnForeignVectors() throws MalformedInput {
    JsonNode refused = Vectors.read("ed25519.json").required("refused");
    for (JsonNode each : Vectors.list(refused, "signatures").toList()) {
      byte[] signature = Vectors.bytes(each, "signature").toByteArray();
      if (signature.length == Ed25519PublicKey.SIGNATURE_SIZE) {
        byte[] key = Vectors.bytes(each, "public_key").toByteArray();
        assertThat(verdict(key, Vectors.bytes(each, "message").toByteArray(), signature))
            .as(Vectors.text(each, "why"))
            .isFalse();
      }
    }
  }

  /** The signer's own trick: an R with a small-order part passes wherever the cofactor is used. */
  @Test
  void refuseAnRWithASmallOrderPart() {
    BigInteger nonce = new BigInteger(250, random);
    for (int k = 0; k < TORSION; k++) {
      EdwardsPoint torsion = EdwardsPoint.OF_ORDER_EIGHT.times(BigInteger.valueOf(k));
      ByteString r = EdwardsPoint.BASE.times(nonce).plus(torsion).encoded();
      assertThat(verdict(publicKey, MESSAGE, signature(r, nonce))).isEqualTo(k == 0);
    }
  }

  /** R of small order and S = h·a: for the neutral R the equation holds exactly. */
  @Test
  void refuseAnROfSmallOrder() {
    for (ByteString r : smallOrderEncodings()) {
      byte[] forged = signature(r, BigInteger.ZERO);
      assertThat(verdict(publicKey, MESSAGE, forged)).as(r.toHex()).isFalse();
    }
    assertThat(smallOrderEncodings()).contains(Ed25519Carrier.NEUTRAL);
  }

  /** Every encoding of the eight points that some decoder takes, canonical or not. */
  private static List<ByteString> smallOrderEncodings() {
    List<ByteString> encodings = new ArrayList<>();
    for (int k = 0; k < TORSION; k++) {
      EdwardsPoint point = EdwardsPoint.OF_ORDER_EIGHT.times(BigInteger.valueOf(k));
      for (boolean odd : new boolean[] {false, true}) {
        encodings.add(EdwardsPoint.encoded(point.y(), odd));
        BigInteger unreduced = point.y().add(EdwardsPoint.P);
        if (unreduced.bitLength() <= 255) {
          encodings.add(EdwardsPoint.encoded(unreduced, odd));
        }
      }
    }
    return encodings;
  }

  @Test
  void refuseAnSThatIsNotReduced() {
    BigInteger nonce = new BigInteger(250, random);
    ByteString r = EdwardsPoint.BASE.times(nonce).encoded();
    byte[] honest = signature(r, nonce);
    assertThat(verdict(publicKey, MESSAGE, honest)).isTrue();
    BigInteger s = EdwardsPoint.fromLittleEndian(Arrays.copyOfRange(honest, 32, 64));
    for (int k = 1; k <= 15; k++) {
      BigInteger larger = s.add(EdwardsPoint.ORDER.multiply(BigInteger.valueOf(k)));
      if (larger.bitLength() <= 256) {
        assertThat(verdict(publicKey, MESSAGE, joined(r, larger))).isFalse();
      }
    }
    for (int bit = 253; bit < 256; bit++) {
      assertThat(verdict(publicKey, MESSAGE, joined(r, s.setBit(bit)))).isFalse();
    }
  }

  /** S = 0 is in range, and R = -h·A no signer can aim at; S = L - 1 is the other end. */
  @Test
  void agreeAtTheEndsOfTheRange() {
    ByteString r = EdwardsPoint.BASE.encoded();
    for (BigInteger s :
        List.of(
            BigInteger.ZERO,
            BigInteger.ONE,
            EdwardsPoint.ORDER.subtract(BigInteger.ONE),
            EdwardsPoint.ORDER)) {
      assertThat(verdict(publicKey, MESSAGE, joined(r, s))).isFalse();
    }
  }

  /** A key with a small-order part never gets as far as a carrier. */
  @Test
  void keysOutsideThePrimeOrderGroupAreNoKeys() {
    EdwardsPoint key = EdwardsPoint.BASE.times(scalar);
    for (int k = 1; k < TORSION; k++) {
      EdwardsPoint torsion = EdwardsPoint.OF_ORDER_EIGHT.times(BigInteger.valueOf(k));
      assertThatThrownBy(() -> Ed25519PublicKey.decode(key.plus(torsion).encoded()))
          .isInstanceOf(MalformedInput.class);
    }
    for (ByteString small : smallOrderEncodings()) {
      assertThatThrownBy(() -> Ed25519PublicKey.decode(small)).isInstanceOf(MalformedInput.class);
    }
  }
}
