package org.specie.ledger.transport.identity;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.cert.CRLException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509CRLEntry;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.Extension;
import org.jspecify.annotations.Nullable;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.InvariantViolation;
import org.specie.ledger.transport.Outcome;
import org.specie.ledger.transport.TransportReason;

/**
 * The serial numbers that the governance authority has revoked: an X.509 revocation list with a
 * number that only rises. Complete, never a difference. Source: docs/spec/24-transport.md, 1.5; RFC
 * 5280, section 5.
 *
 * @param number each list has a larger one than the list before it
 * @param der the list as the authority signed it
 */
public record RevocationList(BigInteger number, Set<BigInteger> serials, ByteString der) {
  /** Longest list that is read; about 25,000 revocations. */
  public static final int BYTES_MAX = 1 << 20;

  private static final int NUMBER_BITS_MAX = 160;

  public RevocationList {
    serials = Set.copyOf(serials);
  }

  /** Whether the certificate with this serial number is revoked. */
  public boolean revokes(BigInteger serial) {
    return serials.contains(serial);
  }

  /** Reads a list, and believes it only if {@code authority} signed it. */
  public static Outcome<RevocationList> read(ByteString der, AuthorityCertificate authority) {
    if (der.size() > BYTES_MAX) {
      return Outcome.refused(TransportReason.FILE_MALFORMED);
    }
    X509CRL list;
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      if (factory.generateCRL(new ByteArrayInputStream(der.toByteArray())) instanceof X509CRL x) {
        list = x;
      } else {
        return Outcome.refused(TransportReason.FILE_MALFORMED);
      }
    } catch (CRLException e) {
      return Outcome.refused(TransportReason.FILE_MALFORMED);
    } catch (CertificateException e) {
      throw new InvariantViolation("this JDK has no X.509", e);
    }
    if (!isSigned(list, authority) || !OneEncoding.holds(der.toByteArray())) {
      return Outcome.refused(TransportReason.REVOCATIONS_UNTRUSTED);
    }
    return number(list)
        .map(number -> Outcome.accepted(new RevocationList(number, serials(list), der)))
        .orElseGet(() -> Outcome.refused(TransportReason.FILE_MALFORMED));
  }

  private static boolean isSigned(X509CRL list, AuthorityCertificate authority) {
    if (list.hasUnsupportedCriticalExtension()
        || !list.getIssuerX500Principal().equals(authority.subject())
        || !list.getSigAlgName().equals(P256.SIGNATURE_ALGORITHM)) {
      return false;
    }
    try {
      list.verify(authority.publicKey());
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static Set<BigInteger> serials(X509CRL list) {
    Set<BigInteger> serials = new TreeSet<>();
    @Nullable Set<? extends X509CRLEntry> entries = list.getRevokedCertificates();
    if (entries != null) {
      entries.forEach(entry -> serials.add(entry.getSerialNumber()));
    }
    return serials;
  }

  private static Optional<BigInteger> number(X509CRL list) {
    byte @Nullable [] extension = list.getExtensionValue(Extension.cRLNumber.getId());
    if (extension == null) {
      return Optional.empty();
    }
    try {
      byte[] inner = ASN1OctetString.getInstance(extension).getOctets();
      BigInteger number = ASN1Integer.getInstance(ASN1Integer.fromByteArray(inner)).getValue();
      return Optional.of(number).filter(n -> n.signum() >= 0 && n.bitLength() <= NUMBER_BITS_MAX);
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
