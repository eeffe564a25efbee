package org.specie.ledger.api.chain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.ledger.api.block.Block;
import org.specie.ledger.api.block.BlockHeader;
import org.specie.ledger.api.block.Genesis;
import org.specie.ledger.api.block.OperatorSet;
import org.specie.ledger.api.block.StateRoot;
import org.specie.ledger.api.block.Transaction;
import org.specie.ledger.api.block.TransactionResult;
import org.specie.ledger.api.certificate.CommitCertificate;
import org.specie.ledger.api.certificate.OperatorKey;

/** A signed chain in memory that can be damaged at will. */
public final class TestChain implements BlockSource {
  private final List<OperatorKey> keys = new ArrayList<>();
  private final Genesis genesis;
  private final List<ByteString> blocks = new ArrayList<>();
  private final List<ByteString> certificates = new ArrayList<>();
  private Hash32 parent = Hash32.ZERO;

  public TestChain(String name) {
    this(name, 4, 3);
  }

  TestChain(String name, int operatorCount, int quorum) {
    List<OperatorSet.Operator> operators = new ArrayList<>();
    for (int i = 0; i < operatorCount; i++) {
      byte[] seed = Hash32.sha256(ByteString.utf8(name + i)).bytes().toByteArray();
      keys.add(OperatorKey.fromSeed(seed));
      operators.add(keys.getLast().operator("operator " + i));
    }
    genesis =
        new Genesis(name, 1_000, new OperatorSet(operators, quorum), ByteString.utf8("start"));
    append(1_000, everybody(quorum), 0);
  }

  /** Appends a sound block with {@code count} transactions. */
  public Block append(long epochSeconds, int count) {
    return append(epochSeconds, List.of(0, 1, 3), count);
  }

  private static List<Integer> everybody(int quorum) {
    return IntStream.range(0, quorum).boxed().toList();
  }

  Block append(long epochSeconds, List<Integer> signers, int count) {
    List<Transaction> transactions = new ArrayList<>();
    List<TransactionResult> results = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Transaction transaction =
          new Transaction(ByteString.utf8("pay " + blocks.size() + "." + i + " some amount"));
      transactions.add(transaction);
      results.add(
          new TransactionResult(
              transaction.id(), i % 2 == 0 ? 0 : 2001, ByteString.utf8("event " + i)));
    }
    return append(epochSeconds, transactions, results, signers);
  }

  Block append(
      long epochSeconds,
      List<Transaction> transactions,
      List<TransactionResult> results,
      List<Integer> signers) {
    BlockHeader header =
        new BlockHeader(
            genesis.ledgerId(),
            blocks.size(),
            parent,
            epochSeconds,
            transactions.size(),
            Block.transactionsRoot(transactions),
            Block.resultsRoot(results),
            new StateRoot(Hash32.sha256(ByteString.utf8("state " + blocks.size()))),
            Hash32.sha256(ByteString.utf8("policy")));
    return append(new Block(header, transactions, results), signers);
  }

  Block append(Block block, List<Integer> signers) {
    blocks.add(block.encode());
    certificates.add(certify(block.header(), signers).encode());
    parent = block.header().hash();
    return block;
  }

  CommitCertificate certify(BlockHeader header, List<Integer> signers) {
    return new CommitCertificate(
        header.height(),
        header.hash(),
        signers.stream().map(i -> keys.get(i).sign(i, header)).toList());
  }

  public Genesis genesis() {
    return genesis;
  }

  List<ByteString> blocks() {
    return blocks;
  }

  List<ByteString> certificates() {
    return certificates;
  }

  @Override
  public long height() {
    return blocks.size() - 1L;
  }

  @Override
  public Optional<ByteString> block(long height) {
    return present(blocks, height);
  }

  @Override
  public Optional<ByteString> certificate(long height) {
    return present(certificates, height);
  }

  private static Optional<ByteString> present(List<ByteString> stored, long height) {
    return height < stored.size() && !stored.get((int) height).isEmpty()
        ? Optional.of(stored.get((int) height))
        : Optional.empty();
  }
}
