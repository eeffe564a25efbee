package org.specie.kernel.crypto.hybrid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.InvariantViolation;
import org.specie.kernel.crypto.Vectors;
import org.specie.kernel.crypto.seed.Secret;

/** docs/spec/05-encryption.md 5.7. */
final class SelfMemoTest {
  private final Random random = new Random(31);
  private final Secret secret = Secret.random(32, random::nextBytes);
  private final ByteString salt = bytes(SelfMemo.SALT_SIZE);
  private final ByteString associated = bytes(40);
  private final ByteString plaintext = bytes(SelfMemo.PLAINTEXT_SIZE);
  private final ByteString sealed = SelfMemo.seal(secret, salt, associated, plaintext);

  private ByteString bytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return ByteString.copyOf(bytes);
  }

  private static ByteString flip(ByteString bytes, int bit) {
    byte[] changed = bytes.toByteArray();
    changed[bit / 8] ^= (byte) (1 << (bit % 8));
    return ByteString.copyOf(changed);
  }

  @Test
  void agreesWithForeignVectors() {
    Vectors.list(Vectors.read("hybrid.json"), "memos")
        .forEach(
            each -> {
              Secret memoSecret = Secret.copyOf(Vectors.bytes(each, "memo_secret").toByteArray());
              ByteString text = Vectors.bytes(each, "plaintext");
              ByteString expected = Vectors.bytes(each, "sealed");
              ByteString itsSalt = Vectors.bytes(each, "salt");
              ByteString data = Vectors.bytes(each, "associated");
              assertThat(SelfMemo.seal(memoSecret, itsSalt, data, text)).isEqualTo(expected);
              assertThat(SelfMemo.open(memoSecret, itsSalt, data, expected)).contains(text);
            });
  }

  @Test
  void opensWhatItSealed() {
    assertThat(sealed.size()).isEqualTo(96);
    assertThat(SelfMemo.open(secret, salt, associated, sealed)).contains(plaintext);
  }

  @Test
  void refusesEveryFlippedBit() {
    for (int bit = 0; bit < sealed.size() * 8; bit++) {
      assertThat(SelfMemo.open(secret, salt, associated, flip(sealed, bit))).isEmpty();
    }
    assertThat(SelfMemo.open(secret, flip(salt, 0), associated, sealed)).isEmpty();
    assertThat(SelfMemo.open(secret, salt, flip(associated, 0), sealed)).isEmpty();
    assertThat(SelfMemo.open(Secret.copyOf(new byte[32]), salt, associated, sealed)).isEmpty();
  }

  @Test
  void refusesOtherLengths() {
    assertThat(SelfMemo.open(secret, salt, associated, sealed.slice(0, 95))).isEmpty();
    assertThat(SelfMemo.open(secret, salt, associated, ByteString.EMPTY)).isEmpty();
    assertThat(SelfMemo.open(secret, ByteString.EMPTY, associated, sealed)).isEmpty();
    assertThatThrownBy(() -> SelfMemo.seal(secret, salt, associated, plaintext.slice(0, 79)))
        .isInstanceOf(InvariantViolation.class);
    assertThatThrownBy(() -> SelfMemo.seal(secret, ByteString.EMPTY, associated, plaintext))
        .isInstanceOf(InvariantViolation.class);
  }

  @Test
  void anotherSaltOrTransactionUsesAnotherKeystream() {
    ByteString otherSalt = SelfMemo.seal(secret, flip(salt, 0), associated, plaintext);
    ByteString otherData = SelfMemo.seal(secret, salt, flip(associated, 0), plaintext);
    assertThat(sealed.slice(0, 80)).isNotIn(otherSalt.slice(0, 80), otherData.slice(0, 80));
  }
}
