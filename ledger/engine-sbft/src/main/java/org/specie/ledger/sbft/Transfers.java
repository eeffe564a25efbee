package org.specie.ledger.sbft;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.ObjLongConsumer;
import java.util.function.Supplier;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.ledger.api.block.BlockHeader;
import org.specie.ledger.api.block.Genesis;
import org.specie.ledger.api.certificate.CommitCertificate;
import org.specie.ledger.api.snapshot.Snapshots;
import org.specie.ledger.consensus.value.ReplicaId;
import org.specie.ledger.sbft.link.FrameKind;
import org.specie.ledger.sbft.metrics.EngineMetrics;
import org.specie.ledger.sbft.transfer.KnownOperators;
import org.specie.ledger.sbft.transfer.LocalWrites;
import org.specie.ledger.sbft.transfer.Retention;
import org.specie.ledger.sbft.transfer.StateTransfer;
import org.specie.ledger.sbft.transfer.TransferEffect;
import org.specie.ledger.sbft.transfer.TransferInput;
import org.specie.ledger.sbft.transfer.TransferLimits;
import org.specie.ledger.sbft.transfer.TransferMessage;
import org.specie.ledger.sbft.transfer.TransferSource;
import org.specie.ledger.sbft.transfer.TransferStart;
import org.specie.ledger.state.blocks.BlockLog;

/**
 * State transfer over the links: what others ask is answered on a thread of its own; what this
 * replica fetches is written on the ledger's thread, which is the only one that may. At most one
 * transfer is under way; one that finds no honest source begins again after a pause.
 */
final class Transfers implements AutoCloseable {
  /** What a transfer changes for the engine; called on the ledger's thread. */
  interface Listener {
    /** Application and block log are at the height of the block log, and more will be decided. */
    void caughtUp() throws IOException;
  }

  private static final long TICK_MS = 100;
  private static final long PAUSE_MS = 5_000;
  private static final long FOLLOW_MS = 250;

  /**
   * After so long in which nobody asked answered anything, a transfer begins anew with whoever this
   * replica is linked with by then: at its start that may have been very few.
   */
  private static final long UNHEARD_MS = 5_000;

  /** So long a certificate may trail its block before others are asked for it. */
  private static final long STUCK_MS = 1_000;

  /** Requests of all peers that wait; each peer has a rate as well. */
  private static final int ASKED_MAX = 1_024;

  private record Certified(BlockHeader header, CommitCertificate certificate) {}

  private record Asked(String peer, TransferMessage message) {}

  private final Genesis genesis;
  private final TransferLimits limits;
  private final Retention retention;
  private final Stopwatch stopwatch;
  private final LedgerThread ledger;
  private final Snapshots snapshots;
  private final BlockLog blocks;
  private final Directory directory;
  private final Supplier<Set<String>> connected;
  private final BiConsumer<String, ByteString> send;
  private final Listener listener;
  private final LongSupplier neededFrom;
  private final ObjLongConsumer<String> offered;
  private final BooleanSupplier isLeftBehind;
  private final EngineMetrics metrics;
  private final TransferSource source;
  private final BlockingQueue<Asked> asked = new LinkedBlockingQueue<>(ASKED_MAX);
  private final BlockingQueue<Certified> stable = new LinkedBlockingQueue<>();
  private final Thread thread;
  private volatile boolean isClosing;
  private volatile boolean isUnderWay;
  private volatile boolean isFollowing;
  private volatile long heardMs;
  private long tickedMs;
  private long seenCertified = -1;
  private long seenAtMs;

  // Touched by the ledger's thread only.
  private Optional<StateTransfer> current = Optional.empty();
  private Optional<LocalWrites> writes = Optional.empty();
  private long notBeforeMs;

  Transfers(
      Genesis genesis,
      SbftConfig config,
      Stopwatch stopwatch,
      LedgerThread ledger,
      Snapshots snapshots,
      BlockLog blocks,
      Directory directory,
      Supplier<Set<String>> connected,
      BiConsumer<String, ByteString> send,
      Listener listener,
      LongSupplier neededFrom,
      ObjLongConsumer<String> offered,
      BooleanSupplier isLeftBehind,
      EngineMetrics metrics,
      Consumer<Throwable> failed) {
    this.genesis = genesis;
    this.limits = config.transfer();
    this.retention = config.retention();
    this.stopwatch = stopwatch;
    this.ledger = ledger;
    this.snapshots = snapshots;
    this.blocks = blocks;
    this.directory = directory;
    this.connected = connected;
    this.send = send;
    this.listener = listener;
    this.neededFrom = neededFrom;
    this.offered = offered;
    this.isLeftBehind = isLeftBehind;
    this.metrics = metrics;
    this.source = new TransferSource(limits, snapshots, blocks);
    this.thread =
        Thread.ofPlatform()
            .name("specie-transfer")
            .daemon(true)
            .uncaughtExceptionHandler((ended, why) -> failed.accept(why))
            .unstarted(() -> serve(failed));
  }

  void start() {
    thread.start();
  }

  boolean isUnderWay() {
    return isUnderWay;
  }

  // --- serving, on its own thread

  private void serve(Consumer<Throwable> failed) {
    try {
      while (!isClosing) {
        Asked next = asked.poll(TICK_MS, TimeUnit.MILLISECONDS);
        for (Certified each = stable.poll(); each != null; each = stable.poll()) {
          source.stable(each.header(), each.certificate());
        }
        if (next != null) {
          answer(next);
        }
        source.tick(stopwatch.ms());
        tick();
      }
    } catch (IOException e) {
      failed.accept(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      source.close();
    }
  }

  private void tick() {
    long now = stopwatch.ms();
    if (now - tickedMs < TICK_MS) {
      return;
    }
    tickedMs = now;
    if (isUnderWay && now - heardMs > UNHEARD_MS) {
      heardMs = now;
      ledger.run(this::beginAnew);
    } else if (isUnderWay) {
      ledger.run(() -> step(new TransferInput.Tick()));
    } else if (isFollowing || isStuck(now) || isLeftBehind.getAsBoolean()) {
      ledger.run(this::catchUp);
    }
  }

  /** Whether a block here has waited for a certificate that others may have long had. */
  private boolean isStuck(long nowMs) {
    long certified = blocks.certifiedHeight();
    if (certified != seenCertified || certified == blocks.height()) {
      seenCertified = certified;
      seenAtMs = nowMs;
    }
    return nowMs - seenAtMs > STUCK_MS;
  }

  /** Whether to fetch again and again, because nobody sends this replica what is decided. */
  void follow(boolean following) {
    isFollowing = following;
  }

  private void answer(Asked next) throws IOException {
    ReplicaId peer = directory.number(next.peer());
    Optional<TransferMessage> answer = source.answer(peer, next.message(), stopwatch.ms());
    if (answer.isPresent()) {
      ByteString bytes = answer.get().encode();
      send.accept(next.peer(), FrameKind.TRANSFER.frame(bytes));
      // The link's queue has it or dropped it: either way it is bounded there.
      source.written(peer, bytes.size());
    }
  }

  /** A checkpoint is stable and its certificate is in the block log. On the ledger's thread. */
  void stable(long height) throws IOException {
    var header = blocks.header(height);
    var certificate = blocks.readCertificate(height);
    if (header.isPresent() && certificate.isPresent()) {
      stable.add(new Certified(header.get(), certificate.get()));
      forget(height);
    }
  }

  /** A little at a time, behind whatever waits for the ledger's thread. */
  private void forget(long stableHeight) throws IOException {
    if (retention.applyOnce(stableHeight, snapshots, blocks, neededFrom.getAsLong())) {
      ledger.run(() -> forget(stableHeight));
    }
  }

  /** A frame of {@code peer}. False if it is no message. */
  boolean received(String peer, ByteString payload, Runnable taken) {
    TransferMessage message;
    try {
      message = TransferMessage.decode(payload);
    } catch (MalformedInput e) {
      ledger.run(() -> step(new TransferInput.Unreadable(directory.number(peer))));
      taken.run();
      return false;
    }
    switch (message) {
      case TransferMessage.AskCheckpoint ask -> ask(peer, message, taken);
      case TransferMessage.AskPart ask -> ask(peer, message, taken);
      case TransferMessage.Offer offer -> {
        offered.accept(peer, offer.lastBlock());
        answered(peer, message, taken);
      }
      case TransferMessage.Part part -> answered(peer, message, taken);
      case TransferMessage.Declined declined -> answered(peer, message, taken);
    }
    return true;
  }

  private void ask(String peer, TransferMessage message, Runnable taken) {
    // What does not fit is asked again.
    if (!asked.offer(new Asked(peer, message))) {
      metrics.count(EngineMetrics.Event.TRANSFER_DROPPED);
    }
    taken.run();
  }

  /** What is on the disk by now is gone on from. */
  private void beginAnew() throws IOException {
    if (current.isPresent()) {
      end(0);
      catchUp();
    }
  }

  private void answered(String peer, TransferMessage message, Runnable taken) {
    heardMs = stopwatch.ms();
    ledger.run(
        () -> {
          step(new TransferInput.Received(directory.number(peer), message));
          taken.run();
        });
  }

  // --- fetching, on the ledger's thread

  /** Begins to fetch what others have, unless that is under way. */
  void catchUp() throws IOException {
    boolean hasNobodyYet = isFollowing && !directory.isOneHonest(connected.get());
    if (current.isPresent() || hasNobodyYet || stopwatch.ms() < notBeforeMs) {
      return;
    }
    boolean keepsAll = retention.blocksKept().isEmpty();
    LocalWrites local = new LocalWrites(snapshots, blocks, keepsAll, this::execute);
    writes = Optional.of(local);
    TransferStart start = certifiedOnly(local.start());
    current =
        Optional.of(
            new StateTransfer(
                start.height() < 0 ? limits : limits.replayingAll(),
                directory.sources(connected.get()),
                directory.faults(),
                new KnownOperators(genesis, blocks.operatorHistory()),
                start));
    isUnderWay = true;
    heardMs = stopwatch.ms();
    Set<String> linked = connected.get();
    for (ReplicaId each : directory.sources(linked)) {
      if (!linked.contains(directory.name(each))) {
        step(new TransferInput.Unlinked(each));
      }
    }
    step(new TransferInput.Tick());
  }

  /** The link to {@code peer} stands, which is a source from now on if it is to be asked. */
  void linked(String peer) {
    if (!directory.isPresent(peer)) {
      return;
    }
    ledger.run(() -> step(new TransferInput.Linked(directory.number(peer))));
  }

  /** The link to {@code peer} is gone. */
  void unlinked(String peer) {
    ledger.run(() -> step(new TransferInput.Unlinked(directory.number(peer))));
  }

  /** Blocks executed here that lack a certificate are fetched once more, for theirs. */
  private TransferStart certifiedOnly(TransferStart start) throws IOException {
    long certified = Math.max(0, blocks.certifiedHeight());
    Optional<Hash32> hash = blocks.header(certified).map(BlockHeader::hash);
    return start.height() <= certified || hash.isEmpty()
        ? start
        : new TransferStart(certified, hash.get(), start.restoring(), start.gap());
  }

  private void execute(TransferEffect.Filled next) throws IOException {
    ledger.follow(next.block(), next.certificate());
    long height = next.block().height();
    if (isFollowing && height % retention.checkpointInterval() == 0) {
      // No state machine says that this is stable; a certified state is.
      ledger.settle();
      stable(height);
    }
  }

  private void step(TransferInput input) throws IOException {
    Deque<TransferInput> inputs = new ArrayDeque<>(List.of(input));
    while (!inputs.isEmpty() && current.isPresent()) {
      List<TransferEffect> effects =
          new ArrayList<>(current.get().step(stopwatch.ms(), inputs.remove()));
      for (TransferEffect effect : effects) {
        carryOut(effect).ifPresent(inputs::add);
      }
    }
  }

  private Optional<TransferInput> carryOut(TransferEffect effect) throws IOException {
    switch (effect) {
      case TransferEffect.Send(ReplicaId to, TransferMessage message) ->
          send.accept(directory.name(to), FrameKind.TRANSFER.frame(message.encode()));
      case TransferEffect.CaughtUp caughtUp -> listener.caughtUp();
      case TransferEffect.Done done -> end(FOLLOW_MS);
      case TransferEffect.NoSourceLeft none -> end(PAUSE_MS);
      case TransferEffect.Blame blame -> metrics.count(EngineMetrics.Event.TRANSFER_BLAMED);
      case TransferEffect.BeginRestoration begin -> ledger.suspend();
      case TransferEffect.StoreChunk store -> {}
      case TransferEffect.FinishRestoration finish -> {}
      case TransferEffect.Execute execute -> {}
      case TransferEffect.FillIn fillIn -> {}
      case TransferEffect.GiveUpBlocks giveUp -> {}
    }
    long begun = System.nanoTime();
    Optional<TransferInput> written = writes.orElseThrow().apply(effect);
    measure(effect, System.nanoTime() - begun);
    if (effect instanceof TransferEffect.FinishRestoration) {
      ledger.resume();
    }
    return written;
  }

  private void measure(TransferEffect effect, long nanos) {
    switch (effect) {
      case TransferEffect.StoreChunk(int _, ByteString chunk) -> {
        metrics.chunk().record(nanos);
        metrics.count(EngineMetrics.Event.TRANSFER_BYTES, chunk.size());
      }
      case TransferEffect.FinishRestoration _ -> metrics.installation().record(nanos);
      case TransferEffect.Execute _ -> metrics.replay().record(nanos);
      case TransferEffect.Send _,
          TransferEffect.BeginRestoration _,
          TransferEffect.FillIn _,
          TransferEffect.GiveUpBlocks _,
          TransferEffect.Blame _,
          TransferEffect.CaughtUp _,
          TransferEffect.Done _,
          TransferEffect.NoSourceLeft _ -> {}
    }
  }

  private void end(long pauseMs) {
    current = Optional.empty();
    isUnderWay = false;
    notBeforeMs = stopwatch.ms() + pauseMs;
  }

  @Override
  public void close() {
    isClosing = true;
    LedgerThread.join(thread);
  }
}
