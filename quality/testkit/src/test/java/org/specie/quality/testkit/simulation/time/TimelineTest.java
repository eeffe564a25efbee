package org.specie.quality.testkit.simulation.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.specie.quality.testkit.simulation.invariant.InvariantBroken;

class TimelineTest {
  /** An event that plans two more like it, as two liars do that answer each other. */
  private record Breeder(Timeline timeline) implements Timeline.Event {
    @Override
    public void happen() {
      timeline.after(1, this);
      timeline.after(1, this);
    }
  }

  @Test
  void endsARunInWhichMessagesBreedMessages() {
    Timeline timeline = new Timeline();
    timeline.after(0, new Breeder(timeline));

    assertThatThrownBy(() -> advance(timeline))
        .isInstanceOf(InvariantBroken.class)
        .hasMessageContaining("events wait");
  }

  private static void advance(Timeline timeline) throws IOException {
    while (timeline.advance(1_000)) {
      // Each event plans its successors.
    }
  }

  @Test
  void letsEventsHappenInTheOrderOfTimeAndThenOfPlanning() throws IOException {
    Timeline timeline = new Timeline();
    StringBuilder order = new StringBuilder();
    timeline.after(2, () -> order.append('c'));
    timeline.after(1, () -> order.append('a'));
    timeline.after(1, () -> order.append('b'));
    advance(timeline);

    assertThat(order).hasToString("abc");
    assertThat(timeline.happened()).isEqualTo(3);
    assertThat(timeline.nowUs()).isEqualTo(1_000);
  }

  @Test
  void countsWhatHappensInEachSecond() throws IOException {
    Timeline timeline = new Timeline();
    for (long atUs : new long[] {0, 999_999, 1_000_000, 1_000_001, 1_999_999}) {
      timeline.after(atUs, () -> {});
    }

    assertThat(timeline.advance(3_000_000)).isTrue();
    assertThat(timeline.advance(3_000_000)).isTrue();
    assertThat(timeline.happenedThisSecond()).isEqualTo(2);
    assertThat(timeline.advance(3_000_000)).isTrue();
    assertThat(timeline.happenedThisSecond()).isEqualTo(1);
  }
}
