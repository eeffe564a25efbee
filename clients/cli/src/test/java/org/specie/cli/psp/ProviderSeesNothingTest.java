package org.specie.cli.psp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
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
import org.specie.cli.customer.Membership;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.quality.requirements.Requirement;
import org.specie.wallet.Letters;
import org.specie.wallet.history.Entry;
import org.specie.wallet.holding.Told;
import org.specie.wallet.letter.Mailbox;

/**
 * Everything two providers have after a private payment from a customer of the one to a customer of
 * the other, and a letter about it, and everything they heard meanwhile, searched for who paid whom
 * how much, and from where. Source: docs/spec/41-psp.md 41.2, docs/spec/35-letters.md 35.13.
 */
final class ProviderSeesNothingTest {
  /** Of six bytes, so that it is nowhere by chance. */
  private static final Amount PAID = Amount.ofMinor(0x2a_b7_c9_1d_53_e4L);

  private static final Amount BUDGET = Amount.ofMinor(0x60_00_00_00_00_00L);
  private static final Amount ISSUED = Amount.ofMinor(0x40_00_00_00_00_00L);
  private static final String NOTE = "for the second-hand bicycle";
  private static final String WORDS = "the bell is in the saddlebag";
  private static final int TRANSACTION_SAMPLE = 64;
  private static final int BACKUP_MIN = 4 << 10;

  @TempDir private Path folder;

  /** Where the providers see their customers: nowhere else in what they keep or hear. */
  private static final String ANAS_MACHINE = "127.41.37.9";

  private static final String BENS_MACHINE = "127.53.29.8";

  @Test
  @Requirement({"D8", "D23", "D37"})
  void nothingTheyHaveOrHeardTellsOfAPrivatePayment() throws Exception {
    try (Village village = new Village(folder, BUDGET)) {
      Village.Provider south =
          village.provider("south", InetAddress.getByName(BENS_MACHINE), List.of());
      Village.Provider north =
          village.provider("north", InetAddress.getByName(ANAS_MACHINE), List.of(south));
      String anaCustomer = village.join("ana", north);
      String benCustomer = village.join("ben", south);
      Villager first = Villager.create(folder.resolve("ana"));
      Villager ben = Villager.create(folder.resolve("ben"));
      first.enrol(village.evidence("ana", anaCustomer)).orThrow();
      ben.enrol(village.evidence("ben", benCustomer)).orThrow();
      village.decide(
          new Act.IssuePrivate(first.wallet().paymentAddress().publicSpendKey(), ISSUED));
      first.holds();
      first.close();
      Belongings belongings = new Belongings(folder);
      Map<String, String> atNorth = belongings.rows(village, north);
      Map<String, String> atSouth = belongings.rows(village, south);
      north.line().forget();
      south.line().forget();
      village.operatorsLine().forget();

      // On a new connection, with tokens taken before.
      Villager ana = Villager.open(folder.resolve("ana"), first.words());
      Mailbox mailbox = mailbox(ben);
      Entry paid = ana.wallet().payPrivately(ben.wallet().paymentAddress(), PAID, NOTE).orThrow();
      ana.network().provider().leave(mailbox, letter(ana, ben, paid, mailbox)).orThrow();
      readsTheLetter(ben, paid);
      ben.wallet().claim().orThrow();

      Needles needles = needles(village, ana, ben, paid.transactionId());
      assertThat(needles.foundIn(belongings.places(village, north))).isEmpty();
      assertThat(needles.foundIn(belongings.places(village, south))).isEmpty();
      // Who is a customer is known; that one of them paid is not, so no key and no session went by.
      Needles customers =
          new Needles()
              .bytes("Ana's customer key", ByteString.hex(anaCustomer))
              .bytes("Ben's customer key", ByteString.hex(benCustomer))
              .text("a session", "Bearer ");
      assertThat(customers.foundIn(belongings.lines(village, north))).isEmpty();
      assertThat(customers.foundIn(belongings.lines(village, south))).isEmpty();
      assertThat(changed(atNorth, belongings.rows(village, north))).containsExactly("token_spent");
      assertThat(changed(atSouth, belongings.rows(village, south)))
          .containsExactly("mailbox", "message", "token_spent", "used_challenge");

      // A backup has all of it inside.
      leavesBackup(village, north, ana);
      leavesBackup(village, south, ben);
      assertThat(needles.foundIn(belongings.places(village, north))).isEmpty();
      assertThat(needles.foundIn(belongings.places(village, south))).isEmpty();

      belongings.provesThatItCanFail(village, north, needles, ana);
      belongings.provesThatALetterCanFail(village, south, needles, ben, mailbox);
      ana.close();
      ben.close();
      village.stop(north, south);
    }
  }

  /** One that Ben's provider keeps open, and does not know to be his. */
  private static Mailbox mailbox(Villager ben) throws IOException {
    Membership provider = ben.network().provider();
    Mailbox mailbox =
        ben.wallet()
            .letters()
            .make(
                provider.address().toString(),
                provider.name(),
                Village.CLOCK.epochSeconds(),
                Long.MAX_VALUE)
            .orThrow();
    provider.open(mailbox).orThrow();
    return mailbox;
  }

  private static ByteString letter(Villager ana, Villager ben, Entry paid, Mailbox mailbox)
      throws IOException {
    return ana.wallet()
        .letters()
        .aboutPrivate(paid, ben.wallet().paymentAddress(), mailbox, WORDS)
        .orThrow();
  }

  /** Known before a block is read, money when it is; the letter stays where it is. */
  private static void readsTheLetter(Villager ben, Entry paid) throws IOException {
    Letters letters = ben.wallet().letters();
    Membership provider = ben.network().provider();
    List<Letters.Found> found =
        provider
            .letters(
                letters,
                letters
                    .open(provider.address().toString(), Village.CLOCK.epochSeconds())
                    .getFirst(),
                List.of())
            .orThrow();
    assertThat(found).hasSize(1);
    Told told = letters.told(found.getFirst()).orElseThrow();
    assertThat(told.isSigned()).isTrue();
    assertThat(told.amount()).isEqualTo(PAID);
    assertThat(ben.wallet().holdings().unclaimed()).isEqualTo(Amount.ZERO);
    assertThat(ben.holds().unclaimed()).isEqualTo(PAID);
    assertThat(letters.take(found)).isEqualTo(found);
    assertThat(ben.wallet().history())
        .filteredOn(entry -> entry.transactionId().equals(paid.transactionId()))
        .singleElement()
        .satisfies(entry -> assertThat(entry.note()).isEqualTo(NOTE + "; " + WORDS));
  }

  private static void leavesBackup(Village village, Village.Provider provider, Villager person)
      throws Exception {
    try (KeptBackup kept = person.backup()) {
      kept.leave(1, person.wallet().backup().orThrow()).orThrow();
      assertThat(kept.fetch().isDone()).isTrue();
    }
    try (Connection connection = village.connection(provider);
        Statement count = connection.createStatement();
        ResultSet backups =
            count.executeQuery("SELECT count(*), min(length(content)) FROM backup")) {
      assertThat(backups.next()).isTrue();
      assertThat(backups.getInt(1)).isEqualTo(1);
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
        .text("the letter's words", WORDS)
        .text("Ana's machine", ANAS_MACHINE)
        .text("Ben's machine", BENS_MACHINE)
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
