package org.specie.quality.testkit.simulation.replica;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.InvariantViolation;
import org.specie.ledger.api.block.Block;
import org.specie.ledger.api.block.BlockHeader;
import org.specie.ledger.api.block.Transaction;
import org.specie.ledger.api.certificate.CommitCertificate;
import org.specie.ledger.consensus.ReplicaStatus;
import org.specie.ledger.consensus.message.Checkpoint;
import org.specie.ledger.consensus.message.Message;
import org.specie.ledger.consensus.message.MessageCodec;
import org.specie.ledger.consensus.step.Effect;
import org.specie.ledger.consensus.step.Input;
import org.specie.ledger.consensus.step.LogRecord;
import org.specie.ledger.consensus.step.Notice;
import org.specie.ledger.consensus.value.ReplicaId;
import org.specie.ledger.consensus.value.SequenceNumber;
import org.specie.ledger.sbft.handover.Standing;
import org.specie.ledger.sbft.transfer.TransferEffect;
import org.specie.ledger.sbft.transfer.TransferMessage;
import org.specie.quality.testkit.simulation.disk.PowerCut;
import org.specie.quality.testkit.simulation.invariant.InvariantBroken;
import org.specie.quality.testkit.simulation.network.Packet;
import org.specie.quality.testkit.simulation.time.Trace.Kind;

/**
 * A replica from power-on to power loss: the production state machine, log, execution and state
 * transfer, in turns as the engine's event loop does: any number of inputs, one flush, then what
 * may be done because of it. Between the two the power can go.
 */
final class Life implements Fetcher.Host {
  private static final int INPUTS_A_TURN_MAX = 64;
  private static final int TICKS_WITHOUT_TIME_MAX = 10_000;
  private static final long TRANSFER_TICK_US = 100_000;
  private static final int RISKY_WRITES_MAX = 8;
  private static final long RISKY_US_MAX = 50_000;

  /** Work that no crash has overtaken. */
  interface Work {
    void run() throws IOException;
  }

  private final Machine machine;
  private final World world;
  private final VoteLog log;
  private final Ledger ledger;
  private final ClientDesk desk;
  private final Fetcher fetcher;
  private final HandOver handOver;
  private final Inbox inbox = new Inbox();
  private final Deque<Effect.Execute> executions = new ArrayDeque<>();
  private final Map<Integer, Long> epochsSaid = new TreeMap<>();
  private boolean isTurnPlanned;
  private boolean isFlushing;
  private boolean isExecuting;
  private long wakeUs = Long.MAX_VALUE;
  private long ticksInARow;

  Life(Machine machine, VoteLog log) throws IOException {
    this.machine = machine;
    this.world = machine.world();
    this.log = log;
    this.ledger = new Ledger(world.genesis(), machine.disk().storage(), world.workload());
    this.desk = new ClientDesk(world, machine.outlet(), ledger);
    this.fetcher = new Fetcher(world.genesis(), ledger, this);
    this.handOver = new HandOver(machine, log, ledger, this::tellNewSeat);
  }

  /** Takes part, or fetches first what this disk should have and has not. */
  void begin() throws IOException {
    if (handOver.beginsLedger()) {
      handOver.join(ledger.standing());
    }
    fetcher.follow(handOver.seat().isEmpty());
    tickTransfer();
    planTurn();
  }

  private void tellNewSeat() {
    fetcher.follow(handOver.seat().isEmpty());
    hearWork();
    if (handOver.seat().isPresent()) {
      for (int other : handOver.seat().get().reign().machines()) {
        linked(other, machine.isConnected(other));
      }
      List<Transaction> open = desk.open();
      if (!open.isEmpty()) {
        take(new Input.Submitted(open));
      }
    }
  }

  private int id() {
    return machine.id();
  }

  private boolean isHonest() {
    return machine.isHonest();
  }

  Ledger ledger() {
    return ledger;
  }

  Optional<ReplicaStatus> status() {
    return handOver.seat().map(each -> each.replica().status());
  }

  Optional<Seat> seat() {
    return handOver.seat();
  }

  // --- what happens to it

  void received(Packet packet) throws IOException {
    if (packet.isTransfer()) {
      later(1, () -> fetcher.received(packet, machine.nowMs()));
      return;
    }
    Optional<ReplicaId> sender = handOver.seat().flatMap(each -> each.reign().seat(packet.from()));
    packet.content().ifPresent(each -> epochsSaid.put(packet.from(), each.epoch()));
    if (sender.isPresent() && packet.content().isPresent()) {
      var content = packet.content().get();
      Optional<Message> admitted = admitted(content.message());
      if (admitted.isPresent()) {
        hear(new Input.Received(sender.get(), content.epoch(), admitted.get()));
      }
    }
  }

  /** What of {@code message} may reach the replica: of a request what the application admits. */
  private Optional<Message> admitted(Message message) throws IOException {
    if (!(message instanceof Message.Request(List<Transaction> handedOver))) {
      return Optional.of(message);
    }
    List<Transaction> admitted = new ArrayList<>();
    for (Transaction each : handedOver) {
      if (ledger.admits(each)) {
        admitted.add(each);
      }
    }
    return admitted.isEmpty() ? Optional.empty() : Optional.of(new Message.Request(admitted));
  }

  void submitted(int client, Transaction transaction) throws IOException {
    if (ledger.isReady() && desk.expects(client, transaction)) {
      hear(new Input.Submitted(List.of(transaction)));
    }
  }

  /** The link to a machine stands or is gone. */
  void linkChanged(int other, boolean isConnected) throws IOException {
    fetcher.linked(other, isConnected, machine.nowMs());
    linked(other, isConnected);
  }

  private void linked(int other, boolean isConnected) {
    Optional<Seat> seat = handOver.seat();
    seat.flatMap(each -> each.reign().seat(other))
        .filter(peer -> !peer.equals(seat.orElseThrow().self()))
        .ifPresent(
            peer -> take(isConnected ? new Input.Connected(peer) : new Input.Disconnected(peer)));
  }

  private void hear(Input input) {
    if (inbox.hear(input)) {
      planTurn();
    }
  }

  private void take(Input input) {
    inbox.take(input);
    planTurn();
  }

  private void ask(Work work) {
    inbox.ask(work);
    planTurn();
  }

  void planTurn() {
    if (!isTurnPlanned && !isFlushing && !machine.isPaused()) {
      isTurnPlanned = true;
      later(machine.chance().between(5, 50), this::turn);
    }
  }

  /** Does {@code work} after a while, unless the power goes before. */
  private void later(long delayUs, Work work) {
    machine.later(this, delayUs, work);
  }

  // --- turns

  private void turn() throws IOException {
    isTurnPlanned = false;
    if (machine.isPaused() || isFlushing) {
      // A turn of before the flush; the flush plans another.
      return;
    }
    for (var work = inbox.nextWork(); work.isPresent(); work = inbox.nextWork()) {
      work.get().run();
      if (!machine.isRunning(this)) {
        return;
      }
    }
    Optional<Seat> seat = handOver.seat();
    if (seat.isEmpty()) {
      inbox.dropInputs();
      if (!inbox.isEmpty()) {
        planTurn();
      }
      return;
    }
    List<Effect> effects = new ArrayList<>();
    int inputs = 0;
    while (inputs < INPUTS_A_TURN_MAX) {
      Optional<Input> input = inbox.nextInput();
      if (input.isEmpty()) {
        break;
      }
      inputs++;
      effects.addAll(step(seat.get(), input.get()));
    }
    if (inputs == 0) {
      Check.that(++ticksInARow < TICKS_WITHOUT_TIME_MAX, "time passes between ticks");
      effects.addAll(step(seat.get(), new Input.Tick()));
    } else {
      ticksInARow = 0;
    }
    stands(seat.get());
    List<LogRecord> records = new ArrayList<>();
    for (Effect effect : effects) {
      if (effect instanceof Effect.Persist(LogRecord record)) {
        records.add(record);
      }
    }
    log.append(records);
    if (records.stream().anyMatch(LogRecord::isPromise)) {
      flush(seat.get(), effects);
    } else {
      perform(seat.get(), effects);
    }
  }

  private List<Effect> step(Seat seat, Input input) {
    machine.note(Kind.STEPPED, inbox.size(), input.getClass().getSimpleName());
    try {
      return seat.replica().step(machine.clock().now(), input);
    } catch (InvariantViolation e) {
      if (isHonest()) {
        throw new InvariantBroken("no bug", "r" + id() + " stopped: " + e.getMessage());
      }
      // A liar whose tampering confused its own replica is as good as one that fell silent.
      return List.of();
    }
  }

  private void stands(Seat seat) {
    if (isHonest()) {
      ReplicaStatus status = seat.replica().status();
      world
          .watch()
          .stands(id(), machine.incarnation(), status.view(), status.stable(), status.executed());
    }
  }

  private void flush(Seat seat, List<Effect> effects) {
    Check.that(!isFlushing, "one flush at a time");
    isFlushing = true;
    later(
        machine.chance().between(20, world.slownessUs()),
        () -> {
          if (crashesAt(CrashPoint.BEFORE_SYNC)) {
            return;
          }
          List<LogRecord> durable = log.sync();
          if (isHonest()) {
            world.watch().remembers(id(), seat.reign().epoch(), durable);
          }
          machine.note(Kind.FLUSHED, durable.size(), durable.size() + " records");
          if (crashesAt(CrashPoint.BETWEEN_SYNC_AND_SEND)) {
            return;
          }
          isFlushing = false;
          perform(seat, effects);
        });
  }

  private boolean crashesAt(CrashPoint point) {
    if (!world.crashesAt(id(), point)) {
      return false;
    }
    machine.crash();
    return true;
  }

  private void goOn(Seat seat) {
    if (!inbox.isEmpty()) {
      planTurn();
    }
    long delayUs = machine.clock().untilUs(seat.replica().nextDeadlineMs());
    long atUs = world.timeline().nowUs() + delayUs;
    if (atUs < wakeUs) {
      wakeUs = atUs;
      later(
          delayUs,
          () -> {
            if (wakeUs == atUs) {
              wakeUs = Long.MAX_VALUE;
              planTurn();
            }
          });
    }
  }

  // --- what it does

  private void perform(Seat seat, List<Effect> effects) throws IOException {
    boolean isCutShort = world.crashesAt(id(), CrashPoint.AMID_SENDS);
    int done = isCutShort ? machine.chance().below(effects.size() + 1) : effects.size();
    for (Effect effect : effects.subList(0, done)) {
      perform(seat, effect);
    }
    if (isCutShort) {
      machine.crash();
    } else {
      goOn(seat);
    }
  }

  private void perform(Seat seat, Effect effect) throws IOException {
    switch (effect) {
      case Effect.Persist _ -> {}
      case Effect.Send(ReplicaId to, Message message) -> say(seat, List.of(to), message);
      case Effect.Broadcast(Message message) ->
          say(seat, seat.reign().configuration(seat.self()).others(), message);
      case Effect.Execute execute -> {
        if (isHonest()) {
          world.watch().executes(id(), seat.reign().epoch(), execute.sequence(), execute.batch());
        }
        executions.add(execute);
        planExecution();
      }
      case Effect.Certified(var execution, var certificate) -> {
        if (isHonest()) {
          world.watch().certified(id(), execution);
        }
        ledger.certify(execution, seat.reign().keys().logged(execution, certificate));
        desk.certified(execution.sequence().number());
      }
      case Effect.Stable(Checkpoint checkpoint) -> {
        if (isHonest()) {
          world.watch().stable(id(), checkpoint);
        }
        fetcher.stable(checkpoint.sequence().number());
        log.replace(seat.reign().epoch(), seat.base(), seat.replica().records());
      }
      case Effect.CatchUp _ -> later(1, () -> fetcher.catchUp(machine.nowMs()));
      case Effect.EpochEnded(Checkpoint last) -> epochEnded(last);
      case Effect.Notify(Notice notice) -> machine.notice(notice);
    }
  }

  private void say(Seat seat, List<ReplicaId> to, Message message) throws IOException {
    long epoch = seat.reign().epoch();
    if (isHonest()) {
      world.watch().says(id(), epoch, message, log.memory());
    }
    ByteString bytes = MessageCodec.encode(epoch, message);
    for (ReplicaId each : to) {
      machine.outlet().send(seat.reign(), each, message, bytes);
    }
  }

  private void epochEnded(Checkpoint last) throws IOException {
    if (crashesAt(CrashPoint.BEFORE_HAND_OVER)) {
      return;
    }
    Standing standing = ledger.standing();
    ask(
        () -> {
          handOver.begin(standing.operators(), last.execution(), standing);
          crashesAt(CrashPoint.AFTER_HAND_OVER);
        });
  }

  // --- execution

  private void planExecution() {
    if (!isExecuting && !executions.isEmpty() && !ledger.isSuspended()) {
      isExecuting = true;
      later(machine.chance().between(20, world.slownessUs()), this::executeNext);
    }
  }

  private void executeNext() throws IOException {
    isExecuting = false;
    if (ledger.isSuspended() || executions.isEmpty()) {
      return;
    }
    Effect.Execute next = executions.remove();
    if (next.sequence().number() <= ledger.height()) {
      // State transfer was faster; the state machine still waits to hear of each block.
      Optional<BlockHeader> done = ledger.log().header(next.sequence().number());
      if (done.isPresent()) {
        executed(done.get());
      }
    } else {
      Block block = ledger.execute(next.batch());
      if (!makeDurable(block, Optional.empty())) {
        return;
      }
      executed(block.header());
      hearWork();
    }
    planExecution();
  }

  /** The application has work open. */
  void hearWork() {
    if (world.awaited().isPresent() && ledger.isReady()) {
      take(new Input.Awaited(new SequenceNumber(ledger.height()), world.awaited()));
    }
  }

  private void executed(BlockHeader header) throws IOException {
    take(new Input.Executed(Ledger.execution(header), ledger.lastOfEpoch(header)));
  }

  private boolean makeDurable(Block block, Optional<CommitCertificate> certificate)
      throws IOException {
    if (crashesAt(CrashPoint.BEFORE_BLOCK)) {
      return false;
    }
    ledger.append(block, certificate);
    if (isHonest()) {
      world.watch().durable(id(), block);
    }
    if (crashesAt(CrashPoint.BETWEEN_BLOCK_AND_COMMIT)) {
      return false;
    }
    ledger.commit(block);
    desk.executed(block);
    machine.note(Kind.EXECUTED, block.height(), "height " + block.height());
    return !crashesAt(CrashPoint.AFTER_COMMIT);
  }

  // --- state transfer

  private void tickTransfer() {
    later(
        TRANSFER_TICK_US,
        () -> {
          if (!machine.isPaused()) {
            fetcher.tick(machine.nowMs());
          }
          if (machine.isRunning(this)) {
            tickTransfer();
          }
        });
  }

  @Override
  public void ask(int other, TransferMessage message) {
    world.network().send(Packet.transfer(id(), other, message.encode()), 0);
  }

  @Override
  public void answer(int other, TransferMessage asked, TransferMessage answer) {
    machine
        .outlet()
        .serves(other, asked, answer)
        .ifPresent(bytes -> world.network().send(Packet.transfer(id(), other, bytes), 0));
  }

  @Override
  public List<Integer> sources() {
    List<Integer> present =
        handOver.operators().machines().stream().filter(each -> each != id()).toList();
    List<Integer> reachable = present.stream().filter(machine::isConnected).toList();
    return reachable.size() > faults() ? reachable : present;
  }

  @Override
  public boolean isLinked(int other) {
    return machine.isConnected(other);
  }

  @Override
  public int faults() {
    return handOver.operators().quorums().faults();
  }

  @Override
  public void execute(TransferEffect.Filled next) throws IOException {
    Block block = next.block();
    if (block.height() > ledger.log().height()) {
      Block own = ledger.execute(block);
      requireSame(own, block);
      settled(desk.openIn(own));
      if (!makeDurable(own, Optional.of(next.certificate()))) {
        throw new PowerCut();
      }
    } else {
      requireSame(ledger.log().require(block.height()), block);
      ledger.log().certify(next.certificate());
    }
    desk.certified(block.height());
  }

  private void settled(List<Hash32> transactions) {
    if (!transactions.isEmpty()) {
      take(new Input.Settled(transactions));
    }
  }

  private void requireSame(Block own, Block others) {
    if (isHonest() && !own.equals(others)) {
      throw new InvariantBroken(
          "state is a function of the log",
          "r%d executes height %d to another block".formatted(id(), others.height()));
    }
  }

  @Override
  public boolean isLeftBehind() {
    long epoch = handOver.operators().epoch();
    return epochsSaid.values().stream().filter(said -> said > epoch).count() > faults();
  }

  @Override
  public void atRisk() {
    if (world.crashesAt(id(), CrashPoint.AMID_TRANSFER)) {
      machine.disk().cutAfter(machine.chance().below(RISKY_WRITES_MAX));
      later(machine.chance().between(1, RISKY_US_MAX), machine::crash);
    }
  }

  @Override
  public void restored(BlockHeader header) throws IOException {
    if (isHonest()) {
      world.watch().restored(id(), header, ledger.position());
    }
    machine.note(Kind.TRANSFERRED, header.height(), "restored height " + header.height());
    settled(desk.overtaken());
    planExecution();
  }

  @Override
  public void caughtUp() throws IOException {
    Standing standing = ledger.standing();
    machine.note(Kind.TRANSFERRED, ledger.height(), "caught up to " + ledger.height());
    ask(() -> handOver.goOn(standing, this::take));
  }

  @Override
  public void blames(int other, String why) {
    if (isHonest()) {
      world.watch().blamed(id(), other, why);
    }
    machine.note(Kind.NOTICE, other, "blames r" + other + ": " + why);
  }
}
