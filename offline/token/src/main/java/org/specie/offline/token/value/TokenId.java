package org.specie.offline.token.value;

import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.offline.token.layout.ArtLayout;

/** The random number that tells a token from all others. */
public record TokenId(ByteString bytes) {
  public TokenId {
    Check.that(bytes.size() == ArtLayout.ID_SIZE, "a token id has 16 bytes");
  }

  /** Reads the bytes. */
  public static TokenId decode(Decoder in) throws MalformedInput {
    return new TokenId(in.fixed(ArtLayout.ID_SIZE));
  }

  @Override
  public String toString() {
    return bytes.toHex();
  }
}
