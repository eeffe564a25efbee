package org.specie.ledger.sbft.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.specie.kernel.core.ByteString;
import org.specie.ledger.consensus.value.ReplicaId;
import org.specie.quality.requirements.Requirement;

/** docs/spec/26-state-transfer.md. Every failure names the seed that shows it again. */
class StateTransferTest {
  private static final int SEEDS_EACH = 12;

  /** The replica has the state, the blocks and the index of the cluster, and goes on like it. */
  private static void assertComplete(SimulatedTransfer world, String what) throws IOException {
    assertThat(world.isCaughtUp()).as(what).isTrue();
    world.takePart();
    assertThat(world.tally().position()).as(what).isEqualTo(world.cluster.position());
    assertThat(world.tally().entries()).as(what).isEqualTo(world.cluster.entries());
    for (long at = world.givenUpTo() + 1; at <= world.clusterLog.height(); at++) {
      ByteString block = History.get().link(at).block().encode();
      assertThat(world.log().block(at)).as("%s: block %d", what, at).contains(block);
      assertThat(world.log().certificate(at)).as("%s: block %d", what, at).isPresent();
    }
    assertThat(world.tally().snapshots().unseen()).as(what).isEmpty();
    if (world.givenUpTo() < 0) {
      assertThat(world.tally().index()).as(what).isEqualTo(world.cluster.index());
    }
  }

  private static SimulatedTransfer world(long seed, Optional<Liar> lie) throws IOException {
    Random random = new Random(seed);
    SimulatedTransfer world = new SimulatedTransfer(seed, 18 + random.nextInt(6), lie);
    for (int at = History.INTERVAL; at <= world.clusterLog.height(); at += History.INTERVAL) {
      world.stable(at);
    }
    return world;
  }

  @ParameterizedTest
  @EnumSource(Liar.class)
  @Requirement({"D19", "E7"})
  void aReplicaWithAnEmptyDiskComesBackWhateverFSourcesDo(Liar lie) throws IOException {
    int foundOut = 0;
    for (long seed = 1; seed <= SEEDS_EACH; seed++) {
      String what = lie + ", seed " + seed;
      SimulatedTransfer world = world(seed, Optional.of(lie));
      assertThat(world.live()).as(what).isTrue();
      assertComplete(world, what);
      foundOut += world.blamed.isEmpty() ? 0 : 1;
    }
    if (lie.isFoundOut()) {
      assertThat(foundOut).as("%s is found out", lie).isPositive();
    }
  }

  @Test
  @Requirement({"D19", "E7"})
  void survivesPowerCutsAtAnyWrite() throws IOException {
    int crashes = 0;
    for (long seed : LongStream.rangeClosed(1_001, 1_060).toArray()) {
      Random random = new Random(seed);
      String what = "seed " + seed;
      SimulatedTransfer world = world(seed, Optional.of(Liar.any(random)));
      world.crashUpTo(1 + random.nextInt(8));
      assertThat(world.live()).as(what).isTrue();
      world.crashUpTo(0);
      assertComplete(world, what);
      crashes += world.crashes;
    }
    assertThat(crashes).as("power cuts").isGreaterThan(100);
  }

  @Test
  @Requirement({"D19", "U14"})
  void followsAClusterThatGoesOnAndPrunes() throws IOException {
    int moved = 0;
    for (long seed : LongStream.rangeClosed(2_001, 2_060).toArray()) {
      Random random = new Random(seed);
      String what = "seed " + seed;
      Optional<Liar> lie = random.nextBoolean() ? Optional.of(Liar.any(random)) : Optional.empty();
      SimulatedTransfer world = world(seed, lie);
      Retention retention =
          new Retention(
              1 + random.nextInt(2),
              History.INTERVAL,
              random.nextBoolean() ? Optional.of(10L + random.nextInt(10)) : Optional.empty());
      // Snapshots that are let go at once make the worst source.
      world.every(10 + random.nextInt(200), 40, () -> world.advance(Optional.of(retention)));
      if (random.nextBoolean()) {
        world.every(10, 200, () -> world.sources.values().forEach(TransferSource::close));
      }
      if (random.nextInt(3) == 0) {
        world.crashUpTo(3);
      }
      assertThat(world.live()).as(what).isTrue();
      world.crashUpTo(0);
      assertComplete(world, what);
      moved += world.targets > 1 ? 1 : 0;
    }
    assertThat(moved).as("targets that moved").isPositive();
  }

  @Test
  @Requirement("D19")
  void executesBlocksInsteadWhenItIsOnlyALittleBehind() throws IOException {
    for (long seed : LongStream.rangeClosed(3_001, 3_040).toArray()) {
      Random random = new Random(seed);
      String what = "seed " + seed;
      SimulatedTransfer world = world(seed, Optional.of(Liar.any(random)));
      world.beginAt((int) world.clusterLog.height() - random.nextInt(8));
      if (random.nextBoolean()) {
        world.crashUpTo(3);
      }
      assertThat(world.live()).as(what).isTrue();
      world.crashUpTo(0);
      assertThat(world.targets).as(what).isZero();
      assertComplete(world, what);
    }
  }

  /** It waited for the second of f + 1 to have no more, and never asked who had linked since. */
  @Test
  @Requirement({"D19", "E7"})
  void goesOnWithWhoLinksLaterWhenOneOfTheFirstGoesAway() throws IOException {
    for (long seed : LongStream.rangeClosed(6_001, 6_020).toArray()) {
      String what = "seed " + seed;
      SimulatedTransfer world = world(seed, Optional.empty());
      world.beginAt((int) world.clusterLog.height() - 6);
      world.beginWith(world.faultsMax + 1);
      List<ReplicaId> all = List.copyOf(world.sources.keySet());
      for (ReplicaId each : all.subList(world.faultsMax + 1, all.size())) {
        world.after(20, () -> world.link(each, true));
      }
      world.after(30, () -> world.link(all.getFirst(), false));
      assertThat(world.live()).as(what).isTrue();
      assertComplete(world, what);
    }
  }

  @Test
  @Requirement({"D19", "U14"})
  void aReplicaWhoseNextBlocksAreForgottenTakesTheStateThroughAnyPowerCut() throws IOException {
    int crashes = 0;
    for (long seed : LongStream.rangeClosed(4_001, 4_060).toArray()) {
      Random random = new Random(seed);
      String what = "seed " + seed;
      Optional<Liar> lie = random.nextBoolean() ? Optional.of(Liar.any(random)) : Optional.empty();
      SimulatedTransfer world = world(seed, lie);
      world.beginAt(random.nextInt(6));
      Retention retention = new Retention(1, History.INTERVAL, Optional.of(4L));
      while (world.clusterLog.firstHeight() <= world.log().height() + 1) {
        world.advance(Optional.of(retention));
      }
      world.crashUpTo(random.nextInt(8));
      assertThat(world.live()).as(what).isTrue();
      world.crashUpTo(0);
      assertThat(world.targets).as(what).isPositive();
      assertThat(world.log().firstHeight()).as(what).isEqualTo(world.givenUpTo() + 1);
      for (long at = 0; at < world.givenUpTo(); at++) {
        assertThat(world.hasStored(at)).as("%s: block %d is swept", what, at).isFalse();
      }
      assertComplete(world, what);
      crashes += world.crashes;
    }
    assertThat(crashes).as("power cuts").isGreaterThan(50);
  }

  @Test
  @Requirement({"D3", "D19"})
  void nobodyWaitsForASourceThatIsDown() throws IOException {
    int timed = 0;
    for (long seed : LongStream.rangeClosed(4_001, 4_060).toArray()) {
      String what = "seed " + seed;
      SimulatedTransfer world = world(seed, Optional.empty());
      world.beginAt((int) world.clusterLog.height() - 5);
      ReplicaId dead = world.sources.firstKey();
      world.after(world.random.nextInt(60), () -> world.link(dead, false));
      assertThat(world.live()).as(what).isTrue();
      assertComplete(world, what);
      if (world.isLossless()) {
        assertThat(world.nowMs()).as(what).isLessThan(world.limits.requestMs());
        timed++;
      }
    }
    assertThat(timed).isPositive();
  }

  /** A hung process keeps its links; others wait for whoever comes back, so it must not wait. */
  @Test
  @Requirement({"D3", "D19"})
  void nobodyWaitsLongForASourceThatHangs() throws IOException {
    int timed = 0;
    for (long seed : LongStream.rangeClosed(6_001, 6_060).toArray()) {
      String what = "seed " + seed;
      SimulatedTransfer world = world(seed, Optional.empty());
      world.beginAt((int) world.clusterLog.height() - 25);
      ReplicaId hung = world.sources.firstKey();
      world.after(world.random.nextInt(60), () -> world.hang(hung));
      assertThat(world.live()).as(what).isTrue();
      assertComplete(world, what);
      if (world.isLossless()) {
        assertThat(world.nowMs()).as(what).isLessThan(4 * world.limits.answerMs());
        timed++;
      }
    }
    assertThat(timed).isPositive();
  }

  @Test
  @Requirement({"D19", "E7"})
  void comesBackWhileLinksComeAndGo() throws IOException {
    for (long seed : LongStream.rangeClosed(5_001, 5_030).toArray()) {
      String what = "seed " + seed;
      SimulatedTransfer world = world(seed, Optional.of(Liar.any(new Random(seed))));
      List<ReplicaId> sources = List.copyOf(world.sources.keySet());
      world.every(
          20 + world.random.nextInt(100),
          60,
          () ->
              world.link(
                  sources.get(world.random.nextInt(sources.size())), world.random.nextBoolean()));
      world.after(15_000, () -> sources.forEach(each -> world.link(each, true)));
      assertThat(world.live()).as(what).isTrue();
      assertComplete(world, what);
    }
  }

  @Test
  void aReplicaThatIsUpToDateDoesNothing() throws IOException {
    SimulatedTransfer world = world(7, Optional.empty());
    world.beginAt((int) world.clusterLog.height());
    assertThat(world.live()).isTrue();
    assertComplete(world, "seed 7");
    assertThat(world.targets).isZero();
    assertThat(world.chunksStored).isZero();
  }
}
