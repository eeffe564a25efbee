package org.specie.kernel.crypto.hybrid;

import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.InvariantViolation;

/** ChaCha20-Poly1305 as in RFC 8439, on the JDK: key 32 bytes, nonce 12, tag 16 at the end. */
final class Aead {
  static final int KEY_SIZE = 32;
  static final int NONCE_SIZE = 12;
  static final int TAG_SIZE = 16;

  private Aead() {}

  static ByteString seal(byte[] key, byte[] nonce, ByteString associated, ByteString plaintext) {
    try {
      Cipher cipher = cipher(Cipher.ENCRYPT_MODE, key, nonce, associated);
      return ByteString.copyOf(cipher.doFinal(plaintext.toByteArray()));
    } catch (GeneralSecurityException e) {
      throw new InvariantViolation("this JDK encrypts with ChaCha20-Poly1305", e);
    }
  }

  /** The plaintext, or nothing if a single bit of anything is different. */
  static Optional<ByteString> open(
      byte[] key, byte[] nonce, ByteString associated, ByteString sealed) {
    Check.that(sealed.size() >= TAG_SIZE, "a sealed text ends in its tag");
    try {
      Cipher cipher = cipher(Cipher.DECRYPT_MODE, key, nonce, associated);
      return Optional.of(ByteString.copyOf(cipher.doFinal(sealed.toByteArray())));
    } catch (AEADBadTagException e) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new InvariantViolation("this JDK decrypts with ChaCha20-Poly1305", e);
    }
  }

  private static Cipher cipher(int mode, byte[] key, byte[] nonce, ByteString associated)
      throws GeneralSecurityException {
    Check.that(key.length == KEY_SIZE && nonce.length == NONCE_SIZE, "key 32, nonce 12 bytes");
    Cipher cipher = Cipher.getInstance("ChaCha20-Poly1305");
    cipher.init(mode, new SecretKeySpec(key, "ChaCha20"), new IvParameterSpec(nonce));
    cipher.updateAAD(associated.toByteArray());
    return cipher;
  }
}
