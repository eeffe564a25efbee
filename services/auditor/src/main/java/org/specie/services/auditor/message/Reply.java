package org.specie.services.auditor.message;

import java.util.List;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;

/** What an auditor answers. Whoever asked believes nothing of it but a signature it verified. */
public sealed interface Reply {
  /** The most payments shown to the desk at a time: those that have waited longest. */
  int WAITING_MAX = 64;

  /** Approved: the signature of page 12, clause 12.7. */
  record Approved(ByteString signature) implements Reply {
    public Approved {
      Check.that(signature.size() == Ed25519PublicKey.SIGNATURE_SIZE, "a signature has 64 bytes");
    }
  }

  /** A person will decide; the same question will be answered otherwise some time. */
  record Waiting() implements Reply {}

  /** Not approved, or not answered, for the reason of this number. */
  record Refused(int code) implements Reply {
    public Refused {
      Check.that(0 < code, "a reason has a number");
    }
  }

  /** For the desk: how the auditor is, and what waits. */
  record Desk(Standing standing, List<WaitingPayment> waiting) implements Reply {
    public Desk {
      waiting = List.copyOf(waiting);
      Check.that(waiting.size() <= WAITING_MAX, "up to 64 payments are shown at a time");
    }
  }
}
