package org.specie.ledger.transport.peer;

import java.util.Set;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.ledger.transport.Endpoint;
import org.specie.ledger.transport.identity.PeerCertificate;
import org.specie.ledger.transport.identity.PeerName;

/**
 * One operator in the directory.
 *
 * @param endpoint where it listens
 * @param keys the keys it may use, as {@link PeerCertificate#key}; none means any key that the
 *     governance authority certified for this name
 */
public record PeerEntry(PeerName name, Endpoint endpoint, Set<Hash32> keys) {
  /** Most keys of one operator: the one in use, the next one, and some air. */
  public static final int KEYS_MAX = 8;

  public PeerEntry {
    keys = Set.copyOf(keys);
    Check.that(keys.size() <= KEYS_MAX, "an operator pins at most 8 keys");
  }

  /** Whether {@code certificate} is this operator's. */
  boolean admits(PeerCertificate certificate) {
    return certificate.name().equals(name) && (keys.isEmpty() || keys.contains(certificate.key()));
  }
}
