package org.specie.cli.auditor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.specie.cash.application.policy.PolicyProfile;
import org.specie.cash.application.query.LedgerGateway.Recorded;
import org.specie.cash.application.transaction.CashTransaction;
import org.specie.cash.gateway.service.GatewayLimits;
import org.specie.cash.gateway.service.GatewayPort;
import org.specie.cash.gateway.service.GatewayService;
import org.specie.cash.protocol.transaction.Approval;
import org.specie.cash.protocol.transaction.Kind;
import org.specie.cash.protocol.transaction.StateTransaction;
import org.specie.cli.ExitCode;
import org.specie.cli.Terminal;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Clock;
import org.specie.kernel.core.port.Entropy;
import org.specie.ledger.transport.Endpoint;
import org.specie.ledger.transport.MonotonicClock;
import org.specie.ledger.transport.TransportPorts;
import org.specie.ledger.transport.client.ClientListener;
import org.specie.ledger.transport.client.ClientListenerConfig;
import org.specie.ledger.transport.identity.PeerName;
import org.specie.ledger.transport.identity.Role;
import org.specie.ledger.transport.identity.Trust;
import org.specie.node.LocalNetwork;
import org.specie.node.NetworkPlan;
import org.specie.node.governance.Governance;
import org.specie.node.home.DirectoryHome;
import org.specie.node.replica.NetworkDescription;
import org.specie.quality.requirements.Requirement;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Three auditors, each a process of its own, and people who pay above the budget with commands
 * alone. docs/spec/42-auditor.md.
 */
@Timeout(600)
final class ApprovedPaymentsTest {
  private static final Clock CLOCK = () -> Instant.now().getEpochSecond();
  private static final Entropy ENTROPY = new SecureRandom()::nextBytes;
  private static final String BANK = "bank";
  private static final String PROVIDER = "north";
  private static final int DAYS = 2;

  @TempDir private Path folder;
  private Terminal terminal;
  private LocalNetwork ledger;
  private GatewayService service;
  private ClientListener operator;

  @BeforeEach
  void build() throws IOException {
    terminal = new Terminal(folder);
    Path bank = folder.resolve(BANK);
    DirectoryHome home = DirectoryHome.at(bank);
    NetworkPlan plan =
        NetworkPlan.standard(CLOCK.epochSeconds())
            .withOperators(1)
            .withTiers(NetworkPlan.Tiers.of(PolicyProfile.BOI, 3, 3));
    ledger = LocalNetwork.create(home, plan, CLOCK, ENTROPY);
    Governance governance =
        Governance.found(bank.resolve(Governance.FOLDER), "village", CLOCK, ENTROPY);
    service = new GatewayService(ledger.answers(), GatewayLimits.defaults());
    operator =
        ClientListener.start(
            ClientListenerConfig.usual(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)),
            governance.enrol(Role.OPERATOR, new PeerName("operator-1"), DAYS),
            new Trust(governance.certificate(), CLOCK),
            new TransportPorts(CLOCK, MonotonicClock.SYSTEM, ENTROPY),
            new GatewayPort(service));
    new NetworkDescription(
            LocalNetwork.genesis(home).orElseThrow(),
            governance.certificate(),
            0,
            List.of(
                new NetworkDescription.Member(
                    "operator-1", new Endpoint("127.0.0.1", operator.port()), "")))
        .write(bank);
  }

  @AfterEach
  void close() throws IOException {
    if (Files.exists(folder.resolve(PROVIDER))) {
      var _ = terminal.run("psp", "stop", "--home", PROVIDER);
    }
    for (int number = 1; number <= 3; number++) {
      Path home = home(number);
      if (AuditorFolder.isIn(home)) {
        AuditorFolder.read(home).process().stop();
      }
    }
    operator.close();
    service.close();
    ledger.close();
  }

  private Path home(int number) {
    return folder.resolve(BANK).resolve("auditor-" + number);
  }

  private Terminal.Ran run(String... words) {
    Terminal.Ran ran = terminal.run(words);
    assertThat(ran.exitCode()).as("%s: %s", Arrays.toString(words), ran.err()).isZero();
    return ran;
  }

  private JsonNode json(String... words) {
    String[] all = Arrays.copyOf(words, words.length + 1);
    all[words.length] = "--json";
    return JsonMapper.builder().build().readTree(run(all).out());
  }

  private JsonNode auditor(int number, String command, String... words) {
    String[] all = new String[words.length + 4];
    all[0] = "auditor";
    all[1] = command;
    System.arraycopy(words, 0, all, 2, words.length);
    all[words.length + 2] = "--home";
    all[words.length + 3] = home(number).toString();
    return json(all);
  }

  private void start(int number) {
    run("auditor", "start", "--home", home(number).toString());
  }

  private JsonNode wallet(String whose, String command, String... words) {
    return walletOn(BANK, whose, command, words);
  }

  private JsonNode walletOn(String network, String whose, String command, String... words) {
    String[] all = new String[words.length + 6];
    all[0] = "wallet";
    all[1] = command;
    System.arraycopy(words, 0, all, 2, words.length);
    all[words.length + 2] = "--network";
    all[words.length + 3] = network;
    all[words.length + 4] = "--wallet";
    all[words.length + 5] = whose;
    return json(all);
  }

  private String settle(String whose) {
    wallet(whose, "new");
    wallet(whose, "enrol", "--evidence", "passport of " + whose);
    return wallet(whose, "receive").get("address").asString();
  }

  private StateTransaction lastOnTheLedger() throws IOException {
    long tip = ledger.gateway().tip().height();
    List<Recorded> all = ledger.gateway().blocks(0, tip);
    try {
      if (CashTransaction.decode(ledger.ledger().suite(), all.getLast().bytes())
          instanceof CashTransaction.Private(StateTransaction transaction)) {
        assertThat(all.getLast().code()).isZero();
        return transaction;
      }
    } catch (MalformedInput e) {
      throw new AssertionError(e);
    }
    throw new AssertionError("the last transaction is a private one");
  }

  @Test
  @Requirement({"D12", "D9", "U10"})
  void paysAboveTheBudgetWithAuditorsOfWhomOneIsKilled() throws IOException {
    assertThat(json("auditor", "create", "--dir", BANK).get("auditors").size()).isEqualTo(3);
    String shop = settle("shop.wallet");
    String ana = settle("ana.wallet");
    run("issue", "private", ana, "9000", "--dir", BANK);

    Terminal.Ran over =
        terminal.run("wallet", "pay", shop, "1700", "--network", BANK, "--wallet", "ana.wallet");
    assertThat(over.exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(over.err()).contains("5206").contains("tier 2");

    JsonNode nobody = wallet("ana.wallet", "pay", shop, "1700", "--tier", "2", "--words", "a boat");
    assertThat(nobody.toString()).as("no auditor runs yet").contains("pending");
    assertThat(wallet("ana.wallet", "settle").get("approvals").asInt()).isZero();

    for (int number = 1; number <= 3; number++) {
      start(number);
    }
    assertThat(AuditorFolder.read(home(3)).process().kill()).isTrue();
    assertThat(wallet("ana.wallet", "settle").get("waits").asBoolean()).isFalse();
    StateTransaction paid = lastOnTheLedger();
    assertThat(paid.kind()).isEqualTo(Kind.APPROVED_PAY);
    assertThat(paid.approvals()).extracting(Approval::index).containsExactly(0, 1);

    decidesByPersons(shop);
    JsonNode status = auditor(1, "status");
    assertThat(status.get("named").asBoolean()).isTrue();
    assertThat(status.get("decisions").asInt()).isEqualTo(3);
    paysThroughAProvider(ana);
    wallet("shop.wallet", "claim");
    assertThat(wallet("shop.wallet", "balance").toString()).contains("4700.00");
  }

  /** 1.2: a provider leads to auditors as to operators. */
  private void paysThroughAProvider(String ana) throws IOException {
    JsonNode provider =
        json("psp", "create", "--home", PROVIDER, "--name", "north.example", "--dir", BANK);
    run("psp", "start", "--home", PROVIDER);
    run(
        "psp",
        "join",
        provider.get("url").asString(),
        "--fingerprint",
        provider.get("fingerprint").asString(),
        "--dir",
        "mine");
    assertThat(walletOn("mine", "shop.wallet", "pay", ana, "1000", "--tier", "2").toString())
        .contains("final");
    assertThat(lastOnTheLedger().kind()).isEqualTo(Kind.APPROVED_PAY);
  }

  /**
   * More than the rules approve: two persons at two auditors decide, and one of them is restarted.
   */
  private void decidesByPersons(String shop) throws IOException {
    wallet("ana.wallet", "pay", shop, "4000", "--tier", "2", "--words", "a house");
    JsonNode waiting = auditor(1, "queue").get("payments").get(0);
    assertThat(waiting.get("amount").asString()).isEqualTo("4000.00");
    assertThat(waiting.get("words").asString()).isEqualTo("a house");
    String core = waiting.get("payment").asString();
    assertThat(auditor(1, "approve", core, "--by", "Noa").get("approved").asBoolean()).isTrue();
    assertThat(wallet("ana.wallet", "settle").get("approvals").asInt()).isEqualTo(1);
    run("auditor", "stop", "--home", home(2).toString());
    start(2);
    assertThat(auditor(2, "queue").get("payments").get(0).get("payment").asString())
        .as("what waits outlives the process")
        .isEqualTo(core);
    assertThat(
            auditor(2, "approve", core, "--by", "Omer", "--grounds", "contract seen")
                .get("approved")
                .asBoolean())
        .isTrue();
    assertThat(wallet("ana.wallet", "settle").get("waits").asBoolean()).isFalse();
    assertThat(lastOnTheLedger().core().toHex()).isEqualTo(core);
    Terminal.Ran again =
        terminal.run("auditor", "refuse", core, "--by", "Noa", "--home", home(1).toString());
    assertThat(again.exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(again.err()).contains("6213");
    assertThat(Files.readString(home(1).resolve("log"))).doesNotContain("house", "4000");
  }
}
