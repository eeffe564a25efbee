package org.specie.quality.testkit.simulation.replica;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Storage;
import org.specie.kernel.crypto.quorum.QuorumCertificate;
import org.specie.ledger.api.DecidedBlock;
import org.specie.ledger.api.block.Block;
import org.specie.ledger.api.block.BlockHeader;
import org.specie.ledger.api.block.Genesis;
import org.specie.ledger.api.block.Transaction;
import org.specie.ledger.consensus.certificate.Statement.Execution;
import org.specie.ledger.consensus.value.Batch;
import org.specie.ledger.consensus.value.SequenceNumber;
import org.specie.ledger.state.blocks.BlockExecutor;
import org.specie.ledger.state.blocks.BlockLog;
import org.specie.quality.testkit.simulation.workload.TallyApplication;

/** The blocks, certificates and state of one machine, on its disk. */
final class Ledger {
  private static final int CERTIFICATES = 0xF0;
  private static final int UNCERTIFIED_MAX = 1024;

  private final Storage storage;
  private final BlockLog log;
  private final BlockExecutor executor;
  private final Map<Hash32, Long> heights = new HashMap<>();

  Ledger(Genesis genesis, Storage storage) throws IOException {
    this.storage = storage;
    this.log = BlockLog.open(storage);
    this.executor = BlockExecutor.open(genesis, log, new TallyApplication(storage));
    if (executor.head().isEmpty()) {
      Block first = executor.begin();
      log.append(first);
      executor.commit();
    }
    for (long at = 0; at <= log.height(); at++) {
      index(log.require(at));
    }
  }

  private void index(Block block) {
    block.transactions().forEach(each -> heights.putIfAbsent(each.id(), block.height()));
  }

  BlockHeader head() {
    return executor.head().orElseThrow();
  }

  Block block(long height) throws IOException {
    return log.require(height);
  }

  /** The execution of the first block. */
  Execution base() throws IOException {
    return execution(log.require(0).header());
  }

  static Execution execution(BlockHeader header) {
    return new Execution(new SequenceNumber(header.height()), header.hash());
  }

  /** The last executions, as far back as one lacks a certificate, at least one. */
  List<Execution> durable() throws IOException {
    long lowest = log.height() - UNCERTIFIED_MAX + 1;
    long first = Math.min(log.height(), Math.max(log.certifiedHeight() + 1, lowest));
    List<Execution> durable = new ArrayList<>();
    for (long at = first; at <= log.height(); at++) {
      durable.add(execution(log.require(at).header()));
    }
    return durable;
  }

  /** What {@code batch} comes to as the next block; nothing is durable yet. */
  Block execute(Batch batch) throws IOException {
    BlockHeader parent = head();
    long time = Math.max(parent.epochSeconds(), batch.epochSeconds());
    return executor.execute(new DecidedBlock(parent.height() + 1, time, batch.transactions()));
  }

  /** What the decision in somebody else's block comes to here. */
  Block execute(Block other) throws IOException {
    return executor.execute(
        new DecidedBlock(other.height(), other.header().epochSeconds(), other.transactions()));
  }

  void append(Block block) throws IOException {
    log.append(block);
  }

  void commit(Block block) throws IOException {
    executor.commit();
    index(block);
  }

  /** Whether {@code blocks} continue this chain and end with {@code last}. */
  boolean continues(List<Block> blocks, Hash32 last) {
    Hash32 parent = head().hash();
    long height = head().height();
    for (Block each : blocks) {
      boolean fits =
          each.height() == height + 1
              && each.header().parentHash().equals(parent)
              && Block.transactionsRoot(each.transactions())
                  .equals(each.header().transactionsRoot())
              && Block.resultsRoot(each.results()).equals(each.header().resultsRoot());
      if (!fits) {
        return false;
      }
      parent = each.header().hash();
      height++;
    }
    return parent.equals(last);
  }

  /** The height of the block a transaction is in. */
  Optional<Long> heightOf(Transaction transaction) {
    return Optional.ofNullable(heights.get(transaction.id()));
  }

  void certify(Execution execution, QuorumCertificate certificate) throws IOException {
    Encoder out = new Encoder();
    certificate.encode(out);
    storage.write(new Storage.Batch().put(key(execution.sequence().number()), out.toByteString()));
  }

  Optional<QuorumCertificate> certificate(long height) throws IOException {
    Optional<ByteString> stored = storage.get(key(height));
    if (stored.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(QuorumCertificate.decode(new Decoder(stored.get())));
    } catch (MalformedInput e) {
      throw new IOException("a certificate is damaged; this simulated storage does not rot", e);
    }
  }

  private static ByteString key(long height) {
    return new Encoder().u8(CERTIFICATES).u64(height).toByteString();
  }
}
