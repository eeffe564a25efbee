package org.specie.ledger.sbft.verification;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.specie.kernel.core.Check;

/**
 * Answers to questions that were asked before. Bounded: when one generation is full it becomes the
 * old one and the one before is forgotten. Forgetting costs time and nothing else. All threads.
 */
final class Remembered<Q> {
  private record Generations<Q>(Map<Q, Boolean> young, Map<Q, Boolean> old) {}

  private final int generationMax;
  private volatile Generations<Q> generations;

  Remembered(int answersMax) {
    Check.that(answersMax >= 2, "there is room for two generations");
    this.generationMax = answersMax / 2;
    this.generations = new Generations<>(new ConcurrentHashMap<>(), Map.of());
  }

  Optional<Boolean> answer(Q question) {
    Generations<Q> now = generations;
    Boolean young = now.young().get(question);
    if (young != null) {
      return Optional.of(young);
    }
    return Optional.ofNullable(now.old().get(question));
  }

  void remember(Q question, boolean answer) {
    Generations<Q> now = generations;
    now.young().put(question, answer);
    if (now.young().size() > generationMax) {
      age();
    }
  }

  private synchronized void age() {
    Map<Q, Boolean> young = generations.young();
    if (young.size() > generationMax) {
      generations = new Generations<>(new ConcurrentHashMap<>(), young);
    }
  }

  int size() {
    Generations<Q> now = generations;
    return now.young().size() + now.old().size();
  }
}
