package org.specie.offline.vault.hsm;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * The certificate by which the JDK finds a private key in an HSM, and its public half. Nobody
 * trusts it and nobody verifies it; it says the same of every key, and a key that is thrown away
 * signs it, so that none in the HSM has to be able to.
 */
final class KeyTag {
  private static final X500Name SUBJECT = new X500Name("CN=specie");
  private static final Date FROM = Date.from(Instant.parse("2000-01-01T00:00:00Z"));
  private static final Date UNTIL = Date.from(Instant.parse("2049-12-31T23:59:59Z"));

  private KeyTag() {}

  static X509Certificate of(PublicKey key) throws GeneralSecurityException {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      KeyPair thrownAway = generator.generateKeyPair();
      ContentSigner signer =
          new JcaContentSignerBuilder("SHA256withECDSA").build(thrownAway.getPrivate());
      return new JcaX509CertificateConverter()
          .getCertificate(
              new JcaX509v3CertificateBuilder(SUBJECT, BigInteger.ONE, FROM, UNTIL, SUBJECT, key)
                  .build(signer));
    } catch (OperatorCreationException e) {
      throw new GeneralSecurityException("this JDK signs no certificate", e);
    }
  }
}
