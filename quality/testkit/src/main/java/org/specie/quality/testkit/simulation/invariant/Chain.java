package org.specie.quality.testkit.simulation.invariant;

import static org.specie.quality.testkit.simulation.invariant.InvariantBroken.unless;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.specie.kernel.core.Hash32;
import org.specie.ledger.api.DecidedBlock;
import org.specie.ledger.api.block.Block;
import org.specie.ledger.api.block.Genesis;
import org.specie.ledger.api.block.Transaction;
import org.specie.ledger.api.block.TransactionResult;
import org.specie.ledger.state.blocks.BlockExecutor;
import org.specie.ledger.state.blocks.BlockLog;
import org.specie.ledger.state.memory.MemoryStorage;
import org.specie.quality.testkit.simulation.time.MachineClock;
import org.specie.quality.testkit.simulation.time.Timeline;
import org.specie.quality.testkit.simulation.workload.Order;
import org.specie.quality.testkit.simulation.workload.TallyApplication;

/**
 * The one chain that all honest replicas may have: agreement (I1), a state that is a function of
 * the log (I8, by an executor of its own that nobody disturbs), and orders that are applied once.
 */
final class Chain {
  private static final long CLOCKS_OFF_SECONDS_MAX = 7_200;

  private final Timeline timeline;
  private final List<Hash32> hashes = new ArrayList<>();
  private final Map<Hash32, Long> heights = new TreeMap<>();
  private final Set<List<Long>> applied = new HashSet<>();
  private final Map<Long, Set<Integer>> holders = new TreeMap<>();
  private final BlockLog log;
  private final BlockExecutor oracle;

  Chain(Genesis genesis, Timeline timeline) throws IOException {
    this.timeline = timeline;
    MemoryStorage storage = new MemoryStorage();
    this.log = BlockLog.open(storage);
    this.oracle = BlockExecutor.open(genesis, log, new TallyApplication(storage));
    keep(oracle.begin());
  }

  private void keep(Block block) throws IOException {
    log.append(block);
    oracle.commit();
    hashes.add(block.header().hash());
  }

  /** The hash of the block at {@code height}, if somebody made it. */
  Optional<Hash32> hash(long height) {
    return height < hashes.size() ? Optional.of(hashes.get((int) height)) : Optional.empty();
  }

  /** The height of the block that applied or answered a transaction. */
  Optional<Long> height(Hash32 transaction) {
    return Optional.ofNullable(heights.get(transaction));
  }

  /** The height somebody reached. */
  long height() {
    return hashes.size() - 1L;
  }

  /** An honest replica made {@code block} durable. */
  void durable(int replica, Block block) throws IOException {
    long height = block.height();
    if (height == hashes.size()) {
      requireReplay(replica, block);
    }
    unless(
        hash(height).filter(block.header().hash()::equals).isPresent(),
        "agreement",
        "r%d has %s at height %d, another has %s",
        replica,
        block.header().hash().toShortHex(),
        height,
        hash(height).map(Hash32::toShortHex).orElse("nothing yet"));
    holders.computeIfAbsent(height, each -> new TreeSet<>()).add(replica);
  }

  private void requireReplay(int replica, Block block) throws IOException {
    Block again =
        oracle.execute(
            new DecidedBlock(block.height(), block.header().epochSeconds(), block.transactions()));
    unless(
        again.equals(block),
        "state is a function of the log",
        "r%d made another block of the same decision at height %d",
        replica,
        block.height());
    keep(block);
    long seconds = block.header().epochSeconds() - MachineClock.EPOCH_SECONDS;
    unless(
        seconds <= timeline.nowUs() / 1_000_000 + CLOCKS_OFF_SECONDS_MAX,
        "time",
        "the block at height %d is of second %d of the simulation",
        block.height(),
        seconds);
    for (int i = 0; i < block.transactions().size(); i++) {
      count(block.height(), block.transactions().get(i), block.results().get(i));
    }
  }

  private void count(long height, Transaction transaction, TransactionResult result) {
    heights.putIfAbsent(transaction.id(), height);
    unless(
        result.code() != TallyApplication.FORGED,
        "acceptable",
        "height %d holds what no client asked for",
        height);
    if (result.isApplied()) {
      Order order = Order.read(transaction.bytes()).orElseThrow();
      unless(
          applied.add(List.of((long) order.client(), order.number())),
          "exactly once",
          "order %d of client %d is applied again at height %d",
          order.number(),
          order.client(),
          height);
    }
  }

  /** How many of the replicas that made the block durable had not lost it since. */
  Set<Integer> holders(long height) {
    return holders.getOrDefault(height, Set.of());
  }

  /** A replica lost its disk. */
  void wiped(int replica) {
    holders.values().forEach(each -> each.remove(replica));
  }
}
