package org.specie.ledger.api.chain;

import java.util.List;
import java.util.Optional;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.ledger.api.block.Block;
import org.specie.ledger.api.block.Genesis;
import org.specie.ledger.api.block.Transaction;
import org.specie.ledger.api.certificate.CommitCertificate;

/**
 * A transaction with all that shows to whoever has the genesis and nothing else what it came to:
 * its receipt, and the changes of operators that lead from the genesis to those who certified it.
 * Source: docs/spec/20-ledger.md, clause 7.7.
 *
 * @param operators the changes before the block, none if the genesis' operators certified it
 */
public record TransactionProof(
    Transaction transaction, Receipt receipt, OperatorHistory operators) {

  /**
   * The proof of the transaction named {@code id} in {@code block}, if it is there.
   *
   * @param history every change of operators, or at least those before the block
   */
  public static Optional<TransactionProof> of(
      Block block, CommitCertificate certificate, Hash32 id, OperatorHistory history) {
    List<Hash32> ids = block.transactions().stream().map(Transaction::id).toList();
    int index = ids.indexOf(id);
    if (index < 0) {
      return Optional.empty();
    }
    List<OperatorChange> before =
        history.changes().stream()
            .filter(change -> change.header().height() < block.height())
            .toList();
    return Optional.of(
        new TransactionProof(
            block.transactions().get(index),
            Receipt.of(block, certificate, index),
            new OperatorHistory(before)));
  }

  /** The identity of the ledger it speaks of. */
  public Hash32 ledgerId() {
    return receipt.header().ledgerId();
  }

  /** Whether it holds on the ledger that began with {@code genesis}. */
  public Verdict verify(Genesis genesis) {
    OperatorTimeline timeline = new OperatorTimeline(genesis);
    Verdict known = timeline.extend(operators);
    return known.isAccepted() ? receipt.verify(timeline, transaction.id()) : known;
  }

  /** Appends the canonical bytes. */
  public void encode(Encoder out) {
    receipt.encode(out, transaction);
    out.list(operators.changes(), (to, change) -> change.encode(to));
  }

  /** Reads what {@link #encode(Encoder)} appends. */
  public static TransactionProof decode(Decoder in) throws MalformedInput {
    Receipt.Of proven = Receipt.decode(in);
    OperatorHistory operators =
        new OperatorHistory(in.list(OperatorHistory.CHANGES_MAX, OperatorChange::decode));
    return new TransactionProof(proven.transaction(), proven.receipt(), operators);
  }
}
