package org.specie.ledger.transport.identity;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what this product puts into certificates, and refuses what it does not put there. */
final class CertificateFields {
  /** Nobody needs a longer one, and everybody who connects may send one. */
  static final int BYTES_MAX = 8192;

  /** The type of a GeneralName that is a URI, RFC 5280, 4.2.1.6. */
  private static final int URI = 6;

  private static final int VERSION = 3;

  private CertificateFields() {}

  /** The party a certificate names, if it is one of ours in form; nothing is verified here. */
  static Optional<PeerCertificate> read(X509Certificate certificate) {
    if (certificate.getVersion() != VERSION
        || certificate.hasUnsupportedCriticalExtension()
        || !P256.isKey(certificate.getPublicKey())) {
      return Optional.empty();
    }
    Optional<Validity> validity = validity(certificate);
    Optional<PeerUri> uri = uri(certificate);
    if (validity.isEmpty() || uri.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new PeerCertificate(
            uri.get(),
            certificate.getSerialNumber(),
            P256.fingerprint(certificate.getPublicKey()),
            validity.get()));
  }

  private static Optional<Validity> validity(X509Certificate certificate) {
    long from = epochSeconds(certificate.getNotBefore());
    long until = epochSeconds(certificate.getNotAfter());
    return 0 <= from && from < until ? Optional.of(new Validity(from, until)) : Optional.empty();
  }

  private static Optional<PeerUri> uri(X509Certificate certificate) {
    @Nullable Collection<List<?>> names;
    try {
      names = certificate.getSubjectAlternativeNames();
    } catch (CertificateParsingException e) {
      return Optional.empty();
    }
    if (names == null || names.size() != 1) {
      return Optional.empty();
    }
    List<?> only = names.iterator().next();
    return only.size() == 2
            && Integer.valueOf(URI).equals(only.get(0))
            && only.get(1) instanceof String text
        ? PeerUri.decode(text)
        : Optional.empty();
  }

  /** Whether the bit of a key usage is set; the numbers are those of RFC 5280, 4.2.1.3. */
  static boolean mayBeUsedFor(X509Certificate certificate, int bit) {
    boolean @Nullable [] usage = certificate.getKeyUsage();
    return usage != null && bit < usage.length && usage[bit];
  }

  private static long epochSeconds(Date date) {
    return Math.floorDiv(date.toInstant().toEpochMilli(), 1000);
  }

  static Date date(long epochSeconds) {
    return Date.from(Instant.ofEpochSecond(epochSeconds));
  }
}
