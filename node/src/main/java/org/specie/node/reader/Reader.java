package org.specie.node.reader;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.specie.cash.application.CashApplication;
import org.specie.cash.application.LedgerConstants;
import org.specie.cash.application.query.LedgerReader;
import org.specie.cash.application.query.OutputSignatures;
import org.specie.cash.gateway.message.ReplicaStatus;
import org.specie.cash.gateway.service.GatewayLimits;
import org.specie.cash.gateway.service.GatewayPort;
import org.specie.cash.gateway.service.GatewayService;
import org.specie.cash.gateway.service.LedgerAnswers;
import org.specie.cash.gateway.service.Openings;
import org.specie.cash.gateway.service.Submissions;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Clock;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.core.port.Storage;
import org.specie.kernel.crypto.batch.BatchVerifier;
import org.specie.ledger.api.EngineStatus.Phase;
import org.specie.ledger.api.LedgerRefusal;
import org.specie.ledger.api.chain.OperatorHistory;
import org.specie.ledger.sbft.SbftConfig;
import org.specie.ledger.sbft.SbftEngine;
import org.specie.ledger.sbft.SbftPorts;
import org.specie.ledger.sbft.SbftStatus;
import org.specie.ledger.sbft.link.ReaderLinks;
import org.specie.ledger.sbft.log.DirectoryLogFiles;
import org.specie.ledger.sbft.metrics.Health;
import org.specie.ledger.state.blocks.BlockLog;
import org.specie.ledger.transport.MonotonicClock;
import org.specie.ledger.transport.TransportPorts;
import org.specie.ledger.transport.client.ClientListener;
import org.specie.ledger.transport.client.ClientListenerConfig;
import org.specie.ledger.transport.identity.TransportIdentity;
import org.specie.ledger.transport.identity.Trust;
import org.specie.node.ResourceStack;
import org.specie.node.governance.Revocations;
import org.specie.node.home.DirectoryHome;
import org.specie.node.replica.NetworkDescription;
import org.specie.node.replica.RunningNode;
import org.specie.node.replica.Software;
import org.specie.node.serving.Finality;
import org.specie.node.watch.HealthReport;
import org.specie.node.watch.ReplicaMetrics;
import org.specie.node.watch.WatchServer;

/**
 * One reader, running: the engine that follows, the application that executes what it fetches, a
 * gateway that serves it and refuses submissions, metrics. It has no key but that of its
 * certificate and signs nothing. Closed or killed and opened again it goes on where its disk says.
 */
public final class Reader implements RunningNode {
  private static final int CORES = Runtime.getRuntime().availableProcessors();
  private static final int BUCKET_BITS_MAX = 16;

  /** Operators sign outputs, and give their signatures to those to whom the money is paid. */
  private static final OutputSignatures NONE = OutputSignatures.none();

  private final ReaderFolder folder;
  private final ResourceStack resources;
  private final SbftEngine engine;
  private final CashApplication application;
  private final LedgerReader reader;
  private final Revocations revocations;
  private final long startedNanos = System.nanoTime();

  private Reader(
      ReaderFolder folder,
      ResourceStack resources,
      SbftEngine engine,
      CashApplication application,
      Revocations revocations) {
    this.folder = folder;
    this.resources = resources;
    this.engine = engine;
    this.application = application;
    this.reader = new LedgerReader(application, engine.blocks(), NONE);
    this.revocations = revocations;
  }

  /** Starts the reader that lives in {@code folder}. */
  public static Reader open(ReaderFolder folder, Clock clock, Entropy entropy) throws IOException {
    ResourceStack resources = new ResourceStack();
    try {
      return open(folder, clock, entropy, resources);
    } catch (IOException | RuntimeException | Error e) {
      resources.closeAfter(e);
      throw e;
    }
  }

  private static Reader open(
      ReaderFolder folder, Clock clock, Entropy entropy, ResourceStack resources)
      throws IOException {
    NetworkDescription network = folder.network();
    LedgerConstants ledger = constants(network);
    DirectoryHome home = folder.home();
    TransportIdentity identity = folder.identity();
    Trust trust = new Trust(network.authority(), clock);
    Revocations revocations = Revocations.heed(folder.root(), trust);
    resources.push(revocations::close);
    TransportPorts ports = new TransportPorts(clock, MonotonicClock.SYSTEM, entropy);
    BatchVerifier verifier =
        new BatchVerifier(ledger.suite().bases(), entropy, workers(resources), CORES);
    CashApplication application =
        CashApplication.open(ledger, resources.push(home.replayedDatabase("state")), verifier);
    DirectoryLogFiles log =
        DirectoryLogFiles.open(
            Files.createDirectories(folder.root().resolve("data").resolve("consensus")));
    resources.push(log::close);
    Storage blocks = resources.push(home.database("chain"));
    SbftConfig usual = SbftConfig.defaults();
    SbftEngine engine =
        SbftEngine.follow(
            ledger.genesis(),
            new SbftPorts(
                clock, System::nanoTime, blocks, log, ReaderLinks.opener(identity, trust, ports)),
            usual.with(usual.retention().keepingBlocks(folder.blocksKept())));
    Reader opened = new Reader(folder, resources, engine, application, revocations);
    opened.start(identity, trust, ports);
    return opened;
  }

  private static LedgerConstants constants(NetworkDescription network) throws IOException {
    try {
      return LedgerConstants.of(network.genesis());
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

  private void start(TransportIdentity identity, Trust trust, TransportPorts ports)
      throws IOException {
    Finality finality = new Finality(engine.blocks());
    engine.onCommit(finality);
    resources.push(engine::close);
    engine.start(application);
    GatewayService gateway =
        new GatewayService(
            new LedgerAnswers(
                application,
                engine.blocks(),
                NONE,
                finality,
                _ -> new Submissions.Outcome.NotAdmitted(LedgerRefusal.READ_ONLY),
                Openings.NONE,
                this::operatorHistory,
                this::status),
            GatewayLimits.defaults());
    resources.push(gateway::close);
    ClientListener clients =
        ClientListener.start(
            ClientListenerConfig.usual(folder.wallets().resolve()),
            identity,
            trust,
            ports,
            new GatewayPort(gateway));
    resources.push(clients::close);
    ReplicaMetrics metrics = new ReplicaMetrics(folder.name(), Software.version());
    resources.push(metrics::close);
    metrics.status(this::status, this::health);
    engine.metrics().meters().forEach(metrics::engine);
    metrics.transport("wallets", clients::counters);
    metrics.gateway(gateway);
    metrics.revocations(revocations);
    WatchServer server =
        WatchServer.start(folder.metrics().resolve(), metrics::scrape, this::health);
    resources.push(server::close);
  }

  private OperatorHistory operatorHistory() throws IOException {
    return engine.blocks() instanceof BlockLog log ? log.operatorHistory() : OperatorHistory.NONE;
  }

  /** What this reader says of itself. */
  public ReplicaStatus status() {
    SbftStatus status = engine.replicaStatus();
    return new ReplicaStatus(
        folder.name(),
        Software.version(),
        (System.nanoTime() - startedNanos) / 1_000_000_000L,
        status.engine().height(),
        status.certifiedHeight(),
        -1,
        status.epoch(),
        0,
        status.engine().phase() == Phase.RUNNING ? "reader" : "stopped",
        "none yet",
        status.connected().size(),
        application.ledger().genesis().operators().size(),
        0,
        bucketBits());
  }

  private int bucketBits() {
    if (application.position().isEmpty()) {
      return 0;
    }
    try {
      return Math.clamp(reader.bucketBits(), 0, BUCKET_BITS_MAX);
    } catch (IOException e) {
      // Whoever asks by no bits at all gets everything, which betrays nothing.
      return 0;
    }
  }

  /** How this reader is: whether it hears of enough operators and keeps up with them. */
  @Override
  public HealthReport health() {
    SbftStatus status = engine.replicaStatus();
    int enough = application.ledger().genesis().operators().faults() + 1;
    List<String> concerns = new ArrayList<>();
    if (status.connected().size() < enough) {
      concerns.add("linked with " + status.connected().size() + " operators, of whom all may lie");
    }
    if (status.lag() > Health.Sight.BEHIND_MAX) {
      concerns.add(status.lag() + " blocks behind what operators offer");
    }
    revocations.problem().ifPresent(concerns::add);
    status.engine().failure().ifPresent(concerns::add);
    HealthReport.Level level =
        status.engine().phase() != Phase.RUNNING
            ? HealthReport.Level.DOWN
            : concerns.isEmpty() ? HealthReport.Level.HEALTHY : HealthReport.Level.DEGRADED;
    return new HealthReport(level, 0, concerns, status());
  }

  @Override
  public Optional<String> failure() {
    return engine.status().failure();
  }

  @Override
  public void close() throws IOException {
    resources.close();
  }
}
