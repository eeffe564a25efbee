package org.specie.ledger.consensus;

import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.specie.kernel.core.Check;
import org.specie.ledger.consensus.value.SequenceNumber;
import org.specie.ledger.consensus.value.Tuning;

/** The open slots, in order. Never more than the window has. */
final class Slots {
  private final SortedMap<SequenceNumber, Slot> slots = new TreeMap<>();

  Optional<Slot> find(SequenceNumber sequence) {
    return Optional.ofNullable(slots.get(sequence));
  }

  /** The slot of {@code sequence}, which the caller has found to be in the window. */
  Slot open(SequenceNumber sequence) {
    Slot slot = slots.computeIfAbsent(sequence, Slot::new);
    Check.that(slots.size() <= 2 * Tuning.WINDOW, "open slots are of the window");
    return slot;
  }

  SortedMap<SequenceNumber, Slot> all() {
    return slots;
  }

  /** Forgets everything up to {@code sequence}. */
  void dropUpTo(SequenceNumber sequence) {
    slots.headMap(sequence.next()).clear();
  }
}
