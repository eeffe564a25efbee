package org.specie.ledger.sbft;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.specie.kernel.core.ByteString;
import org.specie.ledger.api.EngineStatus;
import org.specie.ledger.api.PendingChange;
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
import org.specie.ledger.sbft.handover.EngineRecord;
import org.specie.ledger.sbft.handover.Recovery;
import org.specie.ledger.sbft.handover.Standing;
import org.specie.ledger.sbft.link.PeerLinks;
import org.specie.ledger.sbft.link.ReaderLine;
import org.specie.ledger.sbft.link.SideChannel;
import org.specie.ledger.sbft.metrics.EngineMetrics;
import org.specie.ledger.sbft.verification.EpochSecrets;
import org.specie.ledger.sbft.verification.Keyring;
import org.specie.ledger.sbft.verification.QuorumCryptography;
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
      LongSupplier neededFrom,
      List<OperatorSet.Operator> guests,
      Convictions convictions,
      Consumer<Throwable> failed) {}

  private final Parts parts;
  private final Recovery recovery;
  private final long heightAtStart;
  private final Inbox inbox = new Inbox();
  private final PeerSights sights = new PeerSights();
  private final LedgerThread ledger;
  private final EventLoop loop;
  private final Intake intake;
  private final Reception reception;
  private final SideLine side;
  private final Neighbours neighbours;
  private final Overview overview;
  private final Transfers transfers;
  private final ReaderDesk desk;
  private final AtomicBoolean isClosed = new AtomicBoolean();
  private volatile OperatorSet operators;
  private volatile Optional<Epoch> epoch;
  private Optional<Execution> computedStart = Optional.empty();

  private Machinery(
      Parts parts, Recovery recovery, long heightAtStart, Optional<BlockExecutor> executor) {
    this.parts = parts;
    this.recovery = recovery;
    this.heightAtStart = heightAtStart;
    this.operators = parts.genesis().operators();
    this.epoch = Optional.empty();
    this.neighbours = new Neighbours(parts.operator(), operators, parts.guests());
    this.ledger =
        new LedgerThread(
            parts.genesis(),
            parts.blocks(),
            parts.application(),
            executor,
            parts.submissions(),
            parts.metrics(),
            new Progress());
    this.transfers =
        new Transfers(
            parts.genesis(),
            parts.config(),
            parts.stopwatch(),
            ledger,
            parts.application().snapshots(),
            parts.blocks(),
            neighbours.directory(),
            sights::connected,
            neighbours::offer,
            this::caughtUp,
            parts.neededFrom(),
            sights::offered,
            this::isLeftBehind,
            parts.metrics(),
            parts.failed());
    this.loop =
        new EventLoop(
            parts.config(),
            parts.ports().clock(),
            parts.stopwatch(),
            inbox,
            parts.submissions(),
            ledger,
            parts.metrics(),
            parts.convictions(),
            recovery.log(),
            new Orders());
    this.side = new SideLine(neighbours::offer, parts.metrics(), parts.failed());
    this.reception =
        new Reception(
            parts.application(),
            parts.stopwatch(),
            inbox,
            sights,
            side,
            transfers,
            parts.metrics(),
            () -> epoch,
            parts.failed());
    this.desk =
        new ReaderDesk(
            parts.config().transfer(),
            parts.stopwatch(),
            parts.application().snapshots(),
            parts.blocks(),
            parts.metrics(),
            reception::start,
            parts.failed());
    this.overview = new Overview(parts, loop, inbox, sights, () -> operators, () -> epoch);
    this.intake = new Intake(parts.config(), parts.metrics(), reception, parts.failed());
  }

  /** Recovers what is on the disks; nothing runs yet. */
  static Machinery assemble(Parts parts) throws IOException {
    BlockLog blocks = parts.blocks();
    long heightAtStart = blocks.height();
    Recovery recovery =
        Recovery.open(
            parts.ports().log(),
            Recovery.owner(parts.genesis().ledgerId(), parts.operator()),
            parts.config().log());
    boolean isRestoring = parts.application().snapshots().restoring().isPresent();
    Optional<BlockExecutor> executor =
        isRestoring
            ? Optional.empty()
            : Optional.of(BlockExecutor.open(parts.genesis(), blocks, parts.application()));
    Machinery made = new Machinery(parts, recovery, heightAtStart, executor);
    made.begin(executor);
    made.overview.addGauges();
    return made;
  }

  /** Takes part, or fetches first what this disk should have and has not. */
  private void begin(Optional<BlockExecutor> executor) throws IOException {
    if (executor.isPresent() && executor.get().head().isEmpty()) {
      Block start = executor.get().begin();
      boolean isFounder = epochOf(parts.genesis().operators()).isPresent();
      if (recovery.isNew() && isFounder) {
        parts.blocks().append(start);
        executor.get().commit();
      } else if (isFounder) {
        // The disk was emptied: others say how far the ledger is, and block 0 is the base at least.
        Execution base = new Execution(new SequenceNumber(0), start.header().hash());
        computedStart = Optional.of(base);
        loop.restartLog(Recovery.beginning(0, base, true));
      } else if (recovery.isNew()) {
        // What was never said here in epoch 0 cannot be forgotten, whatever is fetched until a
        // crash: a newcomer votes in its first epoch.
        loop.restartLog(
            Recovery.beginning(
                0, new Execution(new SequenceNumber(0), start.header().hash()), false));
      }
    }
    boolean isReady = executor.isPresent() && executor.get().head().isPresent();
    if (isReady) {
      join(Standing.of(parts.genesis(), parts.blocks(), executor.get()));
    } else {
      neighbours.inForce(operators, false, Optional.empty());
      transfers.follow(true);
    }
  }

  /** Whether the operators went on to a later epoch while this one was down or cut off. */
  private boolean isLeftBehind() {
    OperatorSet now = operators;
    return sights.beyond(now.epoch()) > now.faults();
  }

  /** State transfer is as far as others were. On the ledger's thread. */
  private void caughtUp() throws IOException {
    Standing standing = ledger.standing();
    parts.announcer().progressed();
    inbox.ask(() -> goOn(standing));
  }

  /** On the loop's thread. */
  private void goOn(Standing standing) throws IOException {
    boolean isSameEpoch = standing.operators().epoch() == operators.epoch();
    if (loop.isRunning() && isSameEpoch) {
      standing
          .certified()
          .ifPresent(
              checkpoint ->
                  inbox.happened(
                      new Input.CaughtUp(checkpoint, standing.lastOfEpoch(), standing.durable())));
      inbox.happened(standing.awaited());
    } else if (loop.isRunning()) {
      begin(standing.operators(), standing.base().orElseThrow(), standing);
    } else {
      join(standing);
    }
  }

  /** Begins to take part where the ledger stands, if this is an operator. On the loop's thread. */
  private void join(Standing standing) throws IOException {
    operators = standing.operators();
    Optional<Epoch> now = epochOf(operators);
    if (now.isPresent()) {
      Execution base = base(standing);
      Replica replica =
          recovery.replica(
              now.get().configuration(),
              parts.config().tuning(),
              now.get().cryptography(),
              acceptance(),
              standing,
              base,
              heightAtStart);
      loop.run(now.get(), replica, base);
      epoch = now;
      inbox.happened(standing.awaited());
      tellConnected(now.get());
    }
    transfers.follow(now.isEmpty());
    certifyStart();
    neighbours.inForce(operators, now.isPresent(), Optional.empty());
  }

  private void tellConnected(Epoch now) {
    Set<String> connected = sights.connected();
    for (String other : now.others()) {
      ReplicaId peer = now.replica(other).orElseThrow();
      inbox.happened(
          connected.contains(other) ? new Input.Connected(peer) : new Input.Disconnected(peer));
    }
  }

  private Execution base(Standing standing) throws IOException {
    Optional<Execution> logged =
        recovery
            .epoch()
            .filter(begun -> begun.epoch() == standing.operators().epoch())
            .map(EngineRecord.Begun::base);
    return standing
        .base()
        .or(() -> logged)
        .or(() -> computedStart.filter(start -> standing.operators().epoch() == 0))
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
    if (blocks.firstHeight() > 0) {
      return;
    }
    OperatorSet founders = parts.genesis().operators();
    Optional<EpochSecrets> secrets = parts.keyring().secrets(founders);
    Execution start = new Execution(new SequenceNumber(0), blocks.require(0).header().hash());
    reception.answerFor(
        new StartCertificate(
            founders,
            new QuorumCryptography(
                parts.genesis().ledgerId(),
                founders,
                founders.indexOf(parts.operator()),
                secrets,
                parts.metrics()),
            founders
                .indexOf(parts.operator())
                .filter(index -> secrets.isPresent())
                .map(ReplicaId::new),
            start,
            blocks.readCertificate(0).map(each -> each.quorum()),
            ledger,
            neighbours::offer));
    sights.connected().forEach(reception::connected);
  }

  private void stableAt(long height) throws IOException {
    // Retention may forget blocks, which the application could no longer execute again.
    ledger.settle();
    transfers.stable(height);
    desk.stable(height);
  }

  void start() throws IOException {
    ledger.start();
    side.start();
    parts.announcer().start();
    PeerLinks opened = parts.ports().links().open(operators.operators(), new Hearing());
    neighbours.linked(opened);
    loop.start(opened);
    transfers.start();
  }

  /** Links to {@code expected} besides, until others are named. */
  void alsoLink(List<OperatorSet.Operator> expected) {
    neighbours.alsoLink(expected);
  }

  SbftStatus status(EngineStatus engine) {
    return overview.status(engine);
  }

  void wake() {
    inbox.wake();
  }

  SideChannel sideChannel() {
    return side;
  }

  /** Stops everything without waiting; {@link #close} waits. */
  void halt() {
    Thread.ofPlatform().name("specie-halt").daemon(true).start(this::close);
  }

  void close() {
    if (!isClosed.compareAndSet(false, true)) {
      return;
    }
    desk.close();
    neighbours.close();
    intake.close();
    reception.close();
    transfers.close();
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
      transfers.linked(operator);
    }

    @Override
    public void received(String operator, ByteString frame) {
      intake.received(operator, frame);
    }

    @Override
    public void disconnected(String operator) {
      sights.disconnected(operator);
      transfers.unlinked(operator);
      replica(operator).ifPresent(peer -> inbox.happened(new Input.Disconnected(peer)));
    }

    @Override
    public void read(ReaderLine reader, ByteString frame) {
      desk.read(reader, frame);
    }

    private Optional<ReplicaId> replica(String operator) {
      return epoch
          .flatMap(each -> each.replica(operator))
          .filter(peer -> !peer.equals(epoch.orElseThrow().configuration().self()));
    }
  }

  /** Hears the ledger, on its thread. */
  private final class Progress implements LedgerThread.Listener {
    private long welcomed;

    @Override
    public void executed(Execution execution, Optional<SequenceNumber> lastOfEpoch) {
      inbox.happened(new Input.Executed(execution, lastOfEpoch));
      welcomeAfter(lastOfEpoch);
    }

    @Override
    public void executed(
        Execution execution,
        Optional<SequenceNumber> lastOfEpoch,
        Optional<SequenceNumber> awaited) {
      inbox.happenedTogether(
          new Input.Executed(execution, lastOfEpoch),
          new Input.Awaited(execution.sequence(), awaited));
      welcomeAfter(lastOfEpoch);
    }

    private void welcomeAfter(Optional<SequenceNumber> lastOfEpoch) {
      if (lastOfEpoch.isPresent()) {
        welcome(ledger.membership().pending().map(PendingChange::operators));
      }
    }

    /** Those who are about to operate the ledger may fetch it already. */
    private void welcome(Optional<OperatorSet> next) {
      long coming = next.map(OperatorSet::epoch).orElse(0L);
      if (coming > welcomed) {
        welcomed = coming;
        neighbours.coming(next);
      }
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
      ledger.run(transfers::catchUp);
    }

    @Override
    public void stable(Checkpoint checkpoint) {
      ledger.run(() -> stableAt(checkpoint.sequence().number()));
    }

    @Override
    public void epochEnded(Checkpoint last) {
      // The certificate of the last block is kept before the ledger's thread gets to this.
      ledger.run(
          () -> {
            Standing standing = ledger.standing();
            inbox.ask(() -> begin(standing.operators(), last.execution(), standing));
          });
    }

    @Override
    public void failed(Throwable why) {
      parts.failed().accept(why);
    }
  }

  /** Goes over to the next operators. On the loop's thread. */
  private void begin(OperatorSet next, Execution base, Standing standing) throws IOException {
    if (next.epoch() <= operators.epoch()) {
      return; // State transfer was faster.
    }
    boolean wasVoting = loop.status().map(ReplicaStatus::isVoting).orElse(true);
    OperatorSet before = operators;
    operators = next;
    Optional<Epoch> following = epochOf(next);
    epoch = following;
    if (following.isEmpty()) {
      loop.retire();
    } else {
      loop.restartLog(Recovery.beginning(next.epoch(), base, !wasVoting));
      Epoch now = following.get();
      Replica fresh =
          Recovery.fresh(
              now.configuration(),
              parts.config().tuning(),
              now.cryptography(),
              acceptance(),
              standing,
              base,
              wasVoting);
      loop.run(now, fresh, base);
      inbox.happened(standing.awaited());
      tellConnected(following.get());
    }
    transfers.follow(following.isEmpty());
    neighbours.inForce(next, following.isPresent(), Optional.of(before));
  }
}
