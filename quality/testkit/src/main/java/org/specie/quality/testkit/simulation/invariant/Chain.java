package org.specie.quality.testkit.simulation.invariant;

import static org.specie.quality.testkit.simulation.invariant.InvariantBroken.unless;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.specie.kernel.core.Hash32;
import org.specie.ledger.api.DecidedBlock;
import org.specie.ledger.api.PendingChange;
import org.specie.ledger.api.ReplicatedApplication;
import org.specie.ledger.api.block.Block;
import org.specie.ledger.api.block.Genesis;
import org.specie.ledger.state.blocks.BlockExecutor;
import org.specie.ledger.state.blocks.BlockLog;
import org.specie.ledger.state.memory.MemoryStorage;
import org.specie.quality.testkit.simulation.operators.Reign;
import org.specie.quality.testkit.simulation.operators.Reigns;
import org.specie.quality.testkit.simulation.time.MachineClock;
import org.specie.quality.testkit.simulation.time.Timeline;
import org.specie.quality.testkit.simulation.workload.Workload;

/**
 * The one chain that all honest replicas may have: agreement (I1), a state that is a function of
 * the log (I8, by an executor of its own that nobody disturbs), and orders that are applied once.
 */
final class Chain {
  private static final long CLOCKS_OFF_SECONDS_MAX = 7_200;
  private static final int VERSIONS_KEPT = 32;

  /**
   * An epoch.
   *
   * @param since its first height
   */
  private record Epoch(long since, Reign reign) {}

  private final Timeline timeline;
  private final Reigns reigns;
  private final Workload workload;
  private final List<Epoch> epochs = new ArrayList<>();
  private final List<Hash32> hashes = new ArrayList<>();
  private final Map<Hash32, Long> heights = new TreeMap<>();
  private final Map<Long, Set<Integer>> holders = new TreeMap<>();
  private final BlockLog log;
  private final ReplicatedApplication application;
  private final BlockExecutor oracle;
  private long epochSeconds;

  Chain(Genesis genesis, Reigns reigns, Workload workload, Timeline timeline) throws IOException {
    this.timeline = timeline;
    this.workload = workload;
    this.reigns = reigns;
    this.epochs.add(new Epoch(0, reigns.of(genesis.operators())));
    MemoryStorage storage = new MemoryStorage();
    this.log = BlockLog.open(storage);
    this.application = workload.application(storage);
    this.oracle = BlockExecutor.open(genesis, log, application);
    Block start = oracle.begin();
    keep(start);
    workload.check(start);
  }

  private void keep(Block block) throws IOException {
    log.append(block);
    oracle.commit();
    hashes.add(block.header().hash());
    epochSeconds = block.header().epochSeconds();
    if (block.height() % VERSIONS_KEPT == 0 && block.height() > 0) {
      application.snapshots().prune(block.height() - 1);
    }
    if (block.newOperators().isPresent()) {
      epochs.add(new Epoch(block.height() + 1, reigns.of(block.newOperators().get())));
    }
  }

  /** Who operates at {@code height}, as far as the chain goes. */
  Reign at(long height) {
    int last = epochs.size() - 1;
    while (epochs.get(last).since() > height) {
      last--;
    }
    return epochs.get(last).reign();
  }

  /** The epoch of this number; none if the chain does not have it yet. */
  Optional<Reign> epoch(long number) {
    return number < epochs.size()
        ? Optional.of(epochs.get((int) number).reign())
        : Optional.empty();
  }

  /** The last height of an epoch, once it is decided. */
  Optional<Long> lastHeight(long number) {
    return number + 1 < epochs.size()
        ? Optional.of(epochs.get((int) number + 1).since() - 1)
        : oracle
            .membership()
            .pending()
            .map(PendingChange::lastHeight)
            .filter(_ -> number == epochs.size() - 1L);
  }

  /** The change that is decided and has not taken effect. */
  Optional<Reign> pending() {
    return oracle.membership().pending().map(PendingChange::operators).map(reigns::of);
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

  /** The time of that block. */
  long epochSeconds() {
    return epochSeconds;
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
    block.transactions().forEach(each -> heights.putIfAbsent(each.id(), block.height()));
    workload.check(block);
  }

  /** How many of the replicas that made the block durable had not lost it since. */
  Set<Integer> holders(long height) {
    return holders.getOrDefault(height, Set.of());
  }

  /** A replica has the state of {@code height} from others, and with it all blocks up to there. */
  void restored(int replica, long height, Hash32 hash) {
    unless(
        hash(height).filter(hash::equals).isPresent(),
        "agreement",
        "r%d takes over %s at height %d, another has %s",
        replica,
        hash.toShortHex(),
        height,
        hash(height).map(Hash32::toShortHex).orElse("nothing yet"));
    for (long at = 0; at <= height; at++) {
      holders.computeIfAbsent(at, each -> new TreeSet<>()).add(replica);
    }
  }

  /** A replica lost its disk. */
  void wiped(int replica) {
    holders.values().forEach(each -> each.remove(replica));
  }
}
