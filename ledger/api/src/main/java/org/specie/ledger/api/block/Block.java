package org.specie.ledger.api.block;

import java.util.List;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;

/**
 * A header with the transactions and results it commits to, and with the operators of the next
 * height where they are others than of this one. The numbers agree by construction; whether the
 * hashes do is for the chain verifier to say. Source: docs/spec/20-ledger.md, section 5.
 */
public record Block(
    BlockHeader header,
    List<Transaction> transactions,
    List<TransactionResult> results,
    Optional<OperatorSet> newOperators) {
  /** The most transactions in one block. */
  public static final int TRANSACTIONS_MAX = 4096;

  /**
   * The most bytes of transactions that anybody puts into one block. Whoever hands out whole blocks
   * counts on it: docs/spec/28-gateway.md, clause 2.5.
   */
  public static final int TRANSACTIONS_BYTES_MAX = 1024 * 1024;

  public Block {
    transactions = List.copyOf(transactions);
    results = List.copyOf(results);
    Check.that(
        header.transactionCount() == transactions.size() && transactions.size() == results.size(),
        "a block has one result for each transaction its header counts");
  }

  /** A block that leaves the operators as they are. */
  public Block(
      BlockHeader header, List<Transaction> transactions, List<TransactionResult> results) {
    this(header, transactions, results, Optional.empty());
  }

  /** The place of the block in the chain. */
  public long height() {
    return header.height();
  }

  /** Whether one block may be made of {@code transactions}. */
  public static boolean fits(List<Transaction> transactions) {
    long bytes = transactions.stream().mapToLong(each -> each.bytes().size()).sum();
    return transactions.size() <= TRANSACTIONS_MAX && bytes <= TRANSACTIONS_BYTES_MAX;
  }

  /** The root over the identifiers of {@code transactions}. */
  public static Hash32 transactionsRoot(List<Transaction> transactions) {
    return MerkleTree.root(transactions.stream().map(Transaction::id).toList());
  }

  /** The root over the hashes of {@code results}. */
  public static Hash32 resultsRoot(List<TransactionResult> results) {
    return MerkleTree.root(results.stream().map(TransactionResult::hash).toList());
  }

  /** The canonical bytes. */
  public ByteString encode() {
    Encoder out = new Encoder();
    header.encode(out);
    out.list(transactions, (to, transaction) -> transaction.encode(to));
    out.list(results, (to, result) -> result.encode(to));
    out.bool(newOperators.isPresent());
    newOperators.ifPresent(operators -> operators.encode(out));
    return out.toByteString();
  }

  /** Reads canonical bytes. */
  public static Block decode(ByteString bytes) throws MalformedInput {
    Decoder in = new Decoder(bytes);
    BlockHeader header = BlockHeader.decode(in);
    List<Transaction> transactions = in.list(TRANSACTIONS_MAX, Transaction::decode);
    List<TransactionResult> results = in.list(TRANSACTIONS_MAX, TransactionResult::decode);
    Optional<OperatorSet> newOperators =
        in.bool() ? Optional.of(OperatorSet.decode(in)) : Optional.empty();
    in.end();
    int count = header.transactionCount();
    if (transactions.size() != count || results.size() != count) {
      throw new MalformedInput("counts differ from the header's");
    }
    return new Block(header, transactions, results, newOperators);
  }
}
