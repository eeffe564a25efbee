package org.specie.ledger.sbft.handover;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.Verdict;
import org.specie.ledger.api.LedgerDamage;
import org.specie.ledger.api.LedgerRefusal;
import org.specie.ledger.api.Membership;
import org.specie.ledger.api.block.BlockHeader;
import org.specie.ledger.api.block.Genesis;
import org.specie.ledger.api.block.OperatorSet;
import org.specie.ledger.api.certificate.CommitCertificate;
import org.specie.ledger.api.chain.OperatorChange;
import org.specie.ledger.api.chain.OperatorTimeline;
import org.specie.ledger.consensus.certificate.Statement.Execution;
import org.specie.ledger.consensus.message.Checkpoint;
import org.specie.ledger.consensus.step.Input;
import org.specie.ledger.consensus.value.SequenceNumber;
import org.specie.ledger.consensus.value.Tuning;
import org.specie.ledger.state.blocks.BlockExecutor;
import org.specie.ledger.state.blocks.BlockLog;

/**
 * Where block log and application stand: which operators decide next, on which block their epoch
 * began, and what was executed of late. The operators of an epoch stay at work until its last block
 * and all before it are certified, for nobody else can certify them.
 *
 * @param base the block the epoch began on; empty if this replica has not seen it
 * @param durable the last executions, as far back as they lack certificates
 * @param lastOfEpoch the last slot of the epoch if a change of operators is decided
 * @param awaited what the application's open work waits for
 * @param certified the last block up to which every block has its certificate
 */
public record Standing(
    OperatorSet operators,
    Optional<Execution> base,
    List<Execution> durable,
    Optional<SequenceNumber> lastOfEpoch,
    Input.Awaited awaited,
    Optional<Checkpoint> certified) {
  /**
   * Where {@code log} and the application that {@code executor} drives along it stand. What this
   * says is certified is so after a crash too: nobody leaves an epoch behind whose certificates are
   * in memory alone.
   */
  public static Standing of(Genesis genesis, BlockLog log, BlockExecutor executor)
      throws IOException {
    log.settle();
    Membership membership = executor.membership();
    long head = executor.head().orElseThrow().height();
    List<OperatorChange> changes = log.operatorHistory().changes();
    boolean isEndOpen =
        log.block(head).isPresent()
            && log.require(head).newOperators().isPresent()
            && !isCertifiedUpTo(log, head);
    OperatorSet operators =
        isEndOpen
            ? timeline(genesis, changesBelow(changes, head)).latest()
            : membership.operators();
    Optional<Execution> base = base(log, changes, operators.epoch());
    Optional<SequenceNumber> last =
        isEndOpen ? Optional.of(new SequenceNumber(head)) : lastOfEpoch(membership);
    Input.Awaited awaited =
        new Input.Awaited(
            new SequenceNumber(head), executor.awaitedHeight().map(SequenceNumber::new));
    return new Standing(operators, base, durable(log, head, base), last, awaited, certified(log));
  }

  /** The last slot of the epoch, once a change of operators is decided. */
  public static Optional<SequenceNumber> lastOfEpoch(Membership membership) {
    return membership.pending().map(change -> new SequenceNumber(change.lastHeight()));
  }

  /**
   * The last slot of the epoch that a block behind the end of the log belongs to: state transfer
   * may have gone on into the next epoch, and that one's end is no business of the one before.
   */
  public static Optional<SequenceNumber> lastOfEpoch(
      BlockLog log, Membership membership, long height) throws IOException {
    Optional<SequenceNumber> over =
        log.operatorHistory().changes().stream()
            .map(each -> each.header().height())
            .filter(last -> last >= height)
            .findFirst()
            .map(SequenceNumber::new);
    return over.isPresent() ? over : lastOfEpoch(membership);
  }

  /** Whether every block that a slot decided has its certificate; none decides block 0. */
  private static boolean isCertifiedUpTo(BlockLog log, long head) throws IOException {
    long from = Math.max(1, Math.max(log.firstHeight(), log.certifiedHeight() + 1));
    for (long height = from; height <= head; height++) {
      if (log.certificate(height).isEmpty()) {
        return false;
      }
    }
    return true;
  }

  /**
   * The last block of an epoch may have its certificate when one before it has none: the epoch is
   * not over here, for its operators alone can certify that block.
   */
  private static List<OperatorChange> changesBelow(List<OperatorChange> changes, long height) {
    return changes.stream().filter(each -> each.header().height() < height).toList();
  }

  private static OperatorTimeline timeline(Genesis genesis, List<OperatorChange> changes)
      throws IOException {
    OperatorTimeline timeline = new OperatorTimeline(genesis);
    for (OperatorChange change : changes) {
      if (timeline.extend(change) instanceof Verdict.Refused) {
        throw new LedgerDamage(change.header().height(), LedgerRefusal.OPERATORS_DIFFER);
      }
    }
    return timeline;
  }

  private static Optional<Execution> base(BlockLog log, List<OperatorChange> changes, long epoch)
      throws IOException {
    if (epoch == 0) {
      return log.header(0).map(Standing::execution);
    }
    return changes.stream()
        .filter(change -> change.operators().epoch() == epoch)
        .map(change -> execution(change.header()))
        .findFirst();
  }

  private static Optional<Checkpoint> certified(BlockLog log) throws IOException {
    long height = log.certifiedHeight();
    Optional<CommitCertificate> certificate = log.readCertificate(height);
    return log.header(height)
        .filter(header -> certificate.isPresent())
        .map(
            header ->
                new Checkpoint(execution(header), certificate.map(CommitCertificate::quorum)));
  }

  private static List<Execution> durable(BlockLog log, long head, Optional<Execution> base)
      throws IOException {
    long lowest = base.map(each -> each.sequence().number()).orElse(head);
    long from =
        Math.max(lowest, Math.max(log.certifiedHeight(), head - Tuning.UNCERTIFIED_MAX + 1));
    List<Execution> durable = new ArrayList<>();
    for (long height = Math.min(from, head); height <= head; height++) {
      Optional<BlockHeader> header = log.header(height);
      header.ifPresent(each -> durable.add(execution(each)));
    }
    return List.copyOf(durable);
  }

  private static Execution execution(BlockHeader header) {
    Hash32 hash = header.hash();
    return new Execution(new SequenceNumber(header.height()), hash);
  }
}
