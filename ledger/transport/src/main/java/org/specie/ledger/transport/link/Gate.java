package org.specie.ledger.transport.link;

import java.util.Optional;
import org.specie.ledger.transport.TransportReason;
import org.specie.ledger.transport.identity.PeerCertificate;

/** Decides, after TLS has, whether a connection is let in. */
@FunctionalInterface
public interface Gate {
  /** Why not; nothing if it is let in. {@code certificate} is empty if none was shown. */
  Optional<TransportReason> refusal(Optional<PeerCertificate> certificate);
}
