package org.specie.ledger.sbft.transfer;

import org.specie.kernel.core.Check;

/**
 * How much and how long. The constants are part of the protocol; the rest is each replica's own.
 *
 * @param answerMs until a source that has sent nothing for a request counts as silent and another
 *     is asked; doubled with each time the same item is asked for in vain, up to {@code requestMs}
 * @param requestMs until the next part of an answer that has begun
 * @param offerMs between asking again for an offer
 * @param backoffMs after the first missed request of a source; doubled with each further one
 * @param backoffMsMax the longest such pause
 * @param outstandingMax items under way, also those that are being written
 * @param outstandingPerSourceMax items under way from one source
 * @param replayBlocksMax blocks behind a checkpoint up to which they are executed instead
 * @param requestsPerSecond that one peer may make of this replica
 * @param outstandingBytesMax bytes under way to one peer
 * @param holdIdleMs how long a snapshot nobody asks for is kept from being pruned
 * @param holdMs how long a snapshot is kept from being pruned at most
 */
public record TransferLimits(
    long answerMs,
    long requestMs,
    long offerMs,
    long backoffMs,
    long backoffMsMax,
    int outstandingMax,
    int outstandingPerSourceMax,
    int replayBlocksMax,
    int requestsPerSecond,
    long outstandingBytesMax,
    long holdIdleMs,
    long holdMs) {
  /** Bytes of an item in one message. */
  public static final int PART_BYTES_MAX = 512 * 1024;

  /** The longest manifest: 65,536 pieces. */
  public static final int MANIFEST_BYTES_MAX = 64 + 65_536 * 34;

  /** The longest chunk. */
  public static final int CHUNK_BYTES_MAX = 4 * 1024 * 1024 + 4;

  /** The longest run of blocks: one that is as large as a block may be, or several. */
  public static final int RUN_BYTES_MAX = 64 * 1024 * 1024;

  /** A run is not continued beyond this. */
  public static final int RUN_BYTES_WANTED = PART_BYTES_MAX;

  /** Blocks in one run. */
  public static final int RUN_BLOCKS_MAX = 256;

  /** The longest header of any version. */
  public static final int HEADER_BYTES_MAX = 4096;

  /** The longest certificate of any scheme. */
  public static final int CERTIFICATE_BYTES_MAX = 256 * 1024;

  /** The longest history of operators in an offer: some five hundred changes. */
  public static final int HISTORY_BYTES_MAX = 512 * 1024;

  /** Snapshots that are served at the same time. */
  public static final int SNAPSHOTS_OPEN_MAX = 4;

  public TransferLimits {
    Check.that(
        0 < answerMs
            && answerMs <= requestMs
            && offerMs > 0
            && backoffMs > 0
            && backoffMsMax >= backoffMs,
        "times are positive");
    Check.that(
        outstandingMax >= 1 && outstandingPerSourceMax >= 1 && replayBlocksMax >= 1,
        "something may be under way");
    Check.that(
        requestsPerSecond >= 1 && outstandingBytesMax >= PART_BYTES_MAX,
        "a peer may ask for something");
    Check.that(0 < holdIdleMs && holdIdleMs <= holdMs, "a snapshot is held for a while");
  }

  /** What a network of a few dozen operators needs. */
  public static TransferLimits defaults() {
    return new TransferLimits(
        1_000, 10_000, 1_000, 500, 30_000, 16, 4, 512, 200, 8L << 20, 60_000, 1_800_000);
  }

  /** For who has a state of its own, and executes what it lacks, however much that is. */
  public TransferLimits replayingAll() {
    return new TransferLimits(
        answerMs,
        requestMs,
        offerMs,
        backoffMs,
        backoffMsMax,
        outstandingMax,
        outstandingPerSourceMax,
        Integer.MAX_VALUE,
        requestsPerSecond,
        outstandingBytesMax,
        holdIdleMs,
        holdMs);
  }
}
