package org.specie.ledger.consensus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.specie.ledger.api.block.Transaction;
import org.specie.ledger.consensus.message.Message;

/** Clause 6.1 of docs/spec/23-sbft.md: what goes to the primary together. */
class HandingOverTest {
  private final Cluster cluster = new Cluster(1, 0);

  private List<List<Transaction>> handedOver() {
    return cluster.delivered.stream()
        .map(Cluster.Sent::message)
        .filter(Message.Request.class::isInstance)
        .map(message -> ((Message.Request) message).transactions())
        .toList();
  }

  private boolean isExecuted(String text) {
    return cluster.node(1).transactions().contains(Cluster.transaction(text).id());
  }

  @Test
  void oneUserAloneNeverWaits() {
    for (String text : List.of("a", "b", "c")) {
      cluster.submit(1, text);
      assertThat(isExecuted(text)).isTrue();
    }
    assertThat(handedOver()).hasSize(3);
  }

  @Test
  void thoseWhoWereAnsweredTogetherAskTogether() {
    cluster.submit(1, "a", "b");
    cluster.submit(1, "c");
    assertThat(isExecuted("c")).isFalse();
    assertThat(handedOver()).hasSize(1);
    cluster.submit(1, "d");
    assertThat(handedOver())
        .last()
        .isEqualTo(List.of(Cluster.transaction("c"), Cluster.transaction("d")));
    assertThat(handedOver()).hasSize(2);
    cluster.pass(3); // The primary waits too.
    assertThat(isExecuted("c") && isExecuted("d")).isTrue();
  }

  @Test
  void nobodyWaitsForMoreThanTwoMilliseconds() {
    cluster.submit(1, "a", "b", "c", "d");
    cluster.submit(1, "e");
    cluster.pass(1);
    cluster.submit(1, "f");
    assertThat(handedOver()).hasSize(1);
    cluster.pass(1);
    assertThat(handedOver())
        .last()
        .isEqualTo(List.of(Cluster.transaction("e"), Cluster.transaction("f")));
    cluster.pass(3);
    assertThat(isExecuted("e") && isExecuted("f")).isTrue();
    cluster.submit(1, "g");
    cluster.pass(2);
    assertThat(handedOver()).hasSize(3);
  }

  @Test
  void whatOthersAskedForIsNotWaitedFor() {
    cluster.submit(1, "a", "b");
    cluster.submit(2, "c");
    assertThat(handedOver()).hasSize(2);
  }

  /** A frame has an end, and a message that does not fit into one is shown to nobody. */
  @Test
  void muchGoesInSeveralMessages() {
    String[] large = new String[40];
    for (int i = 0; i < large.length; i++) {
      large[i] = i + "x".repeat(100_000);
    }
    cluster.submit(1, large);
    List<List<Transaction>> messages = handedOver();
    assertThat(messages).hasSizeGreaterThan(2);
    assertThat(messages.stream().mapToInt(List::size).sum()).isEqualTo(large.length);
    for (List<Transaction> each : messages) {
      assertThat(each.stream().mapToInt(one -> one.bytes().size()).sum()).isLessThan(1_200_000);
    }
  }

  @Test
  void theNextPrimaryGetsWhatWasKept() {
    cluster.submit(1, "a", "b");
    cluster.submit(2, "c", "d");
    cluster.stop(0);
    cluster.submit(2, "e");
    cluster.pass(5_000);
    assertThat(isExecuted("e")).isTrue();
    assertThat(cluster.agree()).isTrue();
  }
}
