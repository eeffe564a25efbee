package org.specie.ledger.consensus.value;

import java.util.ArrayList;
import java.util.List;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;

/**
 * One epoch as one of its replicas sees it: which ledger, which epoch, how many replicas, and who
 * collects when. Source: docs/spec/23-sbft.md, section 1.
 *
 * @param self this replica's own number
 */
public record Configuration(Hash32 ledgerId, long epoch, Quorums quorums, ReplicaId self) {
  public Configuration {
    Check.that(epoch >= 0, "epochs count from 0");
    Check.that(quorums.isReplica(self), "a replica is one of the configuration's");
  }

  public ReplicaId primary(View view) {
    return new ReplicaId((int) (view.number() % quorums.replicas()));
  }

  public boolean isPrimary(View view) {
    return primary(view).equals(self);
  }

  /**
   * The replicas that combine the votes of a slot, in the order in which they act: c + 1 that
   * rotate among the others, and last the primary, so that a correct primary is enough for
   * progress.
   */
  public List<ReplicaId> commitCollectors(View view, SequenceNumber sequence) {
    return collectors(view, sequence, 0);
  }

  /**
   * The replicas that combine the execution shares of a slot; others than its commit collectors.
   */
  public List<ReplicaId> executionCollectors(View view, SequenceNumber sequence) {
    return collectors(view, sequence, quorums.collectors());
  }

  private List<ReplicaId> collectors(View view, SequenceNumber sequence, int offset) {
    int n = quorums.replicas();
    ReplicaId primary = primary(view);
    List<ReplicaId> chosen = new ArrayList<>();
    if (n > 1) {
      long first = (sequence.number() * quorums.collectors() + offset) % (n - 1);
      for (int i = 0; i < Math.min(quorums.collectors(), n - 1); i++) {
        // The others in the order of the ring, beginning after the primary.
        int steps = 1 + (int) ((first + i) % (n - 1));
        chosen.add(new ReplicaId((primary.index() + steps) % n));
      }
    }
    chosen.add(primary);
    return List.copyOf(chosen);
  }

  /** All replicas but this one, in order. */
  public List<ReplicaId> others() {
    List<ReplicaId> others = new ArrayList<>();
    for (int i = 0; i < quorums.replicas(); i++) {
      if (i != self.index()) {
        others.add(new ReplicaId(i));
      }
    }
    return List.copyOf(others);
  }
}
