package org.specie.ledger.transport.identity;

import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.specie.kernel.core.port.Clock;
import org.specie.ledger.transport.Outcome;
import org.specie.ledger.transport.TransportReason;

/**
 * Decides about certificates: the pinned governance authority, the time, and the revocation list in
 * force. The list can be replaced while connections live; whoever keeps connections asks {@link
 * #stillGood} again. Safe for many threads. Source: docs/spec/24-transport.md, section 2.
 */
public final class Trust {
  /** Bit of a key usage, RFC 5280, 4.2.1.3. */
  private static final int SIGNS_HANDSHAKES = 0;

  private static final int IS_NO_AUTHORITY = -1;
  private static final String SERVES = "1.3.6.1.5.5.7.3.1";
  private static final String CONNECTS = "1.3.6.1.5.5.7.3.2";

  private final AuthorityCertificate authority;
  private final Clock clock;
  private final AtomicReference<Optional<RevocationList>> revocations =
      new AtomicReference<>(Optional.empty());

  /** Trusts what {@code authority} issued, as long as {@code clock} says it is valid. */
  public Trust(AuthorityCertificate authority, Clock clock) {
    this.authority = authority;
    this.clock = clock;
  }

  /** The scope within which certificates are trusted. */
  public String scope() {
    return authority.scope();
  }

  /** The pinned root. */
  public AuthorityCertificate authority() {
    return authority;
  }

  /** The revocation list in force, if there is one. */
  public Optional<RevocationList> revocations() {
    return revocations.get();
  }

  /** Puts a newer list in force; an older one is refused, so that nobody can undo a revocation. */
  public Outcome<RevocationList> replaceRevocations(RevocationList list) {
    return switch (RevocationList.read(list.der(), authority)) {
      case Outcome.Refused<RevocationList> refused -> refused;
      case Outcome.Accepted<RevocationList>(var read) -> putInForce(read);
    };
  }

  private Outcome<RevocationList> putInForce(RevocationList list) {
    Optional<RevocationList> inForce =
        revocations.accumulateAndGet(
            Optional.of(list),
            (old, fresh) ->
                old.filter(l -> l.number().compareTo(list.number()) >= 0).or(() -> fresh));
    return inForce.filter(list::equals).isPresent()
        ? Outcome.accepted(list)
        : Outcome.refused(TransportReason.REVOCATIONS_OLDER);
  }

  /** Examines the certificate somebody shows. */
  public Outcome<PeerCertificate> examine(X509Certificate shown) {
    Optional<PeerCertificate> read =
        isSmall(shown) && authority.signed(shown)
            ? CertificateFields.read(shown)
            : Optional.empty();
    PeerCertificate certificate = read.orElse(null);
    if (certificate == null || !mayConnect(shown, certificate.role())) {
      return Outcome.refused(TransportReason.CERTIFICATE_UNTRUSTED);
    }
    if (!certificate.uri().scope().equals(authority.scope())) {
      return Outcome.refused(TransportReason.CERTIFICATE_SCOPE);
    }
    return stillGood(certificate)
        .<Outcome<PeerCertificate>>map(Outcome::refused)
        .orElseGet(() -> Outcome.accepted(certificate));
  }

  /** Why a certificate that was good is not any more; nothing if it still is. */
  public Optional<TransportReason> stillGood(PeerCertificate certificate) {
    long now = clock.epochSeconds();
    if (!certificate.validity().holdsAt(now) || !authority.validity().holdsAt(now)) {
      return Optional.of(TransportReason.CERTIFICATE_EXPIRED);
    }
    return revocations.get().filter(list -> list.revokes(certificate.serial())).isPresent()
        ? Optional.of(TransportReason.CERTIFICATE_REVOKED)
        : Optional.empty();
  }

  private static boolean isSmall(X509Certificate shown) {
    try {
      return shown.getEncoded().length <= CertificateFields.BYTES_MAX;
    } catch (CertificateEncodingException e) {
      return false;
    }
  }

  private static boolean mayConnect(X509Certificate shown, Role role) {
    @Nullable List<String> purposes;
    try {
      purposes = shown.getExtendedKeyUsage();
    } catch (CertificateParsingException e) {
      return false;
    }
    boolean fits =
        purposes != null
            && switch (role) {
              case AUTHORITY -> false;
              case OPERATOR -> purposes.contains(SERVES) && purposes.contains(CONNECTS);
              case READER -> purposes.contains(CONNECTS);
              case AUDITOR -> purposes.contains(SERVES);
            };
    return fits
        && shown.getBasicConstraints() == IS_NO_AUTHORITY
        && CertificateFields.mayBeUsedFor(shown, SIGNS_HANDSHAKES);
  }
}
