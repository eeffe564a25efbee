package org.specie.cash.gateway.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.specie.cash.gateway.GatewayReason;
import org.specie.cash.gateway.message.MessageCodec;
import org.specie.cash.gateway.message.MessageCodec.Answered;
import org.specie.cash.gateway.message.MessageCodec.Asked;
import org.specie.cash.gateway.message.Reply;
import org.specie.cash.gateway.message.ReplyParts;
import org.specie.cash.gateway.message.Request;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.MalformedInput;

class GatewayServiceTest {
  private static final long DEADLINE_SECONDS = 60;

  private static final class Outlet implements GatewayService.Outlet {
    private final BlockingQueue<ByteString> frames = new LinkedBlockingQueue<>();
    private final AtomicInteger givenUp = new AtomicInteger();
    private final int room;

    private Outlet(int room) {
      this.room = room;
    }

    @Override
    public boolean offer(ByteString frame) {
      return frames.size() < room && frames.add(frame);
    }

    @Override
    public void giveUp() {
      givenUp.incrementAndGet();
    }

    Answered next() throws InterruptedException, MalformedInput {
      ByteString frame = frames.poll(DEADLINE_SECONDS, TimeUnit.SECONDS);
      assertThat(frame).isNotNull();
      return MessageCodec.decodeReply(new ReplyParts().add(frame).orElseThrow());
    }
  }

  private static ByteString ask(long number) {
    return MessageCodec.encode(new Asked(number, new Request.Genesis()));
  }

  @Test
  void answersEachRequestUnderItsNumber() throws InterruptedException, MalformedInput {
    try (GatewayService service =
        new GatewayService(
            request -> new Reply.Genesis(ByteString.hex("07")), GatewayLimits.defaults())) {
      Outlet outlet = new Outlet(8);
      service.connected(outlet).received(ask(5));
      assertThat(outlet.next()).isEqualTo(new Answered(5, new Reply.Genesis(ByteString.hex("07"))));
      assertThat(service.counters().requests()).containsEntry("genesis", 1L);
    }
  }

  @Test
  void refusesAndCountsWhatIsNoRequest() throws InterruptedException, MalformedInput {
    try (GatewayService service =
        new GatewayService(
            request -> new Reply.Genesis(ByteString.EMPTY), GatewayLimits.defaults())) {
      Outlet outlet = new Outlet(8);
      GatewayService.Caller caller = service.connected(outlet);
      caller.received(ByteString.hex("00"));
      assertThat(outlet.next().reply()).isEqualTo(new Reply.Refused(GatewayReason.MALFORMED));
      caller.received(ByteString.hex("01000000000000000963"));
      assertThat(outlet.next())
          .isEqualTo(new Answered(9, new Reply.Refused(GatewayReason.MALFORMED)));
      assertThat(service.counters().refusals()).containsEntry(GatewayReason.MALFORMED.code(), 2L);
    }
  }

  @Test
  void neverHasMoreRequestsOpenThanItsLimits() throws InterruptedException, MalformedInput {
    CountDownLatch go = new CountDownLatch(1);
    Answers waits =
        request -> {
          try {
            assertThat(go.await(DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return new Reply.Genesis(ByteString.EMPTY);
        };
    try (GatewayService service = new GatewayService(waits, new GatewayLimits(2, 3))) {
      Outlet greedy = new Outlet(8);
      GatewayService.Caller first = service.connected(greedy);
      first.received(ask(1));
      first.received(ask(2));
      first.received(ask(3));
      assertThat(greedy.next())
          .isEqualTo(new Answered(3, new Reply.Refused(GatewayReason.TOO_MANY_OPEN)));
      Outlet late = new Outlet(8);
      GatewayService.Caller second = service.connected(late);
      second.received(ask(4));
      second.received(ask(5));
      assertThat(late.next()).isEqualTo(new Answered(5, new Reply.Refused(GatewayReason.BUSY)));
      assertThat(service.open()).isEqualTo(3);
      go.countDown();
      assertThat(greedy.next().reply()).isInstanceOf(Reply.Genesis.class);
      assertThat(greedy.next().reply()).isInstanceOf(Reply.Genesis.class);
      assertThat(late.next().reply()).isInstanceOf(Reply.Genesis.class);
    }
  }

  @Test
  void endsTheConnectionOfWhoeverDoesNotRead() throws InterruptedException {
    CountDownLatch ended = new CountDownLatch(1);
    GatewayService.Outlet full =
        new GatewayService.Outlet() {
          @Override
          public boolean offer(ByteString frame) {
            return false;
          }

          @Override
          public void giveUp() {
            ended.countDown();
          }
        };
    try (GatewayService service =
        new GatewayService(
            request -> new Reply.Genesis(ByteString.EMPTY), GatewayLimits.defaults())) {
      service.connected(full).received(ask(1));
      assertThat(ended.await(DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();
    }
  }
}
