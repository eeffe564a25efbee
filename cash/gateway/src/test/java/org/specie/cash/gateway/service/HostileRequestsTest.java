package org.specie.cash.gateway.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.specie.cash.gateway.GatewayReason;
import org.specie.cash.gateway.message.MessageCodec;
import org.specie.cash.gateway.message.MessageCodec.Asked;
import org.specie.cash.gateway.message.Reply;
import org.specie.cash.gateway.message.Request;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.ledger.api.block.Transaction;
import org.specie.quality.requirements.Requirement;

/**
 * A million frames that are no requests, or hardly: noise, requests cut short, with bytes behind
 * them, with a byte changed, with lengths that promise more than there is. Each is answered and
 * counted once, and afterwards threads and heap are what they were. The connections such frames
 * come over are the transport's to survive.
 */
class HostileRequestsTest {
  private static final int FRAMES = 1_000_000;
  private static final int WARM_UP = 50_000;
  private static final int FRAMES_A_CALLER = 1_000;
  private static final int NOISE_BYTES_MAX = 300;
  private static final long HEAP_SLACK = 8 << 20;

  private final AtomicLong answered = new AtomicLong();
  private final AtomicLong givenUp = new AtomicLong();
  private final List<byte[]> honest =
      List.of(
          ask(new Request.Genesis()),
          ask(new Request.Entries(List.of(ByteString.hex("0102"), ByteString.hex("03")), 7)),
          ask(new Request.Find(Hash32.sha256(ByteString.hex("01")))),
          ask(new Request.Bucket(8, 3, Optional.empty())),
          ask(new Request.Blocks(5, 9)),
          ask(new Request.Submit(new Transaction(ByteString.hex("0a0b0c0d0e0f")))),
          ask(new Request.Status()),
          ask(new Request.Operators()),
          ask(new Request.OpeningShare(Hash32.sha256(ByteString.hex("02")), 12)));

  private static byte[] ask(Request request) {
    return MessageCodec.encode(new Asked(1, request)).toByteArray();
  }

  private final class Outlet implements GatewayService.Outlet {
    @Override
    public boolean offer(ByteString frame) {
      answered.incrementAndGet();
      return true;
    }

    @Override
    public void giveUp() {
      givenUp.incrementAndGet();
    }
  }

  @Test
  @Requirement("D3")
  void aMillionBadFramesLeaveNothingBehind() {
    try (GatewayService service =
        new GatewayService(
            request -> new Reply.Refused(GatewayReason.UNAVAILABLE), GatewayLimits.defaults())) {
      attack(service, WARM_UP, new Random(1));
      long heapBefore = usedHeap();
      int threadsBefore = threads();
      long countedBefore = counted(service);
      long malformedBefore = malformed(service);
      long answeredBefore = answered.get();

      attack(service, FRAMES, new Random(2));

      while (service.open() > 0) {
        Thread.onSpinWait();
      }
      assertThat(counted(service) - countedBefore).isEqualTo(FRAMES);
      assertThat(answered.get() - answeredBefore).isEqualTo(FRAMES);
      assertThat(malformed(service) - malformedBefore).isGreaterThan(FRAMES * 3 / 4);
      assertThat(givenUp.get()).isZero();
      assertThat(threads())
          .isLessThanOrEqualTo(threadsBefore + Runtime.getRuntime().availableProcessors());
      assertThat(usedHeap()).isLessThanOrEqualTo(heapBefore + HEAP_SLACK);
    }
  }

  private void attack(GatewayService service, int frames, Random random) {
    GatewayService.Caller caller = service.connected(new Outlet());
    for (int i = 0; i < frames; i++) {
      if (i % FRAMES_A_CALLER == 0) {
        caller = service.connected(new Outlet());
      }
      caller.received(ByteString.copyOf(bad(random)));
    }
  }

  private byte[] bad(Random random) {
    byte[] good = honest.get(random.nextInt(honest.size()));
    return switch (random.nextInt(5)) {
      case 0 -> noise(random);
      case 1 -> Arrays.copyOf(good, random.nextInt(good.length));
      case 2 -> Arrays.copyOf(good, good.length + 1 + random.nextInt(64));
      case 3 -> {
        byte[] changed = good.clone();
        changed[random.nextInt(changed.length)] ^= (byte) (1 + random.nextInt(255));
        yield changed;
      }
      case 4 -> {
        byte[] promising = Arrays.copyOf(good, 10 + random.nextInt(NOISE_BYTES_MAX));
        Arrays.fill(promising, Math.min(10, good.length), promising.length, (byte) 0xff);
        yield promising;
      }
      default -> throw new AssertionError("five ways");
    };
  }

  private static byte[] noise(Random random) {
    byte[] bytes = new byte[random.nextInt(NOISE_BYTES_MAX)];
    random.nextBytes(bytes);
    return bytes;
  }

  /** Every frame is counted once: refused as malformed, or by the kind of request it is. */
  private static long counted(GatewayService service) {
    return malformed(service)
        + service.counters().requests().values().stream().mapToLong(Long::longValue).sum();
  }

  private static long malformed(GatewayService service) {
    return service.counters().refusals().getOrDefault(GatewayReason.MALFORMED.code(), 0L);
  }

  private static int threads() {
    return ManagementFactory.getThreadMXBean().getThreadCount();
  }

  private static long usedHeap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
