package org.specie.ledger.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.Hash32;
import org.specie.ledger.api.block.Block;
import org.specie.ledger.api.chain.TestChain;

class CommitWatchTest {
  private final CommitWatch watch = new CommitWatch();
  private final Block block = new TestChain("watched").append(2_000, 3);

  private Hash32 id(int index) {
    return block.transactions().get(index).id();
  }

  private void commit() {
    watch.committed(new CommittedBlock(block, Optional.empty()));
  }

  @Test
  void tellsEveryWatcherWhereTheTransactionStands() {
    CompletableFuture<CommitWatch.Inclusion> one =
        watch.watch(id(1)).inclusion().toCompletableFuture();
    CompletableFuture<CommitWatch.Inclusion> two =
        watch.watch(id(1)).inclusion().toCompletableFuture();
    commit();
    assertThat(one).isCompletedWithValueMatching(inclusion -> inclusion.index() == 1);
    assertThat(two)
        .isCompletedWithValueMatching(
            inclusion -> inclusion.result().equals(block.results().get(1)));
    assertThat(watch.size()).isZero();
  }

  @Test
  void seesOnlyBlocksCommittedFromThenOn() {
    commit();
    assertThat(watch.watch(id(0)).inclusion().toCompletableFuture()).isNotDone();
  }

  @Test
  void oneWhoStopsWatchingLeavesTheOthersTheirWatch() {
    CommitWatch.Watch leaving = watch.watch(id(2));
    CommitWatch.Watch staying = watch.watch(id(2));
    leaving.close();
    leaving.close();
    assertThat(watch.size()).isEqualTo(1);
    commit();
    assertThat(staying.inclusion().toCompletableFuture()).isCompleted();
    staying.close();
  }
}
