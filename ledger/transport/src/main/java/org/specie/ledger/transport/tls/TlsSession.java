package org.specie.ledger.transport.tls;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import org.specie.ledger.transport.identity.PeerCertificate;

/**
 * A session whose handshake succeeded.
 *
 * @param certificate who the other side is; nothing if it is a client that showed no certificate
 */
public record TlsSession(InputStream in, OutputStream out, Optional<PeerCertificate> certificate) {}
