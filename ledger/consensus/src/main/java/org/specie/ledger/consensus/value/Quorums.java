package org.specie.ledger.consensus.value;

import org.specie.kernel.core.Check;

/**
 * The numbers of SBFT: n = 3f + 2c + 1 replicas, of which f may lie and c more may be slow without
 * costing the fast path. Source: docs/spec/23-sbft.md, clause 1.3.
 *
 * @param faults f, replicas that may do anything
 * @param slow c, further replicas that may be slow or down on the fast path
 */
public record Quorums(int faults, int slow) {
  public Quorums {
    Check.that(faults >= 0 && slow >= 0, "f and c are not negative");
    Check.that(3L * faults + 2L * slow + 1 <= ReplicaId.REPLICAS_MAX, "at most 1024 replicas");
  }

  /** n, the replicas there are. */
  public int replicas() {
    return 3 * faults + 2 * slow + 1;
  }

  /** Votes in a fast commit certificate (σ). */
  public int fast() {
    return 3 * faults + slow + 1;
  }

  /** Votes in a prepared certificate, and shares in a slow commit certificate (τ). */
  public int prepared() {
    return 2 * faults + slow + 1;
  }

  /** Shares in an execution certificate (π). */
  public int execution() {
    return faults + 1;
  }

  /** View-change messages a new view is built from. */
  public int viewChange() {
    return 2 * faults + 2 * slow + 1;
  }

  /** Reports among those that make a value possibly committed on the fast path. */
  public int fastEvidence() {
    return faults + slow + 1;
  }

  /** Complaints that prove an honest replica complained. */
  public int complaint() {
    return faults + 1;
  }

  /** Collectors of a slot beside the primary. */
  public int collectors() {
    return slow + 1;
  }

  public boolean isReplica(ReplicaId replica) {
    return replica.index() < replicas();
  }
}
