package org.specie.kernel.crypto.hybrid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.InvariantViolation;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.Vectors;
import org.specie.kernel.crypto.seed.Secret;
import tools.jackson.databind.JsonNode;

/** docs/spec/05-encryption.md 5.1 to 5.6. */
final class HybridTest {
  private static final JsonNode VECTORS = Vectors.read("hybrid.json");
  private static final ByteString ASSOCIATED = ByteString.utf8("salt and nullifiers");
  private final Random random = new Random(21);
  private final Entropy entropy = random::nextBytes;
  private final ViewSecretKey key = ViewSecretKey.generate(entropy);
  private final ByteString plaintext = ByteString.copyOf(entropy.bytes(Hybrid.PLAINTEXT_SIZE));

  private static ByteString flip(ByteString bytes, int bit) {
    byte[] changed = bytes.toByteArray();
    changed[bit / 8] ^= (byte) (1 << (bit % 8));
    return ByteString.copyOf(changed);
  }

  private Sealed seal() {
    return Hybrid.seal(key.publicKey(), plaintext, ASSOCIATED, entropy);
  }

  @Test
  void agreesWithForeignVectors() {
    Vectors.list(VECTORS, "envelopes")
        .forEach(
            each -> {
              ViewSecretKey recipient =
                  new ViewSecretKey(
                      Secret.copyOf(Vectors.bytes(each, "view_secret_key").toByteArray()));
              assertThat(recipient.publicKey().bytes())
                  .isEqualTo(Vectors.bytes(each, "view_public_key"));
              ByteString associated = Vectors.bytes(each, "associated");
              Sealed sealed =
                  Hybrid.seal(
                      Vectors.bytes(each, "ephemeral_secret_key").toByteArray(),
                      recipient.publicKey(),
                      Vectors.bytes(each, "plaintext"),
                      associated);
              assertThat(sealed.ciphertext()).isEqualTo(Vectors.bytes(each, "ciphertext"));
              Opened opened = recipient.open(sealed.ciphertext(), associated).orElseThrow();
              assertThat(opened.plaintext()).isEqualTo(Vectors.bytes(each, "plaintext"));
              assertThat(opened.secret()).isEqualTo(sealed.secret());
              JsonNode derived = each.required("kem_secret_derived");
              Secret value =
                  opened
                      .secret()
                      .derive(
                          Vectors.text(derived, "label"),
                          derived.required("size").asInt(),
                          associated);
              assertThat(Vectors.reveal(value)).isEqualTo(Vectors.bytes(derived, "value"));
            });
  }

  @Test
  void opensWhatItSealsWithTheSameSecretOnBothSides() {
    Sealed sealed = seal();
    Opened opened = key.open(sealed.ciphertext(), ASSOCIATED).orElseThrow();
    assertThat(sealed.ciphertext().size()).isEqualTo(128);
    assertThat(opened.plaintext()).isEqualTo(plaintext);
    assertThat(opened.secret().derive("blinding", 64))
        .isEqualTo(sealed.secret().derive("blinding", 64))
        .isNotEqualTo(sealed.secret().derive("other", 64));
  }

  @Test
  void refusesEveryFlippedBit() {
    ByteString ciphertext = seal().ciphertext();
    for (int bit = 0; bit < ciphertext.size() * 8; bit++) {
      assertThat(key.open(flip(ciphertext, bit), ASSOCIATED)).as("bit %d", bit).isEmpty();
    }
  }

  @Test
  void isBoundToItsAssociatedData() {
    ByteString ciphertext = seal().ciphertext();
    assertThat(key.open(ciphertext, ByteString.EMPTY)).isEmpty();
    assertThat(key.open(ciphertext, flip(ASSOCIATED, 0))).isEmpty();
  }

  @Test
  void saysNothingToAnotherKeyAndNothingOfOtherLengths() {
    ByteString ciphertext = seal().ciphertext();
    assertThat(ViewSecretKey.generate(entropy).open(ciphertext, ASSOCIATED)).isEmpty();
    assertThat(key.open(ciphertext.slice(0, 127), ASSOCIATED)).isEmpty();
    assertThat(key.open(ByteString.concat(ciphertext, ByteString.hex("00")), ASSOCIATED)).isEmpty();
    assertThat(key.open(ByteString.EMPTY, ASSOCIATED)).isEmpty();
  }

  /** Counts tags that fit by chance; 4 of 1,024 are expected. */
  @Test
  void theViewTagAloneRejectsMostForeignCiphertexts() {
    byte[] own = key.publicKey().bytes().toByteArray();
    byte[] secretKey = entropy.bytes(ViewSecretKey.SIZE);
    int fitting = 0;
    for (int i = 0; i < 1024; i++) {
      ByteString foreign = seal().ciphertext();
      byte[] encapsulated = foreign.slice(0, Hybrid.VIEW_TAG_AT).toByteArray();
      byte[] shared = Hpke.sharedSecret(secretKey, encapsulated, encapsulated, own).orElseThrow();
      if (Hybrid.viewTag(new Hpke.Context(shared, Hybrid.SCHEDULE_CONTEXT))
          == foreign.at(Hybrid.VIEW_TAG_AT)) {
        fitting++;
      }
    }
    assertThat(fitting).isLessThan(20);
  }

  @Test
  void refusesAnEncapsulatedKeyThatForcesAZeroSecret() {
    ByteString ciphertext = seal().ciphertext();
    Vectors.list(VECTORS.required("refused_view_keys"), "small_order")
        .forEach(
            hex -> {
              ByteString point = ByteString.hex(hex.asString());
              ByteString forged = ByteString.concat(point, ciphertext.slice(32, 128));
              assertThat(key.open(forged, ASSOCIATED)).isEmpty();
              byte[] own = key.publicKey().bytes().toByteArray();
              byte[] bytes = point.toByteArray();
              assertThat(Hpke.sharedSecret(new byte[32], bytes, bytes, own)).isEmpty();
            });
  }

  @Test
  void refusesViewKeysNoOwnerWouldPublish() {
    for (String list : new String[] {"small_order", "not_reduced"}) {
      Vectors.list(VECTORS.required("refused_view_keys"), list)
          .forEach(
              hex -> {
                ByteString bytes = ByteString.hex(hex.asString());
                assertThatThrownBy(() -> ViewPublicKey.decode(bytes))
                    .as(hex.asString())
                    .isInstanceOf(MalformedInput.class);
                assertThatThrownBy(() -> new ViewPublicKey(bytes))
                    .isInstanceOf(InvariantViolation.class);
              });
    }
    assertThatThrownBy(() -> ViewPublicKey.decode(ByteString.EMPTY))
        .isInstanceOf(MalformedInput.class);
  }

  @Test
  void drawsAFreshEphemeralForEachCall() {
    ByteString first = seal().ciphertext();
    ByteString second = seal().ciphertext();
    assertThat(first.slice(0, 32)).isNotEqualTo(second.slice(0, 32));
    assertThat(first.slice(33, 128)).isNotEqualTo(second.slice(33, 128));
  }

  @Test
  void repeatedRandomnessNeverEncryptsTwoPlaintextsUnderOneKey() {
    Entropy first = new Random(1)::nextBytes;
    Entropy again = new Random(1)::nextBytes;
    Entropy third = new Random(1)::nextBytes;
    Entropy fourth = new Random(1)::nextBytes;
    ByteString one =
        Hybrid.seal(key.publicKey(), plaintext, ASSOCIATED, first).ciphertext().slice(0, 32);
    ByteString otherText =
        Hybrid.seal(key.publicKey(), flip(plaintext, 0), ASSOCIATED, again).ciphertext();
    ByteString otherData =
        Hybrid.seal(key.publicKey(), plaintext, flip(ASSOCIATED, 0), third).ciphertext();
    ViewPublicKey other = ViewSecretKey.generate(entropy).publicKey();
    ByteString otherKey = Hybrid.seal(other, plaintext, ASSOCIATED, fourth).ciphertext();
    assertThat(one).isNotIn(otherText.slice(0, 32), otherData.slice(0, 32), otherKey.slice(0, 32));
  }

  @Test
  void stopsWhenTheEntropySourceIsStuck() {
    assertThatThrownBy(
            () ->
                Hybrid.seal(
                    key.publicKey(), plaintext, ASSOCIATED, bytes -> Arrays.fill(bytes, (byte) 9)))
        .isInstanceOf(InvariantViolation.class);
  }

  @Test
  void refusesPlaintextsOfAnotherLength() {
    assertThatThrownBy(
            () -> Hybrid.seal(key.publicKey(), plaintext.slice(0, 78), ASSOCIATED, entropy))
        .isInstanceOf(InvariantViolation.class);
  }

  @Test
  void printsNoSecret() {
    Sealed sealed = seal();
    Opened opened = key.open(sealed.ciphertext(), ASSOCIATED).orElseThrow();
    assertThat(opened.toString()).isEqualTo("Opened(redacted)");
    assertThat(sealed.toString()).contains("KemSecret(redacted)");
    assertThat(key.toString()).isEqualTo("ViewSecretKey(redacted)");
  }
}
