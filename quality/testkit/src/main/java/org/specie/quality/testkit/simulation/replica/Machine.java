package org.specie.quality.testkit.simulation.replica;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.InvariantViolation;
import org.specie.ledger.api.block.Block;
import org.specie.ledger.api.block.Transaction;
import org.specie.ledger.consensus.Replica;
import org.specie.ledger.consensus.ReplicaStatus;
import org.specie.ledger.consensus.message.Checkpoint;
import org.specie.ledger.consensus.message.Message;
import org.specie.ledger.consensus.message.MessageCodec;
import org.specie.ledger.consensus.step.Effect;
import org.specie.ledger.consensus.step.Input;
import org.specie.ledger.consensus.step.LogRecord;
import org.specie.ledger.consensus.step.Notice;
import org.specie.ledger.consensus.value.Configuration;
import org.specie.ledger.consensus.value.ReplicaId;
import org.specie.ledger.consensus.value.SequenceNumber;
import org.specie.quality.testkit.simulation.chance.Chance;
import org.specie.quality.testkit.simulation.disk.SimulatedDisk;
import org.specie.quality.testkit.simulation.invariant.InvariantBroken;
import org.specie.quality.testkit.simulation.network.Packet;
import org.specie.quality.testkit.simulation.time.MachineClock;
import org.specie.quality.testkit.simulation.time.Trace.Kind;

/**
 * One replica as a process on a machine: the production state machine, its log on a simulated disk,
 * execution and the block log over simulated storage. It works in turns, as the engine's event loop
 * does: any number of inputs, one flush, then what may be done because of it. Between the two the
 * power can go.
 */
public final class Machine {
  private static final int INPUTS_A_TURN_MAX = 64;
  private static final int INBOX_MAX = 20_000;
  private static final int TICKS_WITHOUT_TIME_MAX = 10_000;

  private final int id;
  private final World world;
  private final Outlet outlet;
  private final boolean isHonest;
  private final Chance chance;
  private final SimulatedDisk disk = new SimulatedDisk();
  private final ClientDesk desk;
  private final Deque<Input> inbox = new ArrayDeque<>();
  private final Deque<Effect.Execute> executions = new ArrayDeque<>();

  private MachineClock clock;
  private Optional<Running> process = Optional.empty();
  private int incarnation;
  private boolean mustRejoin;
  private boolean isPaused;
  private boolean isTurnPlanned;
  private boolean isFlushing;
  private boolean isExecuting;
  private long wakeUs = Long.MAX_VALUE;
  private long ticksInARow;

  /** What is gone when the power goes. */
  private record Running(Replica replica, VoteLog log, Ledger ledger, Transfer transfer) {}

  public Machine(int id, World world, Outlet outlet, boolean isHonest, Chance chance) {
    this.id = id;
    this.world = world;
    this.outlet = outlet;
    this.isHonest = isHonest;
    this.chance = chance;
    this.clock = new MachineClock(world.timeline(), chance);
    this.desk = new ClientDesk(world, outlet);
  }

  // --- life and death

  /** Starts the machine, for the first time or after a crash; somebody made room on its disk. */
  public void start() throws IOException {
    Check.that(process.isEmpty(), "a machine is started once");
    disk.setBytesFree(Long.MAX_VALUE);
    incarnation++;
    clock = clock.restarted(chance);
    VoteLog log = VoteLog.open(disk, world.genesis().ledgerId(), id, incarnation == 1);
    Ledger ledger = new Ledger(world.genesis(), disk.storage());
    if (log.isDamaged()) {
      forget();
    } else if (!mustRejoin) {
      world.watch().noticesNothing(id);
    }
    Replica replica = replica(log, ledger);
    Transfer transfer = new Transfer(id, world, ledger, chance);
    process = Optional.of(new Running(replica, log, ledger, transfer));
    if (isHonest) {
      world.watch().finds(id, world.keyring().epoch(), log.records());
    }
    note(Kind.STARTED, incarnation, "incarnation " + incarnation);
    hearWork(ledger);
    planTurn();
  }

  private void forget() {
    mustRejoin = true;
    world.watch().forgot(id);
  }

  private Replica replica(VoteLog log, Ledger ledger) throws IOException {
    Configuration configuration =
        new Configuration(
            world.genesis().ledgerId(),
            world.keyring().epoch(),
            world.quorums(),
            new ReplicaId(id));
    var keys = world.keyring().of(new ReplicaId(id));
    Checkpoint base = new Checkpoint(ledger.base(), Optional.empty());
    if (mustRejoin && log.records().isEmpty()) {
      return Replica.rejoin(
          configuration,
          world.tuning(),
          keys,
          ClientDesk::isAcceptable,
          base,
          ledger.durable(),
          Optional.empty());
    }
    return Replica.recover(
        configuration,
        world.tuning(),
        keys,
        ClientDesk::isAcceptable,
        base,
        log.records(),
        ledger.durable(),
        Optional.empty());
  }

  /** Cuts the power. */
  public void crash() {
    if (process.isEmpty()) {
      return;
    }
    note(Kind.CRASHED, incarnation, "power lost");
    process = Optional.empty();
    disk.losePower(chance);
    inbox.clear();
    executions.clear();
    desk.clear();
    isTurnPlanned = false;
    isFlushing = false;
    isExecuting = false;
    isPaused = false;
    wakeUs = Long.MAX_VALUE;
    world.crashed(id);
  }

  /** Cuts the power and takes the disk away. */
  public void wipe() {
    crash();
    disk.wipe();
    mustRejoin = true;
    world.watch().wiped(id);
  }

  /** Cuts the power and turns a bit of the log on the disk. */
  public void rot() {
    crash();
    disk.rot(chance);
  }

  /** The disk has room for so many bytes of log. */
  public void setBytesFree(long bytes) {
    disk.setBytesFree(bytes);
  }

  /** Stops the process without ending it, as an overloaded host does; or lets it go on. */
  public void setPaused(boolean paused) {
    isPaused = paused;
    if (!paused && process.isPresent()) {
      planTurn();
    }
  }

  public boolean isUp() {
    return process.isPresent();
  }

  /** Whether its log is gone and it does not vote yet. */
  public boolean isRejoining() {
    return mustRejoin;
  }

  public boolean isHonest() {
    return isHonest;
  }

  public MachineClock clock() {
    return clock;
  }

  /** How far its chain goes; -1 if it is down. */
  public long height() {
    return process.map(at -> at.ledger().head().height()).orElse(-1L);
  }

  public Optional<ReplicaStatus> status() {
    return process.map(at -> at.replica().status());
  }

  /** The blocks after {@code height} up to {@code target}, if it has them all. */
  public Optional<List<Block>> blocks(long height, long target) throws IOException {
    if (height() < target || isPaused) {
      return Optional.empty();
    }
    List<Block> blocks = new ArrayList<>();
    for (long at = height + 1; at <= target; at++) {
      blocks.add(outlet.serves(process.orElseThrow().ledger().block(at)));
    }
    return Optional.of(blocks);
  }

  // --- what happens to it

  /** A frame arrived. */
  public void receive(Packet packet) {
    if (isUp() && outlet.hears(packet)) {
      packet
          .content()
          .ifPresent(
              content ->
                  ClientDesk.admitted(content.message())
                      .ifPresent(
                          message ->
                              hear(
                                  new Input.Received(
                                      new ReplicaId(packet.from()), content.epoch(), message))));
    }
  }

  /** A client submitted a transaction here. */
  public void submit(int client, Transaction transaction) throws IOException {
    if (isUp() && outlet.takes(transaction)) {
      Ledger ledger = process.orElseThrow().ledger();
      if (desk.expects(client, transaction, ledger)) {
        hear(new Input.Submitted(List.of(transaction)));
      }
    }
  }

  /** Something came from outside; a process that is behind drops it, as its bounded queue does. */
  private void hear(Input input) {
    if (inbox.size() < INBOX_MAX) {
      take(input);
    }
  }

  /** Something happened in the process itself, of which nothing may be lost. */
  public void take(Input input) {
    if (isUp()) {
      inbox.add(input);
      planTurn();
    }
  }

  private void planTurn() {
    if (!isTurnPlanned && !isFlushing && !isPaused) {
      isTurnPlanned = true;
      later(chance.between(5, 50), this::turn);
    }
  }

  private interface Work {
    void run(Running process) throws IOException;
  }

  /** Does {@code work} after a while, unless the power goes before. */
  private void later(long delayUs, Work work) {
    int life = incarnation;
    world
        .timeline()
        .after(
            delayUs,
            () -> {
              if (life == incarnation && process.isPresent()) {
                work.run(process.get());
              }
            });
  }

  private void turn(Running now) throws IOException {
    isTurnPlanned = false;
    if (isPaused) {
      return;
    }
    List<Effect> effects = new ArrayList<>();
    int inputs = inbox.size();
    for (int i = 0; i < Math.min(inputs, INPUTS_A_TURN_MAX); i++) {
      effects.addAll(step(now, inbox.remove()));
    }
    if (inputs == 0) {
      Check.that(++ticksInARow < TICKS_WITHOUT_TIME_MAX, "time passes between ticks");
      effects.addAll(step(now, new Input.Tick()));
    } else {
      ticksInARow = 0;
    }
    stands(now);
    List<LogRecord> records = new ArrayList<>();
    for (Effect effect : effects) {
      if (effect instanceof Effect.Persist(LogRecord record)) {
        records.add(record);
      }
    }
    if (!append(now, records)) {
      return;
    }
    if (records.stream().anyMatch(LogRecord::isPromise)) {
      flush(effects);
    } else {
      perform(now, effects);
      if (isUp()) {
        goOn(now);
      }
    }
  }

  private List<Effect> step(Running now, Input input) {
    note(Kind.STEPPED, inbox.size(), input.getClass().getSimpleName());
    try {
      return now.replica().step(clock.now(), input);
    } catch (InvariantViolation e) {
      if (isHonest) {
        throw new InvariantBroken("no bug", "r" + id + " stopped: " + e.getMessage());
      }
      // A liar whose tampering confused its own replica is as good as one that fell silent.
      return List.of();
    }
  }

  private void stands(Running now) {
    if (isHonest) {
      ReplicaStatus status = now.replica().status();
      world.watch().stands(id, incarnation, status.view(), status.stable(), status.executed());
    }
  }

  private boolean append(Running now, List<LogRecord> records) {
    try {
      now.log().append(records);
      return true;
    } catch (IOException e) {
      crash();
      return false;
    }
  }

  private void flush(List<Effect> effects) {
    isFlushing = true;
    later(
        chance.between(20, world.slownessUs()),
        then -> {
          if (world.crashesAt(id, CrashPoint.BEFORE_SYNC) || !sync(then)) {
            crash();
            return;
          }
          if (world.crashesAt(id, CrashPoint.BETWEEN_SYNC_AND_SEND)) {
            crash();
            return;
          }
          isFlushing = false;
          perform(then, effects);
          if (isUp()) {
            goOn(then);
          }
        });
  }

  private boolean sync(Running now) {
    List<LogRecord> durable;
    try {
      durable = now.log().sync();
    } catch (IOException e) {
      return false;
    }
    if (isHonest) {
      world.watch().remembers(id, world.keyring().epoch(), durable);
    }
    note(Kind.FLUSHED, durable.size(), durable.size() + " records");
    return true;
  }

  private void goOn(Running now) {
    if (!inbox.isEmpty()) {
      planTurn();
    }
    long delayUs = clock.untilUs(now.replica().nextDeadlineMs());
    long atUs = world.timeline().nowUs() + delayUs;
    if (atUs < wakeUs) {
      wakeUs = atUs;
      later(
          delayUs,
          then -> {
            if (wakeUs == atUs) {
              wakeUs = Long.MAX_VALUE;
              planTurn();
            }
          });
    }
  }

  // --- what it does

  private void perform(Running now, List<Effect> effects) throws IOException {
    boolean isCutShort = world.crashesAt(id, CrashPoint.AMID_SENDS);
    int done = isCutShort ? chance.below(effects.size() + 1) : effects.size();
    for (Effect effect : effects.subList(0, done)) {
      perform(now, effect);
    }
    if (isCutShort) {
      crash();
    }
  }

  private void perform(Running now, Effect effect) throws IOException {
    switch (effect) {
      case Effect.Persist _ -> {}
      case Effect.Send(ReplicaId to, Message message) -> say(now, List.of(to), message);
      case Effect.Broadcast(Message message) -> say(now, others(), message);
      case Effect.Execute execute -> {
        if (isHonest) {
          world.watch().executes(id, world.keyring().epoch(), execute.sequence(), execute.batch());
        }
        executions.add(execute);
        planExecution();
      }
      case Effect.Certified(var execution, var certificate) -> {
        if (isHonest) {
          world.watch().certified(id, execution);
        }
        now.ledger().certify(execution, certificate);
        desk.certified(execution.sequence().number(), now.ledger());
      }
      case Effect.Stable(Checkpoint checkpoint) -> {
        if (isHonest) {
          world.watch().stable(id, checkpoint);
        }
        shorten(now);
      }
      case Effect.CatchUp(Checkpoint checkpoint) ->
          now.transfer().want(checkpoint, this::later, this::caughtUp);
      case Effect.EpochEnded _ -> {}
      case Effect.Notify(Notice notice) -> notice(notice);
    }
  }

  private List<ReplicaId> others() {
    List<ReplicaId> others = new ArrayList<>();
    for (int i = 0; i < world.quorums().replicas(); i++) {
      if (i != id) {
        others.add(new ReplicaId(i));
      }
    }
    return others;
  }

  private void say(Running now, List<ReplicaId> to, Message message) throws IOException {
    long epoch = world.keyring().epoch();
    if (isHonest) {
      world.watch().says(id, epoch, message, now.log().memory());
    }
    ByteString bytes = MessageCodec.encode(epoch, message);
    for (ReplicaId each : to) {
      outlet.send(each.index(), epoch, message, bytes);
    }
  }

  private void shorten(Running now) {
    try {
      now.log().replace(now.replica().records());
    } catch (IOException e) {
      crash();
    }
  }

  private void notice(Notice notice) {
    note(Kind.NOTICE, notice.getClass().getSimpleName().hashCode(), notice.toString());
    if (notice instanceof Notice.Rejoined && mustRejoin) {
      mustRejoin = false;
      world.rejoined(id);
    }
  }

  // --- execution

  private void planExecution() {
    if (!isExecuting && !executions.isEmpty()) {
      isExecuting = true;
      later(chance.between(20, world.slownessUs()), this::executeNext);
    }
  }

  private void executeNext(Running now) throws IOException {
    isExecuting = false;
    Effect.Execute next = executions.remove();
    if (next.sequence().number() > now.ledger().head().height()) {
      Block block = now.ledger().execute(next.batch());
      if (!makeDurable(now, block)) {
        return;
      }
      take(new Input.Executed(Ledger.execution(block.header()), Optional.empty()));
      hearWork(now.ledger());
    }
    planExecution();
  }

  /** The application has work open. */
  public void hearWork() {
    process.ifPresent(now -> hearWork(now.ledger()));
  }

  private void hearWork(Ledger ledger) {
    SequenceNumber head = new SequenceNumber(ledger.head().height());
    if (world.awaited().isPresent()) {
      take(new Input.Awaited(head, world.awaited()));
    }
  }

  private boolean makeDurable(Running now, Block block) throws IOException {
    if (crashesAt(CrashPoint.BEFORE_BLOCK)) {
      return false;
    }
    now.ledger().append(block);
    if (isHonest) {
      world.watch().durable(id, block);
    }
    if (crashesAt(CrashPoint.BETWEEN_BLOCK_AND_COMMIT)) {
      return false;
    }
    now.ledger().commit(block);
    note(Kind.EXECUTED, block.height(), "height " + block.height());
    return !crashesAt(CrashPoint.AFTER_COMMIT);
  }

  private boolean crashesAt(CrashPoint point) {
    if (!world.crashesAt(id, point)) {
      return false;
    }
    crash();
    return true;
  }

  /** The blocks up to a checkpoint arrived, and are what the checkpoint says. */
  private void caughtUp(Checkpoint checkpoint, List<Block> blocks) throws IOException {
    Running now = process.orElseThrow();
    for (Block each : blocks) {
      if (each.height() > now.ledger().head().height()) {
        Block block = now.ledger().execute(each);
        if (isHonest && !block.equals(each)) {
          throw new InvariantBroken(
              "state is a function of the log",
              "r%d executes height %d to another block".formatted(id, each.height()));
        }
        if (!makeDurable(now, block)) {
          return;
        }
      }
    }
    note(Kind.TRANSFERRED, checkpoint.sequence().number(), "to " + checkpoint.sequence());
    take(new Input.CaughtUp(checkpoint, Optional.empty(), now.ledger().durable()));
  }

  /** What a transfer needs of its machine. */
  interface Later {
    void later(long delayUs, Transfer.Step step);
  }

  private void later(long delayUs, Transfer.Step step) {
    later(delayUs, (Running _) -> step.run());
  }

  private void note(Kind kind, long detail, String words) {
    world.trace().note(kind, id, detail, () -> words);
  }
}
