package org.specie.ledger.state.blocks;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.Verdict;
import org.specie.ledger.api.Activation;
import org.specie.ledger.api.BlockResult;
import org.specie.ledger.api.DecidedBlock;
import org.specie.ledger.api.LedgerDamage;
import org.specie.ledger.api.LedgerRefusal;
import org.specie.ledger.api.Membership;
import org.specie.ledger.api.Position;
import org.specie.ledger.api.ReplicatedApplication;
import org.specie.ledger.api.block.Block;
import org.specie.ledger.api.block.BlockHeader;
import org.specie.ledger.api.block.Genesis;
import org.specie.ledger.api.block.OperatorSet;
import org.specie.ledger.api.block.Transaction;
import org.specie.ledger.api.block.TransactionResult;
import org.specie.ledger.api.certificate.CertificateVerifier;
import org.specie.ledger.api.certificate.CommitCertificate;
import org.specie.ledger.api.chain.OperatorChange;
import org.specie.ledger.api.chain.OperatorTimeline;

/**
 * Drives an application along a block log, without threads and without signing anything. {@link
 * #execute} makes a block of what was decided and has no durable effect; the engine then writes the
 * block to the log; {@link #commit} makes the application's side durable. So power lost before the
 * log is written leaves no trace, and lost after it, {@link #open} executes the block again and
 * finds the same roots, or refuses to start.
 *
 * <p>After an {@link IOException} from execution or commit nothing more can be executed: open
 * again. Source: docs/spec/20-ledger.md, clause 9.4.
 */
public final class BlockExecutor {
  private record Staged(Block block, Membership membership) {}

  private final Genesis genesis;
  private final Hash32 ledgerId;
  private final BlockLog log;
  private final ReplicatedApplication application;
  private Optional<BlockHeader> head = Optional.empty();
  private Optional<Staged> staged = Optional.empty();
  private CertificateVerifier inForce;
  private Membership membership;
  private boolean isBroken;

  private BlockExecutor(Genesis genesis, BlockLog log, ReplicatedApplication application) {
    this.genesis = genesis;
    this.ledgerId = genesis.ledgerId();
    this.log = log;
    this.application = application;
    this.inForce = new CertificateVerifier(genesis);
    this.membership = Membership.unchanged(genesis.operators());
  }

  /**
   * Brings {@code application} to the end of {@code log}. Each certificate that is there is
   * verified; a block above the log's certified height may be without one.
   *
   * @throws LedgerDamage if log and application contradict each other or the genesis
   */
  public static BlockExecutor open(Genesis genesis, BlockLog log, ReplicatedApplication application)
      throws IOException {
    BlockExecutor executor = new BlockExecutor(genesis, log, application);
    executor.recover();
    return executor;
  }

  /** The header of the last committed block; none before the ledger has begun. */
  public Optional<BlockHeader> head() {
    return head;
  }

  /** Who operates the ledger at the next height, and which change is decided. */
  public Membership membership() {
    return membership;
  }

  /** The height that the application's open work waits for, if it is yet to come. */
  public Optional<Long> awaitedHeight() throws IOException {
    if (head.isEmpty()) {
      return Optional.empty();
    }
    long height = head.get().height();
    return application.awaitedHeight().filter(awaited -> awaited > height);
  }

  /** The verifier of the next block's certificate. */
  public CertificateVerifier inForce() {
    return inForce;
  }

  /** Makes block 0, as the log is empty. It has no durable effect until {@link #commit}. */
  public Block begin() throws IOException {
    Check.that(head.isEmpty() && log.height() < 0, "a ledger begins once");
    return stage(
        () ->
            block(0, Hash32.ZERO, genesis.epochSeconds(), List.of(), application.genesis(genesis)));
  }

  /**
   * The block that {@code decided} comes to. It has no durable effect; executed again for the same
   * height, the first call is forgotten.
   */
  public Block execute(DecidedBlock decided) throws IOException {
    BlockHeader parent = head.orElseThrow();
    Check.that(decided.height() == parent.height() + 1, "blocks are executed in order");
    Check.that(decided.epochSeconds() >= parent.epochSeconds(), "time does not run back");
    return stage(
        () ->
            block(
                decided.height(),
                parent.hash(),
                decided.epochSeconds(),
                decided.transactions(),
                application.execute(decided)));
  }

  private interface Execution {
    Staged run() throws IOException;
  }

  private Block stage(Execution execution) throws IOException {
    Check.that(!isBroken, "an executor is opened again after a failure");
    isBroken = true;
    Staged next = execution.run();
    staged = Optional.of(next);
    isBroken = false;
    return next.block();
  }

  /** Commits the last executed block, which the log must hold by now. */
  public void commit() throws IOException {
    Check.that(!isBroken, "an executor is opened again after a failure");
    Staged next = staged.orElseThrow();
    Check.that(
        log.height() == next.block().height(), "a block is in the log before it is committed");
    isBroken = true;
    staged = Optional.empty();
    commit(next);
    isBroken = false;
  }

  private void commit(Staged next) throws IOException {
    BlockHeader header = next.block().header();
    Position position = application.commit(header.height());
    Check.that(
        position.equals(new Position(header.height(), header.stateRoot())),
        "the application commits what it executed");
    Check.that(
        application.membership().equals(next.membership()),
        "the application's operators are those of what it executed");
    head = Optional.of(header);
    inForce = inForce.after(next.block().newOperators());
    membership = next.membership();
  }

  private Staged block(
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
    Optional<OperatorSet> newOperators = newOperators(height, result);
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
            result.applicationDigest(),
            result.operatorsAfter().hash());
    return new Staged(
        new Block(header, transactions, result.results(), newOperators), result.membership());
  }

  /** The operators that the block at {@code height} hands over to, if it does. */
  private Optional<OperatorSet> newOperators(long height, BlockResult result) {
    Membership due = membership.at(height);
    Check.that(
        result.operatorsAfter().equals(due.operators()),
        "operators change as announced and not otherwise");
    boolean isAnnounced =
        due.pending().isEmpty()
            ? result.pendingChange().isEmpty()
                || result.pendingChange().get().lastHeight() == Activation.lastHeight(height)
            : result.pendingChange().equals(due.pending());
    Check.that(isAnnounced, "a decided change stays as it is, and takes effect when it is due");
    return due.operators().equals(membership.operators())
        ? Optional.empty()
        : Optional.of(due.operators());
  }

  private void recover() throws IOException {
    Optional<Position> position = application.position();
    long reached = position.map(Position::height).orElse(-1L);
    if (reached > log.height()) {
      throw new LedgerDamage(reached, LedgerRefusal.APPLICATION_AHEAD);
    }
    if (position.isPresent()) {
      followOperators(reached);
      resumeAt(position.get());
    }
    for (long height = reached + 1; height <= log.height(); height++) {
      replay(log.require(height));
    }
  }

  /** Finds out who is in force at {@code reached}, from what the log says of changes before it. */
  private void followOperators(long reached) throws IOException {
    OperatorTimeline timeline = new OperatorTimeline(genesis);
    for (OperatorChange change : log.operatorHistory().changes()) {
      long height = change.header().height();
      if (height < reached && timeline.extend(change) instanceof Verdict.Refused) {
        throw new LedgerDamage(height, LedgerRefusal.OPERATORS_DIFFER);
      }
    }
    inForce = timeline.at(reached);
    long uncertified = Math.max(log.certifiedHeight() + 1, log.firstHeight());
    for (long height = uncertified; height < reached; height++) {
      Optional<OperatorSet> next = log.require(height).newOperators();
      if (next.isPresent() && next.get().epoch() > inForce.operators().epoch()) {
        inForce = inForce.after(next);
      }
    }
  }

  /** Accepts the application's position if the log has the same state there. */
  private void resumeAt(Position position) throws IOException {
    long height = position.height();
    BlockHeader header =
        log.header(height).orElseThrow(() -> new LedgerDamage(height, LedgerRefusal.BLOCK_MISSING));
    requireSound(header, height);
    if (!header.stateRoot().equals(position.stateRoot())) {
      throw new LedgerDamage(height, LedgerRefusal.RESULT_DIVERGES);
    }
    membership = application.membership();
    OperatorSet next = membership.operators();
    if (!next.hash().equals(header.nextOperators())) {
      throw new LedgerDamage(height, LedgerRefusal.OPERATORS_DIFFER);
    }
    boolean isHandover = !next.equals(inForce.operators());
    inForce = inForce.after(isHandover ? Optional.of(next) : Optional.empty());
    head = Optional.of(header);
  }

  private void replay(Block block) throws IOException {
    BlockHeader header = block.header();
    long height = header.height();
    requireSound(header, height);
    if (!header.parentHash().equals(head.map(BlockHeader::hash).orElse(Hash32.ZERO))) {
      throw new LedgerDamage(height, LedgerRefusal.PARENT_DIFFERS);
    }
    BlockResult result =
        height == 0
            ? application.genesis(genesis)
            : application.execute(
                new DecidedBlock(height, header.epochSeconds(), block.transactions()));
    Staged again =
        block(height, header.parentHash(), header.epochSeconds(), block.transactions(), result);
    if (!again.block().equals(block)) {
      throw new LedgerDamage(height, LedgerRefusal.RESULT_DIVERGES);
    }
    commit(again);
  }

  /**
   * Refuses a header of another ledger, and one whose certificate is due and not there or false.
   */
  private void requireSound(BlockHeader header, long height) throws IOException {
    if (!header.ledgerId().equals(ledgerId)) {
      throw new LedgerDamage(height, LedgerRefusal.LEDGER_DIFFERS);
    }
    Optional<CommitCertificate> certificate = log.readCertificate(height);
    if (certificate.isEmpty() && height <= log.certifiedHeight()) {
      throw new LedgerDamage(height, LedgerRefusal.CERTIFICATE_MISSING);
    }
    if (certificate.isPresent()
        && inForce.verify(header, certificate.get()) instanceof Verdict.Refused) {
      throw new LedgerDamage(height, LedgerRefusal.CERTIFICATE_INVALID);
    }
  }
}
