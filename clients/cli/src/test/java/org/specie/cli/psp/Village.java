package org.specie.cli.psp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.specie.cash.application.policy.EpochRule;
import org.specie.cash.application.policy.WalletClass;
import org.specie.cash.application.query.LedgerGateway;
import org.specie.cash.application.transaction.Act;
import org.specie.cash.application.transaction.CashTransaction;
import org.specie.cash.gateway.service.GatewayLimits;
import org.specie.cash.gateway.service.GatewayPort;
import org.specie.cash.gateway.service.GatewayService;
import org.specie.cash.protocol.transaction.Header;
import org.specie.cli.ExitCode;
import org.specie.cli.Terminal;
import org.specie.cli.registrar.RegistrarFolder;
import org.specie.cli.registrar.Serving;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.port.Clock;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.signature.Address;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.ledger.transport.Endpoint;
import org.specie.ledger.transport.MonotonicClock;
import org.specie.ledger.transport.TransportPorts;
import org.specie.ledger.transport.client.ClientListener;
import org.specie.ledger.transport.client.ClientListenerConfig;
import org.specie.ledger.transport.identity.CertificateAuthority;
import org.specie.ledger.transport.identity.PeerName;
import org.specie.ledger.transport.identity.Role;
import org.specie.ledger.transport.identity.Trust;
import org.specie.ledger.transport.identity.Validity;
import org.specie.node.LocalNetwork;
import org.specie.node.NetworkPlan;
import org.specie.node.home.DirectoryHome;
import org.specie.node.replica.NetworkDescription;
import org.specie.node.role.Committee;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A ledger of one operator in this process, which serves wallets as any operator does; an identity
 * provider; payment service providers, each a process of its own; and somebody who listens between
 * them.
 */
final class Village implements AutoCloseable {
  static final Clock CLOCK = () -> Instant.now().getEpochSecond();
  static final Entropy ENTROPY = new SecureRandom()::nextBytes;
  static final String BANK = "bank";
  private static final String HALL = "hall";
  private static final String OPERATOR = "operator 1";
  private static final long EPOCH_SECONDS = 30L * 24 * 60 * 60;
  private static final int DAYS = 2;

  private final Path folder;
  private final Terminal terminal;
  private final LocalNetwork ledger;
  private final Committee committee;
  private final GatewayService service;
  private final ClientListener operator;
  private final Middle operatorsLine;
  private final String issuer;
  private final Map<Path, Serving> registrars = new TreeMap<>();
  private final Set<String> atWork = new TreeSet<>();

  /**
   * @param budget of a person, and the most one private payment may carry
   */
  Village(Path folder, Amount budget) throws IOException {
    this.folder = folder;
    this.terminal = new Terminal(folder);
    DirectoryHome home = DirectoryHome.at(folder.resolve(BANK));
    this.ledger = LocalNetwork.create(home, plan(budget), CLOCK, ENTROPY);
    this.committee =
        Committee.open(
            home, ledger.ledger().ledgerId(), ledger.ledger().firstPolicy().committee(), ENTROPY);
    this.service = new GatewayService(ledger.answers(), GatewayLimits.defaults());
    CertificateAuthority authority =
        CertificateAuthority.found("village", Validity.days(CLOCK, DAYS), ENTROPY);
    this.operator =
        ClientListener.start(
            ClientListenerConfig.usual(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)),
            authority.enrol(Role.OPERATOR, new PeerName(OPERATOR), Validity.days(CLOCK, DAYS)),
            new Trust(authority.certificate(), CLOCK),
            new TransportPorts(CLOCK, MonotonicClock.SYSTEM, ENTROPY),
            new GatewayPort(service));
    this.operatorsLine = new Middle(operator.port());
    new NetworkDescription(
            LocalNetwork.genesis(home).orElseThrow(),
            authority.certificate(),
            0,
            List.of(
                new NetworkDescription.Member(
                    OPERATOR, new Endpoint("127.0.0.1", operatorsLine.port()), "")))
        .write(folder.resolve(BANK));
    this.issuer =
        json("identity", "create", "--home", HALL, "--name", "hall", "--json")
            .get("issuer")
            .asString();
    run("registrar", "create", "--dir", BANK, "--issuer", issuer);
  }

  /** Opens the founding's registrars in this process, each with its folder alone. */
  private void openRegistrars() throws IOException {
    if (registrars.isEmpty()) {
      for (int i = 0; i < ledger.ledger().firstPolicy().registrars().keys().size(); i++) {
        openRegistrar(registrar(i + 1));
      }
    }
  }

  /** Opens the registrar that lives in {@code home}. */
  void openRegistrar(Path home) throws IOException {
    registrars.put(home, Serving.open(RegistrarFolder.read(home), CLOCK, ENTROPY));
  }

  /** Closes the registrar that is the {@code number}th of the first policy. */
  void closeRegistrar(int number) throws IOException {
    Optional.ofNullable(registrars.remove(registrar(number))).orElseThrow().close();
  }

  /** Makes a registrar that is to take somebody's place; its key. */
  Ed25519PublicKey newRegistrar(String home, String before) throws IOException {
    run(
        "registrar",
        "create",
        "--dir",
        BANK,
        "--issuer",
        issuer,
        "--home",
        home,
        "--in-place-of",
        before);
    return RegistrarFolder.read(Path.of(home)).key();
  }

  /** The folder of the registrar that is the {@code number}th of the first policy. */
  Path registrar(int number) {
    return folder.resolve(BANK).resolve("registrar-" + number);
  }

  private static NetworkPlan plan(Amount budget) {
    NetworkPlan standard = NetworkPlan.standard(CLOCK.epochSeconds());
    return new NetworkPlan(
        standard.name(),
        standard.currency(),
        1,
        List.of(new WalletClass("person", budget), new WalletClass("business", budget)),
        budget,
        new EpochRule.FixedLength(1, CLOCK.epochSeconds(), EPOCH_SECONDS),
        Amount.ofMinor(Amount.SUPPLY_CAP_MINOR),
        standard.committee(),
        standard.registrars());
  }

  Path folder() {
    return folder;
  }

  /** What goes between providers and the operator. */
  Middle operatorsLine() {
    return operatorsLine;
  }

  /** Runs a command, which succeeds. */
  Terminal.Ran run(String... words) {
    Terminal.Ran ran = terminal.run(words);
    assertThat(ran.exitCode()).as("%s: %s", Arrays.toString(words), ran.err()).isZero();
    return ran;
  }

  private JsonNode json(String... words) {
    return JsonMapper.builder().build().readTree(run(words).out());
  }

  /** A provider that runs, and who listens in front of it. */
  record Provider(String name, String fingerprint, int port, Middle line) {
    /** Where customers ask it. */
    String url() {
      return "http://127.0.0.1:" + line.port();
    }
  }

  Provider provider(String name) throws IOException {
    return provider(name, InetAddress.getLoopbackAddress(), List.of());
  }

  /**
   * A provider that sees its customers at the address {@code from}, and carries letters to {@code
   * neighbours}.
   */
  Provider provider(String name, InetAddress from, List<Provider> neighbours) throws IOException {
    openRegistrars();
    JsonNode made =
        json(
            "psp",
            "create",
            "--home",
            name,
            "--name",
            name,
            "--dir",
            BANK,
            "--issuer",
            issuer,
            "--registrars",
            BANK + "/registrars",
            "--json");
    for (Provider each : neighbours) {
      run("psp", "neighbour", each.url(), "--home", name);
    }
    run("psp", "start", "--home", name);
    atWork.add(name);
    String url = made.get("url").asString();
    int port = Integer.parseInt(url.substring(url.lastIndexOf(':') + 1));
    return new Provider(name, made.get("fingerprint").asString(), port, new Middle(port, from));
  }

  /** To the database of {@code provider}, as its owner or a thief has it. */
  Connection connection(Provider provider) throws IOException, SQLException {
    List<String> server =
        Files.readAllLines(folder.resolve(provider.name()).resolve("database/postmaster.pid"));
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + server.get(3).strip() + "/postgres?user=postgres");
  }

  /** The sealed requests that {@code provider} keeps, as bytes and in hexadecimal. */
  Map<String, byte[]> requests(Provider provider) throws IOException, SQLException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try (Connection connection = connection(provider);
        Statement find = connection.createStatement();
        ResultSet row = find.executeQuery("SELECT content, content FROM sealed_request")) {
      while (row.next()) {
        all.write(row.getBytes(1));
        all.write(row.getString(2).getBytes(StandardCharsets.US_ASCII));
      }
    }
    assertThat(all.size()).isPositive();
    return Map.of("the requests", all.toByteArray());
  }

  /** Changes what {@code provider} keeps. */
  void database(Provider provider, String statement) throws IOException, SQLException {
    try (Connection connection = connection(provider);
        Statement change = connection.createStatement()) {
      assertThat(change.executeUpdate(statement)).isPositive();
    }
  }

  /** Ends the provider as a fire would: its process, its database, its folder. */
  void burn(Provider provider) throws IOException {
    Path home = folder.resolve(provider.name());
    List<ProcessHandle> database = database(home);
    assertThat(ProviderFolder.read(home).process().kill()).isTrue();
    atWork.remove(provider.name());
    database.forEach(ProcessHandle::destroyForcibly);
    database.forEach(each -> each.onExit().join());
    provider.line().close();
    removeAll(home);
  }

  /** The server and all that work for it, which write into its folder too. */
  private static List<ProcessHandle> database(Path home) throws IOException {
    Path pid = home.resolve("database").resolve("postmaster.pid");
    ProcessHandle server =
        ProcessHandle.of(Long.parseLong(Files.readAllLines(pid).getFirst().strip())).orElseThrow();
    return Stream.concat(Stream.of(server), server.descendants()).toList();
  }

  static void removeAll(Path place) throws IOException {
    try (Stream<Path> all = Files.walk(place)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }

  /** Makes {@code device} one of a customer of {@code provider}; the customer's key. */
  String join(String device, Provider provider) {
    return json(
            "psp",
            "join",
            provider.url(),
            "--fingerprint",
            provider.fingerprint(),
            "--dir",
            device,
            "--json")
        .get("customer")
        .asString();
  }

  /** Has the identity provider vouch for {@code person} as the holder of {@code customer}. */
  Path evidence(String person, String customer) {
    Path file = folder.resolve(person + ".evidence");
    Terminal.Ran ran =
        terminal.type(
            List.of(person),
            "identity",
            "vouch",
            "--home",
            HALL,
            "--customer",
            customer,
            "--out",
            file.toString());
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    return file;
  }

  /** Has the committee do {@code act}. */
  void decide(Act act) throws IOException {
    long validUntil = Header.validUntilFrom(ledger.gateway().tip().height());
    CashTransaction decided = CashTransaction.of(committee.decide(act, validUntil));
    assertThat(ledger.gateway().submit(decided.encode()))
        .isInstanceOfSatisfying(
            LedgerGateway.Outcome.Final.class,
            outcome -> assertThat(outcome.recorded().code()).isZero());
  }

  /** An account that is nobody's in particular. */
  Address anybody() {
    return ledger.ledger().treasury();
  }

  /** The ledger itself, for whoever wants to know what is on it. */
  LedgerGateway truth() {
    return ledger.gateway();
  }

  /** Whether all money there is was issued. */
  boolean isConserved() throws IOException {
    return ledger.reader().supply().isConserved(ledger.reader().pool());
  }

  /** The providers named stop, and everything else here. */
  void stop(Provider... providers) throws IOException {
    for (Provider each : providers) {
      assertThat(terminal.run("psp", "stop", "--home", each.name()).exitCode())
          .isEqualTo(ExitCode.DONE);
      atWork.remove(each.name());
      each.line().close();
    }
  }

  /** A test that failed leaves no provider running either. */
  @Override
  public void close() throws IOException {
    for (String name : atWork) {
      var _ = terminal.run("psp", "stop", "--home", name);
    }
    for (Serving each : registrars.values()) {
      each.close();
    }
    operatorsLine.close();
    operator.close();
    service.close();
    ledger.close();
  }
}
