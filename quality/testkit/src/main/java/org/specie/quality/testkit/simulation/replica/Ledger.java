package org.specie.quality.testkit.simulation.replica;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.port.Storage;
import org.specie.kernel.crypto.quorum.QuorumCertificate;
import org.specie.ledger.api.DecidedBlock;
import org.specie.ledger.api.Membership;
import org.specie.ledger.api.Position;
import org.specie.ledger.api.Proposal;
import org.specie.ledger.api.ReplicatedApplication;
import org.specie.ledger.api.block.Block;
import org.specie.ledger.api.block.BlockHeader;
import org.specie.ledger.api.block.Genesis;
import org.specie.ledger.api.block.Transaction;
import org.specie.ledger.api.certificate.CommitCertificate;
import org.specie.ledger.api.snapshot.Snapshots;
import org.specie.ledger.consensus.certificate.Statement.Execution;
import org.specie.ledger.consensus.value.Batch;
import org.specie.ledger.consensus.value.SequenceNumber;
import org.specie.ledger.sbft.handover.Standing;
import org.specie.ledger.state.blocks.BlockExecutor;
import org.specie.ledger.state.blocks.BlockLog;
import org.specie.quality.testkit.simulation.workload.Workload;

/**
 * The blocks, certificates and state of one machine, on its disk: the production block log and
 * executor. Without an executor it waits for a state from others.
 */
final class Ledger {
  private final Genesis genesis;
  private final BlockLog log;
  private final ReplicatedApplication application;
  private final long heightAtStart;
  private final Map<Hash32, Long> heights = new HashMap<>();
  private Optional<BlockExecutor> executor;

  Ledger(Genesis genesis, Storage storage, Workload workload) throws IOException {
    this.genesis = genesis;
    this.log = BlockLog.open(storage);
    this.application = workload.application(storage);
    this.heightAtStart = log.height();
    this.executor =
        snapshots().restoring().isPresent()
            ? Optional.empty()
            : Optional.of(BlockExecutor.open(genesis, log, application));
    for (long at = log.firstHeight(); at <= log.height(); at++) {
      index(log.require(at));
    }
  }

  /** Remembers where the transactions of {@code block} are. */
  void index(Block block) {
    block.transactions().forEach(each -> heights.merge(each.id(), block.height(), Math::min));
  }

  // --- where it stands

  BlockLog log() {
    return log;
  }

  Snapshots snapshots() {
    return application.snapshots();
  }

  /** Where the chain ended when the machine started; -1 if there was none. */
  long heightAtStart() {
    return heightAtStart;
  }

  /** Whether nothing can be executed, because the state comes from others. */
  boolean isSuspended() {
    return executor.isEmpty();
  }

  /** Whether it has begun. */
  boolean isReady() {
    return executor.flatMap(BlockExecutor::head).isPresent();
  }

  /** How far it goes; -1 if it has no state. */
  long height() {
    return executor.flatMap(BlockExecutor::head).map(BlockHeader::height).orElse(-1L);
  }

  /** How far the application has come, by its own word. */
  Optional<Position> position() throws IOException {
    return application.position();
  }

  /** The application's word on a proposal. */
  boolean isAcceptable(Batch batch) {
    return application.acceptable(new Proposal(batch.epochSeconds(), batch.transactions()));
  }

  /** Whether the application admits {@code transaction}. */
  boolean admits(Transaction transaction) throws IOException {
    return application.check(transaction).isAdmitted();
  }

  Membership membership() {
    return executor.orElseThrow().membership();
  }

  /** The last slot of the epoch of {@code header}, once that is decided. */
  Optional<SequenceNumber> lastOfEpoch(BlockHeader header) throws IOException {
    return header.height() < height()
        ? Standing.lastOfEpoch(log, membership(), header.height())
        : Standing.lastOfEpoch(membership());
  }

  static Execution execution(BlockHeader header) {
    return new Execution(new SequenceNumber(header.height()), header.hash());
  }

  /** Begins the ledger if there is nothing, and says where it stands. */
  Standing standing() throws IOException {
    if (isSuspended()) {
      resume();
    }
    BlockExecutor now = executor.orElseThrow();
    if (now.head().isEmpty()) {
      log.append(now.begin());
      now.commit();
    }
    return Standing.of(genesis, log, now);
  }

  // --- what is done to it

  /** Block 0, computed and nowhere durable. */
  Block computeStart() throws IOException {
    return executor.orElseThrow().begin();
  }

  /** What {@code batch} comes to as the next block; nothing is durable yet. */
  Block execute(Batch batch) throws IOException {
    BlockExecutor now = executor.orElseThrow();
    BlockHeader parent = now.head().orElseThrow();
    long time = Math.max(parent.epochSeconds(), batch.epochSeconds());
    return now.execute(new DecidedBlock(parent.height() + 1, time, batch.transactions()));
  }

  /** What the decision in somebody else's block comes to here. */
  Block execute(Block other) throws IOException {
    return executor
        .orElseThrow()
        .execute(
            new DecidedBlock(other.height(), other.header().epochSeconds(), other.transactions()));
  }

  void append(Block block, Optional<CommitCertificate> certificate) throws IOException {
    if (certificate.isPresent()) {
      log.append(block, certificate.get());
    } else {
      log.append(block);
    }
  }

  void commit(Block block) throws IOException {
    executor.orElseThrow().commit();
    index(block);
  }

  void certify(Execution execution, QuorumCertificate certificate) throws IOException {
    long height = execution.sequence().number();
    if (log.firstHeight() <= height && height <= log.height()) {
      log.certify(new CommitCertificate(height, execution.headerHash(), certificate));
    }
  }

  /** The state is being replaced. */
  void suspend() {
    executor = Optional.empty();
  }

  /** Goes on from what application and block log have by now. */
  void resume() throws IOException {
    executor = Optional.of(BlockExecutor.open(genesis, log, application));
  }

  // --- what others ask

  /** The height of the block a transaction is in. */
  Optional<Long> heightOf(Transaction transaction) {
    return Optional.ofNullable(heights.get(transaction.id()));
  }

  Optional<QuorumCertificate> certificate(long height) throws IOException {
    return log.readCertificate(height).map(CommitCertificate::quorum);
  }

  /** What clients wait for in a block at hand. */
  List<Transaction> transactions(long height) throws IOException {
    return log.require(height).transactions();
  }
}
