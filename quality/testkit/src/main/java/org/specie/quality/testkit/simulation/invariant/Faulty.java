package org.specie.quality.testkit.simulation.invariant;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/** Who counts as one of the f right now: liars, and machines that forgot what they voted for. */
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

  /** How many of {@code members} there are. */
  public int among(Collection<Integer> members) {
    return (int) members.stream().filter(replicas::contains).count();
  }

  /** The most signers there can be, among {@code members}, of what {@code honest} ones signed. */
  int withThem(Collection<Integer> honest, Collection<Integer> members) {
    return (int)
        members.stream().filter(each -> replicas.contains(each) || honest.contains(each)).count();
  }
}
