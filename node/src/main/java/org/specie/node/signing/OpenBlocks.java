package org.specie.node.signing;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.specie.kernel.crypto.batch.BatchVerifier;

/**
 * The blocks that are being signed, in their order, and when shares are made into signatures: at
 * once where somebody waits for them, and otherwise a few blocks together, because most of what one
 * block's aggregates cost, those of many cost no more. Lives on one thread, but for {@link #want}.
 * Source: docs/spec/22-node.md, clause 6.2.
 */
final class OpenBlocks {
  /** As soon as there are shares enough for so many blocks, signatures are made of them. */
  private static final int ENOUGH = 8;

  /** Until then they wait so long for later blocks. */
  private static final long DEFERRED_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final NavigableMap<Long, OpenBlock> open = new TreeMap<>();
  private final AtomicLong wanted = new AtomicLong(-1);

  /** Somebody waits for the signatures of the block at {@code height}. Safe for any thread. */
  void want(long height) {
    wanted.accumulateAndGet(height, Math::max);
  }

  void add(OpenBlock block) {
    open.put(block.block().height(), block);
  }

  Optional<OpenBlock> at(long height) {
    return Optional.ofNullable(open.get(height));
  }

  Collection<OpenBlock> all() {
    return Collections.unmodifiableCollection(open.values());
  }

  Optional<OpenBlock> first() {
    return open.values().stream().findFirst();
  }

  void closeUpTo(long height) {
    open.headMap(height, true).clear();
  }

  /** The moment at which something is to be done though nothing happens, if there is one. */
  Optional<Long> nextMoment() {
    Optional<Long> ask =
        first().filter(each -> each.untriedSince().isEmpty()).map(OpenBlock::askAt);
    Optional<Long> make =
        untried().stream()
            .findFirst()
            .flatMap(OpenBlock::untriedSince)
            .map(since -> since + DEFERRED_NANOS);
    return ask.isPresent() && make.isPresent()
        ? Optional.of(ask.get() - make.get() < 0 ? ask.get() : make.get())
        : ask.or(() -> make);
  }

  private List<OpenBlock> untried() {
    return open.values().stream().filter(each -> each.untriedSince().isPresent()).toList();
  }

  /** Makes verified signatures of the shares there are, if it is time to. */
  void aggregateInTime(long now, BatchVerifier verifier) {
    List<OpenBlock> untried = untried();
    if (untried.isEmpty()) {
      return;
    }
    OpenBlock oldest = untried.getFirst();
    boolean isLate = now - oldest.untriedSince().orElseThrow() >= DEFERRED_NANOS;
    if (isLate || untried.size() >= ENOUGH || isAwaited(oldest.block().height())) {
      aggregate(untried, verifier);
    }
  }

  /** Whether somebody waits for this block or one behind it, and all up to there can be made. */
  private boolean isAwaited(long height) {
    long last = wanted.get();
    return height <= last
        && last <= open.lastKey()
        && open.headMap(last, true).values().stream()
            .allMatch(each -> each.untriedSince().isPresent() || each.isSigned());
  }

  /** Blocks on both sides of a change of operators have shares of different keys. */
  private static void aggregate(List<OpenBlock> blocks, BatchVerifier verifier) {
    SortedMap<Long, List<OpenBlock>> byEpoch = new TreeMap<>();
    for (OpenBlock each : blocks) {
      byEpoch.computeIfAbsent(each.seats().epoch(), _ -> new ArrayList<>()).add(each);
      each.tried();
    }
    for (List<OpenBlock> ofEpoch : byEpoch.values()) {
      OutputsOfBlock.aggregate(
          ofEpoch.stream().map(OpenBlock::outputs).toList(),
          ofEpoch.getFirst().seats().aggregator(),
          verifier);
    }
  }
}
