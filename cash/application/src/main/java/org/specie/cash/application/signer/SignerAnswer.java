package org.specie.cash.application.signer;

import org.specie.kernel.core.Reason;
import org.specie.kernel.crypto.ps.PartialSignature;

/** What a signer says to a request for one output. */
public sealed interface SignerAnswer {
  /** The operator's share: the same bytes whenever it is asked for. */
  record Signed(PartialSignature share) implements SignerAnswer {}

  /** No share, for a numbered reason. */
  record Refused(Reason reason) implements SignerAnswer {}
}
