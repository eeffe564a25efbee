package org.specie.ledger.sbft.transfer;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.InvariantViolation;
import org.specie.ledger.api.block.Block;
import org.specie.ledger.consensus.value.ReplicaId;
import org.specie.ledger.sbft.transfer.TransferEffect.Filled;

/**
 * Fetches certified blocks from the replica's own height upwards and has them executed one after
 * the other. A block is verified when its turn comes, because the ones before may have changed who
 * certifies it.
 */
final class Replaying implements Phase {
  /** A run of fewer blocks says that its source has hardly more. */
  private static final int SHORT_RUN_BLOCKS = 16;

  private final Bearings bearings;
  private final Deque<CertifiedBlock> run = new ArrayDeque<>();
  private final TreeSet<ReplicaId> atTheirEnd = new TreeSet<>();
  private Optional<ReplicaId> source = Optional.empty();
  private Optional<Filled> executing = Optional.empty();

  private Replaying(Bearings bearings) {
    this.bearings = bearings;
  }

  static Phase begin(Bearings bearings) {
    bearings.fetching.forget();
    Replaying phase = new Replaying(bearings);
    phase.wantNext();
    return phase;
  }

  private Item next() {
    return new Item.BlocksUp(bearings.height + 1);
  }

  private void wantNext() {
    bearings.fetching.want(next());
  }

  @Override
  public Phase delivered(Fetching.Delivery delivery) {
    List<CertifiedBlock> blocks = bearings.run(delivery);
    boolean isShort =
        blocks.size() < SHORT_RUN_BLOCKS
            && delivery.bytes().size() < TransferLimits.RUN_BYTES_WANTED;
    if (isShort) {
      atTheirEnd.add(delivery.source());
    } else {
      atTheirEnd.clear();
    }
    run.addAll(blocks);
    source = Optional.of(delivery.source());
    executeNext();
    return this;
  }

  private void executeNext() {
    if (run.isEmpty()) {
      wantNext();
      return;
    }
    CertifiedBlock bytes = run.removeFirst();
    Optional<Filled> block = bearings.operators.sound(bytes).filter(this::isNext);
    if (block.isEmpty()) {
      atTheirEnd.remove(source.orElseThrow());
      bearings.blameForBlocks(source.orElseThrow());
      run.clear();
      wantNext();
      return;
    }
    executing = block;
    bearings.out.add(new TransferEffect.Execute(block.get()));
  }

  private boolean isNext(Filled filled) {
    Block block = filled.block();
    return block.height() == bearings.height + 1
        && block.header().parentHash().equals(bearings.headHash);
  }

  @Override
  public Phase finished(TransferInput local) {
    if (!(local instanceof TransferInput.Executed(long height))) {
      throw new InvariantViolation("only blocks are executed in a replay");
    }
    Filled executed = executing.orElseThrow();
    Block block = executed.block();
    Check.that(block.height() == height, "what is executed was to be executed");
    executing = Optional.empty();
    bearings.height = height;
    bearings.headHash = block.header().hash();
    bearings.operators.follow(executed);
    executeNext();
    return this;
  }

  /** Sources that gave hardly any blocks, or have none as high as the next one. */
  private int haveNoMore() {
    TreeSet<ReplicaId> those = new TreeSet<>(atTheirEnd);
    bearings
        .fetching
        .declined(next())
        .forEach(
            (by, reason) -> {
              if (reason == TransferRefusal.BLOCKS_NOT_YET) {
                those.add(by);
              }
            });
    those.removeIf(each -> !bearings.sources.isTrusted(each));
    return those.size();
  }

  @Override
  public Phase proceed() {
    if (executing.isPresent() || !run.isEmpty()) {
      return this;
    }
    if (haveNoMore() >= bearings.sources.oneIsHonest()) {
      return bearings.caughtUp();
    }
    if (!bearings.fetching.isExhausted(next())) {
      return this;
    }
    // One who says that blocks are pruned may lie; then the others are believed.
    return bearings.fetching.declined(next(), TransferRefusal.BLOCKS_PRUNED)
            >= bearings.sources.oneIsHonest()
        ? Learning.anew(bearings)
        : bearings.caughtUp();
  }
}
