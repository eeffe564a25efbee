package org.specie.offline.vault.hsm;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Provider;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * The certificate by which the JDK finds a private key in an HSM. Nobody trusts it and nobody
 * verifies it; it says the same of every key.
 */
final class KeyTag {
  private static final X500Name SUBJECT = new X500Name("CN=specie vault");
  private static final Date FROM = Date.from(Instant.parse("2000-01-01T00:00:00Z"));
  private static final Date UNTIL = Date.from(Instant.parse("2049-12-31T23:59:59Z"));

  private KeyTag() {}

  static X509Certificate of(String name, KeyPair pair, Provider provider)
      throws GeneralSecurityException {
    try {
      ContentSigner signer =
          new JcaContentSignerBuilder("SHA256withECDSA")
              .setProvider(provider)
              .build(pair.getPrivate());
      return new JcaX509CertificateConverter()
          .getCertificate(
              new JcaX509v3CertificateBuilder(
                      SUBJECT, BigInteger.ONE, FROM, UNTIL, SUBJECT, pair.getPublic())
                  .build(signer));
    } catch (OperatorCreationException e) {
      throw new GeneralSecurityException("the HSM does not sign with the key " + name, e);
    }
  }
}
