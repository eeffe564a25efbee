package org.specie.quality.testkit.simulation.replica;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.specie.ledger.api.block.Block;
import org.specie.ledger.consensus.message.Checkpoint;
import org.specie.quality.testkit.simulation.chance.Chance;

/**
 * Fetches the blocks up to a certified checkpoint from one replica after another, and takes none
 * that do not continue the own chain to exactly the certified header.
 */
final class Transfer {
  private static final long ANSWER_US_MAX = 200_000;
  private static final long RETRY_US = 300_000;

  /** What happens later. */
  @FunctionalInterface
  interface Step {
    void run() throws IOException;
  }

  /** Takes the blocks. */
  @FunctionalInterface
  interface Arrival {
    void arrived(Checkpoint checkpoint, List<Block> blocks) throws IOException;
  }

  private final int self;
  private final World world;
  private final Ledger ledger;
  private final Chance chance;
  private Optional<Checkpoint> wanted = Optional.empty();

  Transfer(int self, World world, Ledger ledger, Chance chance) {
    this.self = self;
    this.world = world;
    this.ledger = ledger;
    this.chance = chance;
  }

  /** Fetches up to {@code checkpoint}, or further if more was wanted before. */
  void want(Checkpoint checkpoint, Machine.Later later, Arrival arrival) {
    boolean isIdle = wanted.isEmpty();
    if (isIdle || checkpoint.sequence().isAfter(wanted.get().sequence())) {
      wanted = Optional.of(checkpoint);
    }
    if (isIdle) {
      later.later(chance.between(1_000, ANSWER_US_MAX), () -> ask(later, arrival));
    }
  }

  private void ask(Machine.Later later, Arrival arrival) throws IOException {
    Checkpoint target = wanted.orElseThrow();
    long height = ledger.head().height();
    long end = target.sequence().number();
    if (height >= end) {
      wanted = Optional.empty();
      arrival.arrived(target, List.of());
      return;
    }
    Optional<List<Block>> blocks = world.fetch(chance.pick(world.peers(self)), self, height, end);
    if (blocks.isPresent() && ledger.continues(blocks.get(), target.execution().headerHash())) {
      wanted = Optional.empty();
      arrival.arrived(target, blocks.get());
    } else {
      later.later(chance.between(1_000, RETRY_US), () -> ask(later, arrival));
    }
  }
}
