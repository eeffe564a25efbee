package org.specie.offline.purse.keeping;

import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.hybrid.SecretBox;
import org.specie.kernel.crypto.seed.PassphraseKey;
import org.specie.kernel.crypto.seed.Secret;

/**
 * A file that a passphrase opens: what a guess costs and the salt in clear, then a box under the
 * key that follows from them, into which they are bound.
 */
public final class PassphraseBox {
  private static final ByteString MAGIC = ByteString.utf8("SPECIE-PURSE\n");
  private static final int VERSION = 1;
  private static final String LABEL = "specie/purse/file";

  private PassphraseBox() {}

  /**
   * The file of {@code plain}; the caller wipes the passphrase.
   *
   * @param cost of a guess
   */
  public static ByteString seal(
      char[] passphrase, PassphraseKey.Cost cost, ByteString plain, Entropy entropy) {
    Encoder out = new Encoder().fixed(MAGIC).u8(VERSION);
    cost.encode(out);
    ByteString salt = ByteString.copyOf(entropy.bytes(PassphraseKey.SALT_SIZE));
    ByteString header = out.fixed(salt).toByteString();
    Secret key = PassphraseKey.derive(passphrase, salt, cost);
    ByteString box = SecretBox.seal(key, LABEL, header, plain, entropy);
    key.destroy();
    return ByteString.concat(header, box);
  }

  /** What a guess at the passphrase of {@code file} costs. */
  public static PassphraseKey.Cost costOf(ByteString file) throws MalformedInput {
    return cost(new Decoder(file));
  }

  private static PassphraseKey.Cost cost(Decoder in) throws MalformedInput {
    if (!in.fixed(MAGIC.size()).equals(MAGIC) || in.u8() != VERSION) {
      throw new MalformedInput("not a file of a purse, or of another version");
    }
    return PassphraseKey.Cost.decode(in);
  }

  /**
   * What is in {@code file}; nothing if the passphrase is another one or a bit was changed. Takes
   * as long as a guess does.
   */
  public static Optional<ByteString> open(char[] passphrase, ByteString file)
      throws MalformedInput {
    Decoder in = new Decoder(file);
    PassphraseKey.Cost cost = cost(in);
    ByteString salt = in.fixed(PassphraseKey.SALT_SIZE);
    ByteString header = file.slice(0, in.position());
    Secret key = PassphraseKey.derive(passphrase, salt, cost);
    Optional<ByteString> plain =
        SecretBox.open(key, LABEL, header, file.slice(in.position(), file.size()));
    key.destroy();
    return plain;
  }
}
