package org.specie.ledger.consensus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.specie.ledger.consensus.message.Message;
import org.specie.ledger.consensus.step.Effect;
import org.specie.ledger.consensus.step.Input;
import org.specie.ledger.consensus.value.Now;
import org.specie.quality.requirements.Requirement;

/** How much a primary puts into a slot, and when. Spec 6.2. */
@Requirement("E10")
class BatchingTest {
  private final Cluster cluster = new Cluster(1, 0);
  private int count;

  private String[] fresh(int transactions) {
    String[] texts = new String[transactions];
    for (int i = 0; i < transactions; i++) {
      texts[i] = "transaction " + count++;
    }
    return texts;
  }

  /** The sizes of the batches that the primary proposed. */
  private List<Integer> proposed() {
    return sizes(cluster.node(0).effects);
  }

  private static List<Integer> sizes(List<Effect> effects) {
    List<Integer> sizes = new ArrayList<>();
    for (Effect effect : effects) {
      if (effect instanceof Effect.Broadcast(Message.PrePrepare prePrepare)) {
        sizes.add(prePrepare.batch().transactions().size());
      }
    }
    return sizes;
  }

  @Test
  void proposesOnceForAllThatHappenedInATurn() {
    List<Input> inputs = new ArrayList<>();
    for (String text : fresh(5)) {
      inputs.add(new Input.Submitted(List.of(Cluster.transaction(text))));
    }
    List<Effect> effects = cluster.node(0).replica.step(new Now(cluster.nowMs, 1_000_000), inputs);

    assertThat(sizes(effects)).containsExactly(5);
  }

  @Test
  void opensAFurtherSlotOnlyForTwiceAsMuchAsIsInFlight() {
    cluster.passes = sent -> false;
    cluster.submit(0, fresh(20));
    cluster.submit(0, fresh(39));
    assertThat(proposed()).containsExactly(20);
    cluster.submit(0, fresh(1));
    assertThat(proposed()).containsExactly(20, 40);
    cluster.submit(0, fresh(119));
    assertThat(proposed()).containsExactly(20, 40);
    cluster.submit(0, fresh(1));
    assertThat(proposed()).containsExactly(20, 40, 120);
  }

  @Test
  void opensNoFurtherSlotForAHandful() {
    cluster.passes = sent -> false;
    cluster.submit(0, fresh(1));
    cluster.submit(0, fresh(7));
    assertThat(proposed()).containsExactly(1);
    cluster.submit(0, fresh(1));
    assertThat(proposed()).containsExactly(1, 8);
  }

  @Test
  void waitsAMomentForThoseWhoWereJustAnswered() {
    cluster.submit(0, fresh(16));
    cluster.submit(0, fresh(15));
    assertThat(proposed()).containsExactly(16);
    cluster.submit(0, fresh(1));
    assertThat(proposed()).as("as many as before are there").containsExactly(16, 16);
    cluster.submit(0, fresh(1));
    assertThat(proposed()).containsExactly(16, 16);
    cluster.pass(10);
    assertThat(proposed()).as("nobody else came").containsExactly(16, 16, 1);
    cluster.submit(0, fresh(1));
    assertThat(proposed()).as("a single client never waits").containsExactly(16, 16, 1, 1);
  }
}
