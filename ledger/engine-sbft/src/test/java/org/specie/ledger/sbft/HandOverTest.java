package org.specie.ledger.sbft;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.specie.ledger.api.block.OperatorSet;
import org.specie.ledger.api.chain.BlockAuditor;
import org.specie.ledger.api.chain.ChainVerdict;
import org.specie.ledger.api.chain.ChainVerifier;
import org.specie.quality.requirements.Requirement;

@Timeout(240)
class HandOverTest {
  @TempDir Path directory;

  @Test
  @Requirement("E8")
  void whoWasDownWhenTheOperatorsChangedFindsItsWayIntoTheNextEpoch() throws Exception {
    try (Cluster cluster = Cluster.start(directory, SbftConfig.defaults(), 4)) {
      cluster.member(0).execute(Tally.count("ana", 1));
      cluster.awaitHeight(cluster.member(0).height());
      cluster.member(3).down();
      List<OperatorSet.Operator> reseated =
          Stream.of(3, 2, 1, 0).map(i -> cluster.member(i).operator()).toList();
      cluster.member(1).execute(Tally.handOver(OperatorSet.replicated(1, reseated, 1, 0)));
      Cluster.await(
          "the next epoch",
          () ->
              Stream.of(0, 1, 2)
                  .allMatch(i -> cluster.member(i).engine().replicaStatus().epoch() == 1));
      cluster.member(3).up();
      Cluster.await(
          "the one that was down",
          () -> {
            SbftStatus status = cluster.member(3).engine().replicaStatus();
            return status.epoch() == 1 && status.replica().isPresent();
          });
    }
  }

  @Test
  @Requirement("E8")
  void oneOperatorTakesTheSeatOfAnotherWhileTheLedgerRuns() throws Exception {
    try (Cluster cluster = Cluster.start(directory, SbftConfig.defaults(), 4)) {
      cluster.member(0).execute(Tally.count("ana", 1));
      Cluster.Member added = cluster.stranger();
      List<OperatorSet.Operator> next =
          Stream.of(0, 1, 2, 4).map(i -> cluster.member(i).operator()).toList();
      cluster.member(1).execute(Tally.handOver(OperatorSet.replicated(1, next, 1, 0)));
      added.prepare();
      added.up();
      Cluster.await(
          "the next epoch",
          () ->
              Stream.of(0, 1, 2, 4)
                  .allMatch(
                      i ->
                          cluster.member(i).engine().replicaStatus().epoch() == 1
                              && cluster.member(i).engine().replicaStatus().replica().isPresent()));
      Cluster.await(
          "retirement",
          () -> {
            SbftStatus retired = cluster.member(3).engine().replicaStatus();
            return retired.epoch() == 1 && retired.replica().isEmpty();
          });
      cluster.member(3).down();
      cluster.member(2).execute(Tally.count("ana", 2));
      cluster.member(4).execute(Tally.count("ana", 3));
      assertThat(cluster.member(4).application().of("ana")).isEqualTo(3);
      long height = cluster.member(4).height();
      cluster.awaitHeight(height);
      for (int i : List.of(0, 1, 2, 4)) {
        assertThat(
                new ChainVerifier(cluster.genesis())
                    .verify(cluster.member(i).engine().blocks(), BlockAuditor.none()))
            .isInstanceOf(ChainVerdict.Sound.class);
      }
    }
  }

  @Test
  @Requirement("E24")
  void whoIsExpectedFetchesTheLedgerBeforeAnythingIsDecided() throws Exception {
    try (Cluster cluster = Cluster.start(directory, SbftConfig.defaults(), 4)) {
      cluster.member(0).execute(Tally.count("ana", 1));
      Cluster.Member expected = cluster.stranger();
      expected.prepare();
      expected.up();
      // More than f let it in; that the others do not must not keep it waiting.
      for (int i = 0; i < 2; i++) {
        cluster.member(i).engine().alsoLink(List.of(expected.operator()));
      }
      cluster.member(1).execute(Tally.count("ana", 2));
      Cluster.await("a reader", () -> count(expected, "ana") == 2);
      assertThat(expected.engine().replicaStatus().replica()).as("it only follows").isEmpty();
      for (int i = 0; i < 2; i++) {
        cluster.member(i).engine().alsoLink(List.of());
      }
      Cluster.await("goodbye", () -> expected.engine().replicaStatus().connected().isEmpty());
    }
  }

  private static int count(Cluster.Member member, String client) {
    try {
      return member.application().of(client);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
