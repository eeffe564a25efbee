package org.specie.cash.gateway.client;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.specie.cash.gateway.message.Reply;
import org.specie.cash.gateway.message.Request;

/**
 * One question put to replica after replica until its collector is content: to as many at once as
 * it needs answers, to one more for each that refuses, lies, breaks or keeps it waiting, and round
 * after round to all of them until the deadline. Lives on its caller's thread.
 */
final class Inquiry<T> {
  /** Takes replies, and knows when they are enough. */
  interface Collector<T> {
    /** Whether the reply of {@code replica} is of use; a useful one is not asked for again. */
    boolean take(int replica, Reply reply);

    /** What the replies taken so far come to, once they are enough. */
    Optional<T> result();

    /** How many useful replies are needed, as far as is known by now. */
    int needed();
  }

  private record Event(int replica, @Nullable Reply reply, String failure) {}

  private final List<? extends ReplicaLine> lines;
  private final Request request;
  private final Patience patience;
  private final Collector<T> collector;
  private final Runnable inDoubt;
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final Set<Integer> open = new HashSet<>();
  private final Set<Integer> useful = new HashSet<>();
  private final Map<Integer, String> failures = new TreeMap<>();
  private Deque<Integer> candidates = new ArrayDeque<>();

  Inquiry(
      List<? extends ReplicaLine> lines,
      Request request,
      Patience patience,
      Collector<T> collector) {
    this(lines, request, patience, collector, () -> {});
  }

  /**
   * @param inDoubt called when an answer does not hold
   */
  Inquiry(
      List<? extends ReplicaLine> lines,
      Request request,
      Patience patience,
      Collector<T> collector,
      Runnable inDoubt) {
    this.inDoubt = inDoubt;
    this.lines = lines;
    this.request = request;
    this.patience = patience;
    this.collector = collector;
  }

  /** Replicas that failed in this inquiry or kept it waiting, and how. */
  Map<Integer, String> failures() {
    return failures;
  }

  /** Asks, in the order of the lines, until the collector has a result. */
  T run() throws IOException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(patience.deadlineMs());
    newRound();
    while (true) {
      Optional<T> result = collector.result();
      if (result.isPresent()) {
        return result.get();
      }
      openAsManyAsNeeded();
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (left <= 0) {
        throw new IOException(
            "no answer from enough replicas within "
                + patience.deadlineMs()
                + " ms"
                + (failures.isEmpty() ? "" : ": " + described())
                + "; look at 'specie network status'");
      }
      boolean isRoundOver = open.isEmpty() && candidates.isEmpty();
      Optional<Event> event =
          await(Math.min(left, isRoundOver ? patience.roundMs() : patience.nextMs()));
      if (event.isPresent()) {
        take(event.get());
      } else if (isRoundOver) {
        newRound();
      } else {
        noteTheSilent();
        if (candidates.isEmpty()) {
          // Whoever has kept silent through a round may never have got the question.
          askAgainTheSilent();
        } else {
          ask(candidates.removeFirst());
        }
      }
    }
  }

  private void newRound() {
    candidates = new ArrayDeque<>();
    for (int replica = 0; replica < lines.size(); replica++) {
      if (!useful.contains(replica) && !open.contains(replica)) {
        candidates.addLast(replica);
      }
    }
  }

  private void openAsManyAsNeeded() {
    while (open.size() + useful.size() < collector.needed() && !candidates.isEmpty()) {
      ask(candidates.removeFirst());
    }
  }

  private void noteTheSilent() {
    String silence = "no answer within " + patience.nextMs() + " ms";
    open.forEach(replica -> failures.putIfAbsent(replica, silence));
  }

  private void askAgainTheSilent() {
    List<Integer> silent = List.copyOf(open);
    silent.forEach(this::ask);
  }

  private void ask(int replica) {
    open.add(replica);
    lines
        .get(replica)
        .ask(request)
        .whenComplete(
            (reply, failure) ->
                events.add(
                    new Event(
                        replica,
                        reply,
                        failure == null ? "" : String.valueOf(failure.getMessage()))));
  }

  private void take(Event event) {
    open.remove(event.replica());
    if (event.reply() == null) {
      failures.put(event.replica(), event.failure());
    } else if (event.reply() instanceof Reply.Refused(var reason)) {
      failures.put(event.replica(), reason.code() + " " + reason.sentence());
    } else if (useful.contains(event.replica()) || collector.take(event.replica(), event.reply())) {
      useful.add(event.replica());
    } else {
      failures.put(event.replica(), "its answer does not hold");
      inDoubt.run();
    }
  }

  private String described() {
    StringBuilder text = new StringBuilder();
    failures.forEach(
        (replica, failure) ->
            text.append(text.isEmpty() ? "" : "; ")
                .append(lines.get(replica).name())
                .append(": ")
                .append(failure));
    return text.toString();
  }

  private Optional<Event> await(long milliseconds) throws IOException {
    try {
      return Optional.ofNullable(events.poll(milliseconds, TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for the replicas");
    }
  }
}
