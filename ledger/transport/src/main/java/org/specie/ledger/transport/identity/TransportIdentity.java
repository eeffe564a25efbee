package org.specie.ledger.transport.identity;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import org.specie.kernel.core.InvariantViolation;
import org.specie.ledger.transport.Outcome;
import org.specie.ledger.transport.TransportReason;

/** A party that can prove who it is: a certificate and its private key. A secret. */
public final class TransportIdentity {
  private final PrivateKey privateKey;
  private final X509Certificate certificate;
  private final PeerCertificate fields;

  private TransportIdentity(
      PrivateKey privateKey, X509Certificate certificate, PeerCertificate fields) {
    this.privateKey = privateKey;
    this.certificate = certificate;
    this.fields = fields;
  }

  static Outcome<TransportIdentity> of(PrivateKey privateKey, X509Certificate certificate) {
    PeerCertificate fields = CertificateFields.read(certificate).orElse(null);
    if (fields == null || fields.role() == Role.AUTHORITY) {
      return Outcome.refused(TransportReason.CERTIFICATE_UNTRUSTED);
    }
    return P256.belongTogether(privateKey, certificate.getPublicKey())
        ? Outcome.accepted(new TransportIdentity(privateKey, certificate, fields))
        : Outcome.refused(TransportReason.KEY_OF_ANOTHER_CERTIFICATE);
  }

  /** What the certificate says. */
  public PeerCertificate fields() {
    return fields;
  }

  /** The name others know this party by. */
  public PeerName name() {
    return fields.name();
  }

  /** The certificate, which is public. */
  public X509Certificate certificate() {
    return certificate;
  }

  PrivateKey privateKey() {
    return privateKey;
  }

  /** Lets the JDK's TLS use this identity, and no other. */
  public KeyManager[] keyManagers() {
    // Never leaves the memory of this process; the JDK wants a password all the same.
    char[] password = new char[] {'-'};
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, password);
      store.setKeyEntry("self", privateKey, password, new Certificate[] {certificate});
      KeyManagerFactory factory = KeyManagerFactory.getInstance("SunX509");
      factory.init(store, password);
      return factory.getKeyManagers();
    } catch (GeneralSecurityException | IOException e) {
      throw new InvariantViolation("this JDK cannot hold a key in memory", e);
    }
  }

  @Override
  public String toString() {
    return "TransportIdentity[" + fields.uri().encode() + ", key secret]";
  }
}
