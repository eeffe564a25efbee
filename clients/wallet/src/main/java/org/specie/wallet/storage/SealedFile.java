package org.specie.wallet.storage;

import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.hybrid.SecretBox;
import org.specie.kernel.crypto.seed.PassphraseKey;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.wallet.Answer;
import org.specie.wallet.WalletReason;

/**
 * The envelope of a wallet file: a header in clear that says how the key follows from the
 * passphrase, and a box under that key. The header is bound into the box. A short check value tells
 * a wrong passphrase from a damaged file; guessing is no easier with it than with the box.
 */
final class SealedFile {
  /**
   * What opening a file yields: its envelope, for writing it again in the present version, and what
   * was in it.
   */
  record Opened(SealedFile envelope, int version, ByteString plaintext) {}

  private static final ByteString MAGIC = ByteString.utf8("SPECIE-WALLET\n");

  /** Files of this version end with the history. */
  static final int VERSION_WITHOUT_ENTRIES = 1;

  /** Files of this version end with what auditors saw. */
  static final int VERSION_WITHOUT_ATTEMPTS = 2;

  /** The present one. */
  static final int VERSION = 3;

  private static final int CHECK_SIZE = 16;
  private static final String CHECK = "specie/wallet-file/check";
  private static final String BOX = "specie/wallet-file/box";

  private final ByteString header;
  private final Secret key;

  private SealedFile(ByteString header, Secret key) {
    this.header = header;
    this.key = key;
  }

  static SealedFile create(char[] passphrase, PassphraseKey.Cost cost, Entropy entropy) {
    ByteString salt = ByteString.copyOf(entropy.bytes(PassphraseKey.SALT_SIZE));
    Secret key = PassphraseKey.derive(passphrase, salt, cost);
    return new SealedFile(header(cost, salt, key), key);
  }

  private static ByteString header(PassphraseKey.Cost cost, ByteString salt, Secret key) {
    Encoder header = new Encoder().fixed(MAGIC).u16(VERSION);
    cost.encode(header);
    return header.fixed(salt).fixed(check(key)).toByteString();
  }

  private static ByteString check(Secret key) {
    return key.derive(CHECK, CHECK_SIZE).lend(ByteString::copyOf);
  }

  static Answer<Opened> open(ByteString file, char[] passphrase) {
    try {
      return decode(file, passphrase);
    } catch (MalformedInput e) {
      return Answer.refused(WalletReason.FILE_DAMAGED);
    }
  }

  private static Answer<Opened> decode(ByteString file, char[] passphrase) throws MalformedInput {
    Decoder in = new Decoder(file);
    if (!in.fixed(MAGIC.size()).equals(MAGIC)) {
      return Answer.refused(WalletReason.FILE_DAMAGED);
    }
    int version = in.u16();
    if (!isKnown(version)) {
      return Answer.refused(WalletReason.FILE_VERSION);
    }
    PassphraseKey.Cost cost = PassphraseKey.Cost.decode(in);
    ByteString salt = in.fixed(PassphraseKey.SALT_SIZE);
    ByteString check = in.fixed(CHECK_SIZE);
    ByteString header = file.slice(0, in.position());
    Secret key = PassphraseKey.derive(passphrase, salt, cost);
    if (!Secret.copyOf(check.toByteArray()).equals(Secret.copyOf(check(key).toByteArray()))) {
      return Answer.refused(WalletReason.WRONG_PASSPHRASE);
    }
    Optional<ByteString> plaintext =
        SecretBox.open(key, BOX, header, file.slice(in.position(), file.size()));
    return plaintext
        .map(
            text ->
                Answer.done(
                    new Opened(new SealedFile(header(cost, salt, key), key), version, text)))
        .orElseGet(() -> Answer.refused(WalletReason.FILE_DAMAGED));
  }

  static boolean isKnown(int version) {
    return VERSION_WITHOUT_ENTRIES <= version && version <= VERSION;
  }

  /** The whole file for {@code plaintext}. */
  ByteString seal(ByteString plaintext, Entropy entropy) {
    return ByteString.concat(header, SecretBox.seal(key, BOX, header, plaintext, entropy));
  }

  void destroy() {
    key.destroy();
  }
}
