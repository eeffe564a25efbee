package org.specie.ledger.api;

import org.specie.kernel.core.Check;

/**
 * When a decided change of operators takes effect. The delay is at least the window in which
 * replicas decide ahead of what they executed, so that nobody decides anything for a height behind
 * the change without knowing of it; and it ends at a checkpoint. Source: docs/spec/20-ledger.md,
 * clause 4.6.
 */
public final class Activation {
  /** Every height that is a multiple of this ends in a checkpoint. */
  public static final int CHECKPOINT_INTERVAL = 64;

  /** How many heights at most are decided ahead of what is executed. */
  public static final int WINDOW = 128;

  private Activation() {}

  /**
   * The last height of the operators in force at {@code decidedAt}, if a change of them is decided
   * in that block.
   */
  public static long lastHeight(long decidedAt) {
    Check.that(decidedAt >= 0, "heights start at 0");
    long earliest = Math.addExact(decidedAt, WINDOW);
    return Math.multiplyExact(Math.ceilDiv(earliest, CHECKPOINT_INTERVAL), CHECKPOINT_INTERVAL);
  }
}
