package org.specie.wallet;

import java.io.IOException;
import org.specie.cash.protocol.tier.AuditOpening;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Reason;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;

/**
 * The way to those who approve payments above the budget. How they are reached is not the wallet's
 * business; that nobody but the auditor sees what it is shown is theirs who provide the way.
 */
@FunctionalInterface
public interface Auditors {
  /** The longest words to auditors, in bytes of UTF-8. */
  int WORDS_BYTES_MAX = 512;

  /**
   * What an auditor is shown.
   *
   * @param transaction as it will be submitted, without approvals
   * @param opening who pays whom how much
   * @param words of the payer
   */
  record Showing(ByteString transaction, AuditOpening opening, String words) {
    @Override
    public String toString() {
      return "Showing[redacted]";
    }
  }

  /** What somebody answered who is said to be an auditor. */
  sealed interface Told {
    /** It approves; the wallet verifies the signature before it counts. */
    record Approved(ByteString signature) implements Told {}

    /** A person will decide. */
    record Waiting() implements Told {}

    /**
     * It does not approve.
     *
     * @param forGood whether the same question will be answered the same
     */
    record Refused(Reason reason, boolean forGood) implements Told {}
  }

  /** Asks the auditor whose key is {@code auditor}. Safe for many threads; can be interrupted. */
  Told ask(Ed25519PublicKey auditor, Showing showing) throws IOException;
}
