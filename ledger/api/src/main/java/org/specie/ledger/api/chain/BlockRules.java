package org.specie.ledger.api.chain;

import java.util.List;
import java.util.Optional;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.Verdict;
import org.specie.ledger.api.LedgerRefusal;
import org.specie.ledger.api.block.Block;
import org.specie.ledger.api.block.BlockHeader;
import org.specie.ledger.api.block.Genesis;
import org.specie.ledger.api.block.OperatorSet;
import org.specie.ledger.api.block.Transaction;
import org.specie.ledger.api.block.TransactionResult;
import org.specie.ledger.api.certificate.CertificateVerifier;
import org.specie.ledger.api.certificate.CommitCertificate;

/**
 * What makes one block follow another on the ledger of a genesis: its place, its contents, its
 * finality. Whoever verifies a whole chain and whoever merely follows its headers ask the same
 * questions here. Immutable. Source: docs/spec/20-ledger.md, clause 7.2.
 */
public final class BlockRules {
  private final Genesis genesis;
  private final Hash32 ledgerId;

  public BlockRules(Genesis genesis) {
    this.genesis = genesis;
    this.ledgerId = genesis.ledgerId();
  }

  /** Whether {@code header} continues {@code parent}, or begins the chain where there is none. */
  public Verdict place(Optional<BlockHeader> parent, BlockHeader header) {
    if (!header.ledgerId().equals(ledgerId)) {
      return LedgerRefusal.LEDGER_DIFFERS.refused();
    }
    if (header.height() != parent.map(BlockHeader::height).orElse(-1L) + 1) {
      return LedgerRefusal.HEIGHT_DIFFERS.refused();
    }
    return parent.map(before -> succession(before, header)).orElseGet(() -> start(header));
  }

  private Verdict start(BlockHeader header) {
    boolean isStart =
        header.parentHash().equals(Hash32.ZERO)
            && header.epochSeconds() == genesis.epochSeconds()
            && header.transactionCount() == 0;
    return isStart ? Verdict.accepted() : LedgerRefusal.GENESIS_DIFFERS.refused();
  }

  private static Verdict succession(BlockHeader parent, BlockHeader header) {
    if (!header.parentHash().equals(parent.hash())) {
      return LedgerRefusal.PARENT_DIFFERS.refused();
    }
    if (header.epochSeconds() < parent.epochSeconds()) {
      return LedgerRefusal.TIME_RUNS_BACK.refused();
    }
    return Verdict.accepted();
  }

  /** Whether transactions and results are those the block's own header commits to. */
  public static Verdict contents(Block block) {
    BlockHeader header = block.header();
    if (!header.transactionsRoot().equals(Block.transactionsRoot(block.transactions()))) {
      return LedgerRefusal.TRANSACTIONS_ROOT_DIFFERS.refused();
    }
    if (!header.resultsRoot().equals(Block.resultsRoot(block.results()))) {
      return LedgerRefusal.RESULTS_ROOT_DIFFERS.refused();
    }
    List<Hash32> executed = block.results().stream().map(TransactionResult::transactionId).toList();
    return executed.equals(block.transactions().stream().map(Transaction::id).toList())
        ? Verdict.accepted()
        : LedgerRefusal.RESULT_MISPLACED.refused();
  }

  /**
   * Whether {@code certificate} makes the block of {@code header} final, and the block hands over
   * to {@code next}; {@code inForce} believes the operators in force at this height.
   */
  public static Verdict finality(
      CertificateVerifier inForce,
      BlockHeader header,
      Optional<OperatorSet> next,
      CommitCertificate certificate) {
    Verdict verdict = inForce.handover(header, next);
    return verdict.isAccepted() ? inForce.verify(header, certificate) : verdict;
  }
}
