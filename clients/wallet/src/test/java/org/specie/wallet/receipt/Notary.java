package org.specie.wallet.receipt;

import java.util.List;
import org.specie.cash.application.LedgerConstants;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.ledger.api.block.Block;
import org.specie.ledger.api.block.BlockHeader;
import org.specie.ledger.api.block.Genesis;
import org.specie.ledger.api.block.OperatorSet;
import org.specie.ledger.api.block.StateRoot;
import org.specie.ledger.api.block.Transaction;
import org.specie.ledger.api.block.TransactionResult;
import org.specie.ledger.api.certificate.CommitCertificate;
import org.specie.ledger.api.certificate.OperatorKey;
import org.specie.ledger.api.chain.OperatorChange;
import org.specie.ledger.api.chain.OperatorHistory;
import org.specie.ledger.api.chain.TransactionProof;

/**
 * A ledger with the money of another one and an operator whose key is at hand, who certifies
 * whatever a test wants to see certified.
 */
public final class Notary {
  private static final long TIME = 1_000_500;

  private final OperatorKey first = key("first");
  private final OperatorKey second = key("second");
  private final Genesis genesis;

  /** A ledger that began with everything {@code model} began with but its operator. */
  public Notary(Genesis model) {
    this.genesis =
        new Genesis(
            model.ledgerName(),
            model.epochSeconds(),
            new OperatorSet(List.of(first.operator("operator 1")), 1),
            model.application());
  }

  private static OperatorKey key(String name) {
    return OperatorKey.fromSeed(Hash32.sha256(ByteString.utf8(name)).bytes().toByteArray());
  }

  public LedgerConstants ledger() throws MalformedInput {
    return LedgerConstants.of(genesis);
  }

  private BlockHeader header(
      long height, List<Transaction> transactions, List<TransactionResult> results, Hash32 next) {
    return new BlockHeader(
        genesis.ledgerId(),
        height,
        Hash32.ZERO,
        TIME,
        transactions.size(),
        Block.transactionsRoot(transactions),
        Block.resultsRoot(results),
        new StateRoot(Hash32.ZERO),
        Hash32.ZERO,
        next);
  }

  private static CommitCertificate certify(BlockHeader header, OperatorKey key) {
    return CommitCertificate.of(header, List.of(key.sign(0, header)));
  }

  /** Shows that {@code transaction} came to {@code code}, under the operator of the genesis. */
  public TransactionProof proof(Transaction transaction, int code, ByteString event) {
    return proof(7, transaction, code, event, first, OperatorHistory.NONE);
  }

  private TransactionProof proof(
      long height,
      Transaction transaction,
      int code,
      ByteString event,
      OperatorKey by,
      OperatorHistory history) {
    List<Transaction> transactions = List.of(transaction);
    List<TransactionResult> results = List.of(new TransactionResult(transaction.id(), code, event));
    BlockHeader header = header(height, transactions, results, genesis.operators().hash());
    Block block = new Block(header, transactions, results);
    return TransactionProof.of(block, certify(header, by), transaction.id(), history).orElseThrow();
  }

  /**
   * Shows that {@code transaction} was applied, under an operator who took over before.
   *
   * @param handedOverByFirst false if only the second one says so
   */
  TransactionProof later(Transaction transaction, ByteString event, boolean handedOverByFirst) {
    OperatorSet next =
        new OperatorSet(
            1, List.of(second.operator("operator 2")), 0, 0, 1, genesis.operators().scheme());
    BlockHeader handover = header(5, List.of(), List.of(), next.hash());
    OperatorChange change =
        new OperatorChange(handover, certify(handover, handedOverByFirst ? first : second), next);
    return proof(7, transaction, 0, event, second, new OperatorHistory(List.of(change)));
  }

  /** A proof with another certificate over the same block, by somebody who operates nothing. */
  public static TransactionProof forged(TransactionProof genuine) {
    BlockHeader header = genuine.receipt().header();
    return Altered.certificate(genuine, certify(header, key("stranger")));
  }

  /** A proof without the changes of operators. */
  static TransactionProof unexplained(TransactionProof genuine) {
    return new TransactionProof(genuine.transaction(), genuine.receipt(), OperatorHistory.NONE);
  }
}
