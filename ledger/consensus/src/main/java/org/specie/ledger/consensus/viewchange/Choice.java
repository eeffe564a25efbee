package org.specie.ledger.consensus.viewchange;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.crypto.quorum.QuorumCertificate;
import org.specie.ledger.consensus.certificate.CertificateKind;
import org.specie.ledger.consensus.certificate.Proposal;
import org.specie.ledger.consensus.value.Batch;
import org.specie.ledger.consensus.value.ReplicaId;
import org.specie.ledger.consensus.value.SequenceNumber;

/** What a new view does with one slot. Source: docs/spec/23-sbft.md, clause 7.5. */
public sealed interface Choice {
  SequenceNumber sequence();

  /** The digest of the batch the slot gets. */
  Hash32 batch();

  /**
   * A commit certificate was shown; there is nothing left to choose.
   *
   * @param proposal what the certificate is on; its view is an earlier one
   */
  record Decided(
      SequenceNumber sequence,
      Hash32 batch,
      CertificateKind kind,
      Proposal proposal,
      QuorumCertificate certificate)
      implements Choice {
    public Decided {
      Check.that(
          kind == CertificateKind.FAST || kind == CertificateKind.COMMITTED,
          "a slot is committed by a fast or a slow commit certificate");
      Check.that(
          proposal.sequence().equals(sequence) && proposal.batch().equals(batch),
          "the certificate is on this batch in this slot");
    }
  }

  /**
   * A batch that may have been committed and is proposed again.
   *
   * @param holders who reported it and so are the first to ask for its body. They may all lie: if
   *     they are silent, everybody is asked, because honest replicas keep what they accepted until
   *     its slot is stable
   */
  record Proposed(SequenceNumber sequence, Hash32 batch, SortedSet<ReplicaId> holders)
      implements Choice {
    public Proposed {
      Check.that(!holders.isEmpty(), "somebody reported what is proposed again");
      Check.that(!batch.equals(Batch.NULL.digest()), "the null batch needs no body");
      holders = Collections.unmodifiableSortedSet(new TreeSet<>(holders));
    }
  }

  /** Nothing can have been committed, or the null batch was: the slot gets that. */
  record Null(SequenceNumber sequence) implements Choice {
    @Override
    public Hash32 batch() {
      return Batch.NULL.digest();
    }
  }
}
