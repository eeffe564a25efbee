package org.specie.ledger.sbft;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.specie.kernel.core.ByteString;
import org.specie.ledger.sbft.link.SideChannel;
import org.specie.ledger.sbft.metrics.EngineMetrics;
import org.specie.ledger.sbft.metrics.EngineMetrics.Event;

/** Who sends much has its own frames dropped and nobody else's. Spec 25, clause 3.3. */
@Timeout(180)
final class SideLineTest {
  private static final long DEADLINE_MS = 60_000;

  private final List<String> heard = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch isWorking = new CountDownLatch(1);
  private final CountDownLatch mayGoOn = new CountDownLatch(1);
  private final EngineMetrics metrics = new EngineMetrics();

  /** The sender is heard whose frames come behind {@code flood} frames of a guest. */
  private void flood(int flood, ByteString frame) throws InterruptedException {
    CountDownLatch isHeard = new CountDownLatch(1);
    try (SideLine side =
        new SideLine(
            (to, sent) -> true,
            metrics,
            why -> {
              throw new AssertionError(why);
            })) {
      side.receive(
          (sender, payload) -> {
            heard.add(sender);
            isWorking.countDown();
            await(mayGoOn);
            if (sender.equals("operator")) {
              isHeard.countDown();
            }
          });
      side.start();
      side.received("guest", frame);
      await(isWorking);
      for (int i = 0; i < flood; i++) {
        side.received("guest", frame);
      }
      side.received("operator", ByteString.utf8("share"));
      mayGoOn.countDown();
      await(isHeard);
    }
    assertThat(heard.indexOf("operator")).as("its turn is the next but one").isEqualTo(2);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(DEADLINE_MS, TimeUnit.MILLISECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Test
  void manyFramesOfOneCostNobodyElseAFrame() throws InterruptedException {
    int flood = 4 * SideChannel.WAITING_MAX;
    flood(flood, ByteString.utf8("question"));
    assertThat(metrics.of(Event.SIDE_DROPPED)).isEqualTo(flood - SideChannel.WAITING_MAX);
  }

  @Test
  void longFramesOfOneCostNobodyElseAFrame() throws InterruptedException {
    int fitting = SideChannel.WAITING_BYTES_MAX / SideChannel.PAYLOAD_BYTES_MAX;
    flood(5 * fitting, ByteString.copyOf(new byte[SideChannel.PAYLOAD_BYTES_MAX]));
    assertThat(metrics.of(Event.SIDE_DROPPED)).isEqualTo(4L * fitting);
  }

  @Test
  void aFrameBeyondTheLimitIsDropped() throws InterruptedException {
    flood(1, ByteString.copyOf(new byte[0]));
    try (SideLine side = new SideLine((to, sent) -> true, metrics, why -> {})) {
      side.start();
      side.receive((sender, payload) -> heard.add("nobody"));
      side.received("guest", ByteString.copyOf(new byte[SideChannel.PAYLOAD_BYTES_MAX + 1]));
    }
    assertThat(metrics.of(Event.SIDE_DROPPED)).isEqualTo(1);
    assertThat(heard).doesNotContain("nobody");
  }
}
