package org.specie.ledger.transport.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.ByteString;

class OutboundQueueTest {
  private static final ByteString FRAME = ByteString.copyOf(new byte[10]);

  private final OutboundQueue queue = new OutboundQueue(3, 100);
  private final List<ByteString> batch = new ArrayList<>();

  @Test
  void isFullByFramesAndByBytes() throws InterruptedException {
    assertThat(queue.offer(FRAME)).isTrue();
    assertThat(queue.offer(ByteString.copyOf(new byte[91]))).isFalse();
    assertThat(queue.offer(ByteString.copyOf(new byte[90]))).isTrue();
    assertThat(queue.offer(FRAME)).isFalse();
    assertThat(queue.take(batch, 1000)).isTrue();
    assertThat(batch).hasSize(2);
    for (int i = 0; i < 3; i++) {
      assertThat(queue.offer(FRAME)).isTrue();
    }
    assertThat(queue.offer(FRAME)).isFalse();
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

    assertThat(queue.offer(FRAME)).isFalse();
    assertThat(queue.take(batch, 100)).isFalse();
    assertThat(batch).isEmpty();
  }
}
