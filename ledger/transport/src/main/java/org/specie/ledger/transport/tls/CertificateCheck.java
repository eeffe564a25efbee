package org.specie.ledger.transport.tls;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Set;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.specie.ledger.transport.Outcome;
import org.specie.ledger.transport.TransportReason;
import org.specie.ledger.transport.identity.PeerCertificate;
import org.specie.ledger.transport.identity.Role;
import org.specie.ledger.transport.identity.Trust;

/** Hands the certificate shown in a handshake to {@link Trust}; host names mean nothing here. */
final class CertificateCheck extends X509ExtendedTrustManager {
  private final Trust trust;
  private final Set<Role> dialers;
  private final Set<Role> servers;

  CertificateCheck(Trust trust, Set<Role> dialers, Set<Role> servers) {
    this.trust = trust;
    this.dialers = dialers;
    this.servers = servers;
  }

  private void check(X509Certificate[] chain, Set<Role> roles) throws CertificateRefused {
    switch (trust.examine(chain[0])) {
      case Outcome.Refused<PeerCertificate>(var reason) -> throw new CertificateRefused(reason);
      case Outcome.Accepted<PeerCertificate>(var certificate) -> {
        if (!roles.contains(certificate.role())) {
          throw new CertificateRefused(TransportReason.CERTIFICATE_ROLE);
        }
      }
    }
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    check(chain, dialers);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    check(chain, servers);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    check(chain, dialers);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    check(chain, servers);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    check(chain, dialers);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    check(chain, servers);
  }

  /** Named to nobody: whoever has a certificate of another authority shall hear why not. */
  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
