package org.specie.ledger.sbft;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.specie.ledger.consensus.step.Input;

/**
 * What waits for the event loop. It has no limit of its own because everybody who puts something in
 * has one: links a number of frames a peer, execution the window, submissions their pool.
 */
final class Inbox {
  /** One thing for the event loop. */
  sealed interface Event {
    /** Something happened to the state machine; {@code taken} runs once it knows. */
    record Happened(List<Input> inputs, Runnable taken) implements Event {}

    /** Something to be done on the loop's thread. */
    record Asked(Task task) implements Event {}

    /** There may be something elsewhere. */
    record Woken() implements Event {}
  }

  /** Work for the loop's thread. */
  @FunctionalInterface
  interface Task {
    void run() throws IOException;
  }

  private static final int TAKEN_MAX = 256;

  private final BlockingQueue<Event> waiting = new LinkedBlockingQueue<>();

  void happened(Input input) {
    happened(input, () -> {});
  }

  void happened(Input input, Runnable taken) {
    waiting.add(new Event.Happened(List.of(input), taken));
  }

  /** What happened together, in order, which makes one turn and not several. */
  void happenedTogether(Input... inputs) {
    waiting.add(new Event.Happened(List.of(inputs), () -> {}));
  }

  void ask(Task task) {
    waiting.add(new Event.Asked(task));
  }

  void wake() {
    waiting.add(new Event.Woken());
  }

  int size() {
    return waiting.size();
  }

  /** What waits by now, or within {@code waitMs}; perhaps nothing. */
  List<Event> take(long waitMs) throws InterruptedException {
    List<Event> taken = new ArrayList<>();
    waiting.drainTo(taken, TAKEN_MAX);
    if (taken.isEmpty() && waitMs > 0) {
      Event first = waiting.poll(waitMs, TimeUnit.MILLISECONDS);
      if (first != null) {
        taken.add(first);
        waiting.drainTo(taken, TAKEN_MAX - 1);
      }
    }
    return taken;
  }
}
