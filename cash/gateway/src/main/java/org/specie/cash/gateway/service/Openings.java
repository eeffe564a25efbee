package org.specie.cash.gateway.service;

import java.io.IOException;
import org.specie.cash.gateway.GatewayReason;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.crypto.escrow.DecryptionShare;

/** An operator's part of opening a payment. Source: docs/spec/12-tiers.md, clause 12.21. */
@FunctionalInterface
public interface Openings {
  /** For whoever has no share of the operators' escrow key. */
  Openings NONE = (_, _) -> new Part.Withheld(GatewayReason.NO_ESCROW_SHARE);

  /** What is answered. */
  sealed interface Part {
    /** The share. */
    record Given(DecryptionShare share) implements Part {}

    /** None, for this reason. */
    record Withheld(GatewayReason reason) implements Part {}
  }

  /**
   * The operator's share of opening the payment with {@code core}, if a warrant for it is final at
   * {@code finalHeight}, the last height that is certified here.
   */
  Part part(Hash32 core, long finalHeight) throws IOException;
}
