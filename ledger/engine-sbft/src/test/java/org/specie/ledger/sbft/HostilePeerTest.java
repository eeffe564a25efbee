package org.specie.ledger.sbft;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.ledger.consensus.certificate.Statement.Execution;
import org.specie.ledger.consensus.message.Message;
import org.specie.ledger.consensus.message.MessageCodec;
import org.specie.ledger.consensus.step.ConsensusReason;
import org.specie.ledger.consensus.value.SequenceNumber;
import org.specie.ledger.consensus.value.View;
import org.specie.ledger.sbft.link.FrameKind;
import org.specie.ledger.sbft.link.PeerLinks;
import org.specie.ledger.sbft.link.ReaderLine;
import org.specie.ledger.sbft.metrics.EngineMetrics;
import org.specie.ledger.sbft.metrics.EngineMetrics.Event;
import org.specie.quality.requirements.Requirement;

/**
 * An operator with a good certificate sends a million frames that are no messages, that belong to
 * other epochs or that carry a forged signature, over real links, while the other three go on. Each
 * frame is counted under one reason, and afterwards threads and heap are what they were.
 */
@Timeout(900)
class HostilePeerTest {
  private static final long FRAMES = 1_000_000;
  private static final long WARM_UP = 50_000;
  private static final int VICTIMS = 3;
  private static final int LIAR = 3;
  private static final int NOISE_BYTES_MAX = 300;
  private static final int A_BATCH = 1_000;
  private static final int REQUESTS_MEANWHILE = 20;
  private static final int REQUESTS_MAX = 300;
  private static final long NO_ROOM_NANOS = 200_000;
  private static final long HEAP_SLACK = 24 << 20;

  private static final ByteString FORGED = ByteString.copyOf(new byte[64]);
  private static final Message COMPLAINT = new Message.Complaint(new View(1_000), FORGED);
  private static final Message STATE =
      new Message.SignState(new Execution(new SequenceNumber(9), Hash32.ZERO), FORGED);

  @TempDir Path directory;
  private Cluster cluster;
  private final Random random = new Random(1);
  private volatile boolean isDone;

  @BeforeEach
  void start() throws IOException {
    cluster = Cluster.start(directory, SbftConfig.defaults(), VICTIMS + 1);
  }

  @AfterEach
  void stop() throws IOException {
    cluster.close();
  }

  private static final class Deaf implements PeerLinks.Handler {
    @Override
    public void connected(String operator) {}

    @Override
    public void received(String operator, ByteString frame) {}

    @Override
    public void disconnected(String operator) {}

    @Override
    public void read(ReaderLine reader, ByteString frame) {}
  }

  @Test
  @Requirement({"D3", "E14"})
  void aMillionBadFramesOfAnOperatorLeaveNothingBehind() throws Exception {
    cluster.awaitHeight(0);
    cluster.member(LIAR).down();
    try (PeerLinks links =
        cluster.member(LIAR).links().open(cluster.genesis().operators().operators(), new Deaf())) {
      attack(links, WARM_UP);
      long heapBefore = usedHeap();
      int threadsBefore = threads();
      long countedBefore = counted();

      isDone = false;
      CompletableFuture<Void> attack =
          CompletableFuture.runAsync(() -> attack(links, FRAMES)).whenComplete((_, _) -> end());
      int requests = 0;
      // No more than so many: the blocks they make stay in memory, where nothing else may.
      while (requests < REQUESTS_MEANWHILE || (!isDone && requests < REQUESTS_MAX)) {
        requests++;
        int through = requests % VICTIMS;
        assertThat(
                cluster
                    .member(through)
                    .execute(Tally.count("honest" + through, 1 + (requests - 1) / VICTIMS))
                    .result())
            .isNotNull();
      }
      attack.join();

      assertThat(counted() - countedBefore).isGreaterThanOrEqualTo(FRAMES);
      Cluster.await("threads are back", () -> threads() <= threadsBefore + VICTIMS);
      Cluster.await("memory is back", () -> usedHeap() <= heapBefore + HEAP_SLACK);
      for (int i = 0; i < VICTIMS; i++) {
        EngineMetrics metrics = cluster.member(i).engine().metrics();
        assertThat(metrics.of(Event.FRAME_MALFORMED)).isPositive();
        assertThat(metrics.of(ConsensusReason.OTHER_EPOCH)).isPositive();
        assertThat(metrics.of(ConsensusReason.BAD_SIGNATURE)).isPositive();
      }
    }
    cluster.awaitHeight(cluster.running().mapToLong(Cluster.Member::height).max().orElseThrow());
  }

  private void end() {
    isDone = true;
  }

  /** Sends until so many bad frames were counted; what a broken link swallowed is sent again. */
  private void attack(PeerLinks links, long frames) {
    long until = counted() + frames;
    while (counted() < until) {
      for (int i = 0; i < A_BATCH; i++) {
        String victim = cluster.member(random.nextInt(VICTIMS)).name;
        if (!links.offer(victim, bad())) {
          LockSupport.parkNanos(NO_ROOM_NANOS);
        }
      }
    }
  }

  private ByteString bad() {
    return switch (random.nextInt(8)) {
      case 0 -> FrameKind.CONSENSUS.frame(MessageCodec.encode(7, COMPLAINT));
      case 1 -> FrameKind.CONSENSUS.frame(MessageCodec.encode(0, COMPLAINT));
      case 2 -> cutShort(FrameKind.CONSENSUS.frame(MessageCodec.encode(0, STATE)));
      case 3 -> FrameKind.TRANSFER.frame(noise());
      case 4 -> FrameKind.START.frame(noise());
      case 5 -> changed(FrameKind.CONSENSUS.frame(MessageCodec.encode(0, STATE)));
      case 6 -> noise();
      default -> FrameKind.CONSENSUS.frame(noise());
    };
  }

  private ByteString cutShort(ByteString frame) {
    return frame.slice(0, 1 + random.nextInt(frame.size() - 1));
  }

  private ByteString changed(ByteString frame) {
    byte[] bytes = frame.toByteArray();
    bytes[random.nextInt(bytes.length)] ^= (byte) (1 + random.nextInt(255));
    return ByteString.copyOf(bytes);
  }

  private ByteString noise() {
    byte[] bytes = new byte[1 + random.nextInt(NOISE_BYTES_MAX)];
    random.nextBytes(bytes);
    return ByteString.copyOf(bytes);
  }

  /**
   * Frames of this test that were not believed, each under its reason, at all replicas it meets.
   */
  private long counted() {
    return LongStream.range(0, VICTIMS)
        .map(each -> counted(cluster.member((int) each).engine().metrics()))
        .sum();
  }

  private static long counted(EngineMetrics metrics) {
    return metrics.of(Event.FRAME_MALFORMED)
        + metrics.of(Event.FRAME_OVERFLOW)
        + Arrays.stream(ConsensusReason.values()).mapToLong(metrics::of).sum();
  }

  private static int threads() {
    return ManagementFactory.getThreadMXBean().getThreadCount();
  }

  private static long usedHeap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
