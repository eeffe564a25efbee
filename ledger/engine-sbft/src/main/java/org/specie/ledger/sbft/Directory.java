package org.specie.ledger.sbft;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.specie.ledger.api.block.OperatorSet;
import org.specie.ledger.consensus.value.ReplicaId;

/**
 * Numbers for operators that stay while operators come and go, for state transfer, which outlives
 * epochs. Bounded, because only operators have links. Safe for all threads.
 */
final class Directory {
  private final Map<String, ReplicaId> numbers = new LinkedHashMap<>();
  private final List<String> names = new ArrayList<>();
  private final String self;
  private List<String> present = List.of();
  private int faults;

  Directory(String self) {
    this.self = self;
  }

  /** These are the operators to fetch from, of whom f may lie. */
  synchronized void show(List<OperatorSet.Operator> operators, int faultsMax) {
    Set<String> others = new LinkedHashSet<>();
    for (OperatorSet.Operator each : operators) {
      if (!each.name().equals(self)) {
        others.add(each.name());
        number(each.name());
      }
    }
    present = List.copyOf(others);
    faults = faultsMax;
  }

  synchronized ReplicaId number(String operator) {
    return numbers.computeIfAbsent(
        operator,
        name -> {
          names.add(name);
          return new ReplicaId(names.size() - 1);
        });
  }

  synchronized String name(ReplicaId number) {
    return names.get(number.index());
  }

  /**
   * Whom to fetch from: those whose links stand, unless they are so few that all may be liars. Only
   * time depends on it, because whatever is fetched carries its proof.
   */
  synchronized List<ReplicaId> sources(Set<String> connected) {
    List<String> reachable = present.stream().filter(connected::contains).toList();
    List<String> chosen = reachable.size() > faults ? reachable : present;
    return chosen.stream().map(this::number).toList();
  }

  /**
   * Whether so many links stand that an honest operator is among them. Who has to wait for all it
   * has ever heard of waits for ever: some may have left, and some may not let it in.
   */
  synchronized boolean isOneHonest(Set<String> connected) {
    return present.stream().filter(connected::contains).count() > faults;
  }

  /** Whether {@code operator} is one to fetch from. */
  synchronized boolean isPresent(String operator) {
    return present.contains(operator);
  }

  synchronized int faults() {
    return faults;
  }
}
