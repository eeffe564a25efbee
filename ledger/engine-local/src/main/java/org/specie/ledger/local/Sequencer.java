package org.specie.ledger.local;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.port.Clock;
import org.specie.ledger.api.CommittedBlock;
import org.specie.ledger.api.DecidedBlock;
import org.specie.ledger.api.LedgerDamage;
import org.specie.ledger.api.LedgerRefusal;
import org.specie.ledger.api.ReplicatedApplication;
import org.specie.ledger.api.block.Block;
import org.specie.ledger.api.block.BlockHeader;
import org.specie.ledger.api.block.Genesis;
import org.specie.ledger.api.block.OperatorSet;
import org.specie.ledger.api.block.Transaction;
import org.specie.ledger.api.certificate.CommitCertificate;
import org.specie.ledger.api.certificate.OperatorKey;
import org.specie.ledger.state.blocks.BlockExecutor;
import org.specie.ledger.state.blocks.BlockLog;

/**
 * Makes one block after another, without threads. The order of steps is what survives a crash:
 * execute without effect, sign, write block and certificate to the log, commit the application. A
 * signature never leaves the process before its block is durable, so no operator is ever seen to
 * sign two blocks at one height.
 *
 * <p>The clock is read once a block, as its time is proposed. Source: docs/spec/20-ledger.md,
 * clauses 9.3 and 9.4.
 */
public final class Sequencer {
  private final OperatorSeats seats;
  private final Clock clock;
  private final BlockLog log;
  private final BlockExecutor executor;
  private boolean isBroken;

  private Sequencer(OperatorSeats seats, Clock clock, BlockLog log, BlockExecutor executor) {
    this.seats = seats;
    this.clock = clock;
    this.log = log;
    this.executor = executor;
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
    OperatorSeats seats = new OperatorSeats(keys);
    if (log.certifiedHeight() < log.height()) {
      throw new LedgerDamage(log.certifiedHeight() + 1, LedgerRefusal.CERTIFICATE_MISSING);
    }
    Sequencer sequencer =
        new Sequencer(seats, clock, log, BlockExecutor.open(genesis, log, application));
    OperatorSet operators = sequencer.executor.membership().operators();
    Check.that(seats.areQuorumOf(operators), "the keys at hand are a quorum");
    Check.that(
        operators.epoch() > 0 || seats.areAllOf(operators),
        "every key belongs to an operator of the genesis");
    if (sequencer.executor.head().isEmpty()) {
      sequencer.finish(sequencer.executor.begin());
    }
    return sequencer;
  }

  /** The header of the last block. */
  public BlockHeader head() {
    return executor.head().orElseThrow();
  }

  /** Whether the application has work open that needs further heights. */
  public boolean isHeightAwaited() throws IOException {
    return executor.awaitedHeight().isPresent();
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
    CommittedBlock committed =
        finish(executor.execute(new DecidedBlock(parent.height() + 1, time, transactions)));
    isBroken = false;
    return committed;
  }

  private CommittedBlock finish(Block block) throws IOException {
    CommitCertificate certificate = seats.certify(executor.inForce(), block.header());
    log.append(block, certificate);
    executor.commit();
    return new CommittedBlock(block, Optional.of(certificate));
  }
}
