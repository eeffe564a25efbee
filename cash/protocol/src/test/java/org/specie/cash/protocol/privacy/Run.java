package org.specie.cash.protocol.privacy;

import java.util.Collections;
import java.util.Map;

/** One world: what was chosen in it and what the adversary saw. */
record Run(Map<Choice, Boolean> choices, View view) {
  Run {
    choices = Collections.unmodifiableMap(choices);
  }

  boolean chose(Choice choice) {
    return Boolean.TRUE.equals(choices.get(choice));
  }
}
