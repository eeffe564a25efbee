package org.specie.quality.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.specie.ledger.consensus.value.Quorums;
import org.specie.ledger.consensus.value.Tuning.Dissemination;
import org.specie.quality.requirements.Requirement;
import org.specie.quality.testkit.simulation.traffic.MessageCounts;

class MessageCountsTest {
  private static MessageCounts at(int faults, Dissemination dissemination) throws IOException {
    return MessageCounts.measure(new Quorums(faults, 0), dissemination, 1);
  }

  @Test
  @Requirement({"E8", "E21"})
  void collectorsCostALinearNumberOfMessages() throws IOException {
    for (int faults : new int[] {1, 2, 5, 10}) {
      MessageCounts counts = at(faults, Dissemination.COLLECTORS);
      assertThat(counts.messagesPerDecision())
          .as("n = %d", counts.replicas())
          .isLessThan(9.0 * counts.replicas());
    }
  }

  @Test
  @Requirement("E8")
  void everybodyToEverybodyCostsAQuadraticNumber() throws IOException {
    for (int faults : new int[] {1, 2, 5}) {
      MessageCounts counts = at(faults, Dissemination.ALL_TO_ALL);
      int n = counts.replicas();
      assertThat(counts.messagesPerDecision()).as("n = %d", n).isGreaterThan(2.0 * n * (n - 1));
    }
  }
}
