package org.specie.ledger.transport.identity;

import java.math.BigInteger;
import org.specie.kernel.core.Hash32;

/**
 * What a certificate says that the governance authority issued.
 *
 * @param uri scope, role and name
 * @param serial the authority's number for it, by which it is revoked
 * @param key SHA-256 of the SubjectPublicKeyInfo, by which a directory pins it
 */
public record PeerCertificate(PeerUri uri, BigInteger serial, Hash32 key, Validity validity) {
  /** The party's name. */
  public PeerName name() {
    return uri.name();
  }

  /** The party's role. */
  public Role role() {
    return uri.role();
  }
}
