package org.specie.kernel.crypto.hybrid;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.Pieces;
import org.specie.kernel.crypto.seed.Secret;

/** Opens ciphertexts, boxes and memos and reads view keys; the first byte says what. */
class OpeningFuzzTest {
  private static final int KINDS = 4;
  private static final Entropy ENTROPY = new Random(16)::nextBytes;
  private static final ByteString ASSOCIATED = ByteString.utf8("transaction");
  private static final ViewSecretKey VIEW = ViewSecretKey.generate(ENTROPY);
  private static final Secret SECRET = Secret.random(32, ENTROPY);
  private static final ByteString CIPHERTEXT =
      Hybrid.seal(VIEW.publicKey(), zeros(Hybrid.PLAINTEXT_SIZE), ASSOCIATED, ENTROPY).ciphertext();
  private static final ByteString BOX =
      SecretBox.seal(SECRET, "fuzz", ASSOCIATED, ByteString.utf8("plaintext"), ENTROPY);
  private static final ByteString SALT = ByteString.copyOf(ENTROPY.bytes(SelfMemo.SALT_SIZE));
  private static final ByteString MEMO =
      ByteString.concat(
          SALT, SelfMemo.seal(SECRET, SALT, ASSOCIATED, zeros(SelfMemo.PLAINTEXT_SIZE)));
  private static final Pieces PIECES =
      Pieces.of(
          Pieces.cut(CIPHERTEXT, 32, 1, Hybrid.PLAINTEXT_SIZE, Aead.TAG_SIZE),
          Pieces.cut(BOX, 32, 9, Aead.TAG_SIZE),
          Pieces.cut(MEMO, SelfMemo.SALT_SIZE, SelfMemo.PLAINTEXT_SIZE, Aead.TAG_SIZE),
          Pieces.cut(VIEW.publicKey().bytes(), ViewPublicKey.SIZE));

  private static ByteString zeros(int size) {
    return ByteString.copyOf(new byte[size]);
  }

  private static ByteString seed(String name) {
    return PIECES.seed(OpeningFuzzTest.class, "opensNothingButTheGenuine/" + name, 1);
  }

  @Test
  void genuineSeedsAreGenuine() {
    assertThat(seed("ciphertext")).isEqualTo(CIPHERTEXT);
    assertThat(seed("box")).isEqualTo(BOX);
    assertThat(seed("memo")).isEqualTo(MEMO);
  }

  @FuzzTest
  void opensNothingButTheGenuine(byte[] input) {
    if (input.length == 0) {
      return;
    }
    ByteString message = PIECES.assemble(input, 1);
    switch ((input[0] & 0xff) % KINDS) {
      case 0 -> opens(VIEW.open(message, ASSOCIATED), message.equals(CIPHERTEXT));
      case 1 -> opens(SecretBox.open(SECRET, "fuzz", ASSOCIATED, message), message.equals(BOX));
      case 2 -> {
        int salt = Math.min(message.size(), SelfMemo.SALT_SIZE);
        opens(
            SelfMemo.open(
                SECRET, message.slice(0, salt), ASSOCIATED, message.slice(salt, message.size())),
            message.equals(MEMO));
      }
      default -> sealTo(message);
    }
  }

  private static void opens(Optional<?> opened, boolean genuine) {
    Check.that(opened.isPresent() == genuine, "what opens is what was sealed");
  }

  /** Whoever accepts a view key can pay to it. */
  private static void sealTo(ByteString message) {
    ViewPublicKey key;
    try {
      Decoder in = new Decoder(message);
      key = ViewPublicKey.decode(in);
      in.end();
    } catch (MalformedInput refused) {
      return;
    }
    Check.that(key.bytes().equals(message), "what was accepted is written the same way");
    ByteString sealed =
        Hybrid.seal(key, zeros(Hybrid.PLAINTEXT_SIZE), ASSOCIATED, ENTROPY).ciphertext();
    opens(VIEW.open(sealed, ASSOCIATED), key.equals(VIEW.publicKey()));
  }
}
