package org.specie.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.specie.cash.application.CashApplication;
import org.specie.cash.application.LedgerConstants;
import org.specie.cash.application.access.EscrowMember;
import org.specie.cash.application.signer.OfficeShare;
import org.specie.cash.application.state.CashView;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.core.port.Storage;
import org.specie.kernel.crypto.batch.BatchVerifier;
import org.specie.node.replica.ReplicaFolder;
import org.specie.node.resharing.ShareVault;
import org.specie.quality.requirements.Requirement;
import tools.jackson.databind.JsonNode;

/**
 * A network whose blocks threshold BLS signatures prove final grows from four replicas to seven, of
 * which two may lie, drops a change that is planned, and lets one go, while people pay.
 * docs/spec/27-membership.md.
 */
@Timeout(600)
@ExtendWith(Alone.class)
final class GrowingNetworkTest {
  private static final List<String> FOUNDERS =
      List.of("replica-1", "replica-2", "replica-3", "replica-4");

  @TempDir private Path directory;
  private Consortium all;

  @BeforeEach
  void settle() {
    all = new Consortium(directory);
  }

  @AfterEach
  void stopEverything() throws IOException {
    all.close();
  }

  private static List<String> foundersAnd(String... others) {
    return Stream.concat(FOUNDERS.stream(), Stream.of(others)).toList();
  }

  private JsonNode operators() {
    return all.done("network", "operators", "--dir", "bank", "--json");
  }

  @Test
  @Requirement({"E24", "D5", "U14"})
  void operatorsAreAddedDroppedFromAPlanAndRemovedWhilePeoplePay() throws Exception {
    all.done("network", "create", "--replicas", "4", "--scheme", "bls", "--dir", "bank", "--json");
    all.done("network", "start", "--dir", "bank", "--json");
    try (Town town = new Town(directory, all.bank())) {
      town.begin();
      town.awaitPayments(4);
      grows(town);
      OfficeShare taken = stolenFrom("five");
      cancels(town);
      shrinks("five", town);
      all.done("node", "stop", "--home", "bank/five");
      isWorthless(taken, "five");
      town.requireThatAllWasPaid();
    }
    Terminal.Ran verified = all.run("verify", "--network", "bank");
    assertThat(verified.exitCode()).as(verified.err()).isZero();
    assertThat(verified.out()).contains("Sound");
  }

  private void grows(Town town) throws Exception {
    List<String> add = new ArrayList<>(List.of("add"));
    for (String each : List.of("five", "six", "seven")) {
      add.add(all.candidacy(each));
      all.certify(each);
      all.follow(each);
    }
    all.refused(4503, "network", "operators", "add", add.getLast(), "--dir", "bank");
    all.changes(1, foundersAnd("five", "six", "seven"), add.toArray(new String[0]));
    for (String each : List.of("five", "six", "seven")) {
      all.awaitSeat(each, 1);
    }
    assertThat(operators().get("faults").asInt()).isEqualTo(2);
    town.awaitPayments(4);
  }

  /** The shares that a thief would find on the operator's disk. */
  private OfficeShare stolenFrom(String folder) throws Exception {
    String home = "bank/" + folder;
    all.done("node", "stop", "--home", home);
    OfficeShare share = all.ofShares(folder, vault -> vault.of(1).orElseThrow());
    all.done("node", "start", "--home", home);
    all.awaitUpToDate(folder);
    all.awaitSeat(folder, 1);
    return share;
  }

  /** Whoever is to come does not run, so the plan waits for its key. */
  private void cancels(Town town) throws Exception {
    String late = all.candidacy("late");
    all.certify("late");
    all.refused(4532, "network", "operators", "replace", "seven", "--with", late, "--dir", "bank");
    all.done(
        "network",
        "operators",
        "replace",
        "seven",
        "--with",
        late,
        "--unseen",
        "--no-wait",
        "--dir",
        "bank",
        "--json");
    all.done("network", "operators", "cancel", "--dir", "bank", "--json");
    all.refused(4512, "network", "operators", "cancel", "--dir", "bank");
    JsonNode now = operators();
    assertThat(now.get("epoch").asLong()).isEqualTo(1);
    assertThat(now.get("operators").findValuesAsString("name"))
        .containsExactlyElementsOf(foundersAnd("five", "six", "seven"));
    town.awaitPayments(2);
  }

  private void shrinks(String leaver, Town town) throws Exception {
    all.refused(4527, "network", "operators", "remove", leaver, "--dir", "bank");
    all.changes(2, foundersAnd("six", "seven"), "remove", leaver, "--faults", "1");
    all.awaitSeat("seven", 2);
    all.awaitLeave(leaver, 2);
    assertThat(operators().get("faults").asInt()).isEqualTo(1);
    assertThat(operators().get("slow").asInt()).isEqualTo(1);
    town.awaitPayments(4);
    all.awaitUpToDate(leaver);
  }

  /** Nothing of it is left here, and in the next epoch another share has its place. */
  private void isWorthless(OfficeShare taken, String folder) throws Exception {
    ReplicaFolder replica = all.replica(folder);
    LedgerConstants ledger = LedgerConstants.of(replica.genesis());
    Entropy entropy = new SecureRandom()::nextBytes;
    assertThat(all.ofShares(folder, ShareVault::epochs)).isEmpty();
    try (Storage state = replica.home().replayedDatabase("state")) {
      CashView view =
          CashApplication.open(
                  ledger, state, BatchVerifier.onOneCore(ledger.suite().bases(), entropy))
              .view();
      assertThat(taken.issuing().isOf(view.issuingKey(1).orElseThrow().key())).isTrue();
      assertThat(taken.issuing().isOf(view.issuingKey(2).orElseThrow().key())).isFalse();
      EscrowMember opens = taken.escrow().orElseThrow();
      assertThat(opens.isOf(view.escrowKey(1).orElseThrow().key())).isTrue();
      assertThat(opens.isOf(view.escrowKey(2).orElseThrow().key())).isFalse();
    }
  }
}
