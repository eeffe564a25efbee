package org.specie.ledger.consensus.step;

import org.specie.kernel.core.ByteString;
import org.specie.ledger.consensus.certificate.CertificateKind;
import org.specie.ledger.consensus.certificate.Proposal;
import org.specie.ledger.consensus.value.ReplicaId;
import org.specie.ledger.consensus.value.SequenceNumber;
import org.specie.ledger.consensus.value.View;

/** What happened, for metrics and people; nothing depends on it. */
public sealed interface Notice {
  /** A slot was decided, by a fast or a slow commit certificate. */
  record Decided(SequenceNumber sequence, View view, CertificateKind by) implements Notice {}

  /** This replica asks to leave a view. */
  record ComplainedAbout(View view) implements Notice {}

  /** This replica stopped taking part in all views before {@code towards}. */
  record LeftView(View towards) implements Notice {}

  /** This replica takes part in {@code view}. */
  record EnteredView(View view) implements Notice {}

  /** A message was not believed. */
  record Refused(ReplicaId from, ConsensusReason reason) implements Notice {}

  /** A primary signed two batches for one slot of one view: evidence for its expulsion. */
  record Equivocated(
      ReplicaId replica,
      Proposal first,
      ByteString firstSignature,
      Proposal second,
      ByteString secondSignature)
      implements Notice {}

  /** This replica votes again after it had lost its log. */
  record Rejoined(SequenceNumber at) implements Notice {}
}
