package org.specie.ledger.local;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.specie.kernel.core.port.Clock;
import org.specie.kernel.core.port.Storage;
import org.specie.ledger.api.Admission;
import org.specie.ledger.api.Capabilities;
import org.specie.ledger.api.CommittedBlock;
import org.specie.ledger.api.ConsensusEngine;
import org.specie.ledger.api.EngineStatus;
import org.specie.ledger.api.EngineStatus.Phase;
import org.specie.ledger.api.LedgerRefusal;
import org.specie.ledger.api.ReplicatedApplication;
import org.specie.ledger.api.Subscription;
import org.specie.ledger.api.block.Genesis;
import org.specie.ledger.api.block.Transaction;
import org.specie.ledger.api.certificate.CommitCertificate;
import org.specie.ledger.api.certificate.OperatorKey;
import org.specie.ledger.api.chain.BlockSource;
import org.specie.ledger.state.blocks.BlockLog;

/**
 * A {@link Sequencer} with a mempool before it and one thread that turns it. A block is made as
 * soon as something waits, of whatever waits by then, so load makes blocks larger and not later.
 * Any failure stops the engine for good: it says so in its status, and refuses what is submitted.
 * The storage stays the caller's to close.
 */
public final class LocalEngine implements ConsensusEngine {
  private final Genesis genesis;
  private final List<OperatorKey> keys;
  private final Clock clock;
  private final BlockLog log;
  private final Intake intake;
  private final List<CommittedBlock.Listener> listeners = new CopyOnWriteArrayList<>();
  private volatile Optional<ReplicatedApplication> application = Optional.empty();
  private volatile Optional<Thread> thread = Optional.empty();

  private LocalEngine(
      Genesis genesis, List<OperatorKey> keys, Clock clock, BlockLog log, Intake intake) {
    this.genesis = genesis;
    this.keys = List.copyOf(keys);
    this.clock = clock;
    this.log = log;
    this.intake = intake;
  }

  /** An engine for the ledger of {@code genesis} whose chain is kept in {@code storage}. */
  public static LocalEngine create(
      Genesis genesis,
      List<OperatorKey> keys,
      Clock clock,
      Storage storage,
      LocalEngineConfig config)
      throws IOException {
    return new LocalEngine(genesis, keys, clock, BlockLog.open(storage), new Intake(config));
  }

  @Override
  public Capabilities capabilities() {
    return new Capabilities(
        Capabilities.FaultModel.CRASH_RECOVERY,
        false,
        true,
        Capabilities.ProofKind.ED25519_MULTI_SIGNATURE);
  }

  @Override
  public void start(ReplicatedApplication started) throws IOException {
    Sequencer sequencer = Sequencer.open(genesis, keys, clock, log, started);
    application = Optional.of(started);
    intake.open();
    Thread turning =
        Thread.ofPlatform()
            .name("specie-local-engine")
            .daemon(true)
            .uncaughtExceptionHandler((where, failure) -> fail(failure))
            .unstarted(() -> turn(sequencer));
    thread = Optional.of(turning);
    turning.start();
  }

  private void turn(Sequencer sequencer) {
    try {
      Optional<List<Transaction>> batch = intake.awaitBatch(sequencer.isHeightAwaited());
      while (batch.isPresent()) {
        CommittedBlock block = sequencer.produce(batch.get());
        listeners.forEach(listener -> listener.committed(block));
        intake.committed(block);
        batch = intake.awaitBatch(sequencer.isHeightAwaited());
      }
    } catch (IOException e) {
      fail(e);
    } catch (InterruptedException e) {
      fail(e);
      Thread.currentThread().interrupt();
    }
  }

  private void fail(Throwable failure) {
    intake.stop(Phase.FAILED, Optional.of(failure.toString()));
  }

  @Override
  public CompletionStage<Admission> submit(Transaction transaction) {
    Optional<ReplicatedApplication> checking = application;
    if (checking.isEmpty()) {
      return CompletableFuture.completedStage(new Admission.Refused(LedgerRefusal.ENGINE_STOPPED));
    }
    try {
      Admission admission = checking.get().check(transaction);
      return CompletableFuture.completedStage(
          admission.isAdmitted() ? intake.offer(transaction) : admission);
    } catch (IOException e) {
      return CompletableFuture.failedStage(e);
    }
  }

  /**
   * Makes a block even if nothing waits, so that time can pass on a quiet ledger and an epoch can
   * end. The block has what waits by then.
   */
  public CompletionStage<CommittedBlock> produceBlock() {
    return intake.askForBlock();
  }

  @Override
  public EngineStatus status() {
    return new EngineStatus(intake.phase(), log.height(), intake.pending(), intake.failure());
  }

  @Override
  public Optional<CommitCertificate> certificate(long height) throws IOException {
    return log.readCertificate(height);
  }

  @Override
  public BlockSource blocks() {
    return log;
  }

  @Override
  public Subscription onCommit(CommittedBlock.Listener listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  @Override
  public void close() throws IOException {
    intake.stop(Phase.CLOSED, Optional.empty());
    Optional<Thread> turning = thread;
    if (turning.isEmpty() || turning.get().equals(Thread.currentThread())) {
      return;
    }
    try {
      turning.get().join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while the engine finished its last block");
    }
  }
}
