package org.specie.offline.agents.pseudonym;

import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.hybrid.Hybrid;
import org.specie.kernel.crypto.hybrid.KemSecret;
import org.specie.kernel.crypto.hybrid.Sealed;
import org.specie.kernel.crypto.hybrid.SecretBox;
import org.specie.kernel.crypto.hybrid.ViewSecretKey;
import org.specie.kernel.crypto.seed.Secret;

/**
 * A document on its way through the agent, which cannot read it. Spec: docs/spec/56-register.md
 * 2.14.
 */
public final class SealedDocument {
  /** The longest document in bytes. */
  public static final int DOCUMENT_MAX = 16_384;

  /** The longest sealed one. */
  public static final int SIZE_MAX = Hybrid.CIPHERTEXT_SIZE + SecretBox.OVERHEAD + DOCUMENT_MAX;

  /** The shortest sealed one. */
  static final int SIZE_MIN = Hybrid.CIPHERTEXT_SIZE + SecretBox.OVERHEAD + 1;

  private static final String LABEL = "specie/offline/letter";

  private SealedDocument() {}

  /** Seals {@code document} for whoever wrote {@code letter}. */
  public static ByteString seal(Letter letter, ByteString document, Entropy entropy) {
    Check.that(
        1 <= document.size() && document.size() <= DOCUMENT_MAX, "a document has up to 16 KiB");
    ByteString number = letter.number().bytes();
    ByteString zeros = ByteString.copyOf(new byte[Hybrid.PLAINTEXT_SIZE]);
    Sealed sealed = Hybrid.seal(letter.writer(), zeros, number, entropy);
    Secret secret = secret(sealed.secret());
    ByteString box = SecretBox.seal(secret, LABEL, number, document, entropy);
    secret.destroy();
    return ByteString.concat(sealed.ciphertext(), box);
  }

  private static Secret secret(KemSecret shared) {
    return shared.derive(LABEL, KemSecret.SIZE);
  }

  /** The document with which letter {@code number} was answered, if it is one for this key. */
  public static Optional<ByteString> open(ViewSecretKey writer, Hash32 number, ByteString sealed) {
    if (sealed.size() < SIZE_MIN) {
      return Optional.empty();
    }
    return writer
        .open(sealed.slice(0, Hybrid.CIPHERTEXT_SIZE), number.bytes())
        .flatMap(
            opened -> {
              Secret secret = secret(opened.secret());
              Optional<ByteString> document =
                  SecretBox.open(
                      secret,
                      LABEL,
                      number.bytes(),
                      sealed.slice(Hybrid.CIPHERTEXT_SIZE, sealed.size()));
              secret.destroy();
              return document;
            });
  }
}
