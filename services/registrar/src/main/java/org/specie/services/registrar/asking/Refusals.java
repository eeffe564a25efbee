package org.specie.services.registrar.asking;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.specie.cash.application.policy.KeyQuorum;
import org.specie.services.api.Answer;
import org.specie.services.api.Refusal;

/** Why registrars refuse one question. Source: docs/spec/43-registrar.md, clause 5.2. */
final class Refusals {
  private final KeyQuorum quorum;
  private final Map<Integer, Integer> counts = new HashMap<>();

  Refusals(KeyQuorum quorum) {
    this.quorum = quorum;
  }

  /** A reason is told once so many give it that the others cannot be enough. */
  <R> Optional<Answer<R>> count(Refusal refusal) {
    int count = counts.merge(refusal.code(), 1, Integer::sum);
    return count > quorum.keys().size() - quorum.required()
        ? Optional.of(Answer.refused(refusal))
        : Optional.empty();
  }
}
