package org.specie.offline.token.value;

import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.offline.token.layout.ArtLayout;

/** The pseudonym of a payee, which its secure device knows: only that device redeems. */
public record OwnerId(ByteString bytes) {
  public OwnerId {
    Check.that(bytes.size() == ArtLayout.ID_SIZE, "an owner id has 16 bytes");
  }

  /** Reads the bytes. */
  public static OwnerId decode(Decoder in) throws MalformedInput {
    return new OwnerId(in.fixed(ArtLayout.ID_SIZE));
  }

  @Override
  public String toString() {
    return bytes.toHex();
  }
}
