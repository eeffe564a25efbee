package org.specie.services.issuer;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.core.port.Clock;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.offline.agents.Answer;
import org.specie.offline.agents.TestDevice;
import org.specie.offline.agents.World;
import org.specie.offline.agents.certifier.ClassKey;
import org.specie.offline.agents.core.CorePolicy;
import org.specie.offline.agents.core.IssuerCore;
import org.specie.offline.agents.core.ManagedDevices;
import org.specie.offline.agents.device.DeviceId;
import org.specie.offline.agents.factory.Factory;
import org.specie.offline.agents.factory.TokenOwners.TokenOwner;
import org.specie.offline.agents.factory.TokenPolicy;
import org.specie.offline.agents.key.SigningKey;
import org.specie.offline.agents.station.DeviceFacts;
import org.specie.offline.token.certificate.KeyCert;
import org.specie.offline.token.certificate.KeyUse;
import org.specie.offline.token.receipt.PayeeInfo;
import org.specie.offline.token.value.KeyId;
import org.specie.offline.token.value.OwnerId;
import org.specie.services.api.Listener;
import org.specie.services.api.Operation;
import org.specie.services.api.ServerLimits;
import org.specie.services.api.ServerTrust;
import org.specie.services.api.ServiceAddress;
import org.specie.services.api.reference.ApiRecorder;
import org.specie.services.database.Database;
import org.specie.services.database.Place;
import org.specie.services.issuer.asking.DistantAgents;
import org.specie.services.issuer.asking.DistantInspection;
import org.specie.services.issuer.book.FileWitness;
import org.specie.services.issuer.certifier.CertifierRole;
import org.specie.services.issuer.core.CoreLine;
import org.specie.services.issuer.core.CoreRole;
import org.specie.services.issuer.factory.FactoryLine;
import org.specie.services.issuer.factory.FactoryRole;
import org.specie.services.issuer.factory.OwnerEntry;
import org.specie.services.issuer.inspection.InspectionLine;
import org.specie.services.issuer.inspection.InspectionRole;
import org.specie.services.issuer.inspection.IssuedOverLines;
import org.specie.services.issuer.line.Callers;
import org.specie.services.issuer.line.Line;
import org.specie.services.issuer.line.Seat;
import org.specie.services.issuer.management.ManagersLine;
import org.specie.services.issuer.management.ManagersRole;
import org.specie.services.issuer.recovery.RecoveryLine;
import org.specie.services.issuer.recovery.RecoveryRole;
import org.specie.services.issuer.vouching.RootLine;
import org.specie.services.issuer.vouching.RootRole;

/**
 * An issuer whose roles run behind their APIs, each on a database of its own of one PostgreSQL. A
 * role can be left as if it had been killed, and started again on what it left.
 */
final class Town implements Closeable {
  private static final SecureRandom RANDOM = new SecureRandom();

  /** Before which question the managers' line to the core is cut; 0 for none. */
  private int managersCut;

  /** How far inspection's own day is ahead; lines go by the clock of all. */
  long inspectionAheadSeconds;

  static final Clock CLOCK = () -> World.NOW.sinceEpoch() * 60L;
  private static final String ANYWHERE = "127.0.0.1";

  final World world = new World();
  final Ed25519SecretKey coreKey = key();
  final Ed25519SecretKey certifierKey = key();
  final Ed25519SecretKey factoryKey = key();
  final Ed25519SecretKey stationKey = key();
  final Ed25519SecretKey managersKey = key();
  final Ed25519SecretKey rootKey = key();
  final Ed25519SecretKey registerKey = key();
  final Ed25519SecretKey recoveryKey = key();
  final Ed25519SecretKey inspectionKey = key();
  final Ed25519SecretKey examinerKey = key();
  final Ed25519SecretKey complianceKey = key();
  final Ed25519SecretKey reportsKey = key();
  final Ed25519SecretKey volumeKey = key();
  final Ed25519SecretKey policyKey = key();
  final Ed25519SecretKey bankRegisterKey = key();
  final Ed25519SecretKey bankFactoryKey = key();
  final SigningKey bankFactory = SigningKey.generate();
  final KeyCert bankFactoryCert =
      world.authority.certify(
          KeyUse.FACTORY, bankFactory.publicKey(), World.CLASSES, World.days(800), World.LIMITS);
  final Ed25519SecretKey secondCertifierKey = key();
  final SigningKey secondCertifier = SigningKey.generate();
  final KeyCert secondCertifierCert =
      world.authority.certify(
          KeyUse.CERTIFIER,
          secondCertifier.publicKey(),
          World.CLASSES,
          World.days(800),
          World.LIMITS);
  final SigningKey managers = SigningKey.generate();
  final SigningKey recoverer = SigningKey.generate();
  final KeyCert recoveryCert =
      world.authority.certify(
          KeyUse.RECOVERY, recoverer.publicKey(), World.CLASS, World.days(800), World.LIMITS);

  private final EmbeddedPostgres server;
  private final Path folder;
  private final String name;
  private final List<Closeable> open = new ArrayList<>();
  private final Map<Integer, ApiRecorder> recorders = new HashMap<>();
  private IssuerService core;

  /** The factory that was started last. */
  private Optional<FactoryRole> factory = Optional.empty();

  /** Who looks at what factories bring; nobody at first. */
  private FactoryRole.Inspecting toInspection =
      _ -> {
        throw new IOException("inspection is away");
      };

  /** A town with databases and marks of this name. */
  Town(EmbeddedPostgres server, Path folder, String name) throws IOException {
    this.server = server;
    this.folder = Files.createDirectories(folder.resolve(name));
    this.name = name;
    for (String role :
        List.of(
            "core",
            "certifier",
            "factory",
            "certifier2",
            "recovery",
            "managers",
            "root",
            "inspection",
            "bankfactory")) {
      addDatabase(role);
    }
    this.core = startCore().optional().orElseThrow();
  }

  /** Makes a database for {@code role}. */
  void addDatabase(String role) throws IOException {
    sqlIn("postgres", "CREATE DATABASE " + name + role);
  }

  /** Where the database of {@code role} is, for {@code user}. */
  Place.External database(String role, String user) {
    return new Place.External(server.getJdbcUrl(user, name + role));
  }

  static Ed25519SecretKey key() {
    return Ed25519SecretKey.generate(RANDOM::nextBytes);
  }

  /** Does this in the database of {@code role}. */
  void sql(String role, String... statements) throws IOException {
    sqlIn(name + role, statements);
  }

  private void sqlIn(String database, String... statements) throws IOException {
    try (Connection connection = server.getDatabase("postgres", database).getConnection();
        Statement statement = connection.createStatement()) {
      for (String each : statements) {
        statement.execute(each);
      }
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }

  /** What {@code query} counts in the database of {@code role}. */
  long count(String role, String query) throws IOException {
    try (Connection connection = server.getDatabase("postgres", name + role).getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      return row.next() ? row.getLong(1) : -1;
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }

  FileWitness witness(String book) {
    return new FileWitness(folder.resolve(book + ".mark"));
  }

  private IssuerService.Location location(String role) {
    return new IssuerService.Location(
        role,
        new Listener(ANYWHERE, 0, Optional.empty()),
        database(role, "postgres"),
        new ServerLimits(200, 64, 64, 1_000, 4_000, ServerLimits.STANDARD.silence()));
  }

  Answer<IssuerService> start(String role, RoleOpening opening) throws IOException {
    Answer<IssuerService> started =
        IssuerService.start(
            location(role),
            database -> operations(opening.open(database), all -> introduced(role, all)));
    started.optional().ifPresent(each -> open.add(each::close));
    return started;
  }

  /** As a process says of itself to anybody, beside what its role does. */
  private List<Operation<?, ?>> introduced(String role, List<Operation<?, ?>> all) {
    List<Operation<?, ?>> offered = new ArrayList<>(all);
    offered.add(
        RoleIntroduction.operation(
            role, coreKey.publicKey(), List.of(world.authority.certificate())));
    return offered;
  }

  interface RoleOpening {
    Answer<List<Operation<?, ?>>> open(Database database) throws IOException;
  }

  static <T> Answer<List<Operation<?, ?>>> operations(
      Answer<T> role, Function<T, List<Operation<?, ?>>> of) {
    return switch (role) {
      case Answer.Refused<T>(var reason) -> Answer.refused(reason);
      case Answer.Given<T>(T given) -> Answer.given(of.apply(given));
    };
  }

  /** Starts the core on what it left. */
  Answer<IssuerService> startCore() throws IOException {
    Callers callers =
        new Callers(
            coreKey,
            Map.ofEntries(
                Map.entry(certifierKey.publicKey(), Seat.ofAgent(world.certifierCert.id())),
                Map.entry(secondCertifierKey.publicKey(), Seat.ofAgent(secondCertifierCert.id())),
                Map.entry(factoryKey.publicKey(), Seat.ofAgent(world.factoryCert.id())),
                Map.entry(bankFactoryKey.publicKey(), Seat.ofAgent(bankFactoryCert.id())),
                Map.entry(recoveryKey.publicKey(), Seat.ofAgent(recoveryCert.id())),
                Map.entry(inspectionKey.publicKey(), Seat.ofInspection()),
                Map.entry(volumeKey.publicKey(), Seat.ofVolume()),
                Map.entry(policyKey.publicKey(), Seat.ofPolicy()),
                Map.entry(managersKey.publicKey(), Seat.ofManagers()),
                Map.entry(stationKey.publicKey(), Seat.ofStation())),
            CLOCK);
    CoreRole.Setting setting =
        new CoreRole.Setting(
            world.authority.certificate(),
            new CorePolicy(World.KEYS_PER_DEVICE, 2),
            List.of(
                world.certifierCert,
                world.factoryCert,
                recoveryCert,
                bankFactoryCert,
                secondCertifierCert),
            List.of(world.certifierCert.id(), world.factoryCert.id()));
    return start(
        "core",
        database ->
            operations(
                CoreRole.open(setting, callers, database, witness("core"), CLOCK),
                CoreRole::operations));
  }

  /** Another core takes the place of the one before, which is left as it is. */
  void restartCore() throws IOException {
    core = startCore().optional().orElseThrow();
  }

  ServiceAddress address(IssuerService service) {
    int port =
        Optional.ofNullable(recorders.get(service.port()))
            .map(ApiRecorder::port)
            .orElse(service.port());
    return new ServiceAddress(URI.create("http://" + ANYWHERE + ":" + port), ServerTrust.system());
  }

  /** Keeps what {@code service} is asked by whoever is led to it from now on. */
  ApiRecorder record(IssuerService service) throws IOException {
    ApiRecorder recorder = new ApiRecorder().leadTo(service.port());
    open.add(recorder::close);
    recorders.put(service.port(), recorder);
    return recorder;
  }

  /** Keeps what the core is asked. */
  ApiRecorder recordCore() throws IOException {
    return record(core);
  }

  CoreLine coreFor(Ed25519SecretKey caller) {
    return coreFor(caller, coreKey);
  }

  /** The core as {@code caller} asks it who takes it for the holder of {@code expected}. */
  CoreLine coreFor(Ed25519SecretKey caller, Ed25519SecretKey expected) {
    Line line = new Line(address(core), expected.publicKey(), caller, CLOCK);
    open.add(line::close);
    return new CoreLine(line);
  }

  /** Starts the certifier on what it left. */
  IssuerService startCertifier(IssuerCore asked) throws IOException {
    return startCertifier("certifier", world.classKey, asked);
  }

  /** Starts the second certifier, which has a class key of its own. */
  IssuerService startSecondCertifier(ClassKey classKey) throws IOException {
    return startCertifier("certifier2", classKey, coreFor(secondCertifierKey));
  }

  private IssuerService startCertifier(String role, ClassKey classKey, IssuerCore asked)
      throws IOException {
    return start(
            role,
            database ->
                operations(
                    CertifierRole.open(List.of(classKey), asked, database, witness(role), CLOCK),
                    CertifierRole::operations))
        .optional()
        .orElseThrow();
  }

  IssuerService startCertifier() throws IOException {
    return startCertifier(coreFor(certifierKey));
  }

  /** Starts the factory on what it left. */
  IssuerService startFactory() throws IOException {
    return startFactory(
        "factory",
        factoryKey,
        registerKey,
        new Factory.Identity(world.factoryKey, world.factoryCert, World.CURRENCY));
  }

  /** Starts the factory of a bank on what it left. */
  IssuerService startBankFactory() throws IOException {
    return startFactory(
        "bankfactory",
        bankFactoryKey,
        bankRegisterKey,
        new Factory.Identity(bankFactory, bankFactoryCert, World.CURRENCY));
  }

  private IssuerService startFactory(
      String role, Ed25519SecretKey own, Ed25519SecretKey register, Factory.Identity identity)
      throws IOException {
    TokenPolicy policy = new TokenPolicy(1, World.CLASS, 10, 14, World.LIMITS);
    return start(
            role,
            database ->
                operations(
                    FactoryRole.open(
                        new FactoryRole.Setting(
                            identity,
                            new TokenPolicy.ByOwner(policy, policy),
                            Optional.of(
                                new FactoryRole.TakingBack(
                                    world.authority.certificate(),
                                    World.CURRENCY,
                                    proof -> toInspection.submit(proof)))),
                        coreFor(own),
                        new Callers(
                            own,
                            Map.of(
                                register.publicKey(), Seat.ofRegister(),
                                volumeKey.publicKey(), Seat.ofVolume(),
                                policyKey.publicKey(), Seat.ofPolicy(),
                                inspectionKey.publicKey(), Seat.ofInspection()),
                            CLOCK),
                        database,
                        new FactoryRole.Witnesses(
                            witness(role + "tokens"),
                            witness(role + "owners"),
                            witness(role + "returned"),
                            witness(role + "policies")),
                        CLOCK,
                        RANDOM::nextBytes),
                    opened -> {
                      factory = Optional.of(opened);
                      return opened.operations();
                    }))
        .optional()
        .orElseThrow();
  }

  Line line(IssuerService to, Ed25519SecretKey role, Ed25519SecretKey caller) {
    Line line = new Line(address(to), role.publicKey(), caller, CLOCK);
    open.add(line::close);
    return line;
  }

  /** From now on factories bring payments to this. */
  void leadFactoriesTo(FactoryRole.Inspecting inspection) {
    toInspection = inspection;
  }

  /** Has the factory that was started last bring what waits. */
  void bring() throws IOException {
    factory.orElseThrow().bring();
  }

  /** The way of a bank's register to its factory. */
  FactoryLine bankRegisterTo(IssuerService factory) {
    return new FactoryLine(line(factory, bankFactoryKey, bankRegisterKey));
  }

  /** Somebody's way to the issuer's factory. */
  FactoryLine factoryFor(Ed25519SecretKey caller, IssuerService factory) {
    return new FactoryLine(line(factory, factoryKey, caller));
  }

  /** The register's way to a factory. */
  FactoryLine registerTo(IssuerService factory) {
    return new FactoryLine(line(factory, factoryKey, registerKey));
  }

  /** Starts the recovery agent on what it left. */
  IssuerService startRecovery() throws IOException {
    return start(
            "recovery",
            database ->
                operations(
                    RecoveryRole.open(
                        recoverer,
                        recoveryCert,
                        coreFor(recoveryKey),
                        new Callers(
                            recoveryKey, Map.of(stationKey.publicKey(), Seat.ofStation()), CLOCK),
                        database,
                        witness("recovery")),
                    RecoveryRole::operations))
        .optional()
        .orElseThrow();
  }

  /** Starts the root on what it left. */
  Answer<IssuerService> openRoot() throws IOException {
    return start(
        "root",
        database ->
            operations(
                RootRole.open(
                    world.authority,
                    DeviceFacts.ofIssuer(World.CURRENCY, World.CLASS, managers.publicKey()),
                    new Callers(rootKey, Map.of(stationKey.publicKey(), Seat.ofStation()), CLOCK),
                    database,
                    witness("root")),
                RootRole::operations));
  }

  /** Starts the root on what it left. */
  IssuerService startRoot() throws IOException {
    return openRoot().optional().orElseThrow();
  }

  /** Somebody's way to the root. */
  RootLine rootFor(Ed25519SecretKey caller, IssuerService role) {
    return new RootLine(line(role, rootKey, caller), world.authority.certificate());
  }

  /** The next managers that start never reach the core with this question, counted from 1. */
  void cutManagersOff(int question) {
    managersCut = question;
  }

  /** The core for managers whose line is cut before question {@code at}. */
  private static final class CutOff implements ManagedDevices {
    private final ManagedDevices core;
    private final int at;
    private int asked;

    CutOff(ManagedDevices core, int at) {
      this.core = core;
      this.at = at;
    }

    private ManagedDevices core() throws IOException {
      asked++;
      if (asked == at) {
        throw new IOException("the line to the core is cut");
      }
      return core;
    }

    @Override
    public Answer<OwnerId> owner(DeviceId device) throws IOException {
      return core().owner(device);
    }

    @Override
    public Verdict lend(DeviceId device, Amount total) throws IOException {
      return core().lend(device, total);
    }
  }

  /** Starts managers with this key on what was left. */
  Answer<IssuerService> openManagers(SigningKey key) throws IOException {
    return start(
        "managers",
        database ->
            operations(
                ManagersRole.open(
                    key,
                    new CutOff(coreFor(managersKey), managersCut),
                    new Callers(
                        managersKey, Map.of(stationKey.publicKey(), Seat.ofStation()), CLOCK),
                    database,
                    witness("managers")),
                ManagersRole::operations));
  }

  /** Starts the managers on what they left. */
  IssuerService startManagers() throws IOException {
    return startManagers(managers);
  }

  /** Starts managers with another key in their place. */
  IssuerService startManagers(SigningKey key) throws IOException {
    return openManagers(key).optional().orElseThrow();
  }

  /** Somebody's way to the managers. */
  ManagersLine managersFor(Ed25519SecretKey caller, IssuerService role) {
    return new ManagersLine(line(role, managersKey, caller), managers.publicKey());
  }

  /** Somebody's way to a recovery agent. */
  RecoveryLine recoveryFor(Ed25519SecretKey caller, IssuerService recovery) {
    return new RecoveryLine(line(recovery, recoveryKey, caller));
  }

  /** Starts inspection on what it left. */
  IssuerService startInspection(IssuerService factory) throws IOException {
    return startInspection(
        Map.of(world.factoryCert.id(), new FactoryLine(line(factory, factoryKey, inspectionKey))));
  }

  /** Starts inspection, which asks the issuer's factory and a bank's. */
  IssuerService startInspection(IssuerService factory, IssuerService ofBank) throws IOException {
    return startInspection(
        Map.of(
            world.factoryCert.id(), new FactoryLine(line(factory, factoryKey, inspectionKey)),
            bankFactoryCert.id(), new FactoryLine(line(ofBank, bankFactoryKey, inspectionKey))));
  }

  /** Starts inspection, which asks for tokens of the issuer's factory at {@code factory}. */
  IssuerService startInspection(ServiceAddress factory) throws IOException {
    Line line = new Line(factory, factoryKey.publicKey(), inspectionKey, CLOCK);
    open.add(line::close);
    return startInspection(Map.of(world.factoryCert.id(), new FactoryLine(line)));
  }

  private IssuerService startInspection(Map<KeyId, FactoryLine> factories) throws IOException {
    IssuedOverLines issued = new IssuedOverLines(coreFor(inspectionKey), factories);
    return start(
            "inspection",
            database ->
                operations(
                    InspectionRole.open(
                        new InspectionRole.Setting(world.authority.certificate(), World.CURRENCY),
                        issued,
                        new Callers(
                            inspectionKey,
                            Map.of(
                                examinerKey.publicKey(), Seat.ofExaminer(),
                                complianceKey.publicKey(), Seat.ofCompliance(),
                                volumeKey.publicKey(), Seat.ofVolume(),
                                policyKey.publicKey(), Seat.ofPolicy()),
                            CLOCK),
                        database,
                        witness("inspection"),
                        () -> CLOCK.epochSeconds() + inspectionAheadSeconds,
                        Optional.of(reportsKey)),
                    InspectionRole::operations))
        .optional()
        .orElseThrow();
  }

  /** Somebody's way to what inspection found. */
  InspectionLine inspectionFor(Ed25519SecretKey caller, IssuerService inspection) {
    return new InspectionLine(line(inspection, inspectionKey, caller));
  }

  /** Whoever brings payments. */
  DistantInspection bringerTo(IssuerService inspection) {
    DistantInspection bringer = new DistantInspection(address(inspection));
    open.add(bringer::close);
    return bringer;
  }

  static OwnerEntry owner(TestDevice device, String shown) {
    return new OwnerEntry(device.owner, new TokenOwner(false, new PayeeInfo(shown)));
  }

  /** Somebody with a purse. */
  DistantAgents agents(IssuerService certifier, IssuerService factory) {
    DistantAgents agents = new DistantAgents(address(certifier), address(factory));
    open.add(agents::close);
    return agents;
  }

  /** A device that the station registered. */
  TestDevice device(String of) throws IOException {
    TestDevice device = TestDevice.stranger(world, name + of);
    if (!coreFor(stationKey).register(device.record()).isAccepted()) {
      throw new AssertionError(of);
    }
    return device;
  }

  /** Two devices, and the class key that they make a crowd for. */
  void openClass() throws IOException {
    device("one of a crowd");
    device("two of a crowd");
    if (!coreFor(certifierKey).take(world.classKey.certificate()).isAccepted()) {
      throw new AssertionError("the class key is not taken");
    }
  }

  @Override
  public void close() throws IOException {
    for (Closeable each : open.reversed()) {
      each.close();
    }
  }
}
