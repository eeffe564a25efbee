package org.specie.node.signing;

import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/**
 * How many questions of others are answered, and whose answers are awaited here: an answer costs
 * more than the ten bytes that ask for it, and what nobody asked for is not read. Time is an
 * argument; lives on one thread. Source: docs/spec/22-node.md, clause 6.8.
 */
final class Questions {
  /** Questions of one operator a second. */
  static final int ASKED_MAX = 64;

  /** Of those, questions for aggregates of many blocks. */
  static final int ASKED_MANY_MAX = 8;

  /** Answers awaited of one operator: one to each kind of question. */
  private static final int AWAITED_MAX = 2;

  /** From so many askers on, those of earlier seconds are forgotten. */
  private static final int ASKERS_MAX = 64;

  private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** What one operator asked within a second. */
  private static final class Asker {
    private final long since;
    private final TreeSet<Long> heights = new TreeSet<>();
    private int asked;
    private int askedMany;

    private Asker(long since) {
      this.since = since;
    }

    private boolean isOver(long now) {
      return now - since >= SECOND_NANOS;
    }
  }

  private final Map<String, Asker> askers = new TreeMap<>();
  private final Map<String, Integer> awaited = new TreeMap<>();

  /** Whether a question for the shares of one block is answered: each once a second. */
  boolean admitsOne(String operator, long height, long now) {
    Asker asker = asker(operator, now);
    if (asker.asked >= ASKED_MAX || !asker.heights.add(height)) {
      return false;
    }
    asker.asked++;
    return true;
  }

  /** Whether a question for the aggregates of many blocks is answered. */
  boolean admitsMany(String operator, long now) {
    Asker asker = asker(operator, now);
    if (asker.asked >= ASKED_MAX || asker.askedMany >= ASKED_MANY_MAX) {
      return false;
    }
    asker.asked++;
    asker.askedMany++;
    return true;
  }

  private Asker asker(String operator, long now) {
    Asker known = askers.get(operator);
    if (known != null && !known.isOver(now)) {
      return known;
    }
    if (askers.size() >= ASKERS_MAX) {
      askers.values().removeIf(each -> each.isOver(now));
    }
    Asker fresh = new Asker(now);
    askers.put(operator, fresh);
    return fresh;
  }

  /** How many askers are remembered. */
  int askers() {
    return askers.size();
  }

  /** {@code operator} was asked for something. */
  void asked(String operator) {
    awaited.merge(operator, 1, (before, more) -> Math.min(before + more, AWAITED_MAX));
  }

  /** Whether {@code operator}, who answers, was asked; it is asked no longer. */
  boolean isAwaited(String operator) {
    Integer left = awaited.get(operator);
    if (left == null) {
      return false;
    }
    if (left == 1) {
      awaited.remove(operator);
    } else {
      awaited.put(operator, left - 1);
    }
    return true;
  }
}
