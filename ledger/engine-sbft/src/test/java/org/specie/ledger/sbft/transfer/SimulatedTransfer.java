package org.specie.ledger.sbft.transfer;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.ledger.api.DecidedBlock;
import org.specie.ledger.api.block.Block;
import org.specie.ledger.consensus.value.ReplicaId;
import org.specie.ledger.sbft.transfer.TransferMessage.AskPart;
import org.specie.ledger.sbft.transfer.TransferMessage.Offer;
import org.specie.ledger.state.blocks.BlockExecutor;
import org.specie.ledger.state.blocks.BlockLog;

/**
 * One replica that fetches from a cluster, in virtual time from one seed: messages are delayed,
 * lost and doubled, the machine loses power, the cluster goes on and prunes, and some sources lie.
 * The honest sources share one disk, so that they are one cluster at one height.
 */
final class SimulatedTransfer {
  private static final long TICK_MS = 100;

  /** docs/spec/20-ledger.md, 8.8. */
  private static final int BLOCKS_COLUMN = 0x10;

  private static final long END_MS = 6 * 3_600_000L;

  private record Event(long atMs, long order, Runnable action) {}

  /** One process of the fetching replica. */
  private final class Machine {
    final Tally tally = new Tally(stateDisk);
    final BlockLog log = BlockLog.open(logDisk);
    final LocalWrites writes = new LocalWrites(tally.snapshots(), log, true, this::execute);
    final StateTransfer transfer;
    Optional<BlockExecutor> executor = Optional.empty();

    Machine() throws IOException {
      this.transfer =
          new StateTransfer(
              limits,
              sources.keySet().stream().filter(each -> !unlinked.contains(each)).toList(),
              faultsMax,
              new KnownOperators(History.get().genesis(), log.operatorHistory()),
              writes.start());
    }

    private void execute(TransferEffect.Filled next) throws IOException {
      if (executor.isEmpty()) {
        executor = Optional.of(BlockExecutor.open(History.get().genesis(), log, tally));
      }
      Block block = next.block();
      Block made =
          executor
              .get()
              .execute(
                  new DecidedBlock(
                      block.height(), block.header().epochSeconds(), block.transactions()));
      Check.that(made.equals(block), "a certified block comes to itself");
      log.append(block, next.certificate());
      executor.get().commit();
    }
  }

  final TransferLimits limits;
  final Random random;
  final int faultsMax;
  final TreeMap<ReplicaId, TransferSource> sources = new TreeMap<>();
  final TreeMap<ReplicaId, Liar> liars = new TreeMap<>();
  final TreeSet<ReplicaId> blamed = new TreeSet<>();
  private final TreeSet<ReplicaId> unlinked = new TreeSet<>();
  final CrashingDisk clusterDisk = new CrashingDisk();
  final Tally cluster = new Tally(clusterDisk);
  final BlockLog clusterLog = BlockLog.open(new CrashingDisk());
  final CrashingDisk stateDisk = new CrashingDisk();
  final CrashingDisk logDisk = new CrashingDisk();
  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparingLong(Event::atMs).thenComparingLong(Event::order));
  private final int lossPercent;
  private Machine machine;
  private int crashesLeft;
  private long nowMs = 1;
  private long order;
  private boolean isCaughtUp;
  private long givenUpTo = -1;
  int crashes;
  int targets;
  int chunksStored;

  SimulatedTransfer(long seed, int height, Optional<Liar> lie) throws IOException {
    this.random = new Random(seed);
    this.faultsMax = 1 + random.nextInt(2);
    this.limits =
        new TransferLimits(
            500, 5_000, 1_000, 500, 10_000, 6, 2, 8, 1_000, 64L << 20, 20_000, 600_000);
    this.lossPercent = random.nextInt(4) * 5;
    for (int i = 1; i <= 3 * faultsMax; i++) {
      ReplicaId id = new ReplicaId(i);
      sources.put(id, new TransferSource(limits, cluster.snapshots(), clusterLog));
      if (i <= faultsMax && lie.isPresent()) {
        liars.put(id, lie.get());
      }
    }
    for (int at = 0; at <= height; at++) {
      advance(cluster, clusterLog);
    }
    this.machine = new Machine();
  }

  /** Has a replica execute and keep the next block of the chain. */
  static Block advance(Tally tally, BlockLog log) throws IOException {
    History.Link link = History.get().link(log.height() + 1);
    Block block = link.block();
    if (block.height() == 0) {
      tally.genesis(History.get().genesis());
    } else {
      tally.execute(
          new DecidedBlock(block.height(), block.header().epochSeconds(), block.transactions()));
    }
    log.append(block, link.certificate());
    tally.commit(block.height());
    return block;
  }

  /** Has the cluster execute its next block, and forget what {@code retention} does not keep. */
  void advance(Optional<Retention> retention) throws IOException {
    if (clusterLog.height() == History.LENGTH) {
      return;
    }
    long height = advance(cluster, clusterLog).height();
    if (height % History.INTERVAL == 0) {
      stable(height);
      if (retention.isPresent()) {
        retention.get().apply(height, cluster.snapshots(), clusterLog, Long.MAX_VALUE);
      }
    }
  }

  void stable(long height) throws IOException {
    for (TransferSource each : sources.values()) {
      each.stable(
          History.get().checkpoint(height).header(),
          History.get().checkpoint(height).certificate());
    }
  }

  /** Has the fetching replica execute the first blocks itself, as it did before it fell behind. */
  void beginAt(int height) throws IOException {
    for (int at = 0; at <= height; at++) {
      advance(machine.tally, machine.log);
    }
    machine = new Machine();
  }

  void crashUpTo(int times) {
    crashesLeft = times;
    plug();
  }

  private void plug() {
    if (crashesLeft > 0) {
      stateDisk.failAfter(random.nextInt(12));
      logDisk.failAfter(random.nextInt(20));
    } else {
      stateDisk.failAfter(Integer.MAX_VALUE);
      logDisk.failAfter(Integer.MAX_VALUE);
    }
  }

  void every(long periodMs, int times, IoAction action) {
    if (times > 0) {
      after(
          periodMs,
          () -> {
            run(action);
            every(periodMs, times - 1, action);
          });
    }
  }

  interface IoAction {
    void run() throws IOException;
  }

  private static void run(IoAction action) {
    try {
      action.run();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  void after(long delayMs, Runnable action) {
    events.add(new Event(nowMs + delayMs, order++, action));
  }

  /** Lives until the transfer is done, and says whether that was in time. */
  boolean live() {
    tick();
    while (!events.isEmpty() && nowMs < END_MS && !machine.transfer.isFinished()) {
      Event next = events.remove();
      nowMs = next.atMs();
      next.action().run();
    }
    return machine.transfer.isFinished();
  }

  private void tick() {
    give(new TransferInput.Tick());
    sources.values().forEach(each -> each.tick(nowMs));
    if (!machine.transfer.isFinished()) {
      after(TICK_MS, this::tick);
    }
  }

  private void give(TransferInput input) {
    Deque<TransferInput> inputs = new ArrayDeque<>(List.of(input));
    try {
      while (!inputs.isEmpty()) {
        for (TransferEffect effect : machine.transfer.step(nowMs, inputs.remove())) {
          observe(effect);
          machine.writes.apply(effect).ifPresent(inputs::add);
        }
      }
    } catch (IOException off) {
      Check.that(off instanceof CrashingDisk.Off, "nothing but the power fails: " + off);
      crashes++;
      crashesLeft--;
      restart();
    }
  }

  private void restart() {
    stateDisk.failAfter(Integer.MAX_VALUE);
    logDisk.failAfter(Integer.MAX_VALUE);
    run(
        () -> {
          machine = new Machine();
          if (machine.writes.start().restoring().isEmpty() && machine.log.height() >= 0) {
            BlockExecutor.open(History.get().genesis(), machine.log, machine.tally);
          }
        });
    blamed.clear();
    plug();
  }

  private void observe(TransferEffect effect) {
    switch (effect) {
      case TransferEffect.Send(ReplicaId to, TransferMessage message) -> ask(to, message.encode());
      case TransferEffect.Blame(ReplicaId source, var reason) -> {
        Check.that(liars.containsKey(source), "honest sources are not blamed: " + reason);
        blamed.add(source);
      }
      case TransferEffect.CaughtUp(long height) -> isCaughtUp = height >= 0;
      case TransferEffect.GiveUpBlocks(long last) -> givenUpTo = last;
      case TransferEffect.BeginRestoration _ -> targets++;
      case TransferEffect.StoreChunk _ -> chunksStored++;
      case TransferEffect.FinishRestoration _,
          TransferEffect.Execute _,
          TransferEffect.FillIn _,
          TransferEffect.Done _,
          TransferEffect.NoSourceLeft _ -> {}
    }
  }

  /** The fetching replica begins anew, linked with no more than {@code links} sources. */
  void beginWith(int links) throws IOException {
    sources.keySet().stream().skip(links).forEach(unlinked::add);
    machine = new Machine();
  }

  /** The link to {@code source} goes down or comes up; what is asked meanwhile is lost. */
  void link(ReplicaId source, boolean isUp) {
    if (isUp) {
      unlinked.remove(source);
      give(new TransferInput.Linked(source));
    } else {
      unlinked.add(source);
      give(new TransferInput.Unlinked(source));
    }
  }

  long nowMs() {
    return nowMs;
  }

  /** {@code source} hangs: its link stands, and nothing comes. */
  void hang(ReplicaId source) {
    liars.put(source, Liar.SILENT);
  }

  /** Whether the network loses nothing. */
  boolean isLossless() {
    return lossPercent == 0;
  }

  private boolean isLost() {
    return random.nextInt(100) < lossPercent;
  }

  private void ask(ReplicaId to, ByteString bytes) {
    if (unlinked.contains(to) || isLost()) {
      return;
    }
    after(1 + random.nextInt(40), () -> run(() -> answer(to, bytes)));
  }

  private void answer(ReplicaId source, ByteString ask) throws IOException {
    TransferMessage asked;
    try {
      asked = TransferMessage.decode(ask);
    } catch (MalformedInput e) {
      throw new AssertionError(e);
    }
    TransferSource serving = Optional.ofNullable(sources.get(source)).orElseThrow();
    Optional<TransferMessage> honest = serving.answer(new ReplicaId(0), asked, nowMs);
    if (honest.isEmpty()) {
      return;
    }
    serving.written(new ReplicaId(0), TransferLimits.PART_BYTES_MAX);
    Optional<Liar> liar = Optional.ofNullable(liars.get(source));
    Optional<ByteString> said =
        liar.isEmpty()
            ? Optional.of(honest.get().encode())
            : asked instanceof AskPart part
                ? liar.get().instead(part, honest.get(), random)
                : liar.get().instead((Offer) honest.get());
    long slowness = liar.filter(each -> each == Liar.SLOW).isPresent() ? 20_000 : 0;
    said.ifPresent(each -> deliver(source, each, slowness));
  }

  private void deliver(ReplicaId from, ByteString bytes, long slownessMs) {
    int copies = random.nextInt(20) == 0 ? 2 : 1;
    for (int i = 0; i < copies && !unlinked.contains(from) && !isLost(); i++) {
      after(
          slownessMs + 1 + random.nextInt(40),
          () -> {
            try {
              give(new TransferInput.Received(from, TransferMessage.decode(bytes)));
            } catch (MalformedInput e) {
              give(new TransferInput.Unreadable(from));
            }
          });
    }
  }

  // What there is at the end.

  boolean isCaughtUp() {
    return isCaughtUp;
  }

  Tally tally() {
    return machine.tally;
  }

  BlockLog log() {
    return machine.log;
  }

  /** Whether the bytes of a block are on the disk, whatever the log says. */
  boolean hasStored(long height) throws IOException {
    ByteString key = new Encoder().u8(BLOCKS_COLUMN).u64(height).toByteString();
    return logDisk.get(key).isPresent();
  }

  long givenUpTo() {
    return givenUpTo;
  }

  /** Executes what the cluster has and the replica has not, as an engine that takes part would. */
  void takePart() throws IOException {
    while (machine.log.height() < clusterLog.height()) {
      advance(machine.tally, machine.log);
    }
  }

  Map<TransferRefusal, Long> refusals() {
    return sources.lastEntry().getValue().refusals();
  }
}
