package org.specie.ledger.transport.identity;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import javax.security.auth.x500.X500Principal;
import org.specie.ledger.transport.Outcome;
import org.specie.ledger.transport.TransportReason;

/**
 * The governance authority's own certificate: the one root that a party pins. Signed by itself,
 * with its scope as name. Source: docs/spec/24-transport.md, 1.3.
 */
public final class AuthorityCertificate {
  /** Bits of a key usage, RFC 5280, 4.2.1.3. */
  static final int SIGNS_CERTIFICATES = 5;

  static final int SIGNS_REVOCATIONS = 6;

  private final X509Certificate certificate;
  private final PeerCertificate fields;

  private AuthorityCertificate(X509Certificate certificate, PeerCertificate fields) {
    this.certificate = certificate;
    this.fields = fields;
  }

  /** Takes a certificate that is in form an authority's. Whether it is the right one, who pins. */
  public static Outcome<AuthorityCertificate> of(X509Certificate certificate) {
    boolean signs =
        certificate.getBasicConstraints() == 0
            && CertificateFields.mayBeUsedFor(certificate, SIGNS_CERTIFICATES)
            && CertificateFields.mayBeUsedFor(certificate, SIGNS_REVOCATIONS)
            && certificate.getIssuerX500Principal().equals(certificate.getSubjectX500Principal())
            && isSignedBy(certificate, certificate.getPublicKey());
    return CertificateFields.read(certificate)
        .filter(fields -> signs && fields.role() == Role.AUTHORITY)
        .map(fields -> Outcome.accepted(new AuthorityCertificate(certificate, fields)))
        .orElseGet(() -> Outcome.refused(TransportReason.CERTIFICATE_UNTRUSTED));
  }

  /** The ledger, or group of ledgers, this authority stands for. */
  public String scope() {
    return fields.uri().scope();
  }

  /** When this authority's own certificate is valid. */
  public Validity validity() {
    return fields.validity();
  }

  /** The certificate, for files and tools. */
  public X509Certificate certificate() {
    return certificate;
  }

  X500Principal subject() {
    return certificate.getSubjectX500Principal();
  }

  PublicKey publicKey() {
    return certificate.getPublicKey();
  }

  /** Whether this authority signed {@code other}. */
  boolean signed(X509Certificate other) {
    return other.getIssuerX500Principal().equals(subject()) && isSignedBy(other, publicKey());
  }

  private static boolean isSignedBy(X509Certificate certificate, PublicKey key) {
    if (!certificate.getSigAlgName().equals(P256.SIGNATURE_ALGORITHM)) {
      return false;
    }
    try {
      certificate.verify(key);
      return OneEncoding.holds(certificate.getEncoded());
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
