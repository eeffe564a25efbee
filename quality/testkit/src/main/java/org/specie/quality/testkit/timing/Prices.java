package org.specie.quality.testkit.timing;

import org.specie.kernel.core.Check;

/**
 * What work costs at a replica, in microseconds of one core unless said otherwise. A replica has
 * one core for consensus, one more at least for proofs, and a disk for its log and one for its
 * blocks.
 *
 * @param share to make a share
 * @param shareCheck to check one
 * @param combine to make a certificate and check it
 * @param combinePart and for each signer of it
 * @param certificateCheck to check a certificate
 * @param certificatePart and for each signer of it
 * @param isCompact whether a certificate is one point whatever the number of signers
 * @param message to send or take a message: codec, transport, queues
 * @param byteNanos how long a byte occupies the sender's line, in nanoseconds
 * @param sync to flush the log
 * @param block to execute and keep a block, without its transactions
 * @param transaction to execute and keep a transaction
 * @param proof to verify what a transaction carries, on all cores that do
 */
public record Prices(
    long share,
    long shareCheck,
    long combine,
    long combinePart,
    long certificateCheck,
    long certificatePart,
    boolean isCompact,
    long message,
    long byteNanos,
    long sync,
    long block,
    long transaction,
    long proof) {
  /** Up to so many replicas a list of signatures is cheaper than one threshold signature. */
  public static final int MULTI_SIGNATURE_REPLICAS_MAX = 40;

  /** One gigabit a second. */
  private static final long GIGABIT_BYTE_NANOS = 8;

  private static final long MESSAGE = 10;
  private static final long SYNC = 1_000;
  private static final long BLOCK = 500;
  private static final long TRANSACTION = 20;

  public Prices {
    Check.that(
        share >= 0 && shareCheck >= 0 && combine >= 0 && certificateCheck >= 0 && message >= 0,
        "no work takes less than no time");
  }

  /**
   * Certificates as measured in docs/spec/07-quorum-certificates.md, clause 7.14: lists of Ed25519
   * signatures up to {@link #MULTI_SIGNATURE_REPLICAS_MAX} replicas, threshold signatures beyond;
   * lines of one gigabit a second, and a flush of the log that takes a millisecond.
   *
   * @param proof to verify what a transaction carries
   */
  public static Prices measured(int replicas, long proof) {
    return replicas <= MULTI_SIGNATURE_REPLICAS_MAX
        ? new Prices(
            11,
            24,
            11,
            24,
            0,
            24,
            false,
            MESSAGE,
            GIGABIT_BYTE_NANOS,
            SYNC,
            BLOCK,
            TRANSACTION,
            proof)
        : new Prices(
            98,
            620,
            850,
            18,
            620,
            0,
            true,
            MESSAGE,
            GIGABIT_BYTE_NANOS,
            SYNC,
            BLOCK,
            TRANSACTION,
            proof);
  }
}
