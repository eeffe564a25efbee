package org.specie.quality.testkit.simulation.invariant;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/** Who counts as one of the f right now: liars, and replicas that forgot what they voted for. */
public final class Faulty {
  private final Set<Integer> replicas = new TreeSet<>();

  public void add(int replica) {
    replicas.add(replica);
  }

  public void remove(int replica) {
    replicas.remove(replica);
  }

  public boolean contains(int replica) {
    return replicas.contains(replica);
  }

  public int count() {
    return replicas.size();
  }

  /** The most signers there can be of what {@code honest} replicas signed. */
  int withThem(Collection<Integer> honest) {
    int count = replicas.size();
    for (int each : honest) {
      if (!replicas.contains(each)) {
        count++;
      }
    }
    return count;
  }
}
