package org.specie.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.specie.cash.application.LedgerConstants;
import org.specie.cash.application.policy.PolicyProfile;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Clock;
import org.specie.kernel.core.port.Entropy;
import org.specie.node.LocalNetwork;
import org.specie.node.NetworkPlan;
import org.specie.node.home.DirectoryHome;
import org.specie.node.replica.NetworkDescription;
import org.specie.node.replica.Replica;
import org.specie.node.replica.ReplicaFolder;
import org.specie.node.replica.ReplicatedFounding;
import org.specie.quality.requirements.Requirement;
import org.specie.wallet.address.AddressText;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A warrant from its proposal to what it opens, on the command line. */
final class OpeningCommandsTest {
  private static final String NETWORK = "bank";
  private static final Entropy ENTROPY = new SecureRandom()::nextBytes;
  private static final Clock CLOCK = () -> Instant.now().getEpochSecond();

  @TempDir private Path directory;

  private Terminal.Ran run(String... words) {
    String[] all = Arrays.copyOf(words, words.length + 2);
    all[words.length] = "--network";
    all[words.length + 1] = NETWORK;
    return new Terminal(directory).run(all);
  }

  private String done(String... words) {
    Terminal.Ran ran = run(words);
    assertThat(ran.exitCode()).as("%s%n%s", String.join(" ", words), ran.err()).isZero();
    return ran.out();
  }

  private JsonNode json(String... words) {
    return JsonMapper.builder().build().readTree(done(words));
  }

  private void refused(int code, String... words) {
    Terminal.Ran ran = run(words);
    assertThat(ran.err()).contains("Refused " + code, "Tip: ");
    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.out()).isEmpty();
  }

  private String enrolled(String name) {
    done("wallet", "new", "--wallet", name);
    done("wallet", "enrol", "--evidence", "passport of " + name, "--wallet", name);
    return json("wallet", "receive", "--json", "--wallet", name).get("address").asString();
  }

  private String key(String address) throws IOException, MalformedInput {
    var genesis = LocalNetwork.genesis(DirectoryHome.at(directory.resolve(NETWORK))).orElseThrow();
    return AddressText.read(LedgerConstants.of(genesis).suite(), address)
        .publicSpendKey()
        .toCompressed()
        .toHex();
  }

  private static String folder(String member) {
    return NETWORK + "/" + member;
  }

  @Test
  @Requirement("D31")
  void authoritiesOrderAndAuditorsAndOperatorsOpenExactlyOnePayment()
      throws IOException, MalformedInput {
    done("network", "create", "--operators", "1");
    openOnePayment();
  }

  /** The operators are asked over the network: one has lost its share, one is away at the end. */
  @Test
  @Timeout(300)
  @Requirement("D31")
  void operatorsOfReplicasGiveTheirSharesForTheWarrant() throws IOException, MalformedInput {
    Path bank = directory.resolve(NETWORK);
    NetworkPlan plan = NetworkPlan.standard(CLOCK.epochSeconds()).withProfile(PolicyProfile.BOI);
    NetworkDescription network =
        new ReplicatedFounding(bank, plan, CLOCK, ENTROPY).found("127.0.0.1", 0);
    Files.delete(bank.resolve("replica-2/secrets/operators/2/escrow-share"));
    List<Replica> running = new ArrayList<>();
    try {
      for (NetworkDescription.Member each : network.replicas()) {
        Path folder = bank.resolve(each.folder());
        running.add(Replica.open(ReplicaFolder.read(folder), CLOCK, ENTROPY));
      }
      String core = openOnePayment();
      running.removeLast().close();
      String[] open = {
        "access", "open", core, "--as", folder("auditor-1"), "--as", folder("auditor-2"), "--json"
      };
      assertThat(json(open).get("amount").asString()).isEqualTo("5000.01");
      assertThat(done("verify")).contains("Sound");
      proposeAnotherKey();
    } finally {
      for (Replica each : running) {
        each.close();
      }
    }
  }

  /** A change of operators goes as a file from hand to hand like everything else. */
  private void proposeAnotherKey() {
    Terminal.Ran made =
        new Terminal(directory).run("node", "rotate", "--home", folder("replica-3"));
    assertThat(made.exitCode()).as(made.err()).isZero();
    String candidacy = folder("replica-3/candidacy");
    assertThat(done("network", "operators", "rotate", candidacy, "--out", "rotate.act"))
        .contains("Has other operators take over: replica-1", "committee, 2 of 3");
    done("act", "sign", "rotate.act", "--as", folder("committee-1"));
    refused(2101, "act", "submit", "rotate.act");
    done("act", "sign", "rotate.act", "--as", folder("committee-2"));
    done("act", "submit", "rotate.act");
    assertThat(json("network", "operators", "--json").get("planned").get("plan").asString())
        .hasSize(64);
  }

  /** From a network that was just founded; the core of the payment that was opened. */
  private String openOnePayment() throws IOException, MalformedInput {
    String ana = enrolled("ana");
    String ben = enrolled("ben");
    String account =
        json("wallet", "receive", "--json", "--wallet", "ana").get("account").asString();
    done("issue", "ordinary", account, "12000");
    done("wallet", "load", "12000", "--wallet", "ana");
    done("wallet", "pay", ben, "5000.01", "--tier", "3", "--wallet", "ana");
    done("wallet", "pay", ben, "1.00", "--wallet", "ana");
    String core =
        json("wallet", "entries", "--json", "--wallet", "ana")
            .get("entries")
            .get(0)
            .get("entry")
            .asString();

    refused(3601, "access", "share", core, "--as", folder("auditor-1"), "--out", "one.share");
    refused(3601, "access", "open", core, "--as", folder("auditor-1"));
    order(core);
    JsonNode warrants = json("network", "warrants", "--json").get("warrants");
    assertThat(warrants.size()).isEqualTo(1);
    assertThat(warrants.get(0).get("core").asString()).isEqualTo(core);
    assertThat(warrants.get(0).get("grounds").asString())
        .isEqualTo(Hash32.sha256(ByteString.utf8("file 17/26")).toHex());

    done("access", "share", core, "--as", folder("auditor-1"), "--out", "one.share");
    refused(3602, "access", "open", core);
    refused(3602, "access", "open", core, "--share", "one.share");
    refused(3602, "access", "open", core, "--share", "one.share", "--as", folder("auditor-1"));
    JsonNode opened =
        json("access", "open", core, "--share", "one.share", "--as", folder("auditor-3"), "--json");
    assertThat(opened.get("payer").asString()).isEqualTo(key(ana));
    assertThat(opened.get("payee").asString()).isEqualTo(key(ben));
    assertThat(opened.get("amount").asString()).isEqualTo("5000.01");
    assertThat(opened.get("warrant").asString())
        .isEqualTo(warrants.get(0).get("record").asString());
    falseSharesAreRefused(core);
    return core;
  }

  private void order(String core) {
    done("act", "propose", "open", core, "--grounds", "file 17/26", "--out", "open.act");
    done("act", "sign", "open.act", "--as", folder("authority-1"));
    refused(2101, "act", "submit", "open.act");
    done("act", "sign", "open.act", "--as", folder("authority-3"));
    done("act", "submit", "open.act");
    done("act", "propose", "open", core, "--grounds", "again", "--out", "again.act");
    done("act", "sign", "again.act", "--as", folder("authority-1"));
    done("act", "sign", "again.act", "--as", folder("authority-2"));
    refused(3022, "act", "submit", "again.act");
  }

  private void falseSharesAreRefused(String core) throws IOException {
    String text = Files.readString(directory.resolve("one.share"));
    int last = text.length() - 2;
    Files.writeString(
        directory.resolve("changed.share"),
        text.substring(0, last) + (text.charAt(last) == '0' ? '1' : '0') + "\n");
    refused(3605, "access", "open", core, "--share", "changed.share");
    Files.writeString(directory.resolve("other.share"), text.replace(core, Hash32.ZERO.toHex()));
    refused(3605, "access", "open", core, "--share", "other.share");
    Files.writeString(directory.resolve("none.share"), "core = " + core + "\nshare = 00\n");
    refused(3604, "access", "open", core, "--share", "none.share");
    Terminal.Ran foreign = run("access", "open", core, "--as", folder("authority-1"));
    assertThat(foreign.exitCode()).isEqualTo(3);
    assertThat(foreign.err()).contains("no share of an escrow key");
  }
}
