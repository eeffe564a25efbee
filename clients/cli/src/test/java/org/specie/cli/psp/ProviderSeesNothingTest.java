package org.specie.cli.psp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.specie.cash.application.transaction.Act;
import org.specie.cli.customer.KeptBackup;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.quality.requirements.Requirement;
import org.specie.wallet.history.Entry;

/**
 * Everything a provider has after a private payment between two of its customers, and everything it
 * heard while it was made, searched for who paid whom how much. Source: docs/spec/41-psp.md 41.2.
 */
final class ProviderSeesNothingTest {
  /** Of six bytes, so that it is nowhere by chance. */
  private static final Amount PAID = Amount.ofMinor(0x2a_b7_c9_1d_53_e4L);

  private static final Amount BUDGET = Amount.ofMinor(0x60_00_00_00_00_00L);
  private static final Amount ISSUED = Amount.ofMinor(0x40_00_00_00_00_00L);
  private static final String NOTE = "for the second-hand bicycle";
  private static final int TRANSACTION_SAMPLE = 64;
  private static final int BACKUP_MIN = 4 << 10;

  @TempDir private Path folder;

  @Test
  @Requirement({"D8", "D23", "D37"})
  void nothingItHasOrHeardTellsOfAPrivatePayment() throws Exception {
    try (Village village = new Village(folder, BUDGET)) {
      Village.Provider north = village.provider("north");
      String anaCustomer = village.join("ana", north);
      String benCustomer = village.join("ben", north);
      Villager first = Villager.create(folder.resolve("ana"));
      Villager ben = Villager.create(folder.resolve("ben"));
      first.enrol(village.evidence("ana", anaCustomer)).orThrow();
      ben.enrol(village.evidence("ben", benCustomer)).orThrow();
      village.decide(
          new Act.IssuePrivate(first.wallet().paymentAddress().publicSpendKey(), ISSUED));
      first.holds();
      first.close();
      Belongings belongings = new Belongings(folder);
      Map<String, String> before = belongings.rows(village, north);
      north.line().forget();
      village.operatorsLine().forget();

      // On a new connection, with tokens taken before.
      Villager ana = Villager.open(folder.resolve("ana"), first.words());
      Entry paid = ana.wallet().payPrivately(ben.wallet().paymentAddress(), PAID, NOTE).orThrow();
      assertThat(ben.holds().unclaimed()).isEqualTo(PAID);
      ben.wallet().claim().orThrow();

      Map<String, String> after = belongings.rows(village, north);
      Needles needles = needles(village, ana, ben, paid.transactionId());
      Map<String, byte[]> places = belongings.places(village, north);
      assertThat(needles.foundIn(places)).isEmpty();
      // Who is a customer is known; that one of them paid is not, so no key and no session went by.
      Needles customers =
          new Needles()
              .bytes("Ana's customer key", ByteString.hex(anaCustomer))
              .bytes("Ben's customer key", ByteString.hex(benCustomer))
              .text("a session", "Bearer ");
      assertThat(customers.foundIn(belongings.lines(village, north))).isEmpty();
      assertThat(changed(before, after)).containsExactly("token_spent");

      // A backup has all of it inside.
      leavesBackups(village, north, ana, ben);
      assertThat(needles.foundIn(belongings.places(village, north))).isEmpty();

      belongings.provesThatItCanFail(village, north, needles, ana);
      ana.close();
      ben.close();
      village.stop(north);
    }
  }

  private void leavesBackups(Village village, Village.Provider north, Villager... people)
      throws Exception {
    for (Villager each : people) {
      try (KeptBackup kept = each.backup()) {
        kept.leave(1, each.wallet().backup().orThrow()).orThrow();
        assertThat(kept.fetch().isDone()).isTrue();
      }
    }
    try (Connection connection = village.connection(north);
        Statement count = connection.createStatement();
        ResultSet backups =
            count.executeQuery("SELECT count(*), min(length(content)) FROM backup")) {
      assertThat(backups.next()).isTrue();
      assertThat(backups.getInt(1)).isEqualTo(people.length);
      assertThat(backups.getInt(2)).isGreaterThanOrEqualTo(BACKUP_MIN);
    }
  }

  private static Needles needles(Village village, Villager ana, Villager ben, Hash32 id)
      throws IOException {
    ByteString transaction = village.truth().find(id).orElseThrow().bytes();
    int middle = transaction.size() / 2;
    return new Needles()
        .amount(PAID)
        .text("the note", NOTE)
        .person("Ana", ana.wallet())
        .person("Ben", ben.wallet())
        .bytes("the transaction's number", id.bytes())
        .bytes(
            "a piece of the transaction", transaction.slice(middle, middle + TRANSACTION_SAMPLE));
  }

  private static List<String> changed(Map<String, String> before, Map<String, String> after) {
    return after.entrySet().stream()
        .filter(table -> !table.getValue().equals(before.get(table.getKey())))
        .map(Map.Entry::getKey)
        .toList();
  }
}
