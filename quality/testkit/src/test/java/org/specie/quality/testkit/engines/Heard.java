package org.specie.quality.testkit.engines;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.specie.ledger.api.CommittedBlock;
import org.specie.ledger.api.block.Block;

/** Keeps what a listener is told, and on which threads. */
final class Heard implements CommittedBlock.Listener {
  private final List<Block> blocks = new ArrayList<>();
  private final Set<Thread> threads = new HashSet<>();

  @Override
  public synchronized void committed(CommittedBlock committed) {
    blocks.add(committed.block());
    threads.add(Thread.currentThread());
  }

  synchronized List<Block> blocks() {
    return List.copyOf(blocks);
  }

  synchronized Set<Thread> threads() {
    return Set.copyOf(threads);
  }

  /** How many transactions were in them. */
  synchronized int said() {
    return blocks.stream().mapToInt(block -> block.transactions().size()).sum();
  }
}
