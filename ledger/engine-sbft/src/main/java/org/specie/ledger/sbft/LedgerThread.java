package org.specie.ledger.sbft;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.crypto.quorum.QuorumCertificate;
import org.specie.ledger.api.DecidedBlock;
import org.specie.ledger.api.LedgerDamage;
import org.specie.ledger.api.LedgerRefusal;
import org.specie.ledger.api.Membership;
import org.specie.ledger.api.ReplicatedApplication;
import org.specie.ledger.api.block.Block;
import org.specie.ledger.api.block.BlockHeader;
import org.specie.ledger.api.block.Genesis;
import org.specie.ledger.api.block.Transaction;
import org.specie.ledger.api.certificate.CommitCertificate;
import org.specie.ledger.consensus.certificate.Statement.Execution;
import org.specie.ledger.consensus.value.Batch;
import org.specie.ledger.consensus.value.SequenceNumber;
import org.specie.ledger.sbft.handover.Standing;
import org.specie.ledger.sbft.metrics.EngineMetrics;
import org.specie.ledger.state.blocks.BlockExecutor;
import org.specie.ledger.state.blocks.BlockLog;

/**
 * The one thread that touches the application and writes the block log: executes what is decided,
 * makes it durable, keeps certificates. What waits for it is bounded by the window of slots.
 */
final class LedgerThread implements AutoCloseable {
  /** Work on application and block log. */
  @FunctionalInterface
  interface Task {
    void run() throws IOException;
  }

  /** Hears on this thread what came of it. */
  interface Listener {
    /** A block is durable. */
    void executed(Execution execution, Optional<SequenceNumber> lastOfEpoch);

    /** The same, and what the application said after it: up to where it waits for heights. */
    void executed(
        Execution execution,
        Optional<SequenceNumber> lastOfEpoch,
        Optional<SequenceNumber> awaited);

    /** A certificate is kept, or a block is. */
    void progressed();

    /** The thread stopped for good. */
    void failed(Throwable why);
  }

  private final Genesis genesis;
  private final BlockLog log;
  private final ReplicatedApplication application;
  private final Submissions submissions;
  private final EngineMetrics metrics;
  private final Listener listener;
  private final BlockingQueue<Task> tasks = new LinkedBlockingQueue<>();
  private final Thread thread;
  private volatile boolean isClosing;

  // Touched by this thread only.
  private Optional<BlockExecutor> executor;
  private final Deque<Task> suspended = new ArrayDeque<>();

  /** Whether the state is, or is about to be, one that was not computed here. */
  private boolean isOvertaken;

  /** Without an executor it waits for a state from others. */
  LedgerThread(
      Genesis genesis,
      BlockLog log,
      ReplicatedApplication application,
      Optional<BlockExecutor> executor,
      Submissions submissions,
      EngineMetrics metrics,
      Listener listener) {
    this.genesis = genesis;
    this.log = log;
    this.application = application;
    this.executor = executor;
    this.submissions = submissions;
    this.metrics = metrics;
    this.listener = listener;
    this.thread =
        Thread.ofPlatform()
            .name("specie-ledger")
            .daemon(true)
            .uncaughtExceptionHandler((failed, why) -> listener.failed(why))
            .unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** Work that waits. */
  int waiting() {
    return tasks.size();
  }

  /** Runs {@code task} after what waits. */
  void run(Task task) {
    tasks.add(task);
  }

  /** Executes {@code batch} as block {@code sequence}. */
  void execute(SequenceNumber sequence, Batch batch) {
    tasks.add(() -> executeNow(sequence, batch));
  }

  /** Keeps the certificate of a block executed here. */
  void certify(Execution execution, QuorumCertificate certificate) {
    tasks.add(() -> certifyNow(execution, certificate));
  }

  private void run() {
    try {
      while (!isClosing) {
        tasks.take().run();
      }
      settle();
    } catch (IOException e) {
      listener.failed(e);
    } catch (InterruptedException e) {
      listener.failed(e);
      Thread.currentThread().interrupt();
    }
  }

  private void executeNow(SequenceNumber sequence, Batch batch) throws IOException {
    if (executor.isEmpty()) {
      suspended.add(() -> executeNow(sequence, batch));
      return;
    }
    BlockExecutor now = executor.get();
    BlockHeader parent = now.head().orElseThrow();
    if (sequence.number() <= parent.height()) {
      // State transfer was faster; the state machine still waits to hear of each block.
      Optional<BlockHeader> done = log.header(sequence.number());
      Optional<SequenceNumber> last =
          Standing.lastOfEpoch(log, now.membership(), sequence.number());
      done.ifPresent(header -> listener.executed(new Execution(sequence, header.hash()), last));
      return;
    }
    long begun = System.nanoTime();
    long time = Math.max(batch.epochSeconds(), parent.epochSeconds());
    Block block = now.execute(new DecidedBlock(sequence.number(), time, batch.transactions()));
    log.append(block);
    now.commit();
    metrics.execution().record(System.nanoTime() - begun);
    submissions.executed(batch.transactions());
    Hash32 hash = block.header().hash();
    listener.executed(
        new Execution(sequence, hash),
        Standing.lastOfEpoch(now.membership()),
        now.awaitedHeight().map(SequenceNumber::new));
    listener.progressed();
  }

  private void certifyNow(Execution execution, QuorumCertificate certificate) throws IOException {
    long height = execution.sequence().number();
    if (height < log.firstHeight() || height > log.height()) {
      return; // Forgotten, or left behind by state transfer.
    }
    log.certify(new CommitCertificate(height, execution.headerHash(), certificate));
    listener.progressed();
  }

  // --- what state transfer does, on this thread

  /** Nothing can be executed until {@link #resume}: the state is being replaced. */
  void suspend() {
    executor = Optional.empty();
    isOvertaken = true;
  }

  /** Goes on from what application and block log have by now. */
  void resume() throws IOException {
    executor = Optional.of(BlockExecutor.open(genesis, log, application));
    if (isOvertaken) {
      isOvertaken = false;
      submissions.overtaken();
    }
    while (!suspended.isEmpty()) {
      tasks.add(suspended.remove());
    }
  }

  /** Begins the ledger if there is nothing, and says where it stands. */
  Standing standing() throws IOException {
    if (executor.isEmpty()) {
      resume();
    }
    BlockExecutor now = executor.orElseThrow();
    if (now.head().isEmpty()) {
      log.append(now.begin());
      now.commit();
    }
    return Standing.of(genesis, log, now);
  }

  /** Makes durable what may trail: the application's state, and certificates. */
  void settle() throws IOException {
    application.sync();
    log.settle();
  }

  /** Who operates the ledger after the last block. */
  Membership membership() {
    return executor.orElseThrow().membership();
  }

  /** Executes the next certified block of others, or keeps the certificate of a known one. */
  void follow(Block block, CommitCertificate certificate) throws IOException {
    long height = block.height();
    BlockExecutor now = executor.orElseThrow();
    if (height > log.height()) {
      List<Transaction> transactions = block.transactions();
      Block own =
          now.execute(new DecidedBlock(height, block.header().epochSeconds(), transactions));
      requireSame(own, block);
      log.append(own, certificate);
      now.commit();
      submissions.followed(transactions);
    } else {
      requireSame(log.require(height), block);
      log.certify(certificate);
    }
    listener.progressed();
  }

  private static void requireSame(Block own, Block others) throws LedgerDamage {
    if (!own.equals(others)) {
      throw new LedgerDamage(others.height(), LedgerRefusal.RESULT_DIVERGES);
    }
  }

  /** Stops after the task in hand. */
  @Override
  public void close() {
    isClosing = true;
    tasks.add(() -> {});
    join(thread);
  }

  /** Waits for {@code thread} to end, unless it is the caller's own. */
  static void join(Thread thread) {
    if (thread.equals(Thread.currentThread())) {
      return;
    }
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
