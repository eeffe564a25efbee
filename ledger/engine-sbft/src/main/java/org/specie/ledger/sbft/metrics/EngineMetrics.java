package org.specie.ledger.sbft.metrics;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.specie.ledger.consensus.step.ConsensusReason;

/** The counters and gauges of one engine. Safe for all threads; counting never blocks. */
public final class EngineMetrics {
  /** Things that are counted. */
  public enum Event {
    DECIDED_FAST("consensus.decided", "slots decided", "path", "fast"),
    DECIDED_SLOW("consensus.decided", "slots decided", "path", "slow"),
    COMPLAINT("consensus.complaints", "complaints of this replica about a view", "", ""),
    VIEW_LEFT("consensus.views.left", "views this replica left", "", ""),
    VIEW_ENTERED("consensus.views.entered", "views this replica entered", "", ""),
    REJOINED("consensus.rejoined", "times this replica votes again after a lost log", "", ""),
    EQUIVOCATION("consensus.equivocations", "primaries convicted of two proposals", "", ""),
    CATCH_UP("consensus.catch.ups", "times state transfer was needed", "", ""),
    FRAME_SENT("link.frames.sent", "frames handed to links", "", ""),
    FRAME_NOT_SENT(
        "link.frames.dropped", "frames not taken by a full or absent link", "way", "out"),
    FRAME_RECEIVED("link.frames.received", "frames received", "", ""),
    FRAME_OVERFLOW(
        "link.frames.dropped", "frames beyond what one peer may have waiting", "way", "in"),
    FRAME_MALFORMED("link.frames.malformed", "frames that are no message", "", ""),
    SIDE_DROPPED("link.side.dropped", "side channel frames nobody took in time", "", ""),
    TRANSFER_DROPPED("transfer.asks.dropped", "requests of others that did not fit", "", ""),
    TRANSFER_BLAMED("transfer.sources.blamed", "sources that sent what no honest one does", "", ""),
    TRANSACTION_ADMITTED("admission.transactions", "transactions submitted here", "to", "admitted"),
    TRANSACTION_REFUSED("admission.transactions", "transactions submitted here", "to", "refused"),
    TRANSACTION_NO_ROOM("admission.transactions", "transactions submitted here", "to", "no room"),
    TRANSACTION_EXPIRED("admission.expired", "transactions that waited too long", "", ""),
    TRANSACTION_RELAYED_REFUSED(
        "admission.relayed.refused", "transactions from other replicas that do not hold", "", ""),
    VERIFICATION_REMEMBERED("verification.remembered", "questions answered from memory", "", ""),
    VERIFICATION_DONE("verification.done", "signatures, shares and certificates verified", "", ""),
    TRANSFER_BYTES("transfer.chunk.bytes", "bytes of fetched chunks that were stored", "", ""),
    READER_ASKED("reader.frames", "frames of readers", "", ""),
    READER_ANSWERED("reader.answers", "answers to readers", "to", "queued"),
    READER_TOO_SLOW("reader.answers", "answers to readers", "to", "dropped"),
    READER_REFUSED(
        "reader.refused", "frames of readers, who have no voice, that ask for nothing", "", ""),
    LISTENER_FAILED("listener.failures", "listeners of committed blocks that threw", "", "");

    private final String name;
    private final String help;
    private final String label;
    private final String labelled;

    Event(String name, String help, String label, String labelled) {
      this.name = name;
      this.help = help;
      this.label = label;
      this.labelled = labelled;
    }
  }

  private final Map<Event, LongAdder> events = new EnumMap<>(Event.class);
  private final Map<ConsensusReason, LongAdder> refused = new EnumMap<>(ConsensusReason.class);
  private final List<Meter> gauges = new CopyOnWriteArrayList<>();
  private final Latency logSync = new Latency();
  private final Latency execution = new Latency();
  private final Latency turn = new Latency();
  private final Latency chunk = new Latency();
  private final Latency installation = new Latency();
  private final Latency replay = new Latency();
  private final Latency viewChange = new Latency();

  public EngineMetrics() {
    for (Event event : Event.values()) {
      events.put(event, new LongAdder());
    }
    for (ConsensusReason reason : ConsensusReason.values()) {
      refused.put(reason, new LongAdder());
    }
  }

  /** Counts one {@code event}. */
  public void count(Event event) {
    count(event, 1);
  }

  /** Counts {@code times} events. */
  public void count(Event event, long times) {
    counter(event).add(times);
  }

  /** Counts a message that was not believed. */
  public void refused(ConsensusReason reason) {
    counter(reason).increment();
  }

  /** How often {@code event} happened. */
  public long of(Event event) {
    return counter(event).sum();
  }

  /** How many messages were not believed for {@code reason}. */
  public long of(ConsensusReason reason) {
    return counter(reason).sum();
  }

  /** How long flushing the consensus log takes. */
  public Latency logSync() {
    return logSync;
  }

  /** How long executing a block and making it durable takes. */
  public Latency execution() {
    return execution;
  }

  /** How long a turn of the event loop takes. */
  public Latency turn() {
    return turn;
  }

  /** How long checking and storing a chunk of a fetched state takes. */
  public Latency chunk() {
    return chunk;
  }

  /** How long making a fetched state current takes. */
  public Latency installation() {
    return installation;
  }

  /** How long executing a fetched block and making it durable takes. */
  public Latency replay() {
    return replay;
  }

  /** How long a view change takes once the replica complains, or follows those who left. */
  public Latency viewChange() {
    return viewChange;
  }

  /** Adds a number to be read. */
  public void gauge(String name, String help, LongSupplier value) {
    gauges.add(new Meter(name, Meter.Kind.GAUGE, help, new TreeMap<>(), value));
  }

  /** Everything there is to be read, always the same list but for gauges that are added. */
  public List<Meter> meters() {
    List<Meter> meters = new ArrayList<>(gauges);
    for (Event event : Event.values()) {
      LongSupplier value = counter(event)::sum;
      meters.add(
          event.label.isEmpty()
              ? Meter.counter(event.name, event.help, value)
              : Meter.counter(event.name, event.help, event.label, event.labelled, value));
    }
    for (ConsensusReason reason : ConsensusReason.values()) {
      String code = Integer.toString(reason.code());
      meters.add(
          Meter.counter(
              "consensus.refused",
              "messages that were not believed",
              "code",
              code,
              counter(reason)::sum));
    }
    meters.addAll(logSync.meters("log.sync", "flushing the consensus log"));
    meters.addAll(execution.meters("execution", "executing a block and making it durable"));
    meters.addAll(turn.meters("loop.turn", "a turn of the event loop"));
    meters.addAll(chunk.meters("transfer.chunk", "checking and storing a fetched chunk"));
    meters.addAll(installation.meters("transfer.install", "making a fetched state current"));
    meters.addAll(replay.meters("transfer.replay", "executing a fetched block"));
    meters.addAll(viewChange.meters("view.change", "from complaining of a view to entering one"));
    return List.copyOf(meters);
  }

  private LongAdder counter(Event event) {
    return Objects.requireNonNull(events.get(event));
  }

  private LongAdder counter(ConsensusReason reason) {
    return Objects.requireNonNull(refused.get(reason));
  }
}
