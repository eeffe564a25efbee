package org.specie.ledger.consensus;

import java.util.Optional;
import org.specie.ledger.consensus.value.Batch;
import org.specie.ledger.consensus.value.SequenceNumber;
import org.specie.ledger.consensus.value.Tuning;

/**
 * Slots without transactions: when a primary proposes one although nothing waits, when the others
 * expect it to, and how many of them anybody votes for. Source: docs/spec/23-sbft.md, clause 6.9.
 */
final class EmptySlots {
  /** How many a replica votes for at once; an epoch's end takes fewer. */
  private static final long ALLOWANCE_MAX = 2L * Tuning.WINDOW;

  private final Core core;
  private SequenceNumber saidAfter = new SequenceNumber(0);
  private Optional<SequenceNumber> awaited = Optional.empty();
  private long rejoinerSeenAtMs = -1;
  private long proposedAtMs = -1;
  private long executedAtMs;
  private long allowance = ALLOWANCE_MAX;
  private long allowedAtMs;

  EmptySlots(Core core) {
    this.core = core;
  }

  /** The clock is known from now on. */
  void begin() {
    executedAtMs = core.nowMs();
    allowedAtMs = core.nowMs();
  }

  /** What the application said after a block; what it said after an earlier one is outdated. */
  void awaited(SequenceNumber after, Optional<SequenceNumber> until) {
    if (!after.isBefore(saidAfter)) {
      saidAfter = after;
      awaited = until;
    }
  }

  /** Somebody who lost its log waits for checkpoints to come. */
  void sawRejoining() {
    rejoinerSeenAtMs = core.nowMs();
  }

  /** A block was made. */
  void executed() {
    executedAtMs = core.nowMs();
  }

  /** Whether work is open that needs heights, so that a primary that makes none is no good. */
  boolean isOwed() {
    boolean isBeatDue =
        core.tuning.heartbeatMs() > 0
            && core.nowMs() >= executedAtMs + core.tuning.heartbeatMs()
            && !hasEpochEnded();
    return isAhead(core.lastOfEpoch) || isAwaiting() || isBeatDue;
  }

  private boolean isAwaiting() {
    return isAhead(awaited) && !hasEpochEnded();
  }

  private boolean isAhead(Optional<SequenceNumber> height) {
    return height.isPresent() && height.get().isAfter(core.executed.sequence());
  }

  private boolean hasEpochEnded() {
    return core.lastOfEpoch.isPresent() && !isAhead(core.lastOfEpoch);
  }

  /** Whether a primary for whom nothing waits proposes; if so, it does. */
  boolean takeTurn(long inFlight) {
    if (core.lastOfEpoch.isPresent()) {
      return true;
    }
    if (inFlight > 0) {
      return false;
    }
    long dueMs = Math.min(dueForRejoiningMs(), dueForHeightsMs());
    if (dueMs == Long.MAX_VALUE) {
      return false;
    }
    if (core.nowMs() < dueMs) {
      core.wakeAt(dueMs);
      return false;
    }
    proposedAtMs = core.nowMs();
    return true;
  }

  private long dueForRejoiningMs() {
    boolean isSomebodyRejoining =
        rejoinerSeenAtMs >= 0 && core.nowMs() < rejoinerSeenAtMs + 4 * core.tuning.statusMs();
    if (!isSomebodyRejoining) {
      return Long.MAX_VALUE;
    }
    return proposedAtMs < 0 ? core.nowMs() : proposedAtMs + Tuning.EMPTY_MS_MIN;
  }

  private long dueForHeightsMs() {
    long lastMs = Math.max(proposedAtMs, executedAtMs);
    if (isAwaiting()) {
      return lastMs + core.tuning.openWorkMs();
    }
    return core.tuning.heartbeatMs() > 0 ? lastMs + core.tuning.heartbeatMs() : Long.MAX_VALUE;
  }

  /**
   * Whether this replica votes for {@code batch} now; if so, it does. No honest primary makes empty
   * batches faster than this, and a lying one is slowed down to it.
   */
  boolean takeAllowance(Batch batch) {
    if (!batch.transactions().isEmpty()) {
      return true;
    }
    long earned = (core.nowMs() - allowedAtMs) / Tuning.EMPTY_MS_MIN;
    allowedAtMs += earned * Tuning.EMPTY_MS_MIN;
    allowance = Math.min(ALLOWANCE_MAX, allowance + earned);
    if (allowance == 0) {
      return false;
    }
    allowance--;
    return true;
  }
}
