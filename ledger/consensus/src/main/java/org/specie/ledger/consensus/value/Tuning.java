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
 * @param openWorkMs how long a primary waits for transactions before it makes an empty block for
 *     work that needs heights; at most the request timer, at least {@link #EMPTY_MS_MIN}
 * @param heartbeatMs how long a ledger may be without a block although nothing happens, the same at
 *     all replicas; 0 for ever
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
    long clockToleranceSeconds,
    long openWorkMs,
    long heartbeatMs) {
  /** Slots beyond the last stable checkpoint, and beyond the last executed, that may be open. */
  public static final int WINDOW = 128;

  /** Every so many slots there is a checkpoint. */
  public static final int CHECKPOINT_INTERVAL = 64;

  /** So many executions that nobody has certified yet a replica goes on asking for, at least. */
  public static final int UNCERTIFIED_MAX = 1024;

  /** Nobody makes empty batches, and nobody votes for them, faster than one in this time. */
  public static final long EMPTY_MS_MIN = 20;

  /**
   * A proposed time is at most so far behind the clock of whoever votes for it. Far more than a
   * proposal is repeated for before its view ends, so that no honest one becomes too old.
   */
  public static final long CLOCK_BEHIND_SECONDS = 120;

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
    Check.that(0 < batchBytesMax && batchBytesMax <= Batch.BYTES_MAX, "up to 1 MiB in a batch");
    Check.that(fastPathTimeoutMs >= 0 && collectorStaggerMs >= 0, "waits are not negative");
    Check.that(0 < requestTimeoutMs && requestTimeoutMs <= viewChangeTimeoutMaxMs, "timers grow");
    Check.that(
        viewChangeTimeoutMaxMs <= CLOCK_BEHIND_SECONDS * 500,
        "a view ends before what was proposed in it is too old");
    Check.that(retransmissionMs > 0 && statusMs > 0, "periods are positive");
    Check.that(clockToleranceSeconds >= 0, "the tolerance is not negative");
    Check.that(
        EMPTY_MS_MIN <= openWorkMs && openWorkMs <= requestTimeoutMs,
        "heights that are waited for come before the timer runs out, at most one in 20 ms");
    Check.that(
        heartbeatMs == 0 || heartbeatMs >= openWorkMs,
        "a heartbeat is off or not faster than heights that are waited for");
  }

  /** For replicas in one room or one region. */
  public static Tuning defaults() {
    return new Tuning(
        Dissemination.COLLECTORS, 16, 512, 1024 * 1024, 40, 60, 800, 20_000, 150, 250, 5, 400, 0);
  }

  /** The same with a block at least every {@code heartbeatMs}; 0 for none without need. */
  public Tuning withHeartbeat(long heartbeatMs) {
    return new Tuning(
        dissemination,
        inFlightMax,
        batchTransactionsMax,
        batchBytesMax,
        fastPathTimeoutMs,
        collectorStaggerMs,
        requestTimeoutMs,
        viewChangeTimeoutMaxMs,
        retransmissionMs,
        statusMs,
        clockToleranceSeconds,
        openWorkMs,
        heartbeatMs);
  }
}
