package org.specie.kernel.crypto.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.InvariantViolation;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.Vectors;
import org.specie.kernel.crypto.seed.Secret;
import tools.jackson.databind.JsonNode;

/** docs/spec/06-keys.md 6.7. */
final class Secp256k1Test {
  private static final JsonNode VECTORS = Vectors.read("secp256k1.json");

  @Test
  void signsRecoversAndNamesAsForeignVectorsDo() throws MalformedInput {
    for (JsonNode each : Vectors.list(VECTORS, "signatures").toList()) {
      Secp256k1SecretKey key =
          new Secp256k1SecretKey(Secret.copyOf(Vectors.bytes(each, "secret_key").toByteArray()));
      Hash32 digest = new Hash32(Vectors.bytes(each, "digest"));
      ByteString signature = Vectors.bytes(each, "signature");
      assertThat(key.publicKey().bytes()).isEqualTo(Vectors.bytes(each, "public_key"));
      assertThat(key.publicKey().compressed()).isEqualTo(Vectors.bytes(each, "compressed"));
      assertThat(Secp256k1PublicKey.decode(Vectors.bytes(each, "compressed")))
          .isEqualTo(Secp256k1PublicKey.decode(Vectors.bytes(each, "public_key")))
          .isEqualTo(key.publicKey());
      assertThat(key.sign(digest).bytes()).isEqualTo(signature);
      assertThat(RecoverableSignature.decode(signature).recover(digest)).contains(key.publicKey());
      assertThat(key.address().toString()).isEqualTo(Vectors.text(each, "address"));
    }
  }

  @Test
  void refusesMalleatedAndMalformedSignatures() throws MalformedInput {
    JsonNode refused = VECTORS.required("refused");
    Hash32 digest = new Hash32(Vectors.bytes(refused, "digest"));
    assertThat(RecoverableSignature.decode(Vectors.bytes(refused, "good")).recover(digest))
        .contains(Secp256k1PublicKey.decode(Vectors.bytes(refused, "public_key")));
    for (JsonNode each : Vectors.list(refused, "malformed").toList()) {
      ByteString bytes = Vectors.bytes(each, "bytes");
      assertThatThrownBy(() -> RecoverableSignature.decode(bytes))
          .as(Vectors.text(each, "why"))
          .isInstanceOf(MalformedInput.class);
      assertThatThrownBy(() -> new RecoverableSignature(bytes))
          .isInstanceOf(InvariantViolation.class);
    }
  }

  @Test
  void takesTheLargestLowSAndRecoversNothingWithoutAPoint() throws MalformedInput {
    JsonNode refused = VECTORS.required("refused");
    Hash32 digest = new Hash32(Vectors.bytes(refused, "digest"));
    ByteString half = Vectors.bytes(refused, "s_at_half_of_the_order");
    assertThat(RecoverableSignature.decode(half).bytes()).isEqualTo(half);
    ByteString pointless = Vectors.bytes(refused, "r_without_a_point");
    assertThat(RecoverableSignature.decode(pointless).recover(digest)).isEmpty();
    assertThat(RecoverableSignature.decode(pointless).recoverAddress(digest)).isEmpty();
  }

  @Test
  void refusesWhatIsNotAPublicKey() {
    Vectors.list(VECTORS, "refused_public_keys")
        .forEach(
            hex ->
                assertThatThrownBy(() -> Secp256k1PublicKey.decode(ByteString.hex(hex.asString())))
                    .isInstanceOf(MalformedInput.class));
    assertThatThrownBy(() -> Secp256k1PublicKey.decode(ByteString.EMPTY))
        .isInstanceOf(MalformedInput.class);
  }

  @Test
  void refusesSecretsOutsideTheOrder() {
    for (String hex :
        new String[] {
          "00".repeat(32),
          "ff".repeat(32),
          "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141"
        }) {
      Secret secret = Secret.copyOf(ByteString.hex(hex).toByteArray());
      assertThatThrownBy(() -> new Secp256k1SecretKey(secret))
          .isInstanceOf(InvariantViolation.class);
    }
  }

  @Test
  void noFlippedBitKeepsTheSigner() {
    Secp256k1SecretKey key = Secp256k1SecretKey.generate(new Random(9)::nextBytes);
    Hash32 digest = Hash32.sha256(new byte[] {1});
    ByteString signature = key.sign(digest).bytes();
    for (int bit = 0; bit < signature.size() * 8; bit++) {
      byte[] changed = signature.toByteArray();
      changed[bit / 8] ^= (byte) (1 << (bit % 8));
      assertThat(isBy(key.address(), digest, ByteString.copyOf(changed))).isFalse();
    }
    assertThat(isBy(key.address(), digest, signature)).isTrue();
    assertThat(isBy(key.address(), Hash32.sha256(new byte[] {2}), signature)).isFalse();
  }

  private static boolean isBy(Address address, Hash32 digest, ByteString signature) {
    try {
      return RecoverableSignature.decode(signature).isBy(address, digest);
    } catch (MalformedInput e) {
      return false;
    }
  }

  @Test
  void printsNoSecretAndDiesOnRequest() {
    Secp256k1SecretKey key = Secp256k1SecretKey.generate(new Random(9)::nextBytes);
    assertThat(key.toString()).isEqualTo("Secp256k1SecretKey(redacted)");
    key.destroy();
    assertThatThrownBy(() -> key.sign(Hash32.ZERO)).isInstanceOf(InvariantViolation.class);
  }
}
