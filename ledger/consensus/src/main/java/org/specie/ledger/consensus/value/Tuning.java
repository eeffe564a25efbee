package org.specie.ledger.consensus.value;

import org.specie.kernel.core.Check;

/**
 * What may differ between deployments without touching safety. Window and checkpoint interval are
 * not here: replicas must agree on them ({@link #WINDOW}, {@link #CHECKPOINT_INTERVAL}).
 *
 * @param dissemination how shares and certificates travel
 * @param inFlightMax slots the primary keeps undecided at once
 * @param batchTransactionsMax transactions in a batch
 * @param batchBytesMax bytes of transactions in a batch
 * @param fastPathTimeoutMs how long a collector that may send a prepared certificate hopes for the
 *     missing votes
 * @param collectorStaggerMs how long each further collector waits for those before it
 * @param requestTimeoutMs how long a known request may stay unexecuted before the replica complains
 * @param viewChangeTimeoutMaxMs what the doubling of that time ends at
 * @param retransmissionMs after what time without progress a message is sent again
 * @param statusMs how often a replica says how far it is
 * @param clockToleranceSeconds how far ahead of the own clock a proposed time may be
 */
public record Tuning(
    Dissemination dissemination,
    int inFlightMax,
    int batchTransactionsMax,
    int batchBytesMax,
    long fastPathTimeoutMs,
    long collectorStaggerMs,
    long requestTimeoutMs,
    long viewChangeTimeoutMaxMs,
    long retransmissionMs,
    long statusMs,
    long clockToleranceSeconds) {
  /** Slots beyond the last stable checkpoint, and beyond the last executed, that may be open. */
  public static final int WINDOW = 128;

  /** Every so many slots there is a checkpoint. */
  public static final int CHECKPOINT_INTERVAL = 64;

  /** Pending transactions a replica keeps. */
  public static final int PENDING_MAX = 10_000;

  /** How shares and certificates travel. */
  public enum Dissemination {
    /** To collectors and back: SBFT, a linear number of messages. */
    COLLECTORS,
    /** From everybody to everybody: PBFT, a quadratic number, for comparison. */
    ALL_TO_ALL
  }

  public Tuning {
    Check.that(0 < inFlightMax && inFlightMax <= WINDOW, "1 to 128 slots in flight");
    Check.that(0 < batchTransactionsMax && batchTransactionsMax <= 4096, "1 to 4096 transactions");
    Check.that(0 < batchBytesMax && batchBytesMax <= Batch.BYTES_MAX, "up to 4 MiB in a batch");
    Check.that(fastPathTimeoutMs >= 0 && collectorStaggerMs >= 0, "waits are not negative");
    Check.that(0 < requestTimeoutMs && requestTimeoutMs <= viewChangeTimeoutMaxMs, "timers grow");
    Check.that(retransmissionMs > 0 && statusMs > 0, "periods are positive");
    Check.that(clockToleranceSeconds >= 0, "the tolerance is not negative");
  }

  /** For replicas in one room or one region. */
  public static Tuning defaults() {
    return new Tuning(
        Dissemination.COLLECTORS, 16, 512, 1024 * 1024, 40, 60, 800, 20_000, 150, 250, 5);
  }
}
