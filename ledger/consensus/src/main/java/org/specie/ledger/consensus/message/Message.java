package org.specie.ledger.consensus.message;

import java.util.List;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.crypto.quorum.QuorumCertificate;
import org.specie.ledger.api.block.Transaction;
import org.specie.ledger.consensus.certificate.CertificateKind;
import org.specie.ledger.consensus.certificate.Proposal;
import org.specie.ledger.consensus.certificate.Statement.Execution;
import org.specie.ledger.consensus.value.Batch;
import org.specie.ledger.consensus.value.ReplicaId;
import org.specie.ledger.consensus.value.SequenceNumber;
import org.specie.ledger.consensus.value.Tuning;
import org.specie.ledger.consensus.value.View;

/** Whatever one replica tells another. */
public sealed interface Message {
  /** Transactions handed to the primary by another replica. */
  record Request(List<Transaction> transactions) implements Message {
    /** The most transactions handed over at once. */
    public static final int TRANSACTIONS_MAX = 1024;

    public Request {
      transactions = List.copyOf(transactions);
      Check.that(
          !transactions.isEmpty() && transactions.size() <= TRANSACTIONS_MAX,
          "1 to 1024 transactions are handed over");
    }
  }

  /** The primary's proposal for a slot, signed by it. */
  record PrePrepare(View view, SequenceNumber sequence, Batch batch, ByteString signature)
      implements Message {
    public Proposal proposal() {
      return new Proposal(view, sequence, batch.digest());
    }
  }

  /** A vote, to the collectors of the slot. */
  record SignShare(Proposal proposal, ByteString share) implements Message {}

  /** The slow path's second phase: enough votes to prepare. */
  record Prepare(Proposal proposal, QuorumCertificate certificate) implements Message {}

  /** A share for the slow commit certificate, to the collectors. */
  record CommitShare(Proposal proposal, ByteString share) implements Message {}

  /** The slot is decided: σ(h) or τ(τ(h)). */
  record FullCommitProof(Proposal proposal, CertificateKind kind, QuorumCertificate certificate)
      implements Message {
    public FullCommitProof {
      Check.that(
          kind == CertificateKind.FAST || kind == CertificateKind.COMMITTED,
          "a slot is committed by a fast or a slow commit certificate");
    }
  }

  /** A share of an execution certificate. */
  record SignState(Execution execution, ByteString share) implements Message {}

  /** The block of a slot is final for everybody: π(d). */
  record FullExecuteProof(Execution execution, QuorumCertificate certificate) implements Message {}

  /** A wish to leave {@code view}. */
  record Complaint(View view, ByteString signature) implements Message {}

  /**
   * What a replica brings into a new view.
   *
   * @param view the view to enter
   * @param reports of slots beyond the stable checkpoint, in increasing order
   */
  record ViewChange(
      ReplicaId sender,
      View view,
      Checkpoint stable,
      List<SlotReport> reports,
      ByteString signature)
      implements Message {
    public ViewChange {
      reports = List.copyOf(reports);
      Check.that(reports.size() <= Tuning.WINDOW, "reports are of the window");
      Check.that(isIncreasing(reports), "reports stand in the order of slots");
    }

    static boolean isIncreasing(List<SlotReport> reports) {
      for (int i = 1; i < reports.size(); i++) {
        if (!reports.get(i - 1).sequence().isBefore(reports.get(i).sequence())) {
          return false;
        }
      }
      return true;
    }

    /** Everything but the signature, which signs this. */
    public ByteString body() {
      Encoder out = new Encoder();
      encodeBody(out);
      return out.toByteString();
    }

    void encodeBody(Encoder out) {
      sender.encode(out);
      view.encode(out);
      stable.encode(out);
      out.list(reports, (to, each) -> each.encode(to));
    }
  }

  /** The view-change messages a new view is built from; everybody computes the same from them. */
  record NewView(View view, List<ViewChange> viewChanges) implements Message {
    public NewView {
      viewChanges = List.copyOf(viewChanges);
      Check.that(viewChanges.size() <= ReplicaId.REPLICAS_MAX, "one view change a replica");
    }
  }

  /**
   * How far a replica is, so that others send what it lacks.
   *
   * @param isActive whether it has entered {@code view}
   * @param stable its last stable checkpoint
   * @param executed the last slot it executed
   * @param isRejoining whether it lost what it had voted for, and votes again only when safe
   */
  record Status(
      View view, boolean isActive, Checkpoint stable, SequenceNumber executed, boolean isRejoining)
      implements Message {}

  /** A request for the batch with this digest, which a new view needs. */
  record FetchBatch(SequenceNumber sequence, Hash32 digest) implements Message {}

  /** A batch somebody asked for. */
  record BatchBody(SequenceNumber sequence, Batch batch) implements Message {}
}
