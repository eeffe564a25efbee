package org.specie.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.specie.cash.application.query.LedgerGateway;
import org.specie.cash.gateway.client.Patience;
import org.specie.cli.network.RemoteAccess;
import org.specie.cli.network.ReplicaFleet;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.port.Clock;
import org.specie.kernel.core.port.Entropy;
import org.specie.ledger.api.LedgerRefusal;
import org.specie.ledger.transport.Outcome;
import org.specie.ledger.transport.identity.CertificateAuthority;
import org.specie.ledger.transport.identity.IdentityFiles;
import org.specie.ledger.transport.identity.PeerName;
import org.specie.ledger.transport.identity.Role;
import org.specie.ledger.transport.identity.TransportIdentity;
import org.specie.ledger.transport.identity.Validity;
import org.specie.node.governance.Governance;
import org.specie.node.reader.ReaderFolder;
import org.specie.node.replica.NetworkDescription;
import org.specie.node.replica.ReplicaFolder;
import org.specie.node.replica.ReplicaProcess;
import org.specie.quality.requirements.Requirement;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A network of real processes, and processes that come to it with every kind of certificate. */
final class StrangersTest {
  private static final Clock CLOCK = () -> System.currentTimeMillis() / 1000;
  private static final Entropy ENTROPY = new SecureRandom()::nextBytes;
  private static final long DEADLINE_SECONDS = 180;

  /** Comes before every replica, so it is the one to dial. */
  private static final String STRANGER = "a-stranger";

  /** Three ports a replica, and two of the reader. */
  private static final int REPLICA_PORTS = 12;

  private static final int PORTS = REPLICA_PORTS + 2;
  private static final int PORT_MIN = 20_000;
  private static final int PORT_COUNT = 12_000;
  private static final int PORT_ATTEMPTS_MAX = 100;
  private static final SecureRandom DRAWN = new SecureRandom();

  @TempDir private Path directory;
  private final int firstPort = freePorts();
  private final HttpClient http = HttpClient.newHttpClient();
  private final List<ReplicaProcess> others = new ArrayList<>();
  private Path bank = Path.of("");
  private Terminal terminal = new Terminal(Path.of(""));

  @BeforeEach
  void found() {
    terminal = new Terminal(directory);
    bank = directory.resolve("bank");
    String first = Integer.toString(firstPort);
    done("network", "create", "--replicas", "4", "--dir", "bank", "--first-port", first);
  }

  /**
   * The first of so many ports in a row at which nobody listens, below those that systems take for
   * outgoing links: nobody takes them before the replicas do.
   */
  private static int freePorts() {
    for (int attempt = 0; attempt < PORT_ATTEMPTS_MAX; attempt++) {
      int first = PORT_MIN + DRAWN.nextInt(PORT_COUNT);
      if (IntStream.range(first, first + PORTS).allMatch(StrangersTest::isFree)) {
        return first;
      }
    }
    throw new AssertionError("no %d ports in a row are free".formatted(PORTS));
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  /** What the replicas wrote, for whoever looks for the reason why one ended. */
  private static String logs(List<ReplicaFolder> replicas) throws IOException {
    StringBuilder logs = new StringBuilder();
    for (ReplicaFolder each : replicas) {
      logs.append(each.name())
          .append(":\n")
          .append(Files.readString(ReplicaProcess.of(each).log()));
    }
    return logs.toString();
  }

  @AfterEach
  void end() throws IOException {
    for (ReplicaProcess each : others) {
      each.stop();
    }
    terminal.run("network", "stop", "--dir", "bank");
  }

  private String done(String... words) {
    Terminal.Ran ran = terminal.run(words);
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    return ran.out();
  }

  private JsonNode json(String... words) {
    return JsonMapper.builder().build().readTree(done(words));
  }

  @Test
  @Requirement({"E12", "E14", "E22", "E25", "D6"})
  void processesAreLetInByTheirCertificatesAndPutOutWhenThoseAreRevoked() throws Exception {
    try (ReplicaFleet fleet = ReplicaFleet.in(bank, CLOCK, ENTROPY)) {
      List<ReplicaFolder> replicas = fleet.folders();
      fleet.startAll();
      try {
        fleet.awaitServing((_, _) -> {});
      } catch (IOException e) {
        throw new AssertionError(logs(replicas), e);
      }
      await(replicas, "metrics", page -> !page.isEmpty());
      strangersAreRefused(replicas);
      aReaderReads(replicas);

      assertThat(done("network", "revoke", "--name", "replica-4", "--dir", "bank"))
          .contains("list        number 3");
      List<ReplicaFolder> rest = replicas.subList(0, 3);
      await(rest, "an operator's link", page -> number(page, "specie_peers{") == 2);
      await(rest, "margin 0", page -> number(page, "specie_margin{") == 0);
      await(rest, "the alert", page -> number(page, "specie_health{") == 2);
      done("issue", "budget", "0", "500", "--network", "bank");
      JsonNode members = json("network", "members", "--dir", "bank", "--json");
      assertThat(members.get("operators").size()).as("the seat stays").isEqualTo(4);
    }
  }

  private void strangersAreRefused(List<ReplicaFolder> replicas) throws Exception {
    Governance governance = Governance.open(bank.resolve("governance"), CLOCK, ENTROPY);
    String scope = governance.certificate().scope();
    CertificateAuthority namesake =
        CertificateAuthority.found(scope, Validity.days(CLOCK, 1), ENTROPY);
    CertificateAuthority otherLedger =
        CertificateAuthority.found("another ledger", Validity.days(CLOCK, 1), ENTROPY);
    refused("unknown authority", 4305, namesake.enrol(Role.READER, name(), day()), replicas);
    refused("another ledger", 4305, otherLedger.enrol(Role.OPERATOR, name(), day()), replicas);
    CertificateAuthority issuing = authority();
    long now = CLOCK.epochSeconds();
    refused(
        "expired",
        4306,
        issuing.enrol(Role.OPERATOR, name(), new Validity(now - 7_200, now - 3_600)),
        replicas);
    refused("no seat", 4310, governance.enrol(Role.OPERATOR, name(), 1), replicas);

    TransportIdentity lost = governance.enrol(Role.READER, new PeerName("lost"), 1);
    done("network", "revoke", "--name", "lost", "--dir", "bank");
    await(replicas, "the list", page -> number(page, "specie_revocations_list{") == 1);
    refused("revoked", 4307, lost, replicas);

    await(replicas, "its peers", page -> number(page, "specie_peers{") == 3);
    await(replicas, "no reader", page -> number(page, "specie_readers{") == 0);
    await(replicas, "margin 1", page -> number(page, "specie_margin{") == 1);
    done("issue", "budget", "0", "600", "--network", "bank");
  }

  private CertificateAuthority authority() throws IOException {
    Path governance = bank.resolve("governance");
    return switch (IdentityFiles.authority(
        governance.resolve("authority.key"), governance.resolve("authority.crt"), ENTROPY)) {
      case Outcome.Accepted<CertificateAuthority>(var read) -> read;
      case Outcome.Refused<CertificateAuthority>(var reason) ->
          throw new IOException(reason.sentence());
    };
  }

  private static PeerName name() {
    return new PeerName(STRANGER);
  }

  private static Validity day() {
    return Validity.days(CLOCK, 1);
  }

  private void refused(
      String what, int code, TransportIdentity identity, List<ReplicaFolder> replicas)
      throws Exception {
    Path folder = Files.createDirectories(directory.resolve(what.replace(' ', '-')));
    Path key = folder.resolve("tls.key");
    Path certificate = folder.resolve("tls.crt");
    IdentityFiles.write(identity, key, certificate);
    List<Double> before = new ArrayList<>();
    for (ReplicaFolder each : replicas) {
      before.add(ended(page(each), code));
    }
    ReplicaProcess process = ReplicaProcess.of(folder, what);
    others.add(process);
    process.start(
        Knocking.class.getName(), List.of(bank.toString(), key.toString(), certificate.toString()));
    for (int i = 0; i < replicas.size(); i++) {
      double counted = before.get(i);
      await(replicas.subList(i, i + 1), what, page -> ended(page, code) > counted);
    }
    assertThat(process.stop()).as("%s was still knocking", what).isTrue();
  }

  private void aReaderReads(List<ReplicaFolder> replicas) throws Exception {
    String port = Integer.toString(firstPort + REPLICA_PORTS);
    done("network", "reader", "--name", "audit-1", "--dir", "bank", "--first-port", port);
    Path home = bank.resolve("audit-1");
    ReaderFolder folder = ReaderFolder.read(home);
    ReplicaProcess reader = ReplicaProcess.of(home, folder.name());
    others.add(reader);
    reader.start(Main.class.getName(), List.of("node", "run", "--home", home.toString()));
    await(replicas, "the reader", page -> number(page, "specie_readers{") == 1);
    NetworkDescription own = NetworkDescription.read(home);
    try (RemoteAccess access = RemoteAccess.to(own, CLOCK, ENTROPY, Patience.defaults())) {
      awaitHeight(access, 1);
      assertThat(access.gateway().submit(ByteString.utf8("a transaction")))
          .isEqualTo(new LedgerGateway.Outcome.NotAdmitted(LedgerRefusal.READ_ONLY));
    }
    assertThat(done("verify", "--network", "bank/audit-1")).contains("Sound");
    assertThat(json("network", "members", "--network", "bank/audit-1", "--json").get("operators"))
        .isEqualTo(json("network", "members", "--dir", "bank", "--json").get("operators"));
    await(replicas, "no peer more", page -> number(page, "specie_peers{") == 3);
    for (ReplicaFolder each : replicas) {
      assertThat(number(page(each), "specie_reader_refused_total{")).isZero();
    }
    Eventually.holds(
        (int) DEADLINE_SECONDS,
        () -> done("network", "status", "--dir", "bank").contains("reader      audit-1: block"));
    assertThat(done("network", "status", "--dir", "bank"))
        .contains("revoked     1 certificates, list 1");

    anAuditorSeesTheLedgerByItAlone(reader);
    reader.start(Main.class.getName(), List.of("node", "run", "--home", home.toString()));
    await(replicas, "the reader again", page -> number(page, "specie_readers{") == 1);

    done("network", "revoke", "--name", "audit-1", "--dir", "bank");
    await(replicas, "its end", page -> number(page, "specie_readers{") == 0);
    await(replicas, "its return", page -> ended(page, 4307) > 1);
    assertThat(reader.stop()).isTrue();
  }

  /**
   * An auditor with a key in the policy and without a wallet asks its own reader: when that stops,
   * it sees nothing any more, although all operators are there. The reader is stopped afterwards.
   */
  private void anAuditorSeesTheLedgerByItAlone(ReplicaProcess reader) throws Exception {
    done("auditor", "create", "--dir", "bank");
    assertThat(
            terminal
                .run("auditor", "follow", "bank/replica-1", "--home", "bank/auditor-1")
                .exitCode())
        .isEqualTo(ExitCode.USAGE);
    done("auditor", "follow", "bank/audit-1", "--home", "bank/auditor-1");
    done("auditor", "start", "--home", "bank/auditor-1");
    try {
      Eventually.holds(
          (int) DEADLINE_SECONDS, () -> auditor().contains("height") && auditor().contains("yes"));
      assertThat(reader.stop()).isTrue();
      Eventually.holds((int) DEADLINE_SECONDS, () -> auditor().contains("not seen"));
    } finally {
      terminal.run("auditor", "stop", "--home", "bank/auditor-1");
    }
  }

  private String auditor() {
    return terminal.run("auditor", "status", "--home", "bank/auditor-1").out();
  }

  /** A reader that has just been started fetches the ledger first. */
  private static void awaitHeight(RemoteAccess access, long height) throws IOException {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
    long reached = -1;
    while (reached < height) {
      assertThat(System.nanoTime() - until).as("block %d, not %d", height, reached).isNegative();
      try {
        reached = access.gateway().tip().height();
      } catch (IOException e) {
        LockSupport.parkNanos(50_000_000);
      }
    }
  }

  /** What a replica shows; nothing before it does. */
  private String page(ReplicaFolder replica) throws IOException {
    URI metrics = URI.create("http://" + replica.metrics() + "/metrics");
    try {
      return http.send(
              HttpRequest.newBuilder(metrics).build(), HttpResponse.BodyHandlers.ofString())
          .body();
    } catch (IOException e) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** The sum over all lines that begin with {@code meter}. */
  private static double number(String page, String meter) {
    return page.lines()
        .filter(line -> line.startsWith(meter))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  /** Connections the port for operators refused or ended with {@code code}. */
  private static double ended(String page, int code) {
    return page.lines()
        .filter(line -> line.startsWith("specie_connections_ended_total{"))
        .filter(line -> line.contains("code=\"" + code + "\""))
        .filter(line -> line.contains("port=\"operators\""))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private void await(List<ReplicaFolder> replicas, String what, Predicate<String> isSo)
      throws IOException {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
    for (ReplicaFolder each : replicas) {
      while (!isSo.test(page(each))) {
        assertThat(System.nanoTime() - until)
            .as("%s does not see %s", each.name(), what)
            .isNegative();
        LockSupport.parkNanos(50_000_000);
      }
    }
  }
}
