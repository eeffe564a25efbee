package org.specie.ledger.sbft;

import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.ledger.sbft.link.FrameKind;
import org.specie.ledger.sbft.link.Lanes;
import org.specie.ledger.sbft.link.SideChannel;
import org.specie.ledger.sbft.metrics.EngineMetrics;
import org.specie.ledger.sbft.metrics.EngineMetrics.Event;

/** The side channel over the links of an engine, with a thread for its receiver. */
final class SideLine implements SideChannel, AutoCloseable {
  private static final long IDLE_MS = 60_000;

  private record Heard(String operator, ByteString payload) {}

  private final BiPredicate<String, ByteString> links;
  private final EngineMetrics metrics;
  private final Lanes<Heard> waiting = new Lanes<>(WAITING_MAX, WAITING_BYTES_MAX);
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
    boolean isTaken =
        receiver.isPresent()
            && size <= PAYLOAD_BYTES_MAX
            && waiting.offer(operator, new Heard(operator, payload), size);
    if (!isTaken) {
      metrics.count(Event.SIDE_DROPPED);
    }
  }

  private void run() {
    try {
      while (!isClosing) {
        Optional<Heard> heard = waiting.poll(IDLE_MS);
        if (heard.isPresent() && receiver.isPresent()) {
          receiver.get().received(heard.get().operator(), heard.get().payload());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    isClosing = true;
    waiting.wake();
    LedgerThread.join(thread);
  }
}
