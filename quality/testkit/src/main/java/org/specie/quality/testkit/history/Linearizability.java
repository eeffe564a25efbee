package org.specie.quality.testkit.history;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.specie.quality.testkit.history.Event.DidNotSwap;
import org.specie.quality.testkit.history.Event.MaySwap;
import org.specie.quality.testkit.history.Event.Saw;
import org.specie.quality.testkit.history.Event.Swapped;
import org.specie.quality.testkit.history.Event.Wrote;

/**
 * Decides whether the history of one register is linearizable: Wing and Gong's search, with Lowe's
 * memory of the configurations that led nowhere. A configuration is the set of operations done and
 * the register's value; of the set only what lies beyond the operations that are all done is kept,
 * so that memory follows concurrency and not length. Operations that change nothing are done as
 * soon as they may be, which loses no order.
 */
public final class Linearizability {
  /** Configurations looked at before giving up. */
  public static final int CONFIGURATIONS_MAX = 4_000_000;

  /** What came of it. */
  public sealed interface Finding {
    /** Some order explains all answers. */
    record Linearizable() implements Finding {}

    /** No order does; the longest that fits explains {@code explained} of them, then none fits. */
    record Broken(int explained, List<Event> around) implements Finding {
      public Broken {
        around = List.copyOf(around);
      }
    }

    /** The search was given up after {@link #CONFIGURATIONS_MAX}. */
    record Undecided() implements Finding {}
  }

  private record Configuration(int low, BitSet beyond, long value) {}

  /** A choice made: what was done, from where the next may be tried, and what was there before. */
  private record Choice(int done, long before, List<Integer> quietly) {}

  private static final int AROUND_MAX = 12;

  private final List<Event> events;
  private final BitSet done = new BitSet();
  private final Set<Configuration> seen = new HashSet<>();
  private long value;
  private int answersLeft;
  private int mostDone;
  private List<Event> around = List.of();

  private Linearizability(List<Event> events, long initial) {
    this.events = events.stream().sorted(Comparator.comparingLong(Event::invoked)).toList();
    this.value = initial;
    this.answersLeft = (int) events.stream().filter(Event::isAnswered).count();
  }

  /** Whether {@code events} on one register that began as {@code initial} are linearizable. */
  public static Finding check(List<Event> events, long initial) {
    return new Linearizability(events, initial).search();
  }

  private Finding search() {
    Deque<Choice> path = new ArrayDeque<>();
    int from = 0;
    List<Integer> quietly = doQuietly();
    while (answersLeft > 0) {
      int next = nextChange(from);
      if (next >= 0) {
        long before = value;
        perform(next);
        value = after(events.get(next), before).orElseThrow();
        path.push(new Choice(next, before, quietly));
        quietly = doQuietly();
        if (seen.add(configuration())) {
          if (seen.size() > CONFIGURATIONS_MAX) {
            return new Finding.Undecided();
          }
          from = 0;
          continue;
        }
      } else {
        note();
      }
      if (path.isEmpty()) {
        return new Finding.Broken(mostDone, around);
      }
      quietly.forEach(this::undo);
      Choice last = path.pop();
      undo(last.done());
      value = last.before();
      quietly = last.quietly();
      from = last.done() + 1;
    }
    return new Finding.Linearizable();
  }

  /** Does every operation that may be next and changes nothing; they are what is returned. */
  private List<Integer> doQuietly() {
    List<Integer> all = new ArrayList<>();
    int next = nextQuiet();
    while (next >= 0) {
      perform(next);
      all.add(next);
      next = nextQuiet();
    }
    return all;
  }

  private int nextQuiet() {
    long deadline = deadline();
    for (int i = done.nextClearBit(0); isBefore(i, deadline); i = done.nextClearBit(i + 1)) {
      Event event = events.get(i);
      boolean isQuiet = event.effect() instanceof Saw || event.effect() instanceof DidNotSwap;
      if (isQuiet && event.isAnswered() && after(event, value).isPresent()) {
        return i;
      }
    }
    return -1;
  }

  private int nextChange(int from) {
    long deadline = deadline();
    for (int i = done.nextClearBit(from); isBefore(i, deadline); i = done.nextClearBit(i + 1)) {
      Event event = events.get(i);
      boolean isQuiet = event.effect() instanceof Saw || event.effect() instanceof DidNotSwap;
      if (!isQuiet && after(event, value).isPresent()) {
        return i;
      }
    }
    return -1;
  }

  private boolean isBefore(int index, long deadline) {
    return index < events.size() && events.get(index).invoked() <= deadline;
  }

  /** The first answer among the operations left: whatever was asked for later comes later. */
  private long deadline() {
    long first = Event.NEVER;
    for (int i = done.nextClearBit(0); isBefore(i, first); i = done.nextClearBit(i + 1)) {
      first = Math.min(first, events.get(i).returned());
    }
    return first;
  }

  private static OptionalLong after(Event event, long held) {
    return switch (event.effect()) {
      case Wrote(long written) -> OptionalLong.of(written);
      case Saw(long shown) -> only(held == shown, held);
      case Swapped(long expected, long set) -> only(held == expected, set);
      case MaySwap(long expected, long set) -> only(held == expected, set);
      case DidNotSwap(long expected, long shown) -> only(held == shown && held != expected, held);
    };
  }

  private static OptionalLong only(boolean isPossible, long after) {
    return isPossible ? OptionalLong.of(after) : OptionalLong.empty();
  }

  private void perform(int index) {
    done.set(index);
    answersLeft -= events.get(index).isAnswered() ? 1 : 0;
  }

  private void undo(int index) {
    done.clear(index);
    answersLeft += events.get(index).isAnswered() ? 1 : 0;
  }

  private Configuration configuration() {
    int low = done.nextClearBit(0);
    return new Configuration(low, done.get(low, Math.max(low, done.length())), value);
  }

  /** Keeps what the search looked at when it had come furthest. */
  private void note() {
    if (done.cardinality() >= mostDone) {
      mostDone = done.cardinality();
      List<Event> left = new ArrayList<>();
      for (int i = done.nextClearBit(0);
          i < events.size() && left.size() < AROUND_MAX;
          i = done.nextClearBit(i + 1)) {
        left.add(events.get(i));
      }
      around = left;
    }
  }
}
