package org.specie.kernel.crypto.blind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.Vectors;
import org.specie.kernel.crypto.seed.Secret;
import tools.jackson.databind.JsonNode;

/** Page 08. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BlindRsaTest {
  private static final Entropy ENTROPY = new SecureRandom()::nextBytes;
  private static final ByteString MESSAGE = ByteString.utf8("let me in");

  private BlindRsaSecretKey signer;
  private BlindRsaSecretKey other;

  @BeforeAll
  void makeKeys() {
    signer = BlindRsaSecretKey.generate(2_048, ENTROPY);
    other = BlindRsaSecretKey.generate(2_048, ENTROPY);
  }

  @Test
  void theVectorOfTheRfcHolds() throws IOException, MalformedInput {
    JsonNode vector = Vectors.read("blind-rsa.json");
    BlindRsaPublicKey key = BlindRsaPublicKey.decode(bytes(vector, "modulus"));
    ByteString prepared = ByteString.concat(bytes(vector, "prefix"), bytes(vector, "message"));
    BlindRsaSecretKey secret = withFactors(key, number(vector, "privateExponent"));

    assertThat(key.verify(prepared, bytes(vector, "signature"))).isTrue();
    assertThat(secret.sign(bytes(vector, "blindedMessage")))
        .contains(bytes(vector, "blindSignature"));
    assertThat(key.verify(bytes(vector, "message"), bytes(vector, "signature"))).isFalse();
  }

  /** Finds the factors of the modulus with the private exponent: a root of one that is not ±1. */
  private static BlindRsaSecretKey withFactors(BlindRsaPublicKey key, BigInteger exponent)
      throws IOException, MalformedInput {
    BigInteger modulus = key.parameters().getModulus();
    BigInteger order = BlindRsaPublicKey.EXPONENT.multiply(exponent).subtract(BigInteger.ONE);
    int twos = order.getLowestSetBit();
    BigInteger p = BigInteger.ONE;
    for (long base = 2; p.equals(BigInteger.ONE); base++) {
      BigInteger root = BigInteger.valueOf(base).modPow(order.shiftRight(twos), modulus);
      for (int i = 0; i < twos && p.equals(BigInteger.ONE); i++) {
        BigInteger factor = root.subtract(BigInteger.ONE).gcd(modulus);
        p = factor.equals(modulus) ? BigInteger.ONE : factor;
        root = root.modPow(BigInteger.TWO, modulus);
      }
    }
    BigInteger q = modulus.divide(p);
    return BlindRsaSecretKey.decode(
        Secret.copyOf(
            new RSAPrivateKey(
                    modulus,
                    BlindRsaPublicKey.EXPONENT,
                    exponent,
                    p,
                    q,
                    exponent.mod(p.subtract(BigInteger.ONE)),
                    exponent.mod(q.subtract(BigInteger.ONE)),
                    q.modInverse(p))
                .getEncoded()));
  }

  private static ByteString bytes(JsonNode vector, String name) {
    return ByteString.hex(vector.get(name).asString());
  }

  private static BigInteger number(JsonNode vector, String name) {
    return new BigInteger(vector.get(name).asString(), 16);
  }

  @Test
  void aSignatureMadeBlindVerifies() {
    Blinding blinding = Blinding.of(signer.publicKey(), MESSAGE, ENTROPY);

    var signed = blinding.finish(signer.sign(blinding.blinded()).orElseThrow()).orElseThrow();

    assertThat(signed.prepared().slice(32, signed.prepared().size())).isEqualTo(MESSAGE);
    assertThat(signer.publicKey().verify(signed.prepared(), signed.signature())).isTrue();
    assertThat(other.publicKey().verify(signed.prepared(), signed.signature())).isFalse();
  }

  @Test
  void everyChangedByteOfASignatureIsRefused() {
    Blinding blinding = Blinding.of(signer.publicKey(), MESSAGE, ENTROPY);
    var signed = blinding.finish(signer.sign(blinding.blinded()).orElseThrow()).orElseThrow();
    for (int i = 0; i < signed.signature().size(); i++) {
      byte[] changed = signed.signature().toByteArray();
      changed[i] ^= 1;
      assertThat(signer.publicKey().verify(signed.prepared(), ByteString.copyOf(changed)))
          .as("byte %d", i)
          .isFalse();
    }
  }

  /** s and s + n are the same number to the arithmetic; one token would pass for two. */
  @Test
  void aSignatureHasOneEncoding() {
    Blinding blinding = Blinding.of(signer.publicKey(), MESSAGE, ENTROPY);
    var signed = blinding.finish(signer.sign(blinding.blinded()).orElseThrow()).orElseThrow();
    BigInteger sum =
        new BigInteger(1, signed.signature().toByteArray())
            .add(new BigInteger(1, signer.publicKey().modulus().toByteArray()));
    ByteString longer = ByteString.concat(ByteString.hex("00"), signed.signature());

    assertThat(signer.publicKey().verify(signed.prepared(), longer)).isFalse();
    assertThat(signer.publicKey().verify(signed.prepared(), ByteString.copyOf(sum.toByteArray())))
        .isFalse();
    assertThat(signer.publicKey().verify(signed.prepared(), ByteString.EMPTY)).isFalse();
  }

  @Test
  void aLyingSignerIsNoticed() {
    Blinding blinding = Blinding.of(signer.publicKey(), MESSAGE, ENTROPY);
    ByteString ofAnotherKey = other.sign(blinding.blinded()).orElse(ByteString.EMPTY);

    assertThat(blinding.finish(ofAnotherKey)).isEmpty();
    assertThat(blinding.finish(ByteString.EMPTY)).isEmpty();
    assertThat(blinding.finish(blinding.blinded())).isEmpty();
  }

  @Test
  void theSignerSignsNumbersBelowItsModulusOnly() {
    assertThat(signer.sign(signer.publicKey().modulus())).isEmpty();
    assertThat(signer.sign(ByteString.copyOf(new byte[255]))).isEmpty();
    assertThat(signer.sign(ByteString.copyOf(new byte[257]))).isEmpty();
  }

  @Test
  void theSameMessageIsBlindedDifferentlyEachTime() {
    assertThat(Blinding.of(signer.publicKey(), MESSAGE, ENTROPY).blinded())
        .isNotEqualTo(Blinding.of(signer.publicKey(), MESSAGE, ENTROPY).blinded());
  }

  @Test
  void aKeyComesBackFromItsEncoding() throws MalformedInput {
    assertThat(BlindRsaSecretKey.decode(signer.encode()).publicKey()).isEqualTo(signer.publicKey());
  }

  @Test
  void refusesModuliOfOtherSizesAndEvenOnes() {
    for (String hex :
        new String[] {"", "01", "80".repeat(256), "01" + "01".repeat(255), "81".repeat(513)}) {
      assertThatThrownBy(() -> BlindRsaPublicKey.decode(ByteString.hex(hex)))
          .isInstanceOf(MalformedInput.class);
    }
  }
}
