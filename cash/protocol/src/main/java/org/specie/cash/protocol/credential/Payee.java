package org.specie.cash.protocol.credential;

import org.specie.kernel.core.ByteString;
import org.specie.kernel.crypto.hybrid.ViewPublicKey;

/** Where a payment goes: to somebody, or to whoever gave an entry address. */
public sealed interface Payee permits PaymentAddress, EntryAddress {
  /** Whom the notice of the payment is encrypted to. */
  ViewPublicKey viewKey();

  /** The canonical bytes. */
  ByteString encode();
}
