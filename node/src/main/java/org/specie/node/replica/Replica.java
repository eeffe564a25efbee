package org.specie.node.replica;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.specie.cash.application.CashApplication;
import org.specie.cash.application.LedgerConstants;
import org.specie.cash.application.query.LedgerReader;
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
import org.specie.ledger.api.block.Genesis;
import org.specie.ledger.api.chain.OperatorHistory;
import org.specie.ledger.sbft.SbftConfig;
import org.specie.ledger.sbft.SbftEngine;
import org.specie.ledger.sbft.SbftPorts;
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
import org.specie.node.resharing.KeyHandover;
import org.specie.node.resharing.ShareVault;
import org.specie.node.serving.AwaitedSignatures;
import org.specie.node.serving.EngineSubmissions;
import org.specie.node.serving.Finality;
import org.specie.node.serving.OpeningDesk;
import org.specie.node.signing.LedgerSeats;
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

  private final ReplicaFolder folder;
  private final ResourceStack resources;
  private final SbftEngine engine;
  private final SelfReport report;
  private final Revocations revocations;
  private final OperatorsPort port;
  private final CommitWatch watch = new CommitWatch();
  private final Finality finality;

  private Replica(
      ReplicaFolder folder,
      ResourceStack resources,
      SbftEngine engine,
      SelfReport report,
      Revocations revocations,
      OperatorsPort port) {
    this.folder = folder;
    this.resources = resources;
    this.engine = engine;
    this.report = report;
    this.revocations = revocations;
    this.port = port;
    this.finality = new Finality(engine.blocks());
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
        CashApplication.open(ledger, resources.push(home.replayedDatabase("state")), verifier);
    ShareVault vault = Office.vault(folder, ledger, entropy, resources);
    Keys keys = Keys.open(home, folder.index(), ledger.genesis().operators());
    resources.push(keys::destroy);
    OperatorsPort port = new OperatorsPort(folder.operators(), identity, trust, transport);
    SbftEngine engine = engine(folder, ledger.genesis(), clock, home, resources, keys, port);
    SignatureArchive archive = SignatureArchive.open(resources.push(home.database("signatures")));
    Channel channel = new Channel(ledger.suite(), engine);
    PeerSigning signing =
        new PeerSigning(
            new SigningTable(
                new LedgerSeats(application),
                folder.name(),
                LocalNetwork.outputs(ledger),
                signer(folder, ledger, home, vault, resources),
                vault,
                engine.blocks(),
                archive,
                verifier,
                channel));
    Office office =
        new Office(
            folder,
            application,
            engine,
            signing,
            channel,
            trust,
            new KeyHandover(ledger, keys.operatorKeys(), vault, entropy));
    EvidenceFolder evidence = EvidenceFolder.open(folder.evidence());
    SelfReport report =
        new SelfReport(
            folder.name(),
            application,
            engine,
            new LedgerReader(application, engine.blocks(), archive),
            signing,
            office,
            evidence,
            revocations);
    Replica replica = new Replica(folder, resources, engine, report, revocations, port);
    replica.start(application, channel, signing, office, evidence);
    OpeningDesk desk =
        new OpeningDesk(
            application,
            engine.blocks(),
            view -> vault.escrow(view.membership().operators().epoch()).stream().toList(),
            entropy);
    replica.serve(application, archive, signing, desk, identity, trust, transport);
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
      Keys keys,
      OperatorsPort port)
      throws IOException {
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
    return usual
        .with(usual.retention().keepingBlocks(folder.blocksKept()))
        .with(usual.tuning().withHeartbeat(1_000L * folder.heartbeatSeconds()));
  }

  private static OperatorSigner signer(
      ReplicaFolder folder,
      LedgerConstants ledger,
      DirectoryHome home,
      ShareVault vault,
      ResourceStack resources)
      throws IOException {
    Storage log = resources.push(home.database(Operators.party(folder.index())));
    return OperatorSigner.open(ledger.genesis(), vault, LocalNetwork.outputs(ledger), log);
  }

  /**
   * Takes part. Closed from the last to the first: no more posts, no more blocks, then the last
   * signatures.
   */
  private void start(
      CashApplication application,
      Channel channel,
      PeerSigning signing,
      Office office,
      EvidenceFolder evidence)
      throws IOException {
    engine.onCommit(watch);
    engine.onCommit(finality);
    engine.onCommit(
        block -> {
          signing.wake();
          office.wake();
        });
    engine.keepFrom(signing::neededFrom);
    engine.onEvidence(evidence::keepSoon);
    resources.push(signing::close);
    resources.push(engine::close);
    engine.start(application);
    channel.open(
        signing,
        post -> {
          var _ = engine.submit(post);
        });
    signing.start();
    office.open(resources);
  }

  /** Serves wallets, and whoever watches. */
  private void serve(
      CashApplication application,
      SignatureArchive archive,
      PeerSigning signing,
      OpeningDesk desk,
      TransportIdentity identity,
      Trust trust,
      TransportPorts transport)
      throws IOException {
    GatewayService gateway =
        new GatewayService(
            new LedgerAnswers(
                application,
                engine.blocks(),
                new AwaitedSignatures(archive, signing::awaitSigned),
                finality,
                new EngineSubmissions(
                    engine, application.index(), watch, finality, signing::awaitSigned),
                desk,
                this::operatorHistory,
                report::status),
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
    ReplicaMetrics metrics = new ReplicaMetrics(folder.name(), Software.version());
    resources.push(metrics::close);
    metrics.status(report::status, report::health);
    engine.metrics().meters().forEach(metrics::engine);
    metrics.transport("wallets", wallets::counters);
    metrics.transport("operators", port::counters);
    metrics.readers(port::readers);
    metrics.revocations(revocations);
    metrics.gateway(gateway);
    metrics.signing(signing);
    WatchServer server =
        WatchServer.start(ReplicaFolder.listen(folder.metrics()), metrics::scrape, report::health);
    resources.push(server::close);
  }

  private OperatorHistory operatorHistory() throws IOException {
    return engine.blocks() instanceof BlockLog log ? log.operatorHistory() : OperatorHistory.NONE;
  }

  /** Where this replica lives. */
  public ReplicaFolder folder() {
    return folder;
  }

  /** What this replica says of itself. */
  public ReplicaStatus status() {
    return report.status();
  }

  /** How this replica and, as far as it sees, the ledger are. */
  @Override
  public HealthReport health() {
    return report.health();
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
