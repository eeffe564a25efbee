package org.specie.ledger.sbft;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.specie.ledger.sbft.metrics.EngineMetrics.Event;
import org.specie.ledger.sbft.transfer.Retention;
import org.specie.ledger.state.blocks.BlockLog;
import org.specie.quality.requirements.Requirement;

/** docs/spec/26-state-transfer.md, 5.9. */
@Timeout(240)
class PrunedSourcesTest {
  private static final Retention LITTLE = new Retention(1, 64, Optional.of(1L));

  @TempDir Path directory;

  @Test
  @Requirement({"U14", "D19"})
  void aReplicaWithBlocksTakesTheStateWhenNobodyHasTheBlocksItLacks() throws Exception {
    try (Cluster cluster = Cluster.start(directory, SbftConfig.defaults().with(LITTLE), 4)) {
      cluster.member(0).execute(Tally.count("ana", 1));
      Cluster.Member behind = cluster.member(3);
      Cluster.await("ana's first", () -> behind.height() >= 1);
      behind.down();
      int next = 2;
      while (cluster.running().anyMatch(each -> first(each) <= 8)) {
        cluster.member(0).execute(Tally.count("ana", next++));
      }
      behind.up();
      long reached = cluster.member(0).height();
      Cluster.await("the state", () -> behind.height() >= reached);
      assertThat(first(behind)).isGreaterThan(2);
      Cluster.await("its vote", () -> isVoting(behind));
      assertThat(behind.engine().metrics().of(Event.REJOINED)).isZero();
      cluster.member(2).down();
      behind.execute(Tally.count("ben", 1));
      cluster.member(0).execute(Tally.count("ana", next));
      assertThat(behind.application().of("ana")).isGreaterThanOrEqualTo(next - 1);
    }
  }

  /** A block was forgotten before its listeners heard of it, and nobody answered who had asked. */
  @Test
  @Requirement("U14")
  void noBlockIsForgottenBeforeListenersAreToldOfIt() throws Exception {
    Semaphore goesOn = new Semaphore(0);
    List<Long> told = new CopyOnWriteArrayList<>();
    try (Cluster cluster = Cluster.start(directory, SbftConfig.defaults().with(LITTLE), 4)) {
      Cluster.Member slow = cluster.member(1);
      slow.engine()
          .onCommit(
              each -> {
                goesOn.acquireUninterruptibly();
                goesOn.release();
                told.add(each.block().height());
              });
      try {
        int next = 1;
        while (first(cluster.member(0)) <= 8) {
          cluster.member(0).execute(Tally.count("ana", next++));
        }
        cluster.awaitHeight(cluster.member(0).height());
        assertThat(first(slow)).isLessThanOrEqualTo(1);
      } finally {
        goesOn.release();
      }
      long reached = slow.height();
      Cluster.await("the last", () -> !told.isEmpty() && told.getLast() >= reached);
      assertThat(told.getFirst()).isLessThanOrEqualTo(1);
      assertThat(told)
          .isEqualTo(LongStream.rangeClosed(told.getFirst(), told.getLast()).boxed().toList());
    }
  }

  private static long first(Cluster.Member member) {
    return ((BlockLog) member.engine().blocks()).firstHeight();
  }

  private static boolean isVoting(Cluster.Member member) {
    return member.engine().replicaStatus().replica().filter(each -> each.isVoting()).isPresent();
  }
}
