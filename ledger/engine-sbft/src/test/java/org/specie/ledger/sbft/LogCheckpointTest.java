package org.specie.ledger.sbft;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.specie.kernel.core.ByteString;
import org.specie.ledger.consensus.ReplicaStatus;
import org.specie.ledger.consensus.message.Message.PrePrepare;
import org.specie.ledger.consensus.step.LogRecord;
import org.specie.ledger.consensus.value.SequenceNumber;
import org.specie.ledger.consensus.value.Tuning;
import org.specie.ledger.sbft.handover.EngineRecord;
import org.specie.ledger.sbft.handover.Recovery;
import org.specie.ledger.sbft.log.ConsensusLog;
import org.specie.ledger.sbft.log.DirectoryLogFiles;
import org.specie.ledger.sbft.log.LogFiles;
import org.specie.ledger.sbft.log.LogLimits;
import org.specie.ledger.sbft.metrics.EngineMetrics.Event;
import org.specie.quality.requirements.Requirement;

/** The consensus log of a replica is cut and stands for all before. docs/spec/25-sbft-engine.md. */
@Timeout(240)
class LogCheckpointTest {
  @TempDir Path directory;

  private static SbftConfig cutBeyond(long bytes) {
    SbftConfig it = SbftConfig.defaults();
    return new SbftConfig(
        it.tuning(),
        it.log(),
        bytes,
        it.workers(),
        it.peerFramesMax(),
        it.peerBytesMax(),
        it.submittedMax(),
        it.submittedBytesMax(),
        it.submittedMsMax(),
        it.transfer(),
        it.retention());
  }

  private static int countTo(Cluster cluster, int through, int from, int upTo) throws Exception {
    for (int number = from; number <= upTo; number++) {
      assertThat(cluster.member(through).execute(Tally.count("ana", number)).result().isApplied())
          .isTrue();
    }
    return upTo + 1;
  }

  private static ReplicaStatus status(Cluster.Member member) {
    return member.engine().replicaStatus().replica().orElseThrow();
  }

  /** What the log of a replica that does not run says. */
  private static List<EngineRecord> records(Cluster cluster, Cluster.Member member)
      throws Exception {
    try (LogFiles files = DirectoryLogFiles.open(member.logDirectory())) {
      ConsensusLog.Opening opening =
          ConsensusLog.open(
              files,
              Recovery.owner(cluster.genesis().ledgerId(), member.name),
              LogLimits.defaults());
      assertThat(opening).isInstanceOf(ConsensusLog.Opening.Sound.class);
      ConsensusLog.Opening.Sound sound = (ConsensusLog.Opening.Sound) opening;
      sound.log().close();
      List<EngineRecord> records = new ArrayList<>();
      for (ByteString each : sound.records()) {
        records.add(EngineRecord.decode(each));
      }
      return records;
    }
  }

  private static long bytes(Cluster.Member member) throws IOException {
    try (Stream<Path> files = Files.list(member.logDirectory())) {
      long sum = 0;
      for (Path each : files.toList()) {
        sum += Files.size(each);
      }
      return sum;
    }
  }

  @Test
  @Requirement("E4")
  void atAStableCheckpointTheLogForgetsWhatIsUnderItAndTheReplicaGoesOnFromThere()
      throws Exception {
    try (Cluster cluster = Cluster.start(directory, cutBeyond(16_384), 4)) {
      Cluster.Member member = cluster.member(1);
      SequenceNumber checkpoint = new SequenceNumber(Tuning.CHECKPOINT_INTERVAL);
      int next = countTo(cluster, 0, 1, 60);
      long before = bytes(member);
      next = countTo(cluster, 0, next, 70);
      Cluster.await("a checkpoint", () -> !status(member).stable().isBefore(checkpoint));
      member.down();

      assertThat(bytes(member)).isLessThan(before);
      List<EngineRecord> records = records(cluster, member);
      assertThat(records.getFirst()).isInstanceOf(EngineRecord.Begun.class);
      assertThat(records.subList(1, records.size()))
          .anySatisfy(record -> assertThat(isCheckpoint(record, checkpoint)).isTrue())
          .noneSatisfy(record -> assertThat(isAccepted(record, checkpoint)).isTrue());

      member.up();
      Cluster.await("its vote", () -> status(member).isVoting());
      assertThat(member.engine().metrics().of(Event.REJOINED)).isZero();
      cluster.member(2).down();
      next = countTo(cluster, 1, next, next + 2);
      cluster.member(2).up();
      for (Cluster.Member each : cluster.members) {
        each.down();
      }
      for (Cluster.Member each : cluster.members) {
        each.up();
      }
      countTo(cluster, 3, next, next + 2);
    }
  }

  private static boolean isCheckpoint(EngineRecord record, SequenceNumber atLeast) {
    return record instanceof EngineRecord.Said(LogRecord.StableCheckpoint(var checkpoint))
        && !checkpoint.sequence().isBefore(atLeast);
  }

  private static boolean isAccepted(EngineRecord record, SequenceNumber atMost) {
    return record instanceof EngineRecord.Said(LogRecord.Accepted(PrePrepare it))
        && !it.sequence().isAfter(atMost);
  }

  @Test
  void whatCannotBeForgottenIsNotWrittenAgainEachTurn() throws Exception {
    try (Cluster cluster = Cluster.start(directory, cutBeyond(1), 4)) {
      int next = countTo(cluster, 0, 1, 20);
      Cluster.Member member = cluster.member(1);
      member.down();
      try (Stream<Path> files = Files.list(member.logDirectory())) {
        List<String> segments =
            files
                .map(file -> file.getFileName().toString())
                .filter(name -> name.endsWith(".segment"))
                .toList();
        assertThat(segments)
            .singleElement()
            .satisfies(
                name -> assertThat(Long.parseLong(name.substring(0, 16), 16)).isLessThan(20));
      }
      assertThat(records(cluster, member))
          .filteredOn(record -> isAccepted(record, new SequenceNumber(20)))
          .hasSizeGreaterThanOrEqualTo(20);
      member.up();
      cluster.member(3).down();
      countTo(cluster, 1, next, next + 1);
    }
  }
}
