package org.specie.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.specie.cash.application.LedgerConstants;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.core.codec.Encoder;
import org.specie.ledger.api.block.DomainTag;
import org.specie.ledger.api.certificate.Equivocation;
import org.specie.ledger.api.certificate.OperatorKey;
import org.specie.ledger.api.certificate.SignedStatement;
import org.specie.node.Operators;
import org.specie.node.replica.NetworkDescription;
import org.specie.node.replica.ReplicaFolder;
import org.specie.node.replica.ReplicaProcess;
import org.specie.node.resharing.ShareVault;
import org.specie.quality.requirements.Requirement;
import org.specie.wallet.receipt.PaymentReceipt;
import org.specie.wallet.receipt.ReceiptVerifier;
import tools.jackson.databind.JsonNode;

/**
 * Operators come, go, change keys and are expelled on replicas that are processes of their own,
 * while people pay. docs/spec/27-membership.md.
 */
@Timeout(600)
@ExtendWith(Alone.class)
final class ChangeOfOperatorsTest {
  /** In which replica-3, at the third place, is caught. */
  private static final long EPOCH = 2;

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

  /** A replica of somebody who is no operator, which follows the ledger. */
  private String newcomer(String folder, String leaver) throws Exception {
    String file = all.candidacy(folder);
    all.refused(4524, "node", "admit", file, "--home", "bank/replica-1");
    all.refused(4524, "network", "operators", "replace", leaver, "--with", file, "--dir", "bank");
    all.certify(folder);
    all.refused(4532, "network", "operators", "replace", leaver, "--with", file, "--dir", "bank");
    all.follow(folder);
    return file;
  }

  /** Two proposals for one slot, signed with the key that lies in the folder. */
  private String evidence(String folder, String file) throws IOException {
    ReplicaFolder liar = all.replica(folder);
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

  @Test
  @Requirement({"E24", "E13", "E25", "D5", "D6", "D38", "U8", "U14"})
  void operatorsAreReplacedRotatedAndExpelledWhilePeoplePay() throws Exception {
    all.done("network", "create", "--replicas", "4", "--dir", "bank", "--json");
    all.done("network", "start", "--dir", "bank", "--json");
    SealedPayment before = SealedPayment.ordered(all);
    before.requireThatItOpens();
    try (Town town = new Town(directory, all.bank())) {
      town.begin();
      town.awaitPayments(4);
      String five = newcomer("five", "replica-4");
      all.changes(
          1,
          List.of("replica-1", "replica-2", "replica-3", "five"),
          "replace",
          "replica-4",
          "--with",
          five);
      all.awaitSeat("five", 1);
      all.awaitLeave("replica-4", 1);
      town.awaitPayments(4);
      all.awaitUpToDate("replica-4");
      all.awaitUpToDate("five");
      JsonNode now = all.done("network", "operators", "--dir", "bank", "--json");
      assertThat(now.get("operators").findValuesAsString("name"))
          .containsExactly("replica-1", "replica-2", "replica-3", "five");

      all.done("node", "stop", "--home", "bank/replica-4");
      assertThat(all.ofShares("replica-4", ShareVault::epochs))
          .as("who left keeps no share")
          .isEmpty();

      rotates("replica-2", town);
      expels(town);
      comesBackFromItsKeysAlone("five", town);
      town.requireThatAllWasPaid();
      receiptsHoldForWhoeverHasTheGenesis(town);
    }
    Terminal.Ran verified = all.run("verify", "--network", "bank");
    assertThat(verified.exitCode()).as(verified.err()).isZero();
    assertThat(verified.out()).contains("Sound");
    theNewcomersOpen(before);
  }

  /** Nobody who was there when it was sealed is asked, or could be. */
  private void theNewcomersOpen(SealedPayment before) throws IOException {
    for (int i = 1; i <= 4; i++) {
      boolean _ = ReplicaProcess.of(all.replica("replica-" + i)).stop();
    }
    before.requireThatItOpens();
  }

  /** A payment under the first operators, and one under those after three changes. */
  private void receiptsHoldForWhoeverHasTheGenesis(Town town) throws Exception {
    ReceiptVerifier verifier =
        new ReceiptVerifier(LedgerConstants.of(NetworkDescription.read(all.bank()).genesis()));
    PaymentReceipt first = town.receipt(false);
    PaymentReceipt last = town.receipt(true);
    assertThat(verifier.verify(first)).isEqualTo(Verdict.accepted());
    assertThat(verifier.verify(last)).isEqualTo(Verdict.accepted());
    assertThat(first.statement().proof().operators().changes()).isEmpty();
    assertThat(last.statement().proof().operators().changes()).hasSize(3);
  }

  private void comesBackFromItsKeysAlone(String folder, Town town) throws Exception {
    assertThat(ReplicaProcess.of(all.replica(folder)).kill()).isTrue();
    all.done("node", "wipe", "--home", "bank/" + folder);
    town.awaitPayments(2);
    all.done("node", "start", "--home", "bank/" + folder);
    all.awaitUpToDate(folder);
  }

  private void rotates(String folder, Town town) throws Exception {
    String file = "bank/" + folder + "/candidacy";
    all.done("node", "rotate", "--home", "bank/" + folder, "--json");
    all.done("node", "stop", "--home", "bank/" + folder);
    town.awaitPayments(2);
    all.done("node", "start", "--home", "bank/" + folder);
    all.awaitUpToDate(folder);
    all.changes(2, List.of("replica-1", "replica-2", "replica-3", "five"), "rotate", file);
    all.awaitSeat(folder, 2);
    town.awaitPayments(4);
    // Whoever is asked has the new set by now; one that lags a block would have the old one.
    all.refused(4505, "network", "operators", "rotate", file, "--dir", "bank");
  }

  private void expels(Town town) throws Exception {
    String six = newcomer("six", "replica-3");
    String proof = evidence("replica-3", "proof.evidence");
    String slander = evidence("replica-1", "slander.evidence");
    all.refused(4507, "network", "operators", "expel", slander, "--with", six, "--dir", "bank");
    all.refused(4503, "network", "operators", "expel", proof, "--dir", "bank");
    all.changes(3, List.of("replica-1", "replica-2", "six", "five"), "expel", proof, "--with", six);
    all.awaitSeat("six", 3);
    all.awaitLeave("replica-3", 3);
    town.awaitPayments(4);
  }
}
