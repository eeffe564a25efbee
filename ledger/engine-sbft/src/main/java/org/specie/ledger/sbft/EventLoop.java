package org.specie.ledger.sbft;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.port.Clock;
import org.specie.ledger.consensus.Replica;
import org.specie.ledger.consensus.ReplicaStatus;
import org.specie.ledger.consensus.certificate.CertificateKind;
import org.specie.ledger.consensus.certificate.Statement.Execution;
import org.specie.ledger.consensus.message.Checkpoint;
import org.specie.ledger.consensus.message.Message;
import org.specie.ledger.consensus.message.MessageCodec;
import org.specie.ledger.consensus.step.Effect;
import org.specie.ledger.consensus.step.Input;
import org.specie.ledger.consensus.step.Notice;
import org.specie.ledger.consensus.value.Now;
import org.specie.ledger.consensus.value.ReplicaId;
import org.specie.ledger.sbft.Inbox.Event;
import org.specie.ledger.sbft.handover.EngineRecord;
import org.specie.ledger.sbft.link.FrameKind;
import org.specie.ledger.sbft.link.PeerLinks;
import org.specie.ledger.sbft.log.ConsensusLog;
import org.specie.ledger.sbft.metrics.EngineMetrics;
import org.specie.ledger.sbft.metrics.ViewChangeClock;

/**
 * The one thread that turns the state machine. A turn takes what happened, makes one step for all
 * of it, writes and flushes all records of the step at once, and only then lets messages go.
 * Source: docs/spec/25-sbft-engine.md, section 4.
 */
final class EventLoop implements AutoCloseable {
  /** What the loop asks of the engine around it; called on the loop's thread. */
  interface Surroundings {
    /** State transfer is needed up to {@code checkpoint}. */
    void catchUp(Checkpoint checkpoint);

    /** A checkpoint is stable. */
    void stable(Checkpoint checkpoint);

    /** The last block of the epoch is final. */
    void epochEnded(Checkpoint last);

    /** The loop stopped for good. */
    void failed(Throwable why);
  }

  /** A state machine at work. */
  private record Running(Epoch epoch, Replica replica, Execution base) {}

  private static final long IDLE_MS_MAX = 1_000;

  /** At so many times its size the log is cut without waiting for a checkpoint. */
  private static final int LOG_URGENT = 16;

  private final SbftConfig config;
  private final Clock clock;
  private final Stopwatch stopwatch;
  private final Inbox inbox;
  private final Submissions submissions;
  private final LedgerThread ledger;
  private final EngineMetrics metrics;
  private final ViewChangeClock viewChange;
  private final Convictions convictions;
  private final Surroundings surroundings;
  private final ConsensusLog log;
  private final Thread thread;
  private Optional<PeerLinks> links = Optional.empty();
  private Optional<Running> running = Optional.empty();
  private volatile Optional<ReplicaStatus> status = Optional.empty();
  private volatile boolean isClosing;

  /** What the log held when it was last cut: what stays that large is not cut again for it. */
  private long keptBytes;

  EventLoop(
      SbftConfig config,
      Clock clock,
      Stopwatch stopwatch,
      Inbox inbox,
      Submissions submissions,
      LedgerThread ledger,
      EngineMetrics metrics,
      Convictions convictions,
      ConsensusLog log,
      Surroundings surroundings) {
    this.config = config;
    this.clock = clock;
    this.stopwatch = stopwatch;
    this.inbox = inbox;
    this.submissions = submissions;
    this.ledger = ledger;
    this.metrics = metrics;
    this.viewChange = new ViewChangeClock(metrics.viewChange());
    this.convictions = convictions;
    this.log = log;
    this.surroundings = surroundings;
    this.thread =
        Thread.ofPlatform()
            .name("specie-consensus")
            .daemon(true)
            .uncaughtExceptionHandler((ended, why) -> surroundings.failed(why))
            .unstarted(this::run);
  }

  void start(PeerLinks opened) {
    links = Optional.of(opened);
    thread.start();
  }

  /** Continues or begins an epoch. On the loop's thread, or before it starts. */
  void run(Epoch epoch, Replica replica, Execution base) {
    running = Optional.of(new Running(epoch, replica, base));
    status = Optional.of(replica.status());
    submissions.renew();
  }

  /** This replica is none of the operators any more. On the loop's thread. */
  void retire() {
    running = Optional.empty();
    status = Optional.empty();
  }

  boolean isRunning() {
    return running.isPresent();
  }

  /** Replaces what the log says by {@code records}. On the loop's thread, or before it starts. */
  void restartLog(List<EngineRecord> records) throws IOException {
    log.checkpoint(records.stream().map(EngineRecord::encode).toList());
    keptBytes = log.bytes();
  }

  /** Where the state machine stood after the last turn; nothing where there is none. */
  Optional<ReplicaStatus> status() {
    return status;
  }

  private void run() {
    try {
      while (!isClosing) {
        turn();
      }
      log.close();
    } catch (IOException e) {
      surroundings.failed(e);
    } catch (InterruptedException e) {
      surroundings.failed(e);
      Thread.currentThread().interrupt();
    }
  }

  private void turn() throws IOException, InterruptedException {
    long waitMs =
        running.map(each -> each.replica().nextDeadlineMs() - stopwatch.ms()).orElse(IDLE_MS_MAX);
    List<Event> events = inbox.take(Math.clamp(waitMs, 0, IDLE_MS_MAX));
    long begun = System.nanoTime();
    List<Input> inputs = new ArrayList<>();
    for (Event event : events) {
      switch (event) {
        case Event.Happened(List<Input> happened, Runnable taken) -> {
          inputs.addAll(happened);
          taken.run();
        }
        case Event.Asked(Inbox.Task task) -> {
          // What happened before belongs to the epoch before.
          carryOut(step(inputs));
          inputs.clear();
          task.run();
        }
        case Event.Woken() -> {}
      }
    }
    // Before what is fresh: who submitted again what was given up waits again.
    var settled = submissions.takeSettled();
    if (!settled.isEmpty()) {
      inputs.add(new Input.Settled(settled));
    }
    var fresh = submissions.takeFresh();
    if (!fresh.isEmpty()) {
      inputs.add(new Input.Submitted(fresh));
    }
    if (running.isPresent() && running.get().replica().nextDeadlineMs() <= stopwatch.ms()) {
      inputs.add(new Input.Tick());
    }
    carryOut(step(inputs));
    status = running.map(each -> each.replica().status());
    metrics.turn().record(System.nanoTime() - begun);
  }

  private List<Effect> step(List<Input> inputs) {
    if (inputs.isEmpty() || running.isEmpty()) {
      return List.of();
    }
    return running.get().replica().step(new Now(stopwatch.ms(), clock.epochSeconds()), inputs);
  }

  /** Persists first, flushes once, then does the rest in order. */
  private void carryOut(List<Effect> effects) throws IOException {
    List<ByteString> records = new ArrayList<>();
    boolean isStable = false;
    boolean isPromise = false;
    for (Effect effect : effects) {
      if (effect instanceof Effect.Persist(var record)) {
        records.add(new EngineRecord.Said(record).encode());
        isPromise |= record.isPromise();
      }
      isStable |= effect instanceof Effect.Stable;
    }
    if (!records.isEmpty()) {
      long begun = System.nanoTime();
      log.append(records);
      if (isPromise) {
        log.sync();
        metrics.logSync().record(System.nanoTime() - begun);
      }
    }
    for (Effect effect : effects) {
      carryOut(effect);
    }
    boolean isDue = isStable && log.bytes() > config.logBytesMax();
    long urgent = Math.max(LOG_URGENT * config.logBytesMax(), 2 * keptBytes);
    if (isDue || log.bytes() > urgent) {
      shortenLog();
    }
  }

  private void shortenLog() throws IOException {
    if (running.isPresent()) {
      Running now = running.get();
      List<EngineRecord> kept = new ArrayList<>();
      kept.add(new EngineRecord.Begun(now.epoch().number(), now.base()));
      now.replica().records().forEach(record -> kept.add(new EngineRecord.Said(record)));
      restartLog(kept);
    }
  }

  private void carryOut(Effect effect) {
    switch (effect) {
      case Effect.Persist persist -> {}
      case Effect.Send(ReplicaId to, Message message) ->
          send(List.of(running.orElseThrow().epoch().name(to)), message);
      case Effect.Broadcast(Message message) ->
          send(running.orElseThrow().epoch().others(), message);
      case Effect.Execute(var sequence, var batch) -> {
        viewChange.progressed();
        ledger.execute(sequence, batch);
      }
      case Effect.Certified(var execution, var certificate) ->
          ledger.certify(execution, certificate);
      case Effect.Stable(Checkpoint checkpoint) -> surroundings.stable(checkpoint);
      case Effect.CatchUp(Checkpoint checkpoint) -> {
        metrics.count(EngineMetrics.Event.CATCH_UP);
        surroundings.catchUp(checkpoint);
      }
      case Effect.EpochEnded(Checkpoint last) -> surroundings.epochEnded(last);
      case Effect.Notify(Notice notice) -> count(notice);
    }
  }

  private void send(List<String> to, Message message) {
    long epoch = running.orElseThrow().epoch().number();
    ByteString frame = FrameKind.CONSENSUS.frame(MessageCodec.encode(epoch, message));
    for (String operator : to) {
      boolean isTaken = links.orElseThrow().offer(operator, frame);
      metrics.count(isTaken ? EngineMetrics.Event.FRAME_SENT : EngineMetrics.Event.FRAME_NOT_SENT);
    }
  }

  private void count(Notice notice) {
    switch (notice) {
      case Notice.Decided decided ->
          metrics.count(
              decided.by() == CertificateKind.FAST
                  ? EngineMetrics.Event.DECIDED_FAST
                  : EngineMetrics.Event.DECIDED_SLOW);
      case Notice.ComplainedAbout complained -> {
        metrics.count(EngineMetrics.Event.COMPLAINT);
        viewChange.complained(System.nanoTime());
      }
      case Notice.LeftView left -> {
        metrics.count(EngineMetrics.Event.VIEW_LEFT);
        viewChange.left(System.nanoTime());
      }
      case Notice.EnteredView entered -> {
        metrics.count(EngineMetrics.Event.VIEW_ENTERED);
        viewChange.entered(System.nanoTime());
      }
      case Notice.Refused refused -> metrics.refused(refused.reason());
      case Notice.Equivocated equivocated -> {
        metrics.count(EngineMetrics.Event.EQUIVOCATION);
        convictions.convicted(running.orElseThrow().epoch().configuration(), equivocated);
      }
      case Notice.Rejoined rejoined -> metrics.count(EngineMetrics.Event.REJOINED);
    }
  }

  /** Ends after the turn in hand; what was said is durable then. */
  @Override
  public void close() {
    isClosing = true;
    inbox.wake();
    LedgerThread.join(thread);
  }
}
