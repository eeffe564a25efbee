package org.specie.ledger.sbft;

import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.ledger.sbft.link.FrameKind;
import org.specie.ledger.sbft.link.SideChannel;
import org.specie.ledger.sbft.metrics.EngineMetrics;
import org.specie.ledger.sbft.metrics.EngineMetrics.Event;

/** The side channel over the links of an engine, with a thread for its receiver. */
final class SideLine implements SideChannel, AutoCloseable {
  private record Heard(String operator, ByteString payload) {}

  private static final Heard END = new Heard("", ByteString.EMPTY);

  private final BiPredicate<String, ByteString> links;
  private final EngineMetrics metrics;
  private final BlockingQueue<Heard> waiting = new ArrayBlockingQueue<>(WAITING_MAX);
  private final AtomicLong waitingBytes = new AtomicLong();
  private final Thread thread;
  private volatile Optional<Receiver> receiver = Optional.empty();
  private volatile boolean isClosing;

  SideLine(
      BiPredicate<String, ByteString> links, EngineMetrics metrics, Consumer<Throwable> failed) {
    this.links = links;
    this.metrics = metrics;
    this.thread =
        Thread.ofPlatform()
            .name("specie-side-channel")
            .daemon(true)
            .uncaughtExceptionHandler((ended, why) -> failed.accept(why))
            .unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  @Override
  public boolean send(String operator, ByteString payload) {
    Check.that(payload.size() <= PAYLOAD_BYTES_MAX, "a side channel frame has at most 1 MiB");
    return links.test(operator, FrameKind.SIDE.frame(payload));
  }

  @Override
  public void receive(Receiver hearing) {
    receiver = Optional.of(hearing);
  }

  void received(String operator, ByteString payload) {
    int size = payload.size();
    boolean hasRoom =
        size <= PAYLOAD_BYTES_MAX && waitingBytes.addAndGet(size) <= WAITING_BYTES_MAX;
    boolean isTaken =
        receiver.isPresent() && hasRoom && waiting.offer(new Heard(operator, payload));
    if (!isTaken) {
      waitingBytes.addAndGet(size <= PAYLOAD_BYTES_MAX ? -size : 0);
      metrics.count(Event.SIDE_DROPPED);
    }
  }

  private void run() {
    try {
      while (!isClosing) {
        Heard heard = waiting.take();
        if (!heard.equals(END)) {
          waitingBytes.addAndGet(-heard.payload().size());
          receiver.ifPresent(hearing -> hearing.received(heard.operator(), heard.payload()));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    isClosing = true;
    if (!waiting.offer(END)) {
      waiting.clear();
      Check.that(waiting.offer(END), "an emptied queue has room");
    }
    LedgerThread.join(thread);
  }
}
