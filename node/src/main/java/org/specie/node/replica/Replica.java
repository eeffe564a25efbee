package org.specie.node.replica;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import org.specie.cash.application.CashApplication;
import org.specie.cash.application.LedgerConstants;
import org.specie.cash.application.query.LedgerReader;
import org.specie.cash.application.signer.OperatorShare;
import org.specie.cash.application.signer.OperatorSigner;
import org.specie.cash.gateway.message.ReplicaStatus;
import org.specie.cash.gateway.service.GatewayLimits;
import org.specie.cash.gateway.service.GatewayPort;
import org.specie.cash.gateway.service.GatewayService;
import org.specie.cash.gateway.service.LedgerAnswers;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Clock;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.core.port.Storage;
import org.specie.kernel.crypto.batch.BatchVerifier;
import org.specie.ledger.api.CommitWatch;
import org.specie.ledger.api.EngineStatus.Phase;
import org.specie.ledger.api.block.Genesis;
import org.specie.ledger.api.chain.OperatorHistory;
import org.specie.ledger.sbft.SbftConfig;
import org.specie.ledger.sbft.SbftEngine;
import org.specie.ledger.sbft.SbftPorts;
import org.specie.ledger.sbft.SbftStatus;
import org.specie.ledger.sbft.log.DirectoryLogFiles;
import org.specie.ledger.state.blocks.BlockLog;
import org.specie.ledger.transport.MonotonicClock;
import org.specie.ledger.transport.TransportPorts;
import org.specie.ledger.transport.client.ClientListener;
import org.specie.ledger.transport.client.ClientListenerConfig;
import org.specie.ledger.transport.identity.TransportIdentity;
import org.specie.ledger.transport.identity.Trust;
import org.specie.node.LocalNetwork;
import org.specie.node.Operators;
import org.specie.node.ResourceStack;
import org.specie.node.governance.Revocations;
import org.specie.node.home.DirectoryHome;
import org.specie.node.serving.EngineSubmissions;
import org.specie.node.serving.Finality;
import org.specie.node.signing.PeerSigning;
import org.specie.node.signing.SignatureArchive;
import org.specie.node.signing.SigningTable;
import org.specie.node.watch.HealthReport;
import org.specie.node.watch.ReplicaMetrics;
import org.specie.node.watch.WatchServer;

/**
 * One replica of one operator, running: consensus, the application, the operator's signer, wallets'
 * gateway, metrics. It holds the keys of its own operator and of nobody else. Closed or killed and
 * opened again it goes on where its disk says; with its data gone it fetches everything from the
 * others and takes part again once that is safe.
 */
public final class Replica implements RunningNode {
  private static final int CORES = Runtime.getRuntime().availableProcessors();
  private static final int BUCKET_BITS_MAX = 16;

  private final ReplicaFolder folder;
  private final ResourceStack resources;
  private final SbftEngine engine;
  private final LedgerReader reader;
  private final BooleanSupplier hasState;
  private final PeerSigning signing;
  private final DecisionPath path;
  private final Revocations revocations;
  private final OperatorsPort port;
  private final int operators;
  private final long startedNanos = System.nanoTime();

  private Replica(
      ReplicaFolder folder,
      ResourceStack resources,
      SbftEngine engine,
      LedgerReader reader,
      BooleanSupplier hasState,
      PeerSigning signing,
      DecisionPath path,
      Revocations revocations,
      OperatorsPort port) {
    this.folder = folder;
    this.resources = resources;
    this.engine = engine;
    this.reader = reader;
    this.hasState = hasState;
    this.signing = signing;
    this.path = path;
    this.revocations = revocations;
    this.port = port;
    this.operators = reader.parameters().key().operators();
  }

  /** Makes what a replica that has never run needs on its disk. */
  static void prepare(ReplicaFolder folder, Genesis genesis) throws IOException {
    try (DirectoryLogFiles log = log(folder)) {
      SbftEngine.prepare(genesis, folder.name(), log, SbftConfig.defaults());
    }
  }

  private static DirectoryLogFiles log(ReplicaFolder folder) throws IOException {
    return DirectoryLogFiles.open(Files.createDirectories(folder.data().resolve("consensus")));
  }

  /** Starts the replica that lives in {@code folder}. */
  public static Replica open(ReplicaFolder folder, Clock clock, Entropy entropy)
      throws IOException {
    ResourceStack resources = new ResourceStack();
    try {
      return open(folder, clock, entropy, resources);
    } catch (IOException | RuntimeException | Error e) {
      resources.closeAfter(e);
      throw e;
    }
  }

  private static Replica open(
      ReplicaFolder folder, Clock clock, Entropy entropy, ResourceStack resources)
      throws IOException {
    LedgerConstants ledger = constants(folder.genesis());
    DirectoryHome home = folder.home();
    TransportIdentity identity = folder.identity();
    Trust trust = new Trust(folder.authority(), clock);
    Revocations revocations = Revocations.heed(folder.root(), trust);
    resources.push(revocations::close);
    TransportPorts transport = new TransportPorts(clock, MonotonicClock.SYSTEM, entropy);

    BatchVerifier verifier =
        new BatchVerifier(ledger.suite().bases(), entropy, workers(resources), CORES);
    CashApplication application =
        CashApplication.open(ledger, resources.push(home.database("state")), verifier);
    OperatorsPort port = new OperatorsPort(folder.operators(), identity, trust, transport);
    SbftEngine engine = engine(folder, ledger.genesis(), clock, home, resources, port);
    SignatureArchive archive = SignatureArchive.open(resources.push(home.database("signatures")));
    Channel channel = new Channel(ledger.genesis(), engine);
    PeerSigning signing =
        new PeerSigning(
            new SigningTable(
                ledger.key(),
                LocalNetwork.outputs(ledger),
                signer(folder, ledger, home, resources),
                engine.blocks(),
                archive,
                verifier,
                channel));
    DecisionPath path = new DecisionPath(engine.metrics());
    LedgerReader reader = new LedgerReader(application, engine.blocks(), archive);
    Replica replica =
        new Replica(
            folder,
            resources,
            engine,
            reader,
            () -> application.position().isPresent(),
            signing,
            path,
            revocations,
            port);
    replica.start(application, archive, channel, identity, trust, transport);
    return replica;
  }

  private static LedgerConstants constants(Genesis genesis) throws IOException {
    try {
      return LedgerConstants.of(genesis);
    } catch (MalformedInput e) {
      throw new IOException("the genesis is not one of money; copy it from another holder", e);
    }
  }

  private static ExecutorService workers(ResourceStack resources) {
    ExecutorService workers =
        Executors.newFixedThreadPool(
            CORES, Thread.ofPlatform().name("specie-worker-", 0).daemon(true).factory());
    resources.push(workers::close);
    return workers;
  }

  private static SbftEngine engine(
      ReplicaFolder folder,
      Genesis genesis,
      Clock clock,
      DirectoryHome home,
      ResourceStack resources,
      OperatorsPort port)
      throws IOException {
    Keys keys = Keys.open(home, folder.index(), genesis.operators());
    resources.push(keys::destroy);
    DirectoryLogFiles log = log(folder);
    resources.push(log::close);
    Storage blocks = resources.push(home.database("chain"));
    return SbftEngine.create(
        genesis,
        folder.name(),
        keys.keyring(),
        new SbftPorts(clock, System::nanoTime, blocks, log, port),
        config(folder));
  }

  private static SbftConfig config(ReplicaFolder folder) throws IOException {
    SbftConfig usual = SbftConfig.defaults();
    return usual.with(usual.retention().keepingBlocks(folder.blocksKept()));
  }

  private static OperatorSigner signer(
      ReplicaFolder folder, LedgerConstants ledger, DirectoryHome home, ResourceStack resources)
      throws IOException {
    OperatorShare share =
        Operators.share(home, folder.index(), ledger.key().key().hash(), ledger.generation());
    resources.push(() -> share.destroy());
    Storage log = resources.push(home.database(Operators.party(folder.index())));
    return OperatorSigner.open(ledger.genesis(), share, LocalNetwork.outputs(ledger), log);
  }

  /**
   * Closed from the last to the first: no more wallets, no more blocks, then the last signatures.
   */
  private void start(
      CashApplication application,
      SignatureArchive archive,
      Channel channel,
      TransportIdentity identity,
      Trust trust,
      TransportPorts transport)
      throws IOException {
    CommitWatch watch = new CommitWatch();
    Finality finality = new Finality(engine.blocks());
    engine.onCommit(watch);
    engine.onCommit(finality);
    engine.onCommit(block -> signing.wake());
    engine.keepFrom(signing::neededFrom);
    resources.push(signing::close);
    resources.push(engine::close);
    engine.start(application);
    channel.open(signing);
    signing.start();
    GatewayService gateway =
        new GatewayService(
            new LedgerAnswers(
                application,
                engine.blocks(),
                archive,
                finality,
                new EngineSubmissions(
                    engine, application.index(), watch, finality, signing::awaitSigned),
                this::operatorHistory,
                this::status),
            GatewayLimits.defaults());
    resources.push(gateway::close);
    ClientListener wallets =
        ClientListener.start(
            ClientListenerConfig.usual(ReplicaFolder.listen(folder.wallets())),
            identity,
            trust,
            transport,
            new GatewayPort(gateway));
    resources.push(wallets::close);
    ReplicaMetrics metrics = new ReplicaMetrics(folder.name(), version());
    resources.push(metrics::close);
    metrics.status(this::status, this::health);
    engine.metrics().meters().forEach(metrics::engine);
    metrics.transport("wallets", wallets::counters);
    metrics.transport("operators", port::counters);
    metrics.readers(port::readers);
    metrics.revocations(revocations);
    metrics.gateway(gateway);
    metrics.signing(signing);
    WatchServer server =
        WatchServer.start(ReplicaFolder.listen(folder.metrics()), metrics::scrape, this::health);
    resources.push(server::close);
  }

  private OperatorHistory operatorHistory() throws IOException {
    return engine.blocks() instanceof BlockLog log
        ? log.operatorHistory()
        : new OperatorHistory(List.of());
  }

  /** The version of this software. */
  public static String version() {
    String version = Replica.class.getPackage().getImplementationVersion();
    return version == null ? "built from source" : version;
  }

  /** Where this replica lives. */
  public ReplicaFolder folder() {
    return folder;
  }

  /** What this replica says of itself. */
  public ReplicaStatus status() {
    SbftStatus status = engine.replicaStatus();
    return new ReplicaStatus(
        folder.name(),
        version(),
        (System.nanoTime() - startedNanos) / 1_000_000_000L,
        status.engine().height(),
        status.certifiedHeight(),
        signing.height(),
        status.epoch(),
        status.replica().map(each -> each.view().number()).orElse(0L),
        role(status),
        path.last(),
        status.connected().size(),
        operators,
        Math.max(-1, margin(status)),
        bucketBits());
  }

  private String role(SbftStatus status) {
    if (status.engine().phase() != Phase.RUNNING) {
      return "stopped";
    }
    if (status.replica().isEmpty()) {
      return "reader";
    }
    if (!status.replica().get().isVoting()) {
      return "rejoining";
    }
    if (!status.replica().get().isActive()) {
      return "changing view";
    }
    return status.primary().filter(folder.name()::equals).isPresent() ? "primary" : "backup";
  }

  private static int margin(SbftStatus status) {
    return status.engine().phase() == Phase.RUNNING ? status.health().margin() : -1;
  }

  private int bucketBits() {
    if (!hasState.getAsBoolean()) {
      // An emptied disk has no state before the others' has come.
      return 0;
    }
    try {
      return Math.clamp(reader.tip().bucketBits(), 0, BUCKET_BITS_MAX);
    } catch (IOException e) {
      // Whoever asks by no bits at all gets everything, which betrays nothing.
      return 0;
    }
  }

  /** How this replica and, as far as it sees, the ledger are. */
  @Override
  public HealthReport health() {
    SbftStatus status = engine.replicaStatus();
    List<String> concerns = new ArrayList<>(status.health().failing());
    status.engine().failure().ifPresent(concerns::add);
    signing.failure().ifPresent(failure -> concerns.add("signing stopped: " + failure));
    revocations.problem().ifPresent(concerns::add);
    boolean isDown = status.engine().phase() != Phase.RUNNING || signing.failure().isPresent();
    HealthReport.Level level =
        isDown || margin(status) < 0
            ? HealthReport.Level.DOWN
            : switch (status.health().level()) {
              case HEALTHY -> HealthReport.Level.HEALTHY;
              case DEGRADED -> HealthReport.Level.DEGRADED;
              case AT_RISK -> HealthReport.Level.AT_RISK;
            };
    return new HealthReport(level, Math.max(-1, margin(status)), concerns, status());
  }

  /** Why the replica has stopped by itself, if it has. */
  @Override
  public Optional<String> failure() {
    return engine.status().failure();
  }

  @Override
  public void close() throws IOException {
    resources.close();
  }
}
