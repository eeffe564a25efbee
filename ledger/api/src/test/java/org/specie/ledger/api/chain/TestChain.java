package org.specie.ledger.api.chain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
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

/** A signed chain in memory that can be damaged at will, and can change its operators. */
public final class TestChain implements BlockSource {
  private final String name;
  private final Genesis genesis;
  private List<OperatorKey> keys = new ArrayList<>();
  private OperatorSet operators;
  private final List<ByteString> blocks = new ArrayList<>();
  private final List<ByteString> certificates = new ArrayList<>();
  private Hash32 parent = Hash32.ZERO;

  public TestChain(String name) {
    this(name, 4, 3);
  }

  TestChain(String name, int operatorCount, int quorum) {
    this.name = name;
    this.keys = keys(IntStream.range(0, operatorCount).toArray());
    List<OperatorSet.Operator> seats = new ArrayList<>();
    for (int i = 0; i < operatorCount; i++) {
      seats.add(keys.get(i).operator("operator " + i));
    }
    operators = new OperatorSet(seats, quorum);
    genesis = new Genesis(name, 1_000, operators, ByteString.utf8("start"));
    append(1_000, everybody(quorum), 0);
  }

  /** The keys of these people, who may be operators or become some. */
  List<OperatorKey> keys(int... people) {
    return Arrays.stream(people)
        .mapToObj(i -> Hash32.sha256(ByteString.utf8(name + i)).bytes().toByteArray())
        .map(OperatorKey::fromSeed)
        .toList();
  }

  /** The operators in force at the next height. */
  OperatorSet operators() {
    return operators;
  }

  /** These four people as the operators of the next epoch. */
  OperatorSet next(int... people) {
    List<OperatorKey> next = keys(people);
    List<OperatorSet.Operator> seats = new ArrayList<>();
    for (int i = 0; i < people.length; i++) {
      seats.add(
          new OperatorSet.Operator(
              "operator " + people[i],
              next.get(i).publicKey(),
              "host" + people[i] + ":4100",
              Hash32.sha256(ByteString.utf8("transport " + people[i]))));
    }
    return OperatorSet.replicated(operators.epoch() + 1, seats, 1, 0);
  }

  /** Appends a sound block at which these four people take over. */
  Block handOver(long epochSeconds, int... people) {
    OperatorSet next = next(people);
    Block block = append(handingOver(epochSeconds, next), List.of(0, 1, 3));
    operators = next;
    keys = keys(people);
    return block;
  }

  /** Hands over twice and tells of it. */
  public ByteString history() {
    OperatorChange first = change(handOver(1_010, 0, 1, 2, 4));
    OperatorChange second = change(handOver(1_020, 0, 5, 2, 4));
    return new OperatorHistory(List.of(first, second)).encode();
  }

  /** The next block, if it handed over to {@code next}. */
  Block handingOver(long epochSeconds, OperatorSet next) {
    BlockHeader header = header(epochSeconds, List.of(), List.of(), next);
    return new Block(header, List.of(), List.of(), Optional.of(next));
  }

  /** What {@code block}, which hands over, and its certificate leave. */
  OperatorChange change(Block block) {
    try {
      return new OperatorChange(
          block.header(),
          CommitCertificate.decode(certificates.get((int) block.height())),
          block.newOperators().orElseThrow());
    } catch (MalformedInput e) {
      throw new IllegalStateException(e);
    }
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
    BlockHeader header = header(epochSeconds, transactions, results, operators);
    return append(new Block(header, transactions, results), signers);
  }

  private BlockHeader header(
      long epochSeconds,
      List<Transaction> transactions,
      List<TransactionResult> results,
      OperatorSet next) {
    return new BlockHeader(
        genesis.ledgerId(),
        blocks.size(),
        parent,
        epochSeconds,
        transactions.size(),
        Block.transactionsRoot(transactions),
        Block.resultsRoot(results),
        new StateRoot(Hash32.sha256(ByteString.utf8("state " + blocks.size()))),
        Hash32.sha256(ByteString.utf8("policy")),
        next.hash());
  }

  Block append(Block block, List<Integer> signers) {
    blocks.add(block.encode());
    certificates.add(certify(block.header(), signers).encode());
    parent = block.header().hash();
    return block;
  }

  CommitCertificate certify(BlockHeader header, List<Integer> signers) {
    return certify(header, keys, signers);
  }

  static CommitCertificate certify(
      BlockHeader header, List<OperatorKey> keys, List<Integer> signers) {
    return CommitCertificate.of(
        header, signers.stream().map(i -> keys.get(i).sign(i, header)).toList());
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
