package org.specie.ledger.transport.link;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.specie.ledger.transport.TransportCounters;
import org.specie.ledger.transport.TransportReason;

/** Counts as many threads do; read as a whole by whoever shows the figures. */
public final class Counting {
  private final LongAdder live = new LongAdder();
  private final LongAdder accepted = new LongAdder();
  private final LongAdder dialled = new LongAdder();
  private final LongAdder framesIn = new LongAdder();
  private final LongAdder framesOut = new LongAdder();
  private final LongAdder bytesIn = new LongAdder();
  private final LongAdder bytesOut = new LongAdder();
  private final LongAdder framesDropped = new LongAdder();
  private final LongAdder throttled = new LongAdder();
  private final Map<TransportReason, LongAdder> endings = new EnumMap<>(TransportReason.class);

  /** All counters at zero. */
  public Counting() {
    for (TransportReason reason : TransportReason.values()) {
      endings.put(reason, new LongAdder());
    }
  }

  /** A connection was refused, or has ended. */
  public void ended(TransportReason reason) {
    LongAdder adder = endings.get(reason);
    if (adder != null) {
      adder.increment();
    }
  }

  /** Reading was put off because somebody is over their rate. */
  public void throttled() {
    throttled.increment();
  }

  void opened(boolean byOthers) {
    (byOthers ? accepted : dialled).increment();
    live.increment();
  }

  void closed() {
    live.decrement();
  }

  void received(int frames, int bytes) {
    framesIn.add(frames);
    bytesIn.add(bytes);
  }

  void sent(int frames, int bytes) {
    framesOut.add(frames);
    bytesOut.add(bytes);
  }

  void dropped() {
    framesDropped.increment();
  }

  TransportCounters snapshot(long threads, long inboundBytes) {
    Map<TransportReason, Long> ended = new EnumMap<>(TransportReason.class);
    endings.forEach(
        (reason, adder) -> {
          if (adder.sum() > 0) {
            ended.put(reason, adder.sum());
          }
        });
    return new TransportCounters(
        live.sum(),
        accepted.sum(),
        dialled.sum(),
        ended,
        framesIn.sum(),
        framesOut.sum(),
        bytesIn.sum(),
        bytesOut.sum(),
        framesDropped.sum(),
        throttled.sum(),
        threads,
        inboundBytes);
  }
}
