package org.specie.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.wallet.Town.Person;
import org.specie.wallet.history.Entry;
import org.specie.wallet.history.EntryKind;
import org.specie.wallet.holding.OpenMailbox;
import org.specie.wallet.holding.Told;
import org.specie.wallet.letter.Letter;
import org.specie.wallet.letter.Mailbox;

/** Letters about payments, true and false. docs/spec/35-letters.md. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LettersTest {
  private static final String NORTH = "https://north.example:443";
  private static final String NAME = "north.example";
  private static final Amount PRICE = Amount.parse("2.50");

  private Town town;
  private Person ana;
  private Person ben;
  private long numbers;

  @BeforeAll
  void build() throws IOException {
    town = new Town(35);
    ana = town.person("ana", "200.00");
    ben = town.person("ben", "10.00");
    ana.wallet().load(Amount.parse("90.00")).orThrow();
    sync(ben.wallet());
  }

  @AfterAll
  void close() throws IOException {
    town.close();
  }

  private static void sync(Wallet wallet) throws IOException {
    wallet.sync(Progress.none()).orThrow();
  }

  private Mailbox mailbox() throws IOException {
    return ben.wallet().letters().make(NORTH, NAME, town.now(), Long.MAX_VALUE).orThrow();
  }

  private OpenMailbox newest() {
    return ben.wallet().letters().open(NORTH, town.now()).getFirst();
  }

  private Letters.Found found(ByteString letter) {
    return new Letters.Found(newest(), ++numbers, letter);
  }

  private static String note(Wallet wallet, Hash32 id) {
    return wallet.history().stream()
        .filter(each -> each.transactionId().equals(id))
        .filter(
            each ->
                each.kind() == EntryKind.RECEIVED_PRIVATELY
                    || each.kind() == EntryKind.RECEIVED_ORDINARILY)
        .map(Entry::note)
        .findFirst()
        .orElse("nothing came in");
  }

  private Entry private_(String note) throws IOException {
    return ana.wallet().payPrivately(ben.wallet().paymentAddress(), PRICE, note).orThrow();
  }

  private ByteString about(Entry paid, Mailbox mailbox, String words) throws IOException {
    return ana.wallet()
        .letters()
        .aboutPrivate(paid, ben.wallet().paymentAddress(), mailbox, words)
        .orThrow();
  }

  @Test
  void aPrivatePaymentIsKnownBeforeAnyBlockIsRead() throws IOException {
    Mailbox mailbox = mailbox();
    Entry paid = private_("R-17");
    long readTo = ben.wallet().holdings().scannedTo();
    String before = Town.substance(ben.wallet().holdings());
    Letters.Found letter = found(about(paid, mailbox, "and thank you"));
    assertThat(letter.letter().size()).isEqualTo(Letter.SIZE);

    Told told = ben.wallet().letters().told(letter).orElseThrow();
    assertThat(told.isSigned()).isTrue();
    assertThat(told.amount()).isEqualTo(PRICE);
    assertThat(told.transactionId()).isEqualTo(paid.transactionId());
    assertThat(told.whole()).isEqualTo("R-17; and thank you");
    // It is a hint: nothing came in, and it stays for the next time.
    assertThat(ben.wallet().letters().take(List.of(letter))).isEmpty();
    assertThat(ben.wallet().holdings().scannedTo()).isEqualTo(readTo);
    assertThat(Town.substance(ben.wallet().holdings())).isEqualTo(before);

    sync(ben.wallet());
    String after = Town.substance(ben.wallet().holdings());
    assertThat(note(ben.wallet(), paid.transactionId())).isEqualTo("R-17");
    assertThat(ben.wallet().letters().take(List.of(letter))).containsExactly(letter);
    assertThat(note(ben.wallet(), paid.transactionId())).isEqualTo("R-17; and thank you");
    assertThat(Town.substance(ben.wallet().holdings())).isEqualTo(after);
    assertThat(note(ben.reopen(), paid.transactionId())).isEqualTo("R-17; and thank you");
  }

  @Test
  void anOpenPaymentGetsTheWordsThatTheLedgerHasNot() throws IOException {
    Mailbox mailbox = mailbox();
    Entry paid = ana.wallet().payOrdinary(ben.wallet().account(), PRICE).orThrow();
    ByteString sealed =
        ana.wallet().letters().aboutOpen(paid, mailbox, "INV-7; for the tickets").orThrow();
    assertThat(ben.wallet().letters().told(found(sealed)).orElseThrow().isSigned()).isFalse();
    sync(ben.wallet());
    assertThat(note(ben.wallet(), paid.transactionId())).isEmpty();
    assertThat(ben.wallet().letters().take(List.of(found(sealed)))).hasSize(1);
    assertThat(note(ben.wallet(), paid.transactionId())).isEqualTo("INV-7; for the tickets");
  }

  @Test
  void nobodyWritesAboutAnothersPayment() throws IOException {
    Mailbox mailbox = mailbox();
    Person mallory = town.person("mallory", "20.00");
    Entry openly = ana.wallet().payOrdinary(ben.wallet().account(), PRICE).orThrow();
    Entry privately = private_("");
    var mine = mallory.wallet().letters();
    assertThat(mine.aboutOpen(openly, mailbox, "from me"))
        .isEqualTo(Answer.refused(WalletReason.LETTER_ABOUT_NOTHING));
    assertThat(mine.aboutPrivate(privately, ben.wallet().paymentAddress(), mailbox, "from me"))
        .isEqualTo(Answer.refused(WalletReason.LETTER_ABOUT_NOTHING));

    // What the ledger shows of both, and every proof that can be made without being Ana.
    for (Entry paid : List.of(openly, privately)) {
      var recorded = town.gateway().find(paid.transactionId()).orElseThrow();
      var coin = recorded.signatures().stream().skip(1).toList();
      ByteString signature = town.gateway().find(own(mallory)).orElseThrow().bytes();
      for (ByteString proof :
          List.of(
              ByteString.EMPTY,
              ByteString.copyOf(new byte[65]),
              ByteString.copyOf(new byte[72]),
              signature.slice(signature.size() - 65, signature.size()))) {
        Letter forged = new Letter(recorded.height(), recorded.bytes(), coin, "from me", proof);
        Letters.Found letter = found(forged.seal(mailbox, new Random(1)::nextBytes).orElseThrow());
        assertThat(ben.wallet().letters().told(letter)).isEmpty();
        sync(ben.wallet());
        assertThat(ben.wallet().letters().take(List.of(letter))).containsExactly(letter);
        assertThat(note(ben.wallet(), paid.transactionId())).isEmpty();
      }
    }
  }

  /** A transfer of Mallory's own to Ben, whose signature she tries. */
  private Hash32 own(Person mallory) throws IOException {
    return mallory
        .wallet()
        .payOrdinary(ben.wallet().account(), Amount.parse("0.01"))
        .orThrow()
        .transactionId();
  }

  @Test
  void aLetterThatLiesChangesNothing() throws IOException {
    Mailbox mailbox = mailbox();
    Entry paid = private_("true");
    var recorded = town.gateway().find(paid.transactionId()).orElseThrow();
    Letter honest =
        Letter.open(
                mailbox.key(), benKeys().mailboxes().view(newest()), about(paid, mailbox, "words"))
            .orElseThrow();
    sync(ben.wallet());
    String before = Town.substance(ben.wallet().holdings());
    int entries = ben.wallet().history().size();
    byte[] other = recorded.bytes().toByteArray();
    other[other.length - 1] ^= 1;
    List<Letter> lies =
        List.of(
            with(honest, ByteString.copyOf(other), honest.signatures()),
            with(honest, recorded.bytes(), List.of()),
            with(honest, recorded.bytes(), List.of(recorded.signatures().getFirst())),
            with(honest, ByteString.utf8("no transaction"), honest.signatures()));
    for (Letter lie : lies) {
      Letters.Found letter = found(lie.seal(mailbox, new Random(2)::nextBytes).orElseThrow());
      assertThat(ben.wallet().letters().take(List.of(letter))).containsExactly(letter);
    }
    assertThat(Town.substance(ben.wallet().holdings())).isEqualTo(before);
    assertThat(ben.wallet().history()).hasSize(entries);
    assertThat(note(ben.wallet(), paid.transactionId())).isEqualTo("true");
  }

  private WalletKeys benKeys() {
    return WalletKeys.derive(town.connect(town.gateway()), ben.mnemonic().seed(""));
  }

  private static Letter with(
      Letter from,
      ByteString transaction,
      List<org.specie.kernel.crypto.ps.BlindSignature> signatures) {
    return new Letter(from.height(), transaction, signatures, "lies", from.proof());
  }

  @Test
  void theFirstLetterCountsHoweverOftenTheyCome() throws IOException {
    Mailbox mailbox = mailbox();
    Entry paid = private_("");
    Letters.Found first = found(about(paid, mailbox, "first"));
    Letters.Found second = found(about(paid, mailbox, "second"));
    sync(ben.wallet());
    assertThat(ben.wallet().letters().take(List.of(first, second, first))).hasSize(3);
    ben.wallet().letters().take(List.of(second, first));
    assertThat(note(ben.wallet(), paid.transactionId())).isEqualTo("first");
    ben.wallet().claim().orThrow();
    ben.wallet().letters().take(List.of(second, first));
    assertThat(note(ben.wallet(), paid.transactionId())).isEqualTo("first");
    assertThat(ben.wallet().holdings().coins()).isEmpty();
  }

  @Test
  void aLetterIsReadInItsMailboxAloneAndWithEveryBitAsItWas() throws IOException {
    Mailbox mailbox = mailbox();
    OpenMailbox box = newest();
    Entry paid = private_("");
    ByteString sealed = about(paid, mailbox, "words");
    assertThat(ben.wallet().letters().told(new Letters.Found(box, 1, sealed))).isPresent();
    Mailbox next = mailbox();
    assertThat(next.key()).isNotEqualTo(mailbox.key());
    assertThat(next.view()).isNotEqualTo(mailbox.view());
    assertThat(ben.wallet().letters().told(found(sealed))).isEmpty();
    for (int at = 0; at < sealed.size(); at += 97) {
      byte[] changed = sealed.toByteArray();
      changed[at] ^= 1;
      assertThat(ben.wallet().letters().told(new Letters.Found(box, 1, ByteString.copyOf(changed))))
          .as("byte %d", at)
          .isEmpty();
    }
    for (ByteString wrong :
        List.of(
            ByteString.EMPTY,
            sealed.slice(0, Letter.SIZE - 1),
            ByteString.concat(sealed, ByteString.hex("00")))) {
      assertThat(ben.wallet().letters().told(new Letters.Found(box, 1, wrong))).isEmpty();
    }
  }

  @Test
  void thousandsOfLettersOfStrangersAreDoneWith() throws IOException {
    mailbox();
    Random random = new Random(3);
    List<Letters.Found> flood = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      byte[] bytes = new byte[Letter.SIZE];
      random.nextBytes(bytes);
      flood.add(found(ByteString.copyOf(bytes)));
    }
    ByteString before = ben.store().read().orElseThrow();
    assertThat(ben.wallet().letters().take(flood)).hasSize(flood.size());
    assertThat(ben.store().read()).isEqualTo(Optional.of(before));
  }

  @Test
  void whatWaitsInAnEntryHasNoLetter() throws IOException {
    Mailbox mailbox = mailbox();
    town.offerTiers(3_600, 7_200, true);
    Entry paid =
        ana.wallet().payReturnably(ben.wallet().paymentAddress(), PRICE, "waits").orThrow();
    assertThat(
            ana.wallet().letters().aboutPrivate(paid, ben.wallet().paymentAddress(), mailbox, ""))
        .isEqualTo(Answer.refused(WalletReason.LETTER_ABOUT_NOTHING));
  }

  @Test
  void aWalletLooksIntoSoManyMailboxesForSoLong() throws IOException {
    Person cleo = town.person();
    Letters letters = cleo.wallet().letters();
    for (int i = 0; i < Letters.MAILBOXES_MAX; i++) {
      letters.make(NORTH, NAME, 1_000 + i, Long.MAX_VALUE).orThrow();
    }
    assertThat(letters.make(NORTH, NAME, 2_000, 2_100))
        .isEqualTo(Answer.refused(WalletReason.MAILBOXES_FULL));
    assertThat(letters.open(NORTH, 2_000)).hasSize(Letters.MAILBOXES_MAX);
    assertThat(letters.open("https://south.example:443", 2_000)).isEmpty();
    long later = 1_001 + Letters.MAILBOX_SECONDS;
    assertThat(letters.open(NORTH, later)).hasSize(Letters.MAILBOXES_MAX - 1);
    letters.make(NORTH, NAME, later, later + 60).orThrow();
    assertThat(cleo.reopen().letters().open(NORTH, later)).hasSize(Letters.MAILBOXES_MAX);
    // That request expires in a minute, and a letter about it may come a day later.
    assertThat(letters.open(NORTH, later + 86_460)).hasSize(1);
    assertThat(letters.open(NORTH, later + 86_461)).isEmpty();
  }
}
