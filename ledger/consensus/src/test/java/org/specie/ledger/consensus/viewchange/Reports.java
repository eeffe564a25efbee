package org.specie.ledger.consensus.viewchange;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.crypto.quorum.QuorumCertificate;
import org.specie.ledger.consensus.certificate.CertificateKind;
import org.specie.ledger.consensus.certificate.Statement.Execution;
import org.specie.ledger.consensus.message.Checkpoint;
import org.specie.ledger.consensus.message.Message.ViewChange;
import org.specie.ledger.consensus.message.SlotReport;
import org.specie.ledger.consensus.message.SlotReport.Accepted;
import org.specie.ledger.consensus.message.SlotReport.Committed;
import org.specie.ledger.consensus.message.SlotReport.Prepared;
import org.specie.ledger.consensus.value.ReplicaId;
import org.specie.ledger.consensus.value.SequenceNumber;
import org.specie.ledger.consensus.value.View;

/** Reports and view changes in short; their certificates are for the rule, which asks no key. */
final class Reports {
  static final SequenceNumber SLOT = new SequenceNumber(1);
  static final Hash32 A = batch("A");
  static final Hash32 B = batch("B");
  static final Hash32 C = batch("C");
  static final Checkpoint BASE =
      new Checkpoint(new Execution(new SequenceNumber(0), Hash32.ZERO), Optional.empty());

  /** Says which certificate it would be, so that tests see which one was taken. */
  static QuorumCertificate certificate(String name) {
    byte[] point = new byte[QuorumCertificate.ThresholdSignature.POINT_SIZE];
    Hash32.sha256(ByteString.utf8(name)).bytes().copyTo(point, 0);
    return new QuorumCertificate.ThresholdSignature(ByteString.copyOf(point));
  }

  static Hash32 batch(String name) {
    return Hash32.sha256(ByteString.utf8(name));
  }

  /** What is known of one slot, built up. */
  record Known(
      Optional<Accepted> accepted, Optional<Prepared> prepared, Optional<Committed> committed) {
    static final Known NOTHING = new Known(Optional.empty(), Optional.empty(), Optional.empty());

    Known accepted(long view, Hash32 batch) {
      return new Known(Optional.of(new Accepted(new View(view), batch)), prepared, committed);
    }

    Known prepared(long view, Hash32 batch) {
      return new Known(
          accepted,
          Optional.of(new Prepared(new View(view), batch, certificate("prepared"))),
          committed);
    }

    Known committed(long view, Hash32 batch, CertificateKind kind) {
      return new Known(
          accepted,
          prepared,
          Optional.of(new Committed(new View(view), batch, kind, certificate("committed"))));
    }

    Optional<SlotReport> at(SequenceNumber slot) {
      return equals(NOTHING)
          ? Optional.empty()
          : Optional.of(new SlotReport(slot, accepted, prepared, committed));
    }
  }

  static Known accepted(long view, Hash32 batch) {
    return Known.NOTHING.accepted(view, batch);
  }

  static Known prepared(long view, Hash32 batch) {
    return Known.NOTHING.prepared(view, batch);
  }

  /** The reports of replicas 0, 1, 2 … about one slot. */
  static SortedMap<ReplicaId, SlotReport> of(Known... known) {
    SortedMap<ReplicaId, SlotReport> reports = new TreeMap<>();
    for (int i = 0; i < known.length; i++) {
      ReplicaId replica = new ReplicaId(i);
      known[i].at(SLOT).ifPresent(report -> reports.put(replica, report));
    }
    return reports;
  }

  static ViewChange viewChange(int sender, long view, Checkpoint stable, List<SlotReport> reports) {
    return new ViewChange(
        new ReplicaId(sender), new View(view), stable, reports, ByteString.utf8("unsigned"));
  }

  private Reports() {}
}
