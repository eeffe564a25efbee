package org.specie.kernel.crypto.hybrid;

import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;

/** What the sender gets: the public ciphertext and the secret shared with the recipient. */
public record Sealed(ByteString ciphertext, KemSecret secret) {
  public Sealed {
    Check.that(ciphertext.size() == Hybrid.CIPHERTEXT_SIZE, "a ciphertext has 128 bytes");
  }
}
