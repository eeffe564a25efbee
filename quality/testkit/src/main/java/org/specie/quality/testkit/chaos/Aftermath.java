package org.specie.quality.testkit.chaos;

import com.google.errorprone.annotations.FormatMethod;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.core.port.Storage;
import org.specie.ledger.api.block.Block;
import org.specie.ledger.api.block.BlockHeader;
import org.specie.ledger.api.block.TransactionResult;
import org.specie.ledger.api.chain.BlockSource;
import org.specie.ledger.api.chain.ChainVerdict;
import org.specie.ledger.api.chain.ChainVerifier;
import org.specie.ledger.consensus.value.Tuning;
import org.specie.ledger.state.AuthenticatedState;
import org.specie.ledger.state.blocks.BlockLog;
import org.specie.ledger.state.rocksdb.RocksStorage;
import org.specie.quality.testkit.history.Event;
import org.specie.quality.testkit.history.Linearizability;
import org.specie.quality.testkit.history.Linearizability.Finding;
import org.specie.quality.testkit.processes.Plant;

/** What must be true of the disks of all replicas, once they stopped, and of what clients saw. */
final class Aftermath {
  private static final int VIOLATIONS_MAX = 20;

  /** Blocks at the end of a chain whose certificates were still under way when all were stopped. */
  private static final int UNCERTIFIED_MAX = 16;

  private static final long CLOCK_TOLERANCE_SECONDS = Tuning.defaults().clockToleranceSeconds();

  private final Plant plant;
  private final List<Call> calls;
  private final List<String> violations = new ArrayList<>();
  private final Map<Hash32, Integer> applied = new HashMap<>();
  private final Map<Long, BlockHeader> beyond = new HashMap<>();
  private final long certified;
  private Optional<BlockHeader> head = Optional.empty();

  private Aftermath(Plant plant, List<Call> calls) throws IOException {
    this.plant = plant;
    this.calls = calls;
    this.certified = certified(plant);
  }

  /** The height up to which every replica has all certificates. */
  private static long certified(Plant plant) throws IOException {
    long lowest = Long.MAX_VALUE;
    for (int i = 0; i < plant.genesis().operators().size(); i++) {
      try (Storage blocks = RocksStorage.open(plant.blocks(i))) {
        lowest = Math.min(lowest, BlockLog.open(blocks).certifiedHeight());
      }
    }
    return lowest;
  }

  /** A chain up to where all replicas have its certificates. */
  private record Certified(BlockLog chain, long height) implements BlockSource {
    @Override
    public Optional<ByteString> block(long at) throws IOException {
      return at <= height ? chain.block(at) : Optional.empty();
    }

    @Override
    public Optional<ByteString> certificate(long at) throws IOException {
      return at <= height ? chain.certificate(at) : Optional.empty();
    }
  }

  /** What is wrong; nothing if all is well. */
  static List<String> violations(Plant plant, List<Call> calls) throws IOException {
    Aftermath aftermath = new Aftermath(plant, calls);
    for (int i = 0; i < plant.genesis().operators().size(); i++) {
      aftermath.examine(i);
    }
    aftermath.everyAnswerIsInTheChainOnce();
    aftermath.theHistoryIsLinearizable();
    return List.copyOf(aftermath.violations);
  }

  private void examine(int replica) throws IOException {
    try (Storage blocks = RocksStorage.open(plant.blocks(replica));
        Storage state = RocksStorage.open(plant.state(replica))) {
      BlockLog chain = BlockLog.open(blocks);
      verify(replica, new Certified(chain, certified));
      theRestIsTheSame(replica, chain);
      AuthenticatedState kept = AuthenticatedState.open(state);
      if (head.isPresent()) {
        BlockHeader last = head.get();
        if (!kept.root(last.height()).equals(Optional.of(last.stateRoot()))) {
          report("replica %d holds another state than block %d says", replica, last.height());
        }
      }
      for (Call call : calls) {
        if (call.heard().isPresent()) {
          compare(replica, chain, call.heard().get());
        }
      }
    }
  }

  /** A request that came twice may be decided again, as the last thing before all are stopped. */
  private void theRestIsTheSame(int replica, BlockLog chain) throws IOException {
    if (chain.height() - certified > UNCERTIFIED_MAX) {
      report("replica %d ends at %d, certified is %d", replica, chain.height(), certified);
    }
    for (long height = certified + 1; height <= chain.height(); height++) {
      BlockHeader own = chain.require(height).header();
      BlockHeader other = beyond.putIfAbsent(height, own);
      if (other != null && !other.equals(own)) {
        report("replica %d has another block %d than others", replica, height);
      }
    }
  }

  private void verify(int replica, BlockSource chain) throws IOException {
    Map<Hash32, Integer> counts = new HashMap<>();
    ChainVerdict verdict =
        new ChainVerifier(plant.genesis())
            .verify(
                chain,
                block -> {
                  count(block, counts);
                  return Verdict.accepted();
                });
    switch (verdict) {
      case ChainVerdict.Broken(long height, var reason) ->
          report("replica %d: block %d is refused: %s", replica, height, reason.sentence());
      case ChainVerdict.Sound(BlockHeader last) -> {
        if (last.epochSeconds() > Plant.CLOCK.epochSeconds() + CLOCK_TOLERANCE_SECONDS) {
          report("replica %d: block %d is of the future", replica, last.height());
        }
        if (head.isEmpty()) {
          head = Optional.of(last);
          applied.putAll(counts);
        } else if (!head.get().equals(last)) {
          report(
              "replica %d ends at block %d %s, another at %d %s",
              replica, last.height(), last.hash(), head.get().height(), head.get().hash());
        }
      }
    }
  }

  private static void count(Block block, Map<Hash32, Integer> counts) {
    for (TransactionResult result : block.results()) {
      if (result.isApplied()) {
        counts.merge(result.transactionId(), 1, Integer::sum);
      }
    }
  }

  private void compare(int replica, BlockLog chain, Call.Heard heard) throws IOException {
    Optional<BlockHeader> own = chain.header(heard.height());
    if (own.isEmpty() || !own.get().hash().equals(heard.header())) {
      report(
          "replica %d has %s at height %d, where a client was shown %s",
          replica,
          own.map(BlockHeader::hash).map(Hash32::toString).orElse("nothing"),
          heard.height(),
          heard.header());
    }
  }

  private void everyAnswerIsInTheChainOnce() {
    for (Call call : calls) {
      int times = applied.getOrDefault(call.id(), 0);
      if (call.heard().isPresent() && times != 1) {
        report("request %s was answered and is in the chain %d times", call.id(), times);
      }
    }
    applied.forEach(
        (id, times) -> {
          if (times > 1) {
            report("request %s was applied %d times", id, times);
          }
        });
  }

  private void theHistoryIsLinearizable() {
    Map<Integer, List<Event>> byRegister = new HashMap<>();
    for (Call call : calls) {
      byRegister.computeIfAbsent(call.register(), _ -> new ArrayList<>()).add(call.event());
    }
    byRegister.forEach(
        (register, events) -> {
          switch (Linearizability.check(events, 0)) {
            case Finding.Linearizable() -> {}
            case Finding.Broken(int explained, List<Event> around) ->
                report(
                    "register %d: no order explains more than %d of %d answers; left were %s",
                    register, explained, events.size(), around);
            case Finding.Undecided() ->
                report("register %d: its history is too tangled to be decided", register);
          }
        });
  }

  @FormatMethod
  private void report(String format, Object... what) {
    if (violations.size() < VIOLATIONS_MAX) {
      violations.add(format.formatted(what));
    }
  }
}
