package org.specie.ledger.transport.identity;

import java.io.IOException;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.InvariantViolation;
import org.specie.kernel.core.port.Clock;
import org.specie.kernel.core.port.Entropy;
import org.specie.ledger.transport.Outcome;
import org.specie.ledger.transport.TransportReason;

/**
 * The governance authority: issues certificates to operators, readers and auditors, and revokes
 * them. It holds the authority's private key and so belongs on a machine that runs no replica.
 * Source: docs/spec/24-transport.md, section 1; RFC 5280.
 */
public final class CertificateAuthority {
  private static final String AUTHORITY_NAME = "governance";

  /**
   * Of 16 bytes, 126 bits that nobody can guess; the top two keep the length the same and the sign
   * positive.
   */
  private static final int SERIAL_BYTES = 16;

  private final PrivateKey privateKey;
  private final AuthorityCertificate authority;
  private final Entropy entropy;

  private CertificateAuthority(
      PrivateKey privateKey, AuthorityCertificate authority, Entropy entropy) {
    this.privateKey = privateKey;
    this.authority = authority;
    this.entropy = entropy;
  }

  /** Founds an authority for {@code scope}. */
  public static CertificateAuthority found(String scope, Validity validity, Entropy entropy) {
    KeyPair pair = P256.generate();
    PeerUri uri = new PeerUri(scope, Role.AUTHORITY, new PeerName(AUTHORITY_NAME));
    X500Name name = subject(uri);
    X509Certificate certificate =
        certify(name, pair.getPrivate(), pair.getPublic(), uri, serial(entropy), validity);
    return switch (of(pair.getPrivate(), certificate, entropy)) {
      case Outcome.Accepted<CertificateAuthority>(var made) -> made;
      case Outcome.Refused<CertificateAuthority>(var reason) ->
          throw new InvariantViolation("a fresh authority is in form: " + reason);
    };
  }

  static Outcome<CertificateAuthority> of(
      PrivateKey privateKey, X509Certificate certificate, Entropy entropy) {
    return switch (AuthorityCertificate.of(certificate)) {
      case Outcome.Refused<AuthorityCertificate>(var reason) -> Outcome.refused(reason);
      case Outcome.Accepted<AuthorityCertificate>(var authority) ->
          P256.belongTogether(privateKey, certificate.getPublicKey())
              ? Outcome.accepted(new CertificateAuthority(privateKey, authority, entropy))
              : Outcome.refused(TransportReason.KEY_OF_ANOTHER_CERTIFICATE);
    };
  }

  /** The root that everybody pins. */
  public AuthorityCertificate certificate() {
    return authority;
  }

  /** Certifies that {@code key} is {@code name}'s in {@code role}. */
  public X509Certificate issue(PublicKey key, Role role, PeerName name, Validity validity) {
    Check.that(role != Role.AUTHORITY, "an authority issues to everybody but authorities");
    Check.that(P256.isKey(key), "the key is on P-256");
    PeerUri uri = new PeerUri(authority.scope(), role, name);
    X500Name issuer = X500Name.getInstance(authority.subject().getEncoded());
    return certify(issuer, privateKey, key, uri, serial(entropy), validity);
  }

  /** A fresh key and its certificate at once, for a network whose parties share a machine. */
  public TransportIdentity enrol(Role role, PeerName name, Validity validity) {
    TransportKey key = TransportKey.generate();
    return switch (key.with(issue(key.publicKey(), role, name, validity))) {
      case Outcome.Accepted<TransportIdentity>(var identity) -> identity;
      case Outcome.Refused<TransportIdentity>(var reason) ->
          throw new InvariantViolation("a fresh certificate is in form: " + reason);
    };
  }

  /** The next list: what {@code before} revokes, and {@code more}. */
  public RevocationList revoke(
      Optional<RevocationList> before, Collection<BigInteger> more, Clock clock) {
    BigInteger number =
        before.map(list -> list.number().add(BigInteger.ONE)).orElse(BigInteger.ONE);
    Set<BigInteger> serials = new TreeSet<>(more);
    before.ifPresent(list -> serials.addAll(list.serials()));
    var now = CertificateFields.date(clock.epochSeconds());
    X509v2CRLBuilder builder =
        new X509v2CRLBuilder(X500Name.getInstance(authority.subject().getEncoded()), now);
    serials.forEach(serial -> builder.addCRLEntry(serial, now, CRLReason.unspecified));
    try {
      builder.addExtension(Extension.cRLNumber, false, new CRLNumber(number));
      ByteString der = ByteString.copyOf(builder.build(signer(privateKey)).getEncoded());
      return switch (RevocationList.read(der, authority)) {
        case Outcome.Accepted<RevocationList>(var list) -> list;
        case Outcome.Refused<RevocationList>(var reason) ->
            throw new InvariantViolation("a fresh revocation list is in form: " + reason);
      };
    } catch (IOException e) {
      throw new InvariantViolation("a revocation list encodes", e);
    }
  }

  PrivateKey privateKey() {
    return privateKey;
  }

  private static X509Certificate certify(
      X500Name issuer,
      PrivateKey signedWith,
      PublicKey key,
      PeerUri uri,
      BigInteger serial,
      Validity validity) {
    boolean isAuthority = uri.role() == Role.AUTHORITY;
    var builder =
        new JcaX509v3CertificateBuilder(
            issuer,
            serial,
            CertificateFields.date(validity.fromEpochSeconds()),
            CertificateFields.date(validity.untilEpochSeconds()),
            subject(uri),
            key);
    try {
      builder.addExtension(
          Extension.basicConstraints,
          true,
          isAuthority ? new BasicConstraints(0) : new BasicConstraints(false));
      builder.addExtension(Extension.keyUsage, true, new KeyUsage(usage(uri.role())));
      if (!isAuthority) {
        builder.addExtension(
            Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purposes(uri.role())));
      }
      builder.addExtension(
          Extension.subjectAlternativeName,
          false,
          new GeneralNames(new GeneralName(GeneralName.uniformResourceIdentifier, uri.encode())));
      return new JcaX509CertificateConverter().getCertificate(builder.build(signer(signedWith)));
    } catch (IOException | CertificateException e) {
      throw new InvariantViolation("a certificate encodes", e);
    }
  }

  private static int usage(Role role) {
    return switch (role) {
      case AUTHORITY -> KeyUsage.keyCertSign | KeyUsage.cRLSign;
      case OPERATOR, READER, AUDITOR -> KeyUsage.digitalSignature;
    };
  }

  private static KeyPurposeId[] purposes(Role role) {
    return switch (role) {
      case AUTHORITY -> new KeyPurposeId[0];
      case OPERATOR, READER, AUDITOR ->
          new KeyPurposeId[] {KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth};
    };
  }

  private static X500Name subject(PeerUri uri) {
    return new X500NameBuilder(BCStyle.INSTANCE)
        .addRDN(BCStyle.O, uri.scope())
        .addRDN(BCStyle.OU, uri.role().word())
        .addRDN(BCStyle.CN, uri.name().text())
        .build();
  }

  private static ContentSigner signer(PrivateKey key) {
    try {
      return new JcaContentSignerBuilder(P256.SIGNATURE_ALGORITHM).build(key);
    } catch (OperatorCreationException e) {
      throw new InvariantViolation("this JDK signs with P-256", e);
    }
  }

  private static BigInteger serial(Entropy entropy) {
    byte[] magnitude = entropy.bytes(SERIAL_BYTES);
    magnitude[0] = (byte) ((magnitude[0] & 0x7f) | 0x40);
    return new BigInteger(1, magnitude);
  }

  @Override
  public String toString() {
    return "CertificateAuthority[" + authority.scope() + ", key secret]";
  }
}
