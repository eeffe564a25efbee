package org.specie.ledger.transport.tls;

import java.security.cert.CertificateException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.specie.ledger.transport.TransportReason;

/**
 * How a refusal finds its way through the JDK's handshake, which knows exceptions only. Carries no
 * stack trace: strangers cause it, and it must be cheap.
 */
final class CertificateRefused extends CertificateException {
  private static final long serialVersionUID = 1L;

  /** Longest chain of causes that is followed. */
  private static final int CAUSES_MAX = 8;

  private final TransportReason reason;

  CertificateRefused(TransportReason reason) {
    super(reason.sentence());
    this.reason = reason;
  }

  /** The refusal behind a failed handshake, if a certificate was what failed it. */
  static Optional<TransportReason> behind(Throwable failure) {
    @Nullable Throwable at = failure;
    for (int i = 0; i < CAUSES_MAX && at != null; i++) {
      if (at instanceof CertificateRefused refused) {
        return Optional.of(refused.reason);
      }
      at = at.getCause();
    }
    return Optional.empty();
  }

  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
