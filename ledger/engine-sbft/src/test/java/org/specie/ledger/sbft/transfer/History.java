package org.specie.ledger.sbft.transfer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.ledger.api.DecidedBlock;
import org.specie.ledger.api.block.Block;
import org.specie.ledger.api.block.BlockHeader;
import org.specie.ledger.api.block.Genesis;
import org.specie.ledger.api.block.OperatorSet;
import org.specie.ledger.api.block.Transaction;
import org.specie.ledger.api.certificate.CommitCertificate;
import org.specie.ledger.api.certificate.OperatorKey;
import org.specie.ledger.api.chain.OperatorHistory;
import org.specie.ledger.state.blocks.BlockExecutor;
import org.specie.ledger.state.blocks.BlockLog;
import org.specie.ledger.state.memory.MemoryStorage;

/** A chain that is made once and then lived through by every simulated cluster. */
final class History {
  /** Heights from one checkpoint to the next. */
  static final int INTERVAL = 4;

  /** The last block there is. */
  static final int LENGTH = 48;

  private static final int TRANSACTION_BYTES = 40_000;
  private static final History ONE = make();

  record Link(Block block, CommitCertificate certificate) {}

  private final Genesis genesis;
  private final List<OperatorKey> keys;
  private final List<Link> links = new ArrayList<>();

  private History(Genesis genesis, List<OperatorKey> keys) {
    this.genesis = genesis;
    this.keys = keys;
  }

  static History get() {
    return ONE;
  }

  Genesis genesis() {
    return genesis;
  }

  Link link(long height) {
    return links.get((int) height);
  }

  Checkpoint checkpoint(long height) {
    return new Checkpoint(
        link(height).block().header(), link(height).certificate(), new OperatorHistory(List.of()));
  }

  private CommitCertificate certify(BlockHeader header) {
    return CommitCertificate.of(
        header, IntStream.range(0, 3).mapToObj(i -> keys.get(i).sign(i, header)).toList());
  }

  private static History make() {
    List<OperatorKey> keys = new ArrayList<>();
    List<OperatorSet.Operator> operators = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      keys.add(
          OperatorKey.fromSeed(Hash32.sha256(ByteString.utf8("key " + i)).bytes().toByteArray()));
      operators.add(keys.getLast().operator("operator " + i));
    }
    History history =
        new History(
            new Genesis("transfer", 1_000, new OperatorSet(operators, 3), ByteString.utf8("begin")),
            keys);
    try {
      history.write();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return history;
  }

  private void write() throws IOException {
    Random random = new Random(1);
    BlockLog log = BlockLog.open(new MemoryStorage());
    BlockExecutor executor = BlockExecutor.open(genesis, log, new Tally(new MemoryStorage()));
    Block block = executor.begin();
    while (true) {
      CommitCertificate certificate = certify(block.header());
      log.append(block, certificate);
      executor.commit();
      links.add(new Link(block, certificate));
      if (block.height() == LENGTH) {
        return;
      }
      block = executor.execute(decided(random, block.height() + 1));
    }
  }

  private static DecidedBlock decided(Random random, long height) {
    List<Transaction> transactions = new ArrayList<>();
    int count = random.nextInt(4);
    for (int i = 0; i < count; i++) {
      byte[] bytes = new byte[2 + random.nextInt(TRANSACTION_BYTES)];
      random.nextBytes(bytes);
      bytes[0] = 0;
      bytes[1] = (byte) random.nextInt(60);
      transactions.add(new Transaction(ByteString.copyOf(bytes)));
    }
    return new DecidedBlock(height, 1_000 + height, transactions);
  }
}
