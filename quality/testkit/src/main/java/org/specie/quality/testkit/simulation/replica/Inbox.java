package org.specie.quality.testkit.simulation.replica;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.specie.ledger.consensus.step.Input;

/**
 * What waits for the next turn of a process. What others say is bounded, as an engine's queues are,
 * and dropped beyond. What the process tells itself is bounded by its own work and never dropped: a
 * state machine that misses one block it executed waits for it for ever.
 */
final class Inbox {
  /** Far more than waits in a run in which nobody floods. */
  static final int HEARD_MAX = 20_000;

  private sealed interface Event {
    record Happened(Input input, boolean isHeard) implements Event {}

    /** What was said before belongs to the epoch before. */
    record Asked(Life.Work work) implements Event {}
  }

  private final Deque<Event> waiting = new ArrayDeque<>();
  private int heard;

  /** Something came from outside; false if there is no room for it. */
  boolean hear(Input input) {
    if (heard >= HEARD_MAX) {
      return false;
    }
    heard++;
    waiting.add(new Event.Happened(input, true));
    return true;
  }

  /** Something happened in the process itself. */
  void take(Input input) {
    waiting.add(new Event.Happened(input, false));
  }

  /** Work that has to be done between what was said before and what is said after. */
  void ask(Life.Work work) {
    waiting.add(new Event.Asked(work));
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  int size() {
    return waiting.size();
  }

  /** The work, if it is work that comes next. */
  Optional<Life.Work> nextWork() {
    if (waiting.peek() instanceof Event.Asked(Life.Work work)) {
      waiting.remove();
      return Optional.of(work);
    }
    return Optional.empty();
  }

  /** The input, if it is an input that comes next. */
  Optional<Input> nextInput() {
    if (waiting.peek() instanceof Event.Happened(Input input, boolean isHeard)) {
      waiting.remove();
      heard -= isHeard ? 1 : 0;
      return Optional.of(input);
    }
    return Optional.empty();
  }

  /** Nobody is there to whom what happened until the next work means anything. */
  void dropInputs() {
    while (nextInput().isPresent()) {
      // Each is taken out and that is all.
    }
  }
}
