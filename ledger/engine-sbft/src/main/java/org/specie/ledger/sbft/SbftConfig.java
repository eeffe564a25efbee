package org.specie.ledger.sbft;

import java.util.Optional;
import org.specie.kernel.core.Check;
import org.specie.ledger.consensus.value.Tuning;
import org.specie.ledger.sbft.log.LogLimits;
import org.specie.ledger.sbft.transfer.Retention;
import org.specie.ledger.sbft.transfer.TransferLimits;

/**
 * Limits and tuning of an engine. None of it touches safety.
 *
 * @param tuning timers and batches of the state machine
 * @param log limits of the consensus log
 * @param logBytesMax the consensus log is cut at a stable checkpoint once it has grown beyond this
 * @param workers threads that decode and verify what others send
 * @param peerFramesMax frames of one peer that wait or are in work; further ones are dropped
 * @param peerBytesMax the same in bytes
 * @param submittedMax transactions submitted here that wait to be executed; more are refused (4031)
 * @param submittedBytesMax the same in bytes
 * @param submittedMsMax after so long a submitted transaction is forgotten; whoever wants it
 *     executed submits it again
 * @param transfer limits of state transfer
 * @param retention how much of the past is kept
 */
public record SbftConfig(
    Tuning tuning,
    LogLimits log,
    long logBytesMax,
    int workers,
    int peerFramesMax,
    int peerBytesMax,
    int submittedMax,
    int submittedBytesMax,
    long submittedMsMax,
    TransferLimits transfer,
    Retention retention) {
  private static final int MIB = 1024 * 1024;

  public SbftConfig {
    Check.that(logBytesMax > 0, "a log may grow");
    Check.that(1 <= workers && workers <= 64, "1 to 64 workers");
    Check.that(peerFramesMax >= 16, "a peer may have 16 frames in work");
    Check.that(peerBytesMax >= 8 * MIB, "the largest frame of a peer fits");
    Check.that(
        1 <= submittedMax && submittedMax <= Tuning.PENDING_MAX,
        "as many transactions wait here as the state machine keeps, at most");
    Check.that(submittedBytesMax >= MIB, "the largest transaction fits");
    Check.that(submittedMsMax >= 1_000, "a transaction may wait a second");
  }

  /** Fits 400 MB of memory with a handful of replicas. */
  public static SbftConfig defaults() {
    int workers = Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 16);
    return new SbftConfig(
        Tuning.defaults(),
        LogLimits.defaults(),
        4 * MIB,
        workers,
        4_096,
        16 * MIB,
        8_000,
        32 * MIB,
        60_000,
        TransferLimits.defaults(),
        new Retention(2, Tuning.CHECKPOINT_INTERVAL, Optional.empty()));
  }

  /** The same with another tuning of the state machine. */
  public SbftConfig with(Tuning other) {
    return new SbftConfig(
        other,
        log,
        logBytesMax,
        workers,
        peerFramesMax,
        peerBytesMax,
        submittedMax,
        submittedBytesMax,
        submittedMsMax,
        transfer,
        retention);
  }

  /** The same with another amount of the past kept. */
  public SbftConfig with(Retention other) {
    return new SbftConfig(
        tuning,
        log,
        logBytesMax,
        workers,
        peerFramesMax,
        peerBytesMax,
        submittedMax,
        submittedBytesMax,
        submittedMsMax,
        transfer,
        other);
  }
}
