package org.specie.offline.token.value;

import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.offline.token.layout.ArtLayout;

/**
 * The first eight bytes of the digest of a public key. It finds a key and proves nothing. Spec:
 * docs/spec/50-art.md 1.3.
 */
public record KeyId(ByteString bytes) implements Comparable<KeyId> {
  public KeyId {
    Check.that(bytes.size() == ArtLayout.KEY_ID_SIZE, "a key id has 8 bytes");
  }

  /** The id of a public key. */
  public static KeyId of(ByteString publicKey) {
    return new KeyId(Hash32.sha256(publicKey).bytes().slice(0, ArtLayout.KEY_ID_SIZE));
  }

  /** Reads the bytes. */
  public static KeyId decode(Decoder in) throws MalformedInput {
    return new KeyId(in.fixed(ArtLayout.KEY_ID_SIZE));
  }

  @Override
  public int compareTo(KeyId other) {
    return bytes.compareTo(other.bytes);
  }

  @Override
  public String toString() {
    return bytes.toHex();
  }
}
