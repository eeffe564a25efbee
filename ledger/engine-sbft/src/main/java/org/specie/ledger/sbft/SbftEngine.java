package org.specie.ledger.sbft;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.specie.kernel.core.Check;
import org.specie.ledger.api.Admission;
import org.specie.ledger.api.Capabilities;
import org.specie.ledger.api.CommittedBlock;
import org.specie.ledger.api.ConsensusEngine;
import org.specie.ledger.api.EngineStatus;
import org.specie.ledger.api.EngineStatus.Phase;
import org.specie.ledger.api.LedgerRefusal;
import org.specie.ledger.api.ReplicatedApplication;
import org.specie.ledger.api.Subscription;
import org.specie.ledger.api.block.CertificateScheme;
import org.specie.ledger.api.block.Genesis;
import org.specie.ledger.api.block.OperatorSet;
import org.specie.ledger.api.block.Transaction;
import org.specie.ledger.api.certificate.CommitCertificate;
import org.specie.ledger.api.certificate.Equivocation;
import org.specie.ledger.api.chain.BlockSource;
import org.specie.ledger.sbft.handover.Recovery;
import org.specie.ledger.sbft.link.SideChannel;
import org.specie.ledger.sbft.log.LogFiles;
import org.specie.ledger.sbft.metrics.EngineMetrics;
import org.specie.ledger.sbft.metrics.EngineMetrics.Event;
import org.specie.ledger.sbft.metrics.Health;
import org.specie.ledger.sbft.verification.Keyring;
import org.specie.ledger.state.blocks.BlockLog;

/**
 * One replica of a ledger that nobody has to trust: SBFT over authenticated links. Blocks are
 * announced once they are here together with their certificate. Any failure stops the engine for
 * good: it says so in its status and refuses what is submitted. Source:
 * docs/spec/25-sbft-engine.md.
 */
public final class SbftEngine implements ConsensusEngine {
  /** No operator has this name. */
  private static final String NOBODY = "";

  private record Life(Phase phase, Optional<String> failure) {}

  private final Genesis genesis;
  private final String operator;
  private final Keyring keyring;
  private final SbftPorts ports;
  private final SbftConfig config;
  private final Stopwatch stopwatch;
  private final BlockLog blocks;
  private final EngineMetrics metrics = new EngineMetrics();
  private final Convictions convictions = new Convictions();
  private final Submissions submissions;
  private final Announcer announcer;
  private final AtomicReference<Life> life =
      new AtomicReference<>(new Life(Phase.NEW, Optional.empty()));
  private volatile LongSupplier neededFrom = () -> Long.MAX_VALUE;
  private volatile Optional<ReplicatedApplication> application = Optional.empty();
  private volatile Optional<Machinery> machinery = Optional.empty();
  private volatile List<OperatorSet.Operator> guests = List.of();

  private SbftEngine(
      Genesis genesis, String operator, Keyring keyring, SbftPorts ports, SbftConfig config)
      throws IOException {
    this.genesis = genesis;
    this.operator = operator;
    this.keyring = keyring;
    this.ports = ports;
    this.config = config;
    this.stopwatch = new Stopwatch(ports.monotonicNanos());
    this.blocks = BlockLog.open(ports.blocks());
    this.submissions = new Submissions(config, metrics);
    this.announcer = new Announcer(blocks, this::fail);
  }

  /**
   * The replica of {@code operator} on the ledger of {@code genesis}.
   *
   * @param keyring what to sign with, epoch by epoch
   */
  public static SbftEngine create(
      Genesis genesis, String operator, Keyring keyring, SbftPorts ports, SbftConfig config)
      throws IOException {
    return new SbftEngine(genesis, operator, keyring, ports, config);
  }

  /**
   * A reader of the ledger of {@code genesis}: fetches and verifies every block and executes it,
   * has no keys, says nothing in consensus and takes no transactions. {@code ports} opens a
   * reader's links.
   */
  public static SbftEngine follow(Genesis genesis, SbftPorts ports, SbftConfig config)
      throws IOException {
    return new SbftEngine(genesis, NOBODY, _ -> Optional.empty(), ports, config);
  }

  /**
   * Makes the consensus log of a replica that has never run, once, when its ledger or its place in
   * the ledger is made. A replica that finds no log where one should be does not know what it has
   * voted for and rejoins first, so that an emptied disk is never taken for a new one.
   */
  public static void prepare(Genesis genesis, String operator, LogFiles log, SbftConfig config)
      throws IOException {
    Recovery.prepare(log, Recovery.owner(genesis.ledgerId(), operator), config.log());
  }

  @Override
  public Capabilities capabilities() {
    return new Capabilities(
        Capabilities.FaultModel.BYZANTINE,
        true,
        true,
        switch (genesis.operators().scheme()) {
          case CertificateScheme.MultiSignature multi ->
              Capabilities.ProofKind.ED25519_MULTI_SIGNATURE;
          case CertificateScheme.ThresholdBls bls -> Capabilities.ProofKind.THRESHOLD_BLS;
        });
  }

  @Override
  public void start(ReplicatedApplication started) throws IOException {
    Check.that(life.get().phase() == Phase.NEW, "an engine is started once");
    Machinery made =
        Machinery.assemble(
            new Machinery.Parts(
                genesis,
                operator,
                keyring,
                ports,
                config,
                stopwatch,
                blocks,
                metrics,
                submissions,
                announcer,
                started,
                () -> Math.min(neededFrom.getAsLong(), announcer.next()),
                guests,
                convictions,
                this::fail));
    application = Optional.of(started);
    machinery = Optional.of(made);
    life.set(new Life(Phase.RUNNING, Optional.empty()));
    made.start();
  }

  private void fail(Throwable why) {
    Life now = life.get();
    if (now.phase() == Phase.RUNNING
        && life.compareAndSet(now, new Life(Phase.FAILED, Optional.of(why.toString())))) {
      machinery.ifPresent(Machinery::halt);
    }
  }

  @Override
  public CompletionStage<Admission> submit(Transaction transaction) {
    Optional<ReplicatedApplication> checking = application;
    if (operator.equals(NOBODY)) {
      return CompletableFuture.completedStage(new Admission.Refused(LedgerRefusal.READ_ONLY));
    }
    if (checking.isEmpty() || life.get().phase() != Phase.RUNNING) {
      return CompletableFuture.completedStage(new Admission.Refused(LedgerRefusal.ENGINE_STOPPED));
    }
    try {
      Admission admission = checking.get().check(transaction);
      return CompletableFuture.completedStage(
          admission.isAdmitted() ? admit(transaction) : refuse(admission));
    } catch (IOException e) {
      return CompletableFuture.failedStage(e);
    }
  }

  private Admission refuse(Admission refused) {
    metrics.count(Event.TRANSACTION_REFUSED);
    return refused;
  }

  private Admission admit(Transaction transaction) {
    if (!submissions.offer(transaction, stopwatch.ms())) {
      metrics.count(Event.TRANSACTION_NO_ROOM);
      return new Admission.Refused(LedgerRefusal.MEMPOOL_FULL);
    }
    metrics.count(Event.TRANSACTION_ADMITTED);
    machinery.ifPresent(Machinery::wake);
    return new Admission.Admitted(transaction.id());
  }

  @Override
  public EngineStatus status() {
    Life now = life.get();
    return new EngineStatus(now.phase(), blocks.height(), submissions.size(), now.failure());
  }

  /** More than {@link #status}: views, lag, links and health. */
  public SbftStatus replicaStatus() {
    EngineStatus engine = status();
    Optional<Machinery> now = machinery;
    if (now.isEmpty()) {
      return new SbftStatus(
          engine,
          genesis.operators().epoch(),
          Optional.empty(),
          Optional.empty(),
          blocks.certifiedHeight(),
          0,
          Set.of(),
          new Health(genesis.operators().faults(), List.of("the engine is not started")));
    }
    return now.get().status(engine);
  }

  /**
   * Blocks from {@code first} on are kept whatever the configuration says, because somebody beside
   * the engine has still to read them.
   */
  public void keepFrom(LongSupplier first) {
    neededFrom = first;
  }

  /** Counters and gauges. */
  public EngineMetrics metrics() {
    return metrics;
  }

  /**
   * Links to {@code expected} besides the operators in force, and nobody else, until this is called
   * again: those to whom a planned change hands the ledger, so that they can fetch it; and for a
   * replica that has nothing yet, those of whom it can. Nothing they send is believed more than
   * anybody's.
   */
  public void alsoLink(List<OperatorSet.Operator> expected) {
    guests = List.copyOf(expected);
    machinery.ifPresent(each -> each.alsoLink(expected));
  }

  /**
   * Tells {@code hearing} of every operator caught in two contradicting proposals, on the thread of
   * consensus, which must not wait: what was noticed before included, up to {@value
   * Convictions#KEPT_MAX} in all.
   */
  public void onEvidence(Consumer<Equivocation> hearing) {
    convictions.tell(hearing);
  }

  /** The side channel to the other operators, once the engine is started. */
  public SideChannel sideChannel() {
    return machinery.orElseThrow().sideChannel();
  }

  @Override
  public Optional<CommitCertificate> certificate(long height) throws IOException {
    return blocks.readCertificate(height);
  }

  @Override
  public BlockSource blocks() {
    return blocks;
  }

  @Override
  public Subscription onCommit(CommittedBlock.Listener listener) {
    return announcer.add(listener);
  }

  @Override
  public void close() throws IOException {
    Life now = life.get();
    if (now.phase() != Phase.CLOSED && now.phase() != Phase.FAILED) {
      life.compareAndSet(now, new Life(Phase.CLOSED, Optional.empty()));
    }
    machinery.ifPresent(Machinery::close);
  }
}
