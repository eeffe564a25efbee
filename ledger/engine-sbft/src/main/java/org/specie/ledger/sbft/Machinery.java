package org.specie.ledger.sbft;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.ledger.api.EngineStatus;
import org.specie.ledger.api.Proposal;
import org.specie.ledger.api.ReplicatedApplication;
import org.specie.ledger.api.block.Block;
import org.specie.ledger.api.block.Genesis;
import org.specie.ledger.api.block.OperatorSet;
import org.specie.ledger.consensus.Acceptance;
import org.specie.ledger.consensus.Replica;
import org.specie.ledger.consensus.ReplicaStatus;
import org.specie.ledger.consensus.certificate.Statement.Execution;
import org.specie.ledger.consensus.message.Checkpoint;
import org.specie.ledger.consensus.step.Input;
import org.specie.ledger.consensus.value.ReplicaId;
import org.specie.ledger.consensus.value.SequenceNumber;
import org.specie.ledger.sbft.link.PeerLinks;
import org.specie.ledger.sbft.link.SideChannel;
import org.specie.ledger.sbft.metrics.EngineMetrics;
import org.specie.ledger.sbft.metrics.Health;
import org.specie.ledger.sbft.verification.Keyring;
import org.specie.ledger.state.blocks.BlockExecutor;
import org.specie.ledger.state.blocks.BlockLog;

/** The threads of a started engine, wired together. */
final class Machinery {
  /** What an engine puts in. */
  record Parts(
      Genesis genesis,
      String operator,
      Keyring keyring,
      SbftPorts ports,
      SbftConfig config,
      Stopwatch stopwatch,
      BlockLog blocks,
      EngineMetrics metrics,
      Submissions submissions,
      Announcer announcer,
      ReplicatedApplication application,
      Consumer<Throwable> failed) {}

  private final Parts parts;
  private final BlockExecutor executor;
  private final Inbox inbox = new Inbox();
  private final PeerSights sights = new PeerSights();
  private final LedgerThread ledger;
  private final EventLoop loop;
  private final Intake intake;
  private final Reception reception;
  private final SideLine side;
  private final AtomicBoolean isClosed = new AtomicBoolean();
  private volatile Optional<PeerLinks> links = Optional.empty();
  private volatile OperatorSet operators;
  private volatile Optional<Epoch> epoch;

  private Machinery(Parts parts, BlockExecutor executor, Recovery recovery, Standing standing) {
    this.parts = parts;
    this.executor = executor;
    this.operators = standing.operators();
    this.epoch = epochOf(operators);
    this.ledger =
        new LedgerThread(
            parts.blocks(), executor, parts.submissions(), parts.metrics(), new Progress());
    this.loop =
        new EventLoop(
            parts.config(),
            parts.ports().clock(),
            parts.stopwatch(),
            inbox,
            parts.submissions(),
            ledger,
            parts.metrics(),
            recovery.log(),
            new Orders());
    this.side = new SideLine(this::offer, parts.metrics(), parts.failed());
    this.reception =
        new Reception(
            parts.application(),
            parts.stopwatch(),
            inbox,
            sights,
            side,
            parts.metrics(),
            () -> epoch,
            parts.failed());
    this.intake = new Intake(parts.config(), parts.metrics(), reception, parts.failed());
  }

  /** Recovers what is on the disks; nothing runs yet. */
  static Machinery assemble(Parts parts) throws IOException {
    BlockLog blocks = parts.blocks();
    boolean hadBlocks = blocks.height() > 0;
    BlockExecutor executor = BlockExecutor.open(parts.genesis(), blocks, parts.application());
    if (executor.head().isEmpty()) {
      Block start = executor.begin();
      blocks.append(start);
      executor.commit();
    }
    Recovery recovery =
        Recovery.open(
            parts.ports().log(),
            Recovery.owner(parts.genesis().ledgerId(), parts.operator()),
            parts.config().log());
    Standing standing = Standing.of(parts.genesis(), blocks, executor);
    Machinery made = new Machinery(parts, executor, recovery, standing);
    if (made.epoch.isPresent()) {
      Execution base = base(standing, recovery);
      Epoch now = made.epoch.get();
      Replica replica =
          recovery.replica(now, standing, base, hadBlocks, parts.config(), made.acceptance());
      made.loop.run(now, replica, base);
    }
    made.certifyStart();
    made.addGauges();
    return made;
  }

  private static Execution base(Standing standing, Recovery recovery) throws IOException {
    Optional<Execution> logged =
        recovery
            .epoch()
            .filter(begun -> begun.epoch() == standing.operators().epoch())
            .map(EngineRecord.Begun::base);
    return standing
        .base()
        .or(() -> logged)
        .orElseThrow(
            () ->
                new IOException(
                    "nothing on this disk says on which block epoch "
                        + standing.operators().epoch()
                        + " began; empty the data directory and start again to rejoin"));
  }

  private Optional<Epoch> epochOf(OperatorSet of) {
    return Epoch.of(
        parts.genesis().ledgerId(), of, parts.operator(), parts.keyring(), parts.metrics());
  }

  private Acceptance acceptance() {
    return (sequence, batch) ->
        parts.application().acceptable(new Proposal(batch.epochSeconds(), batch.transactions()));
  }

  /** Block 0 gets its certificate from the operators of the genesis, whoever operates by now. */
  private void certifyStart() throws IOException {
    BlockLog blocks = parts.blocks();
    Optional<Epoch> first = epochOf(parts.genesis().operators());
    if (blocks.firstHeight() > 0 || first.isEmpty()) {
      return;
    }
    Execution start = new Execution(new SequenceNumber(0), blocks.require(0).header().hash());
    reception.answerFor(
        new StartCertificate(
            first.get(),
            start,
            blocks.readCertificate(0).map(each -> each.quorum()),
            ledger,
            this::offer));
  }

  private void addGauges() {
    EngineMetrics metrics = parts.metrics();
    metrics.gauge("chain.height", "last durable block", parts.blocks()::height);
    metrics.gauge(
        "chain.certified.height",
        "up to which every block is certified here",
        parts.blocks()::certifiedHeight);
    metrics.gauge("consensus.view", "the present view", () -> at(each -> each.view().number()));
    metrics.gauge(
        "consensus.stable", "last stable checkpoint", () -> at(each -> each.stable().number()));
    metrics.gauge(
        "consensus.inflight",
        "slots decided and not executed",
        () -> at(each -> each.decided().number() - each.executed().number()));
    metrics.gauge(
        "consensus.voting", "1 if this replica votes", () -> at(each -> each.isVoting() ? 1 : 0));
    metrics.gauge("consensus.pending", "transactions waited for", () -> at(ReplicaStatus::pending));
    metrics.gauge(
        "admission.waiting", "submitted here and not executed", parts.submissions()::size);
    metrics.gauge("loop.waiting", "inputs that wait for the event loop", inbox::size);
    metrics.gauge("link.connected", "operators whose link stands", () -> sights.connected().size());
    metrics.gauge("health.margin", "failures still survived", () -> health().margin());
  }

  private long at(ToLongFunction<ReplicaStatus> number) {
    return loop.status().map(number::applyAsLong).orElse(0L);
  }

  void start() throws IOException {
    ledger.start();
    side.start();
    parts.announcer().start();
    PeerLinks opened = parts.ports().links().open(neighbours(Optional.empty()), new Hearing());
    links = Optional.of(opened);
    loop.start(opened);
  }

  /** The operators in force, those about to be, and for a while those who were before. */
  private List<OperatorSet.Operator> neighbours(Optional<OperatorSet> before) {
    Map<String, OperatorSet.Operator> byName = new LinkedHashMap<>();
    before.ifPresent(set -> set.operators().forEach(each -> byName.put(each.name(), each)));
    operators.operators().forEach(each -> byName.put(each.name(), each));
    return List.copyOf(byName.values());
  }

  void wake() {
    inbox.wake();
  }

  SideChannel sideChannel() {
    return side;
  }

  private boolean offer(String to, ByteString frame) {
    return links.isPresent() && links.get().offer(to, frame);
  }

  SbftStatus status(EngineStatus engine) {
    Optional<ReplicaStatus> replica = loop.status();
    Optional<Epoch> now = epoch;
    Optional<String> primary =
        now.isPresent() && replica.isPresent()
            ? Optional.of(now.get().name(now.get().configuration().primary(replica.get().view())))
            : Optional.empty();
    return new SbftStatus(
        engine,
        operators.epoch(),
        replica,
        primary,
        parts.blocks().certifiedHeight(),
        Math.max(0, sights.furthest() - parts.blocks().height()),
        sights.connected(),
        health());
  }

  private Health health() {
    OperatorSet now = operators;
    long height = parts.blocks().height();
    long furthest = Math.max(height, sights.furthest());
    List<String> others = new ArrayList<>();
    now.operators().forEach(each -> others.add(each.name()));
    others.remove(parts.operator());
    List<Health.Sight> seen =
        new ArrayList<>(sights.sights(others, furthest, parts.stopwatch().ms()));
    boolean isVoting = loop.status().map(ReplicaStatus::isVoting).orElse(false);
    if (epoch.isPresent()) {
      seen.add(new Health.Sight(parts.operator(), true, 0, furthest - height, isVoting));
    }
    return Health.of(now.faults(), seen);
  }

  /** Stops everything without waiting; {@link #close} waits. */
  void halt() {
    Thread.ofPlatform().name("specie-halt").daemon(true).start(this::close);
  }

  void close() {
    if (!isClosed.compareAndSet(false, true)) {
      return;
    }
    links.ifPresent(PeerLinks::close);
    intake.close();
    reception.close();
    loop.close();
    ledger.close();
    parts.announcer().close();
    side.close();
  }

  /** Hears the links, on their threads. */
  private final class Hearing implements PeerLinks.Handler {
    @Override
    public void connected(String operator) {
      sights.connected(operator, parts.stopwatch().ms());
      replica(operator).ifPresent(peer -> inbox.happened(new Input.Connected(peer)));
      reception.connected(operator);
    }

    @Override
    public void received(String operator, ByteString frame) {
      intake.received(operator, frame);
    }

    @Override
    public void disconnected(String operator) {
      sights.disconnected(operator);
      replica(operator).ifPresent(peer -> inbox.happened(new Input.Disconnected(peer)));
    }

    private Optional<ReplicaId> replica(String operator) {
      return epoch
          .flatMap(each -> each.replica(operator))
          .filter(peer -> !peer.equals(epoch.orElseThrow().configuration().self()));
    }
  }

  /** Hears the ledger, on its thread. */
  private final class Progress implements LedgerThread.Listener {
    @Override
    public void executed(Execution execution, Optional<SequenceNumber> lastOfEpoch) {
      inbox.happened(new Input.Executed(execution, lastOfEpoch));
    }

    @Override
    public void progressed() {
      parts.announcer().progressed();
    }

    @Override
    public void failed(Throwable why) {
      parts.failed().accept(why);
    }
  }

  /** Hears the event loop, on its thread. */
  private final class Orders implements EventLoop.Surroundings {
    @Override
    public void catchUp(Checkpoint checkpoint) {
      // Nothing yet.
    }

    @Override
    public void epochEnded(Checkpoint last) {
      // The certificate of the last block is kept before the ledger thread gets to this.
      ledger.run(
          () -> {
            OperatorSet next = executor.membership().operators();
            inbox.ask(() -> begin(next, last.execution()));
          });
    }

    @Override
    public void failed(Throwable why) {
      parts.failed().accept(why);
    }
  }

  /** Goes over to the next operators. On the loop's thread. */
  private void begin(OperatorSet next, Execution base) throws IOException {
    Check.that(next.epoch() == operators.epoch() + 1, "epochs follow each other");
    boolean wasVoting = loop.status().map(ReplicaStatus::isVoting).orElse(true);
    OperatorSet before = operators;
    operators = next;
    Optional<Epoch> following = epochOf(next);
    epoch = following;
    if (following.isEmpty()) {
      loop.retire();
    } else {
      loop.restartLog(Recovery.beginning(next.epoch(), base, !wasVoting));
      loop.run(following.get(), fresh(following.get(), base, wasVoting), base);
      Set<String> connected = sights.connected();
      for (String other : following.get().others()) {
        ReplicaId peer = following.get().replica(other).orElseThrow();
        inbox.happened(
            connected.contains(other) ? new Input.Connected(peer) : new Input.Disconnected(peer));
      }
    }
    links.ifPresent(each -> each.replace(neighbours(Optional.of(before))));
  }

  private Replica fresh(Epoch of, Execution base, boolean wasVoting) {
    Checkpoint start = new Checkpoint(base, Optional.empty());
    return wasVoting
        ? Replica.start(
            of.configuration(), parts.config().tuning(), of.cryptography(), acceptance(), start)
        : Replica.rejoin(
            of.configuration(),
            parts.config().tuning(),
            of.cryptography(),
            acceptance(),
            start,
            List.of(base),
            Optional.empty());
  }
}
