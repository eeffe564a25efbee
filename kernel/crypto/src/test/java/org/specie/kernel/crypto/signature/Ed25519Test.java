package org.specie.kernel.crypto.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.InvariantViolation;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.Vectors;
import org.specie.kernel.crypto.seed.Secret;
import tools.jackson.databind.JsonNode;

/** docs/spec/06-keys.md 6.5. */
final class Ed25519Test {
  private static final JsonNode VECTORS = Vectors.read("ed25519.json");

  private static ByteString flip(ByteString bytes, int bit) {
    byte[] changed = bytes.toByteArray();
    changed[bit / 8] ^= (byte) (1 << (bit % 8));
    return ByteString.copyOf(changed);
  }

  @Test
  void agreesWithRfc8032AndForeignVectors() {
    Stream.concat(Vectors.list(VECTORS, "rfc8032"), Vectors.list(VECTORS, "own"))
        .forEach(
            each -> {
              Ed25519SecretKey key =
                  new Ed25519SecretKey(
                      Secret.copyOf(Vectors.bytes(each, "secret_key").toByteArray()));
              ByteString message = Vectors.bytes(each, "message");
              ByteString signature = Vectors.bytes(each, "signature");
              assertThat(key.publicKey().bytes()).isEqualTo(Vectors.bytes(each, "public_key"));
              assertThat(key.sign(message)).isEqualTo(signature);
              assertThat(key.publicKey().verify(message, signature)).isTrue();
            });
  }

  @Test
  void refusesWhatSomeReadingsOfTheRfcAccept() throws MalformedInput {
    JsonNode refused = VECTORS.required("refused");
    for (JsonNode each : Vectors.list(refused, "signatures").toList()) {
      Ed25519PublicKey key = Ed25519PublicKey.decode(Vectors.bytes(each, "public_key"));
      assertThat(key.verify(Vectors.bytes(each, "message"), Vectors.bytes(each, "signature")))
          .as(Vectors.text(each, "why"))
          .isFalse();
    }
  }

  @Test
  void refusesPublicKeysThatAreNotOfPrimeOrder() {
    Vectors.list(VECTORS.required("refused"), "public_keys")
        .forEach(
            each -> {
              ByteString bytes = Vectors.bytes(each, "bytes");
              assertThatThrownBy(() -> Ed25519PublicKey.decode(bytes))
                  .as(Vectors.text(each, "why"))
                  .isInstanceOf(MalformedInput.class);
              assertThatThrownBy(() -> new Ed25519PublicKey(bytes))
                  .isInstanceOf(InvariantViolation.class);
            });
    assertThatThrownBy(() -> Ed25519PublicKey.decode(ByteString.EMPTY))
        .isInstanceOf(MalformedInput.class);
    assertThatThrownBy(() -> Ed25519PublicKey.decode(new Decoder(new byte[31])))
        .isInstanceOf(MalformedInput.class);
  }

  @Test
  void refusesEveryFlippedBit() {
    Ed25519SecretKey key = Ed25519SecretKey.generate(new Random(5)::nextBytes);
    ByteString message = ByteString.utf8("the ledger, the purpose, the content");
    ByteString signature = key.sign(message);
    assertThat(key.publicKey().verify(message, signature)).isTrue();
    for (int bit = 0; bit < signature.size() * 8; bit++) {
      assertThat(key.publicKey().verify(message, flip(signature, bit))).isFalse();
    }
    for (int bit = 0; bit < message.size() * 8; bit++) {
      assertThat(key.publicKey().verify(flip(message, bit), signature)).isFalse();
    }
    Ed25519SecretKey other = Ed25519SecretKey.generate(new Random(6)::nextBytes);
    assertThat(other.publicKey().verify(message, signature)).isFalse();
  }

  @Test
  void printsNoSecretAndDiesOnRequest() {
    Ed25519SecretKey key = Ed25519SecretKey.generate(new Random(5)::nextBytes);
    assertThat(key.toString()).isEqualTo("Ed25519SecretKey(redacted)");
    key.destroy();
    assertThatThrownBy(() -> key.sign(ByteString.EMPTY)).isInstanceOf(InvariantViolation.class);
  }

  @Test
  void diesOnRequestAlsoAfterItSigned() {
    Ed25519SecretKey key = Ed25519SecretKey.generate(new Random(5)::nextBytes);
    ByteString signature = key.sign(ByteString.EMPTY);
    key.destroy();
    key.destroy();
    assertThatThrownBy(() -> key.sign(ByteString.EMPTY)).isInstanceOf(InvariantViolation.class);
    assertThat(key.publicKey().verify(ByteString.EMPTY, signature)).isTrue();
  }

  @Test
  void signsForManyThreadsAtOnce() {
    Ed25519SecretKey key = Ed25519SecretKey.generate(new Random(7)::nextBytes);
    List<ByteString> messages =
        IntStream.range(0, 400).mapToObj(i -> ByteString.utf8("message " + i)).toList();
    List<ByteString> together = messages.parallelStream().map(key::sign).toList();
    for (int i = 0; i < messages.size(); i++) {
      assertThat(together.get(i)).isEqualTo(key.sign(messages.get(i)));
      assertThat(key.publicKey().verify(messages.get(i), together.get(i))).isTrue();
    }
  }
}
