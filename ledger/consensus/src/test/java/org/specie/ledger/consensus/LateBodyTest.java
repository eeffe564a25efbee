package org.specie.ledger.consensus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.ByteString;
import org.specie.ledger.consensus.certificate.Signed;
import org.specie.ledger.consensus.message.Message;
import org.specie.ledger.consensus.message.Message.ViewChange;
import org.specie.ledger.consensus.message.SlotReport;
import org.specie.ledger.consensus.step.Input;
import org.specie.ledger.consensus.step.LogRecord;
import org.specie.ledger.consensus.value.Batch;
import org.specie.ledger.consensus.value.ReplicaId;
import org.specie.ledger.consensus.value.SequenceNumber;
import org.specie.ledger.consensus.value.View;

/** A batch that a new view asked for and that comes too late. docs/spec/23-sbft.md, clause 7.2. */
class LateBodyTest {
  private final Cluster cluster = new Cluster(1, 0);

  private void receive(int from, Message message) {
    cluster.node(3).step(new Input.Received(new ReplicaId(from), 0, message));
  }

  @Test
  void bodyThatComesAfterLeavingItsViewIsNotVotedFor() {
    Batch late = new Batch(1_000_000, List.of(Cluster.transaction("late")));
    View one = new View(1);
    List<ViewChange> changes = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      SlotReport report =
          new SlotReport(
              new SequenceNumber(1),
              Optional.of(new SlotReport.Accepted(View.FIRST, late.digest())),
              Optional.empty(),
              Optional.empty());
      ViewChange unsigned =
          new ViewChange(new ReplicaId(i), one, Cluster.BASE, List.of(report), ByteString.EMPTY);
      ByteString signature =
          cluster.keys.of(new ReplicaId(i)).sign(new Signed.ViewChanged(unsigned.body()));
      changes.add(new ViewChange(new ReplicaId(i), one, Cluster.BASE, List.of(report), signature));
    }
    receive(1, new Message.NewView(one, changes));
    for (int i = 0; i < 2; i++) {
      receive(
          i,
          new Message.Complaint(
              one, cluster.keys.of(new ReplicaId(i)).sign(new Signed.Complained(one))));
    }
    assertThat(cluster.node(3).log).anyMatch(LogRecord.LeftView.class::isInstance);
    receive(1, new Message.BatchBody(new SequenceNumber(1), late));
    assertThat(cluster.node(3).log).noneMatch(LogRecord.Accepted.class::isInstance);
  }
}
