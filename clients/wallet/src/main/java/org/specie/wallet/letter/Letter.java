package org.specie.wallet.letter;

import java.util.List;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.VisibleText;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.hybrid.Hybrid;
import org.specie.kernel.crypto.hybrid.KemSecret;
import org.specie.kernel.crypto.hybrid.Sealed;
import org.specie.kernel.crypto.hybrid.SecretBox;
import org.specie.kernel.crypto.hybrid.ViewSecretKey;
import org.specie.kernel.crypto.ps.BlindSignature;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;

/**
 * What a payer tells about one payment. What is read here has the form of a letter; whether it is
 * true is another question. Source: docs/spec/35-letters.md 35.7, 35.8.
 *
 * @param height at which the payer found the payment; a hint
 * @param transaction the payment itself
 * @param signatures the operators' aggregate on the coin it brings; none of an open payment
 * @param words for the payee; may be empty
 * @param proof that the payer wrote it
 */
public record Letter(
    long height,
    ByteString transaction,
    List<BlindSignature> signatures,
    String words,
    ByteString proof) {
  /** Bytes of every letter, sealed. */
  public static final int SIZE = 8 << 10;

  /** Longest words in bytes of UTF-8. */
  public static final int WORDS_BYTES_MAX = 280;

  private static final int VERSION = 1;
  private static final int PROOF_MAX = 128;
  private static final int SECRET = 32;
  private static final int PLAINTEXT_SIZE = SIZE - Hybrid.CIPHERTEXT_SIZE - SecretBox.OVERHEAD;
  private static final String LABEL = "SPECIE letter v1";
  private static final String SHARED = "specie/letter/secret";
  private static final String BOX = "specie/letter/box";

  public Letter {
    signatures = List.copyOf(signatures);
    Check.that(height >= 0, "blocks are counted from the first");
    Check.that(isWords(words), "words are visible and have 280 bytes");
    Check.that(signatures.size() <= 1, "one coin is signed once");
    Check.that(proof.size() <= PROOF_MAX, "a proof is short");
  }

  /** Whether {@code text} can be shown to a payee as it is. */
  public static boolean isWords(String text) {
    return VisibleText.isShowable(text, WORDS_BYTES_MAX);
  }

  /** What the account that pays openly signs. */
  public static Hash32 digest(
      Hash32 genesis, Ed25519PublicKey mailbox, Hash32 transactionId, String words) {
    return Hash32.sha256(
        new Encoder()
            .text(LABEL)
            .hash(genesis)
            .fixed(mailbox.bytes())
            .hash(transactionId)
            .text(words)
            .toByteString());
  }

  private static ByteString binding(Ed25519PublicKey mailbox) {
    return new Encoder().text(LABEL).fixed(mailbox.bytes()).toByteString();
  }

  /** The letter for {@code mailbox}; nothing if the payment is longer than its place. */
  public Optional<ByteString> seal(Mailbox mailbox, Entropy entropy) {
    Encoder out = new Encoder().u8(VERSION).u64(height).bytes(transaction);
    out.list(
        signatures,
        (each, signature) -> {
          signature.base().encode(each);
          signature.value().encode(each);
        });
    out.text(words).bytes(proof);
    if (out.size() > PLAINTEXT_SIZE) {
      return Optional.empty();
    }
    ByteString plaintext = out.fixed(new byte[PLAINTEXT_SIZE - out.size()]).toByteString();
    ByteString nothing = ByteString.copyOf(new byte[Hybrid.PLAINTEXT_SIZE]);
    Sealed shared = Hybrid.seal(mailbox.view(), nothing, binding(mailbox.key()), entropy);
    ByteString associated = ByteString.concat(mailbox.key().bytes(), shared.ciphertext());
    Secret key = secret(shared.secret());
    ByteString box = SecretBox.seal(key, BOX, associated, plaintext, entropy);
    key.destroy();
    ByteString letter = ByteString.concat(shared.ciphertext(), box);
    Check.that(letter.size() == SIZE, "all letters are of one length");
    return Optional.of(letter);
  }

  private static Secret secret(KemSecret shared) {
    Secret secret = shared.derive(SHARED, SECRET);
    shared.destroy();
    return secret;
  }

  /** What is in {@code sealed}, if it is a letter to this mailbox and to no other. */
  public static Optional<Letter> open(
      Ed25519PublicKey mailbox, ViewSecretKey view, ByteString sealed) {
    if (sealed.size() != SIZE) {
      return Optional.empty();
    }
    ByteString ciphertext = sealed.slice(0, Hybrid.CIPHERTEXT_SIZE);
    return view.open(ciphertext, binding(mailbox))
        .flatMap(
            opened -> {
              Secret key = secret(opened.secret());
              Optional<ByteString> plaintext =
                  SecretBox.open(
                      key,
                      BOX,
                      ByteString.concat(mailbox.bytes(), ciphertext),
                      sealed.slice(Hybrid.CIPHERTEXT_SIZE, SIZE));
              key.destroy();
              return plaintext;
            })
        .flatMap(Letter::decode);
  }

  /** What an author wrote who may write anything. */
  static Optional<Letter> decode(ByteString plaintext) {
    try {
      Decoder in = new Decoder(plaintext);
      int version = in.u8();
      long height = in.u64();
      ByteString transaction = in.bytes(PLAINTEXT_SIZE);
      List<BlindSignature> signatures =
          in.list(
              1, each -> new BlindSignature(G1.decodeInSubgroup(each), G1.decodeInSubgroup(each)));
      String words = in.text(WORDS_BYTES_MAX);
      ByteString proof = in.bytes(PROOF_MAX);
      boolean isLetter =
          version == VERSION && height >= 0 && !transaction.isEmpty() && isWords(words);
      return isLetter
          ? Optional.of(new Letter(height, transaction, signatures, words, proof))
          : Optional.empty();
    } catch (MalformedInput e) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return "Letter[redacted]";
  }
}
