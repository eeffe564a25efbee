package org.specie.ledger.transport.identity;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.specie.ledger.transport.Outcome;
import org.specie.ledger.transport.Parties;

/** A certificate with one thing about it as the authority would never make it. */
public final class Forgery {
  final CertificateAuthority authority;
  final KeyPair pair = P256.generate();
  X500Name issuer;
  PrivateKey signer;
  PublicKey key = pair.getPublic();
  String algorithm = P256.SIGNATURE_ALGORITHM;
  List<String> uris;
  Validity validity = Validity.days(Parties.CLOCK, 10);
  boolean isAuthority;
  boolean hasUnknownExtension;
  Optional<Integer> usage = Optional.of(KeyUsage.digitalSignature);
  List<KeyPurposeId> purposes =
      List.of(KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth);

  /** An operator's certificate; genuine as long as nothing is changed. */
  public Forgery(CertificateAuthority authority) {
    this.authority = authority;
    this.issuer = X500Name.getInstance(authority.certificate().subject().getEncoded());
    this.signer = authority.privateKey();
    this.uris =
        List.of(
            new PeerUri(authority.certificate().scope(), Role.OPERATOR, new PeerName("operator-0"))
                .encode());
  }

  /** Signed by its own key. */
  public static TransportIdentity selfSigned(CertificateAuthority authority) {
    Forgery forgery = new Forgery(authority);
    forgery.issuer = new X500Name("CN=operator-0");
    forgery.signer = forgery.pair.getPrivate();
    return forgery.identity();
  }

  /** Signed by another authority of the same name. */
  public static TransportIdentity ofAnotherAuthority(CertificateAuthority authority) {
    Forgery forgery = new Forgery(authority);
    forgery.signer = Parties.authority().privateKey();
    return forgery.identity();
  }

  /** For another ledger, and signed by the right authority all the same. */
  public static TransportIdentity ofAnotherScope(CertificateAuthority authority) {
    Forgery forgery = new Forgery(authority);
    forgery.uris =
        List.of(new PeerUri("other", Role.OPERATOR, new PeerName("operator-0")).encode());
    return forgery.identity();
  }

  private TransportIdentity identity() {
    return switch (TransportIdentity.of(pair.getPrivate(), certificate())) {
      case Outcome.Accepted<TransportIdentity>(var made) -> made;
      case Outcome.Refused<TransportIdentity>(var reason) -> throw new AssertionError(reason);
    };
  }

  X509Certificate certificate() {
    var builder =
        new JcaX509v3CertificateBuilder(
            issuer,
            BigInteger.valueOf(77),
            CertificateFields.date(validity.fromEpochSeconds()),
            CertificateFields.date(validity.untilEpochSeconds()),
            new X500Name("CN=operator-0"),
            key);
    try {
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(isAuthority));
      if (usage.isPresent()) {
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(usage.get()));
      }
      if (!purposes.isEmpty()) {
        builder.addExtension(
            Extension.extendedKeyUsage,
            false,
            new ExtendedKeyUsage(purposes.toArray(new KeyPurposeId[0])));
      }
      if (!uris.isEmpty()) {
        GeneralName[] names =
            uris.stream()
                .map(uri -> new GeneralName(GeneralName.uniformResourceIdentifier, uri))
                .toArray(GeneralName[]::new);
        builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
      }
      if (hasUnknownExtension) {
        builder.addExtension(
            new ASN1ObjectIdentifier("1.3.6.1.4.1.99999.1"), true, DERNull.INSTANCE);
      }
      byte[] der = builder.build(new JcaContentSignerBuilder(algorithm).build(signer)).getEncoded();
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(der));
    } catch (IOException | OperatorCreationException | GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
