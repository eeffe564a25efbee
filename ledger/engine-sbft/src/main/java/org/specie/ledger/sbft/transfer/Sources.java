package org.specie.ledger.sbft.transfer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.InvariantViolation;
import org.specie.kernel.core.Reason;
import org.specie.ledger.consensus.value.ReplicaId;

/**
 * The replicas that can be asked, and what is held against each. Who sends what no honest replica
 * sends is blamed and never asked again. Who does not answer rests, longer each time, because the
 * network may have lost it.
 */
final class Sources {
  /** From this many missed requests in a row on a source is not waited for. */
  private static final int MISSED_MAX = 3;

  private static final int DOUBLINGS_MAX = 16;

  private static final class Standing {
    private boolean isBlamed;
    private boolean isUnlinked;
    private int missed;
    private long restsUntilMs;
    private int underWay;
  }

  private final TransferLimits limits;
  private final int faultsMax;
  private final List<ReplicaId> order = new ArrayList<>();
  private final TreeMap<ReplicaId, Standing> standings = new TreeMap<>();
  private int turn;

  Sources(TransferLimits limits, List<ReplicaId> order, int faultsMax) {
    Check.that(!order.isEmpty() && faultsMax >= 0, "there is somebody to ask");
    this.limits = limits;
    this.faultsMax = faultsMax;
    order.forEach(this::add);
  }

  private void add(ReplicaId source) {
    order.add(source);
    standings.put(source, new Standing());
  }

  private Standing standing(ReplicaId source) {
    return Optional.ofNullable(standings.get(source))
        .orElseThrow(() -> new InvariantViolation("only sources are asked"));
  }

  boolean isTrusted(ReplicaId source) {
    Standing standing = standings.get(source);
    return standing != null && !standing.isBlamed;
  }

  /** Those who are not blamed. */
  List<ReplicaId> trusted() {
    return order.stream().filter(this::isTrusted).toList();
  }

  /** So many answers include one of an honest replica. */
  int oneIsHonest() {
    return Math.min(faultsMax + 1, Math.max(1, trusted().size()));
  }

  /** So many answers come even if every liar is silent. */
  int allHonest() {
    return Math.max(1, Math.min(trusted().size(), order.size() - faultsMax));
  }

  /**
   * Whom to ask next among those that {@code has} allows: the least occupied, in turn; one that did
   * not answer last time only when nobody else can be asked.
   */
  Optional<ReplicaId> choose(Predicate<ReplicaId> has, long nowMs) {
    Optional<ReplicaId> best = Optional.empty();
    int bestBurden = Integer.MAX_VALUE;
    for (int i = 0; i < order.size(); i++) {
      ReplicaId each = order.get((turn + i) % order.size());
      if (isFree(each, nowMs) && has.test(each) && burden(standing(each)) < bestBurden) {
        best = Optional.of(each);
        bestBurden = burden(standing(each));
      }
    }
    if (best.isPresent()) {
      turn = (order.indexOf(best.get()) + 1) % order.size();
    }
    return best;
  }

  private int burden(Standing standing) {
    return standing.underWay + (standing.missed > 0 ? limits.outstandingPerSourceMax() : 0);
  }

  private boolean isFree(ReplicaId source, long nowMs) {
    Standing standing = standing(source);
    return !standing.isBlamed
        && !standing.isUnlinked
        && standing.restsUntilMs <= nowMs
        && standing.underWay < limits.outstandingPerSourceMax();
  }

  boolean isAnyFree(long nowMs) {
    return order.stream().anyMatch(each -> isFree(each, nowMs));
  }

  /** Whether nobody waits for this source any more. */
  boolean isGivenUp(ReplicaId source) {
    Standing standing = standing(source);
    return standing.isBlamed || standing.isUnlinked || standing.missed >= MISSED_MAX;
  }

  /**
   * The source can be reached from now on, be it again or for the first time: those that a transfer
   * began with may go away. False if it is not asked any more.
   */
  boolean linked(ReplicaId source) {
    if (!standings.containsKey(source)) {
      add(source);
    }
    if (!isTrusted(source)) {
      return false;
    }
    Standing standing = standing(source);
    standing.isUnlinked = false;
    standing.missed = 0;
    standing.restsUntilMs = 0;
    return true;
  }

  /** Nothing comes of the source until it is back; false if that is no news. */
  boolean unlinked(ReplicaId source) {
    Standing standing = standings.get(source);
    if (standing == null || standing.isUnlinked) {
      return false;
    }
    standing.isUnlinked = true;
    return true;
  }

  void asked(ReplicaId source) {
    standing(source).underWay++;
  }

  void ended(ReplicaId source) {
    standing(source).underWay--;
    Check.that(standing(source).underWay >= 0, "what ends has begun");
  }

  void delivered(ReplicaId source) {
    standing(source).missed = 0;
  }

  void missed(ReplicaId source, long nowMs) {
    Standing standing = standing(source);
    long pause = limits.backoffMs() << Math.min(standing.missed, DOUBLINGS_MAX);
    standing.restsUntilMs = nowMs + Math.min(pause, limits.backoffMsMax());
    standing.missed++;
  }

  /** Whether this is the first time. */
  boolean blame(ReplicaId source, Reason reason, List<TransferEffect> out) {
    Standing standing = standing(source);
    if (standing.isBlamed) {
      return false;
    }
    standing.isBlamed = true;
    out.add(new TransferEffect.Blame(source, reason));
    return true;
  }
}
