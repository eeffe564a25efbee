package org.specie.quality.testkit.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.specie.quality.requirements.Requirement;
import org.specie.quality.testkit.history.Event.DidNotSwap;
import org.specie.quality.testkit.history.Event.Effect;
import org.specie.quality.testkit.history.Event.MaySwap;
import org.specie.quality.testkit.history.Event.Saw;
import org.specie.quality.testkit.history.Event.Swapped;
import org.specie.quality.testkit.history.Event.Wrote;
import org.specie.quality.testkit.history.Linearizability.Finding;

@Requirement("E9")
class LinearizabilityTest {
  private static Event event(long invoked, long returned, Effect effect) {
    return new Event(invoked, returned, effect);
  }

  private static boolean isLinearizable(Event... events) {
    return Linearizability.check(List.of(events), 0) instanceof Finding.Linearizable;
  }

  private static void assertBroken(Event... events) {
    assertThat(Linearizability.check(List.of(events), 0)).isInstanceOf(Finding.Broken.class);
  }

  @Test
  void rejectsAStaleRead() {
    assertBroken(event(0, 1, new Wrote(1)), event(2, 3, new Wrote(2)), event(4, 5, new Saw(1)));
    assertBroken(event(0, 10, new Wrote(1)), event(1, 2, new Saw(1)), event(3, 4, new Saw(0)));
  }

  @Test
  void rejectsALostWrite() {
    assertBroken(event(0, 1, new Wrote(1)), event(2, 3, new Saw(0)));
    assertBroken(event(0, 1, new Wrote(1)), event(2, 3, new Swapped(0, 2)));
  }

  @Test
  void rejectsAWriteAppliedTwice() {
    assertBroken(
        event(0, 1, new Wrote(1)),
        event(2, 3, new Wrote(2)),
        event(4, 5, new Saw(2)),
        event(6, 7, new Saw(1)));
    assertBroken(event(0, 9, new Swapped(0, 1)), event(0, 9, new Swapped(0, 2)));
  }

  @Test
  void rejectsARefusedSwapThatHadNoReason() {
    assertBroken(event(0, 1, new DidNotSwap(0, 0)));
    assertBroken(event(0, 1, new Wrote(1)), event(2, 3, new DidNotSwap(2, 0)));
  }

  @Test
  void rejectsAValueNobodyWrote() {
    assertBroken(event(0, 5, new Wrote(1)), event(0, 5, new Saw(7)));
  }

  @Test
  void acceptsWhatConcurrencyAllows() {
    assertThat(isLinearizable()).isTrue();
    assertThat(
            isLinearizable(
                event(0, 9, new Wrote(1)), event(1, 2, new Saw(0)), event(3, 4, new Saw(1))))
        .isTrue();
    assertThat(
            isLinearizable(
                event(0, 9, new Wrote(1)),
                event(0, 9, new Wrote(2)),
                event(1, 3, new Saw(2)),
                event(4, 8, new Saw(1))))
        .isTrue();
  }

  @Test
  void takesWhatWasNeverAnsweredAsDoneOrNot() {
    Event lost = event(0, Event.NEVER, new Wrote(1));
    assertThat(isLinearizable(lost, event(5, 6, new Saw(0)))).isTrue();
    assertThat(isLinearizable(lost, event(5, 6, new Saw(1)))).isTrue();
    assertThat(isLinearizable(lost, event(5, 6, new Saw(0)), event(7, 8, new Saw(1)))).isTrue();
    assertBroken(lost, event(5, 6, new Saw(1)), event(7, 8, new Saw(0)));
    assertThat(isLinearizable(event(0, Event.NEVER, new MaySwap(0, 4)), event(5, 6, new Saw(4))))
        .isTrue();
    assertBroken(event(0, Event.NEVER, new MaySwap(3, 4)), event(5, 6, new Saw(4)));
  }

  @Test
  void agreesWithTryingAllOrders() {
    Random random = new Random(20);
    int broken = 0;
    for (int round = 0; round < 4_000; round++) {
      List<Event> events = small(random);
      boolean isExplained = isExplained(events, new boolean[events.size()], 0);
      broken += isExplained ? 0 : 1;
      assertThat(Linearizability.check(events, 0) instanceof Finding.Linearizable)
          .as("%s", events)
          .isEqualTo(isExplained);
    }
    assertThat(broken).isBetween(400, 3_600);
  }

  private static List<Event> small(Random random) {
    List<Event> events = new ArrayList<>();
    int count = 2 + random.nextInt(5);
    for (int i = 0; i < count; i++) {
      long invoked = random.nextInt(12);
      boolean isAnswered = random.nextInt(8) > 0;
      long a = random.nextInt(3);
      long b = random.nextInt(3);
      Effect effect =
          switch (random.nextInt(4)) {
            case 0 -> new Wrote(a);
            case 1 -> new Saw(a);
            case 2 -> isAnswered ? new Swapped(a, b) : new MaySwap(a, b);
            default -> new DidNotSwap(a, b);
          };
      events.add(event(invoked, isAnswered ? invoked + random.nextInt(8) : Event.NEVER, effect));
    }
    return events;
  }

  /** Every order, without a thought. */
  private static boolean isExplained(List<Event> events, boolean[] done, long value) {
    boolean isOver = true;
    for (int i = 0; i < done.length; i++) {
      isOver &= done[i] || !events.get(i).isAnswered();
    }
    if (isOver) {
      return true;
    }
    for (int i = 0; i < done.length; i++) {
      if (done[i] || hasToWait(events, done, i)) {
        continue;
      }
      long next =
          switch (events.get(i).effect()) {
            case Wrote(long written) -> written;
            case Saw(long shown) -> shown == value ? value : -1;
            case Swapped(long expected, long set) -> expected == value ? set : -1;
            case MaySwap(long expected, long set) -> expected == value ? set : -1;
            case DidNotSwap(long expected, long held) ->
                held == value && held != expected ? value : -1;
          };
      if (next >= 0) {
        done[i] = true;
        boolean isExplained = isExplained(events, done, next);
        done[i] = false;
        if (isExplained) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean hasToWait(List<Event> events, boolean[] done, int index) {
    for (int i = 0; i < done.length; i++) {
      if (!done[i] && events.get(i).returned() < events.get(index).invoked()) {
        return true;
      }
    }
    return false;
  }

  /** Twenty clients, ten thousand operations, and then a read of the value before the last. */
  @Test
  void decidesLongHistories() {
    Random random = new Random(3);
    List<Event> events = new ArrayList<>();
    long[] freeAt = new long[20];
    long value = 0;
    long before = 0;
    for (int i = 1; i <= 10_000; i++) {
      long at = 10L * i;
      int client = i % freeAt.length;
      long invoked = Math.max(freeAt[client], at - random.nextInt(150));
      long returned = at + random.nextInt(40);
      freeAt[client] = returned + 1;
      if (random.nextBoolean()) {
        before = value;
        value = i;
        events.add(event(Math.min(invoked, at), returned, new Wrote(value)));
      } else {
        events.add(event(Math.min(invoked, at), returned, new Saw(value)));
      }
    }
    assertThat(Linearizability.check(events, 0)).isInstanceOf(Finding.Linearizable.class);

    events.add(event(200_000, 200_001, new Saw(value)));
    events.add(event(200_002, 200_003, new Saw(before)));

    assertThat(Linearizability.check(events, 0)).isInstanceOf(Finding.Broken.class);
  }
}
