package org.specie.ledger.sbft;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.specie.ledger.api.CommitWatch;
import org.specie.ledger.api.EngineStatus.Phase;
import org.specie.ledger.api.chain.BlockAuditor;
import org.specie.ledger.api.chain.ChainVerdict;
import org.specie.ledger.api.chain.ChainVerifier;
import org.specie.ledger.sbft.metrics.EngineMetrics.Event;
import org.specie.ledger.sbft.metrics.Health.Level;
import org.specie.quality.requirements.Requirement;

@Timeout(240)
class SbftEngineTest {
  @TempDir Path directory;
  private Cluster cluster;

  @BeforeEach
  void start() throws IOException {
    cluster = Cluster.start(directory, SbftConfig.defaults(), 4);
  }

  @AfterEach
  void stop() throws IOException {
    cluster.close();
  }

  private void count(int from, int upTo, int... through) throws Exception {
    for (int number = from; number <= upTo; number++) {
      for (int replica : through) {
        CommitWatch.Inclusion inclusion =
            cluster.member(replica).execute(Tally.count("client" + replica, number));
        assertThat(inclusion.result().isApplied()).as(inclusion.result().toString()).isTrue();
        assertThat(inclusion.result().event().toUtf8())
            .isEqualTo("client" + replica + "=" + number);
        assertThat(inclusion.block().certificate()).isPresent();
      }
    }
  }

  /** All that run come to one height and have one chain, certified from its first block. */
  private void assertOneLedger() throws IOException {
    long height = cluster.running().mapToLong(Cluster.Member::height).max().orElseThrow();
    cluster.awaitHeight(height);
    Set<Object> roots =
        cluster
            .running()
            .map(each -> ((ChainVerdict.Sound) verify(each)).head())
            .filter(head -> head.height() == height)
            .map(Object.class::cast)
            .collect(Collectors.toSet());
    assertThat(roots).as("heads at height %d", height).hasSize(1);
    cluster
        .running()
        .forEach(each -> assertThat(each.engine().status().phase()).isEqualTo(Phase.RUNNING));
  }

  private ChainVerdict verify(Cluster.Member member) {
    try {
      ChainVerdict verdict =
          new ChainVerifier(cluster.genesis())
              .verify(member.engine().blocks(), BlockAuditor.none());
      assertThat(verdict).as(member.name).isInstanceOf(ChainVerdict.Sound.class);
      return verdict;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  @Requirement("E6")
  void ordersWhatAnyReplicaIsGivenAndComesToOneLedger() throws Exception {
    count(1, 5, 0, 1, 2, 3);
    assertOneLedger();
    for (Cluster.Member member : cluster.members) {
      assertThat(member.application().of("client2")).isEqualTo(5);
      assertThat(member.engine().replicaStatus().health().level()).isEqualTo(Level.HEALTHY);
      assertThat(member.engine().metrics().of(Event.DECIDED_FAST)).isPositive();
    }
  }

  @Test
  @Requirement("E4")
  void goesOnWithoutOneReplicaWhichCatchesUpWhenItIsBack() throws Exception {
    count(1, 2, 0, 3);
    cluster.member(3).down();
    count(3, 6, 0);
    assertThat(cluster.member(0).engine().replicaStatus().health().level())
        .isEqualTo(Level.AT_RISK);
    cluster.member(3).up();
    count(7, 8, 0);
    count(3, 4, 3);
    assertOneLedger();
  }

  @Test
  @Requirement("E4")
  void goesOnWithoutThePrimary() throws Exception {
    count(1, 2, 1);
    cluster.member(0).down();
    count(3, 5, 1);
    assertThat(cluster.member(1).engine().replicaStatus().replica().orElseThrow().view().number())
        .isPositive();
    cluster.member(0).up();
    count(1, 2, 0);
    assertOneLedger();
  }

  @Test
  @Requirement("E4")
  void continuesWhereAllReplicasWereStopped() throws Exception {
    count(1, 3, 0, 1);
    for (Cluster.Member member : cluster.members) {
      member.down();
    }
    for (Cluster.Member member : cluster.members) {
      member.up();
    }
    count(4, 5, 0, 1);
    count(1, 1, 2);
    assertOneLedger();
  }
}
