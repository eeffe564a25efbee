package org.specie.node;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.specie.cash.application.AppliedOutputs;
import org.specie.cash.application.CashApplication;
import org.specie.cash.application.LedgerConstants;
import org.specie.cash.application.access.EscrowMember;
import org.specie.cash.application.policy.TierPolicy;
import org.specie.cash.application.query.LedgerGateway;
import org.specie.cash.application.query.LedgerReader;
import org.specie.cash.application.signer.OperatorShare;
import org.specie.cash.application.signer.OperatorSigner;
import org.specie.cash.application.signer.SignableOutput;
import org.specie.cash.application.signer.SignableOutputs;
import org.specie.cash.gateway.message.ReplicaStatus;
import org.specie.cash.gateway.service.Answers;
import org.specie.cash.gateway.service.LedgerAnswers;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Clock;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.core.port.Storage;
import org.specie.kernel.crypto.batch.BatchVerifier;
import org.specie.kernel.crypto.escrow.DecryptionShare;
import org.specie.ledger.api.CommitWatch;
import org.specie.ledger.api.EngineStatus;
import org.specie.ledger.api.block.Genesis;
import org.specie.ledger.api.certificate.OperatorKey;
import org.specie.ledger.api.chain.BlockSource;
import org.specie.ledger.api.chain.OperatorHistory;
import org.specie.ledger.local.LocalEngine;
import org.specie.ledger.local.LocalEngineConfig;
import org.specie.node.home.NetworkHome;
import org.specie.node.serving.AwaitedSignatures;
import org.specie.node.serving.EngineSubmissions;
import org.specie.node.serving.Finality;
import org.specie.node.serving.OpeningDesk;
import org.specie.node.serving.SignedHeight;
import org.specie.node.signing.BlockSigning;
import org.specie.node.signing.SignatureArchive;
import org.specie.node.signing.SigningThread;

/**
 * A whole network in one process: the chain, the application, every operator's signer and the
 * gateway for wallets. Each party's secrets and each signer's log lie apart, as they would on
 * machines of their own; whoever runs the process could still read them all. Closed and opened
 * again it goes on where it was, and signs first what a crash left unsigned.
 */
public final class LocalNetwork implements AutoCloseable {
  /** The document from which everybody starts. */
  public static final String GENESIS = "genesis";

  /** The database of blocks and certificates. */
  static final String CHAIN = "chain";

  private static final int CORES = Runtime.getRuntime().availableProcessors();

  private final LedgerConstants ledger;
  private final ResourceStack resources;
  private final LocalEngine engine;
  private final LedgerReader reader;
  private final LocalGateway gateway;
  private final SignatureArchive archive;
  private final Answers answers;
  private final OpeningDesk openings;

  private LocalNetwork(
      LedgerConstants ledger,
      ResourceStack resources,
      LocalEngine engine,
      LedgerReader reader,
      LocalGateway gateway,
      SignatureArchive archive,
      Answers answers,
      OpeningDesk openings) {
    this.openings = openings;
    this.ledger = ledger;
    this.resources = resources;
    this.engine = engine;
    this.reader = reader;
    this.gateway = gateway;
    this.archive = archive;
    this.answers = answers;
  }

  /** Founds a network in {@code home}, which has none, and opens it. */
  public static LocalNetwork create(
      NetworkHome home, NetworkPlan plan, Clock clock, Entropy entropy) throws IOException {
    if (home.document(GENESIS).isPresent()) {
      throw new IOException("there is a network here already; open it, or choose another place");
    }
    new Founding(home, plan, entropy).found(clock.epochSeconds());
    return open(home, clock, entropy);
  }

  /** The genesis of the network in {@code home}, if one was founded there. */
  public static Optional<Genesis> genesis(NetworkHome home) throws IOException {
    Optional<ByteString> published = home.document(GENESIS);
    if (published.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Genesis.decode(published.get()));
    } catch (MalformedInput e) {
      throw new IOException("the genesis is damaged; copy it from another holder", e);
    }
  }

  /** Opens the network in {@code home} where it was left. */
  public static LocalNetwork open(NetworkHome home, Clock clock, Entropy entropy)
      throws IOException {
    Genesis genesis =
        genesis(home)
            .orElseThrow(() -> new IOException("there is no network here; create one first"));
    LedgerConstants ledger;
    try {
      ledger = LedgerConstants.of(genesis);
    } catch (MalformedInput e) {
      throw new IOException("the genesis is not one of money; copy it from another holder", e);
    }
    ResourceStack resources = new ResourceStack();
    try {
      return open(home, ledger, clock, entropy, resources);
    } catch (IOException | RuntimeException | Error e) {
      resources.closeAfter(e);
      throw e;
    }
  }

  private static LocalNetwork open(
      NetworkHome home,
      LedgerConstants ledger,
      Clock clock,
      Entropy entropy,
      ResourceStack resources)
      throws IOException {
    ExecutorService workers = workers(resources);
    BatchVerifier verifier = new BatchVerifier(ledger.suite().bases(), entropy, workers, CORES);
    CashApplication application =
        CashApplication.open(ledger, resources.push(home.database("state")), verifier);
    List<OperatorKey> blockKeys = Operators.blockKeys(home, ledger.key().operators());
    blockKeys.forEach(key -> resources.push(() -> key.destroy()));
    LocalEngine engine =
        LocalEngine.create(
            ledger.genesis(),
            blockKeys,
            clock,
            resources.push(home.database(CHAIN)),
            LocalEngineConfig.defaults());
    List<EscrowMember> openers = escrowShares(home, ledger, resources);
    SignatureArchive archive = SignatureArchive.open(resources.push(home.database("signatures")));
    BlockSigning signing =
        new BlockSigning(
            ledger.key(),
            outputs(ledger),
            signers(home, ledger, resources),
            engine.blocks(),
            archive,
            verifier,
            workers);
    SigningThread signingThread = new SigningThread(signing);
    CommitWatch watch = new CommitWatch();
    engine.onCommit(watch);
    engine.onCommit(block -> signingThread.wake());
    LedgerReader reader = new LedgerReader(application, engine.blocks(), archive);
    LocalGateway gateway = new LocalGateway(engine, reader, watch, signingThread, archive);
    // Closed from the last to the first: no more blocks, then answers for all who wait, then the
    // last signatures.
    resources.push(signingThread::close);
    resources.push(() -> gateway.close());
    resources.push(engine::close);
    engine.start(application);
    signingThread.start();
    // Whoever reads from an open network finds every output signed, also after a crash between.
    signingThread.awaitSigned(engine.status().height());
    Finality finality = new Finality(engine.blocks());
    engine.onCommit(finality);
    SignedHeight signed =
        (height, _) -> {
          signingThread.awaitSigned(height);
          return true;
        };
    OpeningDesk openings = new OpeningDesk(application, engine.blocks(), _ -> openers, entropy);
    Answers answers =
        new LedgerAnswers(
            application,
            engine.blocks(),
            new AwaitedSignatures(archive, signed),
            finality,
            new EngineSubmissions(engine, application.index(), watch, finality, signed),
            openings,
            () -> OperatorHistory.NONE,
            () -> status(ledger, engine, archive));
    return new LocalNetwork(ledger, resources, engine, reader, gateway, archive, answers, openings);
  }

  /** Threads of their own, as many as cores, for batches of proofs and for shares. */
  private static ExecutorService workers(ResourceStack resources) {
    ExecutorService workers =
        Executors.newFixedThreadPool(
            CORES, Thread.ofPlatform().name("specie-worker-", 0).daemon(true).factory());
    resources.push(workers::close);
    return workers;
  }

  private static List<OperatorSigner> signers(
      NetworkHome home, LedgerConstants ledger, ResourceStack resources) throws IOException {
    List<OperatorSigner> signers = new ArrayList<>();
    for (int index = 1; index <= ledger.key().operators(); index++) {
      Storage log = resources.push(home.database(Operators.party(index)));
      OperatorShare share =
          Operators.share(home, index, ledger.key().key().hash(), ledger.generation());
      resources.push(() -> share.destroy());
      signers.add(OperatorSigner.open(ledger.genesis(), share, outputs(ledger), log));
    }
    return signers;
  }

  /** Each operator's share of the operators' escrow key, where the ledger has tiers. */
  private static List<EscrowMember> escrowShares(
      NetworkHome home, LedgerConstants ledger, ResourceStack resources) throws IOException {
    Optional<TierPolicy> tiers = ledger.firstPolicy().tiers();
    List<EscrowMember> shares = new ArrayList<>();
    for (int index = 1; tiers.isPresent() && index <= ledger.key().operators(); index++) {
      String party = Operators.party(index);
      EscrowMember share =
          Operators.escrowShare(home, index, tiers.get().operatorsKey())
              .orElseThrow(
                  () ->
                      new IOException(
                          party + " has no share of the escrow key; restore its folder"));
      resources.push(share::destroy);
      shares.add(share);
    }
    return shares;
  }

  /** What operators of {@code ledger} sign. */
  public static SignableOutputs outputs(LedgerConstants ledger) {
    return (transaction, result) ->
        AppliedOutputs.of(ledger, transaction, result).stream()
            .map(request -> new SignableOutput(ledger.generation(), request))
            .toList();
  }

  /** What never changes on this ledger. */
  public LedgerConstants ledger() {
    return ledger;
  }

  /** What wallets talk to. */
  public LedgerGateway gateway() {
    return gateway;
  }

  /** What a gateway in front of this network answers with. */
  public Answers answers() {
    return answers;
  }

  /** What all operators give to open the payment with {@code core}; nothing without a warrant. */
  public List<DecryptionShare> openingShares(Hash32 core) throws IOException {
    return openings.shares(core, engine.status().height());
  }

  private static ReplicaStatus status(
      LedgerConstants ledger, LocalEngine engine, SignatureArchive archive) {
    long height = engine.status().height();
    return new ReplicaStatus(
        ledger.genesis().ledgerName(),
        "local",
        0,
        height,
        height,
        archive.height(),
        0,
        0,
        "all operators",
        "local",
        0,
        ledger.key().operators(),
        0,
        0);
  }

  /** Answers about public data beyond what wallets need, such as the supply. */
  public LedgerReader reader() {
    return reader;
  }

  /** How the engine is, for whoever watches over it. */
  public EngineStatus status() {
    return engine.status();
  }

  /** Up to which height all outputs are signed; it trails the chain by moments. */
  public long signedHeight() {
    return archive.height();
  }

  /** The chain, for whoever wants to verify it. */
  public BlockSource blocks() {
    return engine.blocks();
  }

  /**
   * Makes a block at the clock's time even if nothing waits, so that time passes on a quiet ledger
   * and an epoch can end; waits until it is final and signed, and answers its height.
   */
  public long passTime() throws IOException {
    return gateway.passTime();
  }

  /** Stops taking submissions, finishes the block in hand, and closes everything. */
  @Override
  public void close() throws IOException {
    resources.close();
  }
}
