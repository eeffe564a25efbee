package org.specie.offline.token.value;

import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.offline.token.layout.ArtLayout;

/** Eight bytes of the payee's own, echoed by the payment: the digest of an invoice, say. */
public record Reference(ByteString bytes) {
  public Reference {
    Check.that(bytes.size() == ArtLayout.REFERENCE_SIZE, "a reference has 8 bytes");
  }

  /** Reads the bytes. */
  public static Reference decode(Decoder in) throws MalformedInput {
    return new Reference(in.fixed(ArtLayout.REFERENCE_SIZE));
  }

  @Override
  public String toString() {
    return bytes.toHex();
  }
}
