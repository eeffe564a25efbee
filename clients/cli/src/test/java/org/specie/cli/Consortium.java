package org.specie.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.specie.cash.application.LedgerConstants;
import org.specie.cash.gateway.client.Patience;
import org.specie.cash.gateway.message.ReplicaStatus;
import org.specie.cli.network.RemoteAccess;
import org.specie.kernel.core.port.Storage;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.node.Operators;
import org.specie.node.home.DirectoryHome;
import org.specie.node.replica.NetworkDescription;
import org.specie.node.replica.NetworkDescription.Member;
import org.specie.node.replica.ReplicaFolder;
import org.specie.node.replica.ReplicaProcess;
import org.specie.node.resharing.ShareVault;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A network of replicas that are processes, its committee's table, and those who want a seat. */
final class Consortium implements AutoCloseable {
  /** So long each thing that is waited for may take. */
  static final int SECONDS = 180;

  /** What of an operator's shares, when its replica does not run. */
  @FunctionalInterface
  interface OfShares<T> {
    T in(ShareVault vault) throws IOException;
  }

  private final Terminal terminal;
  private final Path bank;

  Consortium(Path directory) {
    this.terminal = new Terminal(directory);
    this.bank = directory.resolve("bank");
  }

  Path bank() {
    return bank;
  }

  Terminal.Ran run(String... words) {
    return terminal.run(words);
  }

  /** What a command that does what it says prints. */
  JsonNode done(String... words) {
    Terminal.Ran ran = run(words);
    assertThat(ran.exitCode()).as("%s: %s", List.of(words), ran.err()).isZero();
    return JsonMapper.builder().build().readTree(ran.out().isBlank() ? "{}" : ran.out());
  }

  void refused(int code, String... words) {
    Terminal.Ran ran = run(words);
    assertThat(ran.exitCode()).as("%s: %s", List.of(words), ran.err()).isEqualTo(1);
    assertThat(ran.err()).contains("Refused " + code, "Tip: ");
  }

  /** A change of operators that comes into force. */
  void changes(long epoch, List<String> names, String... words) {
    List<String> all = new ArrayList<>(List.of("network", "operators"));
    all.addAll(List.of(words));
    all.addAll(List.of("--dir", "bank", "--json"));
    JsonNode change = done(all.toArray(new String[0]));
    assertThat(change.get("inForce").asBoolean()).isTrue();
    assertThat(change.get("epoch").asLong()).isEqualTo(epoch);
    assertThat(change.get("operators").valueStream().map(JsonNode::asString))
        .containsExactlyInAnyOrderElementsOf(names);
  }

  ReplicaFolder replica(String folder) throws IOException {
    return ReplicaFolder.read(bank.resolve(folder));
  }

  Optional<ReplicaStatus> status(String folder) throws IOException {
    ReplicaFolder replica = replica(folder);
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

  /** Waits until the replica has executed and signed what the ledger has by now. */
  void awaitUpToDate(String folder) throws Exception {
    AtomicLong height = new AtomicLong();
    Eventually.holds(
        SECONDS,
        () -> {
          Optional<ReplicaStatus> first = status("replica-1");
          first.ifPresent(each -> height.set(each.certifiedHeight()));
          return first.isPresent();
        });
    Eventually.holds(
        SECONDS,
        () ->
            status(folder)
                .filter(each -> each.height() >= height.get())
                .filter(each -> each.signedHeight() >= height.get())
                .isPresent());
  }

  /** Waits until the replica takes part in {@code epoch}. */
  void awaitSeat(String folder, long epoch) throws Exception {
    awaitRole(folder, List.of("primary", "backup"), epoch);
  }

  /** Waits until the replica only follows, in {@code epoch}. */
  void awaitLeave(String folder, long epoch) throws Exception {
    awaitRole(folder, List.of("reader"), epoch);
  }

  private void awaitRole(String folder, List<String> roles, long epoch) throws Exception {
    Eventually.holds(
        SECONDS,
        () ->
            status(folder)
                .filter(each -> roles.contains(each.role()) && each.epoch() == epoch)
                .isPresent());
  }

  /** Somebody's keys and request for a seat, without a certificate. */
  String candidacy(String folder) {
    done("node", "init", "--home", "bank/" + folder, "--name", folder, "--dir", "bank", "--json");
    return "bank/" + folder + "/candidacy";
  }

  /** Gives a candidate its certificate. */
  void certify(String folder) {
    String home = "bank/" + folder;
    done("network", "certify", home + "/candidacy", "--dir", "bank", "--json");
    done("node", "certificate", home + "/candidacy", "--home", home, "--json");
  }

  /** Lets a certified candidate follow the ledger, which it does when this returns. */
  void follow(String folder) throws Exception {
    String home = "bank/" + folder;
    List<String> admit = new ArrayList<>(List.of("node", "admit", home + "/candidacy"));
    for (int i = 1; i <= 3; i++) {
      admit.addAll(List.of("--home", "bank/replica-" + i));
    }
    admit.add("--json");
    done(admit.toArray(new String[0]));
    done("node", "start", "--home", home);
    awaitUpToDate(folder);
    Eventually.holds(
        SECONDS, () -> status(folder).filter(each -> each.role().equals("reader")).isPresent());
  }

  /** Looks at the shares of a replica that does not run. */
  <T> T ofShares(String folder, OfShares<T> look) throws Exception {
    ReplicaFolder replica = replica(folder);
    DirectoryHome home = replica.home();
    Secret opens = Operators.shareSecret(home, replica.index());
    try (Storage storage = home.vault(Operators.party(replica.index()), "shares")) {
      return look.in(
          ShareVault.open(
              LedgerConstants.of(replica.genesis()),
              storage,
              opens,
              new SecureRandom()::nextBytes));
    }
  }

  /** Stops every replica there is. */
  @Override
  public void close() throws IOException {
    List<Path> made = new ArrayList<>();
    if (Files.isDirectory(bank)) {
      try (Stream<Path> all = Files.list(bank)) {
        all.filter(each -> Files.exists(each.resolve(ReplicaFolder.FILE))).forEach(made::add);
      }
    }
    for (Path each : made) {
      boolean _ = ReplicaProcess.of(ReplicaFolder.read(each)).stop();
    }
  }
}
