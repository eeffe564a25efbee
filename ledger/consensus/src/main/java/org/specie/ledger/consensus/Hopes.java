package org.specie.ledger.consensus;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.specie.ledger.consensus.value.ReplicaId;

/**
 * Whom a collector waits for on the fast path, and which collectors a share is entrusted to. A
 * replica whose link is down, or whose vote missed the timer, is not waited for until it has voted
 * in time again; each time it fails it has to do so twice as often, so that one that flaps costs a
 * timer now and then and not every slot. Spec 1.4, 6.5.
 */
final class Hopes {
  /** The most timely votes in a row that are asked of a replica before it is hoped for again. */
  private static final int PROBATION_MAX = 256;

  private static final class Probation {
    private int length = 1;
    private int left;
  }

  private final SortedSet<ReplicaId> disconnected = new TreeSet<>();
  private final SortedMap<ReplicaId, Probation> probations = new TreeMap<>();

  boolean isHopedFor(ReplicaId replica) {
    Probation probation = probations.get(replica);
    return !disconnected.contains(replica) && (probation == null || probation.left == 0);
  }

  void connected(ReplicaId replica) {
    disconnected.remove(replica);
  }

  void disconnected(ReplicaId replica) {
    disconnected.add(replica);
  }

  /**
   * Who of {@code collectors} gets a share at once: the first that is hoped for, and those before
   * it whose link stands. Opinions of who is hoped for differ; so nobody is sent a share instead of
   * another, only besides.
   */
  List<ReplicaId> addressees(List<ReplicaId> collectors, ReplicaId self) {
    List<ReplicaId> addressees = new ArrayList<>();
    for (ReplicaId collector : collectors) {
      boolean isLast = collector.equals(collectors.getLast());
      if (!disconnected.contains(collector) || (isLast && addressees.isEmpty())) {
        addressees.add(collector);
      }
      if (collector.equals(self) || isHopedFor(collector)) {
        break;
      }
    }
    return addressees;
  }

  /**
   * How many of {@code collectors} before {@code self} may still do the work; -1 if {@code self} is
   * none of them. Those nobody hopes for are passed over.
   */
  int turn(List<ReplicaId> collectors, ReplicaId self) {
    int turn = 0;
    for (ReplicaId collector : collectors) {
      if (collector.equals(self)) {
        return turn;
      }
      turn += isHopedFor(collector) ? 1 : 0;
    }
    return -1;
  }

  /** The replica's vote was missing when the timer ran out. */
  void missed(ReplicaId replica) {
    Probation probation = probations.computeIfAbsent(replica, _ -> new Probation());
    if (probation.left == 0) {
      probation.length = Math.min(PROBATION_MAX, probation.length * 2);
    }
    probation.left = probation.length;
  }

  /** The replica voted within the timer. */
  void timely(ReplicaId replica) {
    Probation probation = probations.get(replica);
    if (probation != null && probation.left > 0) {
      probation.left--;
    }
  }
}
