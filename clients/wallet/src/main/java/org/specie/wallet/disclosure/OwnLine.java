package org.specie.wallet.disclosure;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.specie.wallet.history.Entry;
import org.specie.wallet.history.EntryKind;
import org.specie.wallet.history.EntryState;

/** A wallet's enrolment and its steps, as its history has them, in the order of the ledger. */
record OwnLine(Entry enrolment, List<Entry> steps) {
  OwnLine {
    steps = List.copyOf(steps);
  }

  /** The line of {@code history}, if its owner is enrolled. */
  static Optional<OwnLine> of(List<Entry> history) {
    List<Entry> steps =
        history.stream()
            .filter(entry -> entry.kind().isStep())
            .filter(entry -> entry.state() instanceof EntryState.Final)
            .sorted(Comparator.comparingLong(OwnLine::height))
            .toList();
    return history.stream()
        .filter(entry -> entry.kind() == EntryKind.ENROLLED)
        .filter(entry -> entry.state() instanceof EntryState.Final)
        .findFirst()
        .map(enrolment -> new OwnLine(enrolment, steps));
  }

  /** Where a final entry stands. */
  static long height(Entry entry) {
    return switch (entry.state()) {
      case EntryState.Final(long height) -> height;
      case EntryState.Pending _, EntryState.Refused _ -> Long.MAX_VALUE;
    };
  }

  /** How many steps stand before {@code seconds}. */
  int before(long seconds) {
    return (int) steps.stream().filter(step -> step.atSeconds() < seconds).count();
  }

  /** What made the state after {@code count} steps. */
  Entry maker(int count) {
    return count == 0 ? enrolment : steps.get(count - 1);
  }

  /** When the last thing in it happened. */
  long lastSeconds() {
    return maker(steps.size()).atSeconds();
  }
}
