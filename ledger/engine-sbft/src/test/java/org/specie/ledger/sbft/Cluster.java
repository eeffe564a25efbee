package org.specie.ledger.sbft;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.port.Clock;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.ledger.api.CommitWatch;
import org.specie.ledger.api.block.Genesis;
import org.specie.ledger.api.block.OperatorSet;
import org.specie.ledger.api.block.Transaction;
import org.specie.ledger.sbft.link.PeerLinks;
import org.specie.ledger.sbft.link.ReaderLinks;
import org.specie.ledger.sbft.link.TransportLinks;
import org.specie.ledger.sbft.log.DirectoryLogFiles;
import org.specie.ledger.sbft.log.LogFiles;
import org.specie.ledger.sbft.verification.Keyring;
import org.specie.ledger.state.memory.MemoryStorage;
import org.specie.ledger.transport.FreePorts;
import org.specie.ledger.transport.MonotonicClock;
import org.specie.ledger.transport.TransportPorts;
import org.specie.ledger.transport.identity.CertificateAuthority;
import org.specie.ledger.transport.identity.PeerName;
import org.specie.ledger.transport.identity.Role;
import org.specie.ledger.transport.identity.TransportIdentity;
import org.specie.ledger.transport.identity.Trust;
import org.specie.ledger.transport.identity.Validity;
import org.specie.ledger.transport.peer.PeerNetworkConfig;

/** Replicas in one process, each with its disks, over real links of TLS on the loopback device. */
final class Cluster implements AutoCloseable {
  private static final long DEADLINE_SECONDS = 60;
  private static final Clock CLOCK = () -> System.currentTimeMillis() / 1000;
  private static final Entropy ENTROPY = new SecureRandom()::nextBytes;
  private static final CertificateAuthority AUTHORITY =
      CertificateAuthority.found("test", Validity.days(CLOCK, 1), ENTROPY);

  /** One replica: its disks outlive its engine. */
  final class Member {
    final String name;
    final int port;
    private final Ed25519SecretKey key;
    private final TransportIdentity identity;
    private MemoryStorage blocks = new MemoryStorage();
    private MemoryStorage state = new MemoryStorage();
    private Path logDirectory;
    private Optional<LogFiles> logFiles = Optional.empty();
    private Optional<SbftEngine> engine = Optional.empty();
    private Optional<Tally> application = Optional.empty();
    CommitWatch watch = new CommitWatch();

    private Member(int number) throws IOException {
      this.name = "operator " + number;
      this.port = FreePorts.at("127.0.0.1", 1, ENTROPY).getFirst();
      byte[] seed = Hash32.sha256(ByteString.utf8("seed " + number)).bytes().toByteArray();
      this.key = new Ed25519SecretKey(Secret.copyOf(seed));
      this.identity = AUTHORITY.enrol(Role.OPERATOR, new PeerName(name), Validity.days(CLOCK, 1));
      this.logDirectory = Files.createTempDirectory(directory, "log");
    }

    OperatorSet.Operator operator() {
      return new OperatorSet.Operator(
          name, key.publicKey(), "127.0.0.1:" + port, identity.fields().key());
    }

    SbftEngine engine() {
      return engine.orElseThrow();
    }

    Tally application() {
      return application.orElseThrow();
    }

    boolean isUp() {
      return engine.isPresent();
    }

    PeerLinks.Opener links() {
      return TransportLinks.opener(
          PeerNetworkConfig.usual(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)),
          identity,
          new Trust(AUTHORITY.certificate(), CLOCK),
          new TransportPorts(CLOCK, MonotonicClock.SYSTEM, ENTROPY));
    }

    void prepare() throws IOException {
      try (LogFiles files = DirectoryLogFiles.open(logDirectory)) {
        SbftEngine.prepare(genesis(), name, files, config);
      }
    }

    void up() throws IOException {
      LogFiles files = DirectoryLogFiles.open(logDirectory);
      logFiles = Optional.of(files);
      SbftPorts ports = new SbftPorts(CLOCK, System::nanoTime, blocks, files, links());
      SbftEngine made =
          SbftEngine.create(genesis(), name, Keyring.ofMultiSignatures(key), ports, config);
      engine = Optional.of(made);
      watch = new CommitWatch();
      made.onCommit(watch);
      Tally tally = new Tally(state);
      application = Optional.of(tally);
      made.start(tally);
    }

    void down() throws IOException {
      if (engine.isPresent()) {
        engine.get().close();
        logFiles.orElseThrow().close();
        engine = Optional.empty();
      }
    }

    /** The replica gets empty disks. */
    void wipe() throws IOException {
      blocks = new MemoryStorage();
      state = new MemoryStorage();
      logDirectory = Files.createTempDirectory(directory, "log");
    }

    void loseLog() throws IOException {
      logDirectory = Files.createTempDirectory(directory, "log");
    }

    Path logDirectory() {
      return logDirectory;
    }

    /** Submits until the transaction is executed and final here. */
    CommitWatch.Inclusion execute(Transaction transaction) throws Exception {
      try (CommitWatch.Watch watching = watch.watch(transaction.id())) {
        var inclusion = watching.inclusion().toCompletableFuture();
        engine().submit(transaction).toCompletableFuture().get();
        return inclusion.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
      }
    }

    long height() {
      return engine().status().height();
    }
  }

  /** A reader of the cluster: its disks outlive its engine. */
  final class Reader implements AutoCloseable {
    final TransportIdentity identity;
    private final MemoryStorage blocks = new MemoryStorage();
    private final MemoryStorage state = new MemoryStorage();
    private final Path logDirectory;
    private Optional<LogFiles> logFiles = Optional.empty();
    private Optional<SbftEngine> engine = Optional.empty();
    private Optional<Tally> application = Optional.empty();

    private Reader(String name) throws IOException {
      this.identity = AUTHORITY.enrol(Role.READER, new PeerName(name), Validity.days(CLOCK, 1));
      this.logDirectory = Files.createTempDirectory(directory, "log");
    }

    PeerLinks.Opener links() {
      return ReaderLinks.opener(
          identity,
          new Trust(AUTHORITY.certificate(), CLOCK),
          new TransportPorts(CLOCK, MonotonicClock.SYSTEM, ENTROPY));
    }

    void up() throws IOException {
      LogFiles files = DirectoryLogFiles.open(logDirectory);
      logFiles = Optional.of(files);
      SbftPorts ports = new SbftPorts(CLOCK, System::nanoTime, blocks, files, links());
      SbftEngine made = SbftEngine.follow(genesis(), ports, config);
      Tally tally = new Tally(state);
      engine = Optional.of(made);
      application = Optional.of(tally);
      made.start(tally);
    }

    SbftEngine engine() {
      return engine.orElseThrow();
    }

    Tally application() {
      return application.orElseThrow();
    }

    long certifiedHeight() {
      return engine().replicaStatus().certifiedHeight();
    }

    void down() throws IOException {
      if (engine.isPresent()) {
        engine.get().close();
        logFiles.orElseThrow().close();
        engine = Optional.empty();
      }
    }

    @Override
    public void close() throws IOException {
      down();
    }
  }

  /** Somebody to whom the governance authority gave a reader's certificate. */
  Reader reader(String name) throws IOException {
    return new Reader(name);
  }

  final List<Member> members = new ArrayList<>();
  private final Path directory;
  private final SbftConfig config;
  private final int founders;

  private Cluster(Path directory, SbftConfig config, int founders) {
    this.directory = directory;
    this.config = config;
    this.founders = founders;
  }

  /** {@code founders} replicas that are all up. */
  static Cluster start(Path directory, SbftConfig config, int founders) throws IOException {
    Cluster cluster = new Cluster(directory, config, founders);
    for (int i = 0; i < founders; i++) {
      cluster.members.add(cluster.new Member(i));
    }
    for (Member member : cluster.members) {
      member.prepare();
    }
    for (Member member : cluster.members) {
      member.up();
    }
    return cluster;
  }

  /** Somebody who is no operator yet. */
  Member stranger() throws IOException {
    Member stranger = new Member(members.size());
    members.add(stranger);
    return stranger;
  }

  Member member(int number) {
    return members.get(number);
  }

  Genesis genesis() {
    List<OperatorSet.Operator> operators =
        members.subList(0, founders).stream().map(Member::operator).toList();
    return new Genesis(
        "cluster",
        1_000,
        OperatorSet.replicated(0, operators, (founders - 1) / 3, 0),
        ByteString.utf8("tally"));
  }

  Stream<Member> running() {
    return members.stream().filter(Member::isUp);
  }

  /** Waits until {@code condition} holds, which it does soon or never. */
  static void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("did not happen within " + DEADLINE_SECONDS + " s: " + what);
      }
      LockSupport.parkNanos(2_000_000);
    }
  }

  /** Waits until all that run have certified {@code height}, at least. */
  void awaitHeight(long height) {
    await(
        "height " + height,
        () ->
            running().allMatch(each -> each.engine().replicaStatus().certifiedHeight() >= height));
  }

  @Override
  public void close() throws IOException {
    for (Member member : members) {
      member.down();
    }
  }
}
