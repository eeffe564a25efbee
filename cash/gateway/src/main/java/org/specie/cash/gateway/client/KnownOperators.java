package org.specie.cash.gateway.client;

import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.ledger.api.block.BlockHeader;
import org.specie.ledger.api.block.Genesis;
import org.specie.ledger.api.certificate.CommitCertificate;
import org.specie.ledger.api.chain.OperatorChange;
import org.specie.ledger.api.chain.OperatorHistory;
import org.specie.ledger.api.chain.OperatorTimeline;
import org.specie.ledger.api.chain.Receipt;

/**
 * The operators as far as this side knows them: from the genesis on, change by change, each
 * certified by those before it. A certificate that does not hold above the last known change may be
 * of operators not yet heard of; then whoever asks should ask for the changes. Safe for many
 * threads.
 */
final class KnownOperators {
  private final OperatorTimeline timeline;
  private boolean isDoubtful;

  KnownOperators(Genesis genesis) {
    this.timeline = new OperatorTimeline(genesis);
  }

  synchronized boolean certify(BlockHeader header, CommitCertificate certificate) {
    boolean holds = timeline.at(header.height()).verify(header, certificate).isAccepted();
    isDoubtful |= !holds && header.height() >= timeline.latestSince();
    return holds;
  }

  synchronized boolean prove(Receipt receipt, Hash32 transactionId) {
    return receipt.verify(timeline, transactionId).isAccepted();
  }

  /** Whether a certificate failed that newer operators might have made; asked once each time. */
  synchronized boolean isDoubtful() {
    boolean was = isDoubtful;
    isDoubtful = false;
    return was;
  }

  /** Takes what is new in a history that somebody tells; whether all of it holds. */
  synchronized boolean learn(ByteString told) {
    Optional<OperatorHistory> history = read(told);
    if (history.isEmpty()) {
      return false;
    }
    for (OperatorChange change : history.get().changes()) {
      boolean isNew = change.header().height() >= timeline.latestSince();
      if (isNew && !timeline.extend(change).isAccepted()) {
        return false;
      }
    }
    return true;
  }

  /** What somebody tells, if it is a history at all. */
  static Optional<OperatorHistory> read(ByteString told) {
    try {
      return Optional.of(OperatorHistory.decode(told));
    } catch (MalformedInput e) {
      return Optional.empty();
    }
  }
}
