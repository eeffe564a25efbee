package org.specie.ledger.local;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.port.Clock;
import org.specie.ledger.api.BlockResult;
import org.specie.ledger.api.CommittedBlock;
import org.specie.ledger.api.DecidedBlock;
import org.specie.ledger.api.LedgerDamage;
import org.specie.ledger.api.LedgerRefusal;
import org.specie.ledger.api.Position;
import org.specie.ledger.api.ReplicatedApplication;
import org.specie.ledger.api.block.Block;
import org.specie.ledger.api.block.BlockHeader;
import org.specie.ledger.api.block.Genesis;
import org.specie.ledger.api.block.Transaction;
import org.specie.ledger.api.block.TransactionResult;
import org.specie.ledger.api.certificate.CommitCertificate;
import org.specie.ledger.api.certificate.OperatorKey;

/**
 * Makes one block after another, without threads. The order of steps is what survives a crash:
 * execute without effect, sign, write the block to the log, commit the application. Power lost
 * before the log is written leaves no trace; lost after it, {@link #open} executes the block again
 * and finds the same roots, or refuses to start. A signature never leaves the process before its
 * block is durable, so no operator is ever seen to sign two blocks at one height.
 *
 * <p>The clock is read once a block, as its time is proposed. Source: docs/spec/20-ledger.md,
 * clauses 9.3 and 9.4.
 */
public final class Sequencer {
  private final Genesis genesis;
  private final Hash32 ledgerId;
  private final OperatorSeats seats;
  private final Clock clock;
  private final BlockLog log;
  private final ReplicatedApplication application;
  private Optional<BlockHeader> head = Optional.empty();
  private boolean isBroken;

  private Sequencer(
      Genesis genesis,
      List<OperatorKey> keys,
      Clock clock,
      BlockLog log,
      ReplicatedApplication application) {
    this.genesis = genesis;
    this.ledgerId = genesis.ledgerId();
    this.seats = new OperatorSeats(genesis, keys);
    this.clock = clock;
    this.log = log;
    this.application = application;
  }

  /**
   * Brings {@code application} to the end of {@code log}, or begins a ledger.
   *
   * @throws LedgerDamage if log and application contradict each other or the genesis
   */
  public static Sequencer open(
      Genesis genesis,
      List<OperatorKey> keys,
      Clock clock,
      BlockLog log,
      ReplicatedApplication application)
      throws IOException {
    Sequencer sequencer = new Sequencer(genesis, keys, clock, log, application);
    sequencer.recover();
    return sequencer;
  }

  /** The header of the last block. */
  public BlockHeader head() {
    return head.orElseThrow();
  }

  /**
   * Orders, executes, certifies and commits one block, which may be empty. After an {@link
   * IOException} nothing more can be produced: open again.
   */
  public CommittedBlock produce(List<Transaction> transactions) throws IOException {
    Check.that(!isBroken, "a sequencer is opened again after a failure");
    isBroken = true;
    BlockHeader parent = head();
    long time = Math.max(clock.epochSeconds(), parent.epochSeconds());
    DecidedBlock decided = new DecidedBlock(parent.height() + 1, time, transactions);
    BlockResult result = application.execute(decided);
    Block block = block(parent.height() + 1, parent.hash(), time, transactions, result);
    CommittedBlock committed = finish(block);
    isBroken = false;
    return committed;
  }

  private CommittedBlock finish(Block block) throws IOException {
    CommitCertificate certificate = seats.certify(block.header());
    log.append(block, certificate);
    commit(block.header());
    return new CommittedBlock(block, Optional.of(certificate));
  }

  private void commit(BlockHeader header) throws IOException {
    Position position = application.commit(header.height());
    Check.that(
        position.equals(new Position(header.height(), header.stateRoot())),
        "the application commits what it executed");
    head = Optional.of(header);
  }

  private Block block(
      long height,
      Hash32 parentHash,
      long time,
      List<Transaction> transactions,
      BlockResult result) {
    Check.that(
        result.results().stream()
            .map(TransactionResult::transactionId)
            .toList()
            .equals(transactions.stream().map(Transaction::id).toList()),
        "there is one result for each transaction, in order");
    BlockHeader header =
        new BlockHeader(
            ledgerId,
            height,
            parentHash,
            time,
            transactions.size(),
            Block.transactionsRoot(transactions),
            Block.resultsRoot(result.results()),
            result.stateRoot(),
            result.applicationDigest());
    return new Block(header, transactions, result.results());
  }

  private void recover() throws IOException {
    Optional<Position> position = application.position();
    long reached = position.map(Position::height).orElse(-1L);
    if (reached > log.height()) {
      throw new LedgerDamage(reached, LedgerRefusal.APPLICATION_AHEAD);
    }
    if (log.height() < 0) {
      BlockResult start = application.genesis(genesis);
      finish(block(0, Hash32.ZERO, genesis.epochSeconds(), List.of(), start));
      return;
    }
    if (position.isPresent()) {
      resumeAt(position.get());
    }
    for (long height = reached + 1; height <= log.height(); height++) {
      replay(requireSound(height));
    }
  }

  /** Accepts the application's position if the log has the same state there. */
  private void resumeAt(Position position) throws IOException {
    BlockHeader header = requireSound(position.height()).header();
    if (!header.stateRoot().equals(position.stateRoot())) {
      throw new LedgerDamage(position.height(), LedgerRefusal.RESULT_DIVERGES);
    }
    head = Optional.of(header);
  }

  private void replay(Block block) throws IOException {
    BlockHeader header = block.header();
    long height = header.height();
    if (!header.parentHash().equals(head.map(BlockHeader::hash).orElse(Hash32.ZERO))) {
      throw new LedgerDamage(height, LedgerRefusal.PARENT_DIFFERS);
    }
    BlockResult result =
        height == 0
            ? application.genesis(genesis)
            : application.execute(
                new DecidedBlock(height, header.epochSeconds(), block.transactions()));
    Block again =
        block(height, header.parentHash(), header.epochSeconds(), block.transactions(), result);
    if (!again.equals(block)) {
      throw new LedgerDamage(height, LedgerRefusal.RESULT_DIVERGES);
    }
    commit(header);
  }

  /** The block of the log at {@code height}, of this ledger and certified. */
  private Block requireSound(long height) throws IOException {
    Block block = log.require(height);
    if (!block.header().ledgerId().equals(ledgerId)) {
      throw new LedgerDamage(height, LedgerRefusal.LEDGER_DIFFERS);
    }
    Optional<CommitCertificate> certificate = log.readCertificate(height);
    if (certificate.isEmpty()) {
      throw new LedgerDamage(height, LedgerRefusal.CERTIFICATE_MISSING);
    }
    if (!seats.isValid(block.header(), certificate.get())) {
      throw new LedgerDamage(height, LedgerRefusal.CERTIFICATE_INVALID);
    }
    return block;
  }
}
