package org.specie.kernel.crypto.blind;

import java.util.Optional;
import org.specie.kernel.core.ByteString;

/**
 * Whoever signs unseen: a key in memory, or one that lies in a device. Spec:
 * docs/spec/08-blind-signatures.md.
 */
public interface BlindRsaSigner {
  /** What others verify with. */
  BlindRsaPublicKey publicKey();

  /**
   * The raw signature on {@code blinded}, checked before it leaves; nothing if that is no number
   * below the modulus of the right length.
   */
  Optional<ByteString> sign(ByteString blinded);
}
