package org.specie.ledger.transport.peer;

import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.specie.ledger.transport.TransportReason;
import org.specie.ledger.transport.identity.PeerCertificate;
import org.specie.ledger.transport.identity.PeerName;
import org.specie.ledger.transport.link.Link;
import org.specie.ledger.transport.link.Seats;

/** The links of readers with one operator: so many, each confined, none of them an operator's. */
final class ReaderSeats {
  private final ReaderAdmission admission;
  private final Semaphore links;
  private final Seats<PeerName> readers;

  ReaderSeats(ReaderAdmission admission) {
    this.admission = admission;
    this.links = new Semaphore(admission.linksMax());
    this.readers = new Seats<>(admission.linksPerReaderMax());
  }

  /** How many links there are. */
  int live() {
    return admission.linksMax() - links.availablePermits();
  }

  /** Keeps the thread until {@code link}, which shows a reader's certificate, has ended. */
  void serve(Link link) {
    PeerName reader = link.certificate().map(PeerCertificate::name).orElseThrow();
    Optional<TransportReason> refusal = take(reader);
    if (refusal.isPresent()) {
      link.end(refusal.get());
      return;
    }
    try {
      link.confine(admission.link());
      link.end(link.run(frame -> admission.handler().received(link, frame)));
    } finally {
      readers.leave(reader);
      links.release();
    }
  }

  private Optional<TransportReason> take(PeerName reader) {
    if (!links.tryAcquire()) {
      return Optional.of(TransportReason.TOO_MANY_CONNECTIONS);
    }
    if (!readers.take(reader)) {
      links.release();
      return Optional.of(TransportReason.TOO_MANY_FOR_CERTIFICATE);
    }
    return Optional.empty();
  }
}
