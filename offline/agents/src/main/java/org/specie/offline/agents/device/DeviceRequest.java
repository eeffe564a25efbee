package org.specie.offline.agents.device;

import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.offline.token.signature.P256Key;

/** What a device signed, of either kind. Spec: docs/spec/54-agents.md section 2. */
public sealed interface DeviceRequest permits BlindRequest, SealedRequest {
  /** Who asks, for which time, and with which sums. */
  DeviceReport report();

  /** The one encoding, signature included. */
  ByteString encode();

  /** Whether {@code device} signed it. */
  boolean isSignedBy(P256Key device);

  /** What tells it from every other request. */
  default Hash32 digest() {
    return Hash32.sha256(encode());
  }
}
