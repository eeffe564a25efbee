package org.specie.kernel.crypto.signature;

import fr.acinq.secp256k1.Secp256k1;
import fr.acinq.secp256k1.Secp256k1Exception;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.MalformedInput;

/** A point of secp256k1 in its uncompressed encoding, 65 bytes: 04, x, y. Source: SEC 1, SEC 2. */
public record Secp256k1PublicKey(ByteString bytes) {
  /** Length in bytes. */
  public static final int SIZE = 65;

  /** Length of the compressed encoding in bytes. */
  public static final int COMPRESSED_SIZE = 33;

  public Secp256k1PublicKey {
    Check.that(bytes.size() == SIZE && bytes.at(0) == 4, "an uncompressed key has 65 bytes");
  }

  /** Reads 33 compressed or 65 uncompressed bytes; refuses whatever is not a point. */
  public static Secp256k1PublicKey decode(ByteString encoded) throws MalformedInput {
    boolean compressed =
        encoded.size() == COMPRESSED_SIZE && (encoded.at(0) == 2 || encoded.at(0) == 3);
    boolean uncompressed = encoded.size() == SIZE && encoded.at(0) == 4;
    if (!compressed && !uncompressed) {
      throw new MalformedInput("a public key has 33 or 65 bytes and the right first byte");
    }
    try {
      return new Secp256k1PublicKey(
          ByteString.copyOf(Secp256k1.get().pubkeyParse(encoded.toByteArray())));
    } catch (Secp256k1Exception e) {
      throw new MalformedInput("not a point of secp256k1");
    }
  }

  /** The 33-byte encoding. */
  public ByteString compressed() {
    return ByteString.copyOf(Secp256k1.get().pubKeyCompress(bytes.toByteArray()));
  }
}
