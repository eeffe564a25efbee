package org.specie.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.specie.cash.application.LedgerConstants;
import org.specie.cash.gateway.client.Patience;
import org.specie.cash.gateway.message.ReplicaStatus;
import org.specie.cli.network.RemoteAccess;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.port.Storage;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.ledger.api.block.DomainTag;
import org.specie.ledger.api.certificate.Equivocation;
import org.specie.ledger.api.certificate.OperatorKey;
import org.specie.ledger.api.certificate.SignedStatement;
import org.specie.node.Operators;
import org.specie.node.home.DirectoryHome;
import org.specie.node.replica.NetworkDescription;
import org.specie.node.replica.NetworkDescription.Member;
import org.specie.node.replica.ReplicaFolder;
import org.specie.node.replica.ReplicaProcess;
import org.specie.node.resharing.ShareVault;
import org.specie.quality.requirements.Requirement;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Operators come, go, change keys and are expelled on replicas that are processes of their own,
 * while people pay. docs/spec/27-membership.md.
 */
@Timeout(600)
final class ChangeOfOperatorsTest {
  private static final int SECONDS = 180;

  /** In which replica-3, at the third place, is caught. */
  private static final long EPOCH = 2;

  @TempDir private Path directory;
  private Path bank;
  private Terminal terminal;

  @BeforeEach
  void settle() {
    bank = directory.resolve("bank");
    terminal = new Terminal(directory);
  }

  @AfterEach
  void stopEverything() throws IOException {
    for (String name : List.of("replica-1", "replica-2", "replica-3", "replica-4", "five", "six")) {
      if (Files.exists(bank.resolve(name).resolve(ReplicaFolder.FILE))) {
        boolean _ = ReplicaProcess.of(ReplicaFolder.read(bank.resolve(name))).stop();
      }
    }
  }

  private Terminal.Ran run(String... words) {
    return terminal.run(words);
  }

  private JsonNode done(String... words) {
    Terminal.Ran ran = run(words);
    assertThat(ran.exitCode()).as("%s: %s", List.of(words), ran.err()).isZero();
    return ran.out().isBlank()
        ? JsonMapper.builder().build().readTree("{}")
        : JsonMapper.builder().build().readTree(ran.out());
  }

  private void refused(int code, String... words) {
    Terminal.Ran ran = run(words);
    assertThat(ran.exitCode()).as("%s: %s", List.of(words), ran.err()).isEqualTo(1);
    assertThat(ran.err()).contains("Refused " + code, "Tip: ");
  }

  private Optional<ReplicaStatus> status(String folder) throws IOException {
    ReplicaFolder replica = ReplicaFolder.read(bank.resolve(folder));
    NetworkDescription all = NetworkDescription.read(bank);
    NetworkDescription alone =
        new NetworkDescription(
            all.genesis(),
            all.authority(),
            0,
            List.of(new Member(replica.name(), replica.wallets(), "")));
    try (RemoteAccess access =
        RemoteAccess.to(
            alone,
            () -> Instant.now().getEpochSecond(),
            new SecureRandom()::nextBytes,
            new Patience(2_000, 100, 2_000))) {
      return access.replicas().statuses().getOrDefault(replica.name(), Optional.empty());
    }
  }

  private long height() throws IOException {
    return status("replica-1").map(ReplicaStatus::certifiedHeight).orElseThrow();
  }

  /** Waits until the replica has executed and signed what the ledger has by now. */
  private void awaitUpToDate(String folder) throws Exception {
    long height = height();
    Eventually.holds(
        SECONDS,
        () ->
            status(folder)
                .filter(each -> each.height() >= height && each.signedHeight() >= height)
                .isPresent());
  }

  /** A replica of somebody who is no operator, which follows the ledger. */
  private String newcomer(String folder, String leaver) throws Exception {
    String home = "bank/" + folder;
    String file = home + "/candidacy";
    done("node", "init", "--home", home, "--name", folder, "--dir", "bank", "--json");
    refused(4524, "node", "admit", file, "--home", "bank/replica-1");
    refused(4524, "network", "operators", "replace", leaver, "--with", file, "--dir", "bank");
    done("network", "certify", file, "--dir", "bank", "--json");
    refused(4532, "network", "operators", "replace", leaver, "--with", file, "--dir", "bank");
    done("node", "certificate", file, "--home", home, "--json");
    done(
        "node",
        "admit",
        file,
        "--home",
        "bank/replica-1",
        "--home",
        "bank/replica-2",
        "--home",
        "bank/replica-3",
        "--json");
    done("node", "start", "--home", home);
    awaitUpToDate(folder);
    assertThat(status(folder).orElseThrow().role()).isEqualTo("reader");
    return file;
  }

  private static void isInForce(JsonNode change, long epoch, String... names) {
    assertThat(change.get("inForce").asBoolean()).isTrue();
    assertThat(change.get("epoch").asLong()).isEqualTo(epoch);
    assertThat(change.get("operators").valueStream().map(JsonNode::asString))
        .containsExactlyInAnyOrder(names);
  }

  private void awaitRole(String folder, List<String> roles, long epoch) throws Exception {
    Eventually.holds(
        SECONDS,
        () ->
            status(folder)
                .filter(each -> roles.contains(each.role()) && each.epoch() == epoch)
                .isPresent());
  }

  /** Two proposals for one slot, signed with the key that lies in the folder. */
  private String evidence(String folder, String file) throws IOException {
    ReplicaFolder liar = ReplicaFolder.read(bank.resolve(folder));
    OperatorKey key = Operators.blockKey(liar.home(), liar.index());
    Hash32 ledger = liar.genesis().ledgerId();
    Encoder out = new Encoder();
    new Equivocation(2, EPOCH, proposed(key, ledger, "one"), proposed(key, ledger, "two"))
        .encode(out);
    Path written = Files.write(directory.resolve(file), out.toByteString().toByteArray());
    return written.getFileName().toString();
  }

  private static SignedStatement proposed(OperatorKey key, Hash32 ledger, String batch) {
    ByteString statement =
        new DomainTag("specie/consensus/pre-prepare/1")
            .frame(
                new Encoder()
                    .hash(ledger)
                    .u64(EPOCH)
                    .u64(0)
                    .u64(7)
                    .hash(Hash32.sha256(ByteString.utf8(batch)))
                    .toByteString());
    return new SignedStatement(statement, key.sign(statement));
  }

  /** The epochs of which the replica, which does not run, has a share. */
  private List<Long> shares(String folder) throws Exception {
    ReplicaFolder replica = ReplicaFolder.read(bank.resolve(folder));
    DirectoryHome home = replica.home();
    Secret opens = Operators.shareSecret(home, replica.index());
    try (Storage storage = home.vault(Operators.party(replica.index()), "shares")) {
      return ShareVault.open(
              LedgerConstants.of(replica.genesis()), storage, opens, new SecureRandom()::nextBytes)
          .epochs();
    }
  }

  @Test
  @Requirement({"E24", "E13", "E25", "D5", "D6", "U14"})
  void operatorsAreReplacedRotatedAndExpelledWhilePeoplePay() throws Exception {
    done("network", "create", "--replicas", "4", "--dir", "bank", "--json");
    done("network", "start", "--dir", "bank", "--json");
    try (Town town = new Town(directory, bank)) {
      town.begin();
      town.awaitPayments(4);
      String five = newcomer("five", "replica-4");
      isInForce(
          done(
              "network",
              "operators",
              "replace",
              "replica-4",
              "--with",
              five,
              "--dir",
              "bank",
              "--json"),
          1,
          "replica-1",
          "replica-2",
          "replica-3",
          "five");
      awaitRole("five", List.of("primary", "backup"), 1);
      awaitRole("replica-4", List.of("reader"), 1);
      town.awaitPayments(4);
      awaitUpToDate("replica-4");
      awaitUpToDate("five");
      JsonNode now = done("network", "operators", "--dir", "bank", "--json");
      assertThat(now.get("operators").findValuesAsString("name"))
          .containsExactly("replica-1", "replica-2", "replica-3", "five");

      done("node", "stop", "--home", "bank/replica-4");
      assertThat(shares("replica-4")).as("who left keeps no share").isEmpty();

      rotates("replica-2", town);
      expels(town);
      comesBackFromItsKeysAlone("five", town);

      List<Integer> made = town.end();
      assertThat(town.receivedOpenly()).isEqualTo(times(Town.OPENLY, made.get(0)));
      assertThat(town.receivedPrivately()).isEqualTo(times(Town.PRIVATELY, made.get(1)));
      assertThat(town.isConserved()).isTrue();
    }
    Terminal.Ran verified = run("verify", "--network", "bank");
    assertThat(verified.exitCode()).as(verified.err()).isZero();
    assertThat(verified.out()).contains("Sound");
  }

  private static Amount times(Amount amount, int count) {
    return Amount.ofMinor(Math.multiplyExact(amount.minor(), count));
  }

  private void comesBackFromItsKeysAlone(String folder, Town town) throws Exception {
    ReplicaFolder replica = ReplicaFolder.read(bank.resolve(folder));
    assertThat(ReplicaProcess.of(replica).kill()).isTrue();
    done("node", "wipe", "--home", "bank/" + folder);
    town.awaitPayments(2);
    done("node", "start", "--home", "bank/" + folder);
    awaitUpToDate(folder);
  }

  private void rotates(String folder, Town town) throws Exception {
    String file = "bank/" + folder + "/candidacy";
    done("node", "rotate", "--home", "bank/" + folder, "--json");
    done("node", "stop", "--home", "bank/" + folder);
    town.awaitPayments(2);
    done("node", "start", "--home", "bank/" + folder);
    awaitUpToDate(folder);
    isInForce(
        done("network", "operators", "rotate", file, "--dir", "bank", "--json"),
        2,
        "replica-1",
        "replica-2",
        "replica-3",
        "five");
    refused(4505, "network", "operators", "rotate", file, "--dir", "bank");
    awaitRole(folder, List.of("primary", "backup"), 2);
    town.awaitPayments(4);
  }

  private void expels(Town town) throws Exception {
    String six = newcomer("six", "replica-3");
    String proof = evidence("replica-3", "proof.evidence");
    String slander = evidence("replica-1", "slander.evidence");
    refused(4507, "network", "operators", "expel", slander, "--with", six, "--dir", "bank");
    refused(4503, "network", "operators", "expel", proof, "--dir", "bank");
    isInForce(
        done("network", "operators", "expel", proof, "--with", six, "--dir", "bank", "--json"),
        3,
        "replica-1",
        "replica-2",
        "six",
        "five");
    awaitRole("six", List.of("primary", "backup"), 3);
    awaitRole("replica-3", List.of("reader"), 3);
    town.awaitPayments(4);
  }
}
