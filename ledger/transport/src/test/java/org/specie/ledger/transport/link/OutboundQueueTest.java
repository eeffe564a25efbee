package org.specie.ledger.transport.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.ByteString;
import org.specie.ledger.transport.link.OutboundQueue.Offered;

class OutboundQueueTest {
  private static final ByteString FRAME = ByteString.copyOf(new byte[10]);

  private final ByteBudget memory = new ByteBudget(1_000);
  private final OutboundQueue queue = new OutboundQueue(3, 100, memory);
  private final List<ByteString> batch = new ArrayList<>();

  @Test
  void isFullByFramesAndByBytes() throws InterruptedException {
    assertThat(queue.offer(FRAME)).isEqualTo(Offered.QUEUED);
    assertThat(queue.offer(ByteString.copyOf(new byte[91]))).isEqualTo(Offered.FULL);
    assertThat(queue.offer(ByteString.copyOf(new byte[90]))).isEqualTo(Offered.QUEUED);
    assertThat(queue.offer(FRAME)).isEqualTo(Offered.FULL);
    assertThat(queue.take(batch, 1000)).isTrue();
    assertThat(batch).hasSize(2);
    for (int i = 0; i < 3; i++) {
      assertThat(queue.offer(FRAME)).isEqualTo(Offered.QUEUED);
    }
    assertThat(queue.offer(FRAME)).isEqualTo(Offered.FULL);
  }

  @Test
  void givesAsManyFramesAsFillTheBufferAndOneAtLeast() throws InterruptedException {
    for (int i = 0; i < 3; i++) {
      queue.offer(FRAME);
    }
    assertThat(queue.take(batch, 5)).isTrue();
    assertThat(batch).hasSize(1);
    batch.clear();
    assertThat(queue.take(batch, 28)).isTrue();
    assertThat(batch).hasSize(2);
  }

  @Test
  void keepsAliveOnlyWhatIsOtherwiseSilent() throws InterruptedException {
    queue.offerKeepAlive();
    queue.offerKeepAlive();
    assertThat(queue.take(batch, 100)).isTrue();
    assertThat(batch).containsExactly(ByteString.EMPTY);
    batch.clear();
    queue.offer(FRAME);
    queue.offerKeepAlive();
    queue.take(batch, 100);
    assertThat(batch).containsExactly(FRAME);
  }

  @Test
  void givesAndTakesNothingOnceClosed() throws InterruptedException {
    queue.offer(FRAME);
    queue.close();

    assertThat(queue.offer(FRAME)).isEqualTo(Offered.FULL);
    assertThat(queue.take(batch, 100)).isFalse();
    assertThat(batch).isEmpty();
  }

  /** 24, section 6: what waits, and what is being written, is held until it has been written. */
  @Test
  void sharesTheMemoryOfAllQueues() throws InterruptedException {
    ByteBudget shared = new ByteBudget(25);
    OutboundQueue one = new OutboundQueue(3, 100, shared);
    OutboundQueue two = new OutboundQueue(3, 100, shared);
    assertThat(one.offer(FRAME)).isEqualTo(Offered.QUEUED);
    assertThat(one.offer(FRAME)).isEqualTo(Offered.QUEUED);
    assertThat(two.offer(FRAME)).isEqualTo(Offered.NO_MEMORY);
    assertThat(one.take(batch, 5)).isTrue();
    assertThat(two.offer(FRAME)).as("the first is being written").isEqualTo(Offered.NO_MEMORY);
    assertThat(one.bytes()).isEqualTo(20);
    assertThat(one.take(batch, 5)).isTrue();
    assertThat(two.offer(FRAME)).as("the first was written").isEqualTo(Offered.QUEUED);
    one.close();
    two.close();
    assertThat(shared.held()).isZero();
  }
}
