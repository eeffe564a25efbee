package org.specie.cli.purse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.specie.cli.ExitCode;
import org.specie.cli.Surroundings;
import org.specie.cli.Terminal;
import org.specie.cli.Terminal.Ran;
import org.specie.cli.Terminal.Typist;
import org.specie.cli.town.offline.Issuer;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.seed.PassphraseKey;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.offline.agents.factory.TokenWish;
import org.specie.offline.monebox.MonEbox;
import org.specie.offline.purse.Purse;
import org.specie.offline.purse.card.reader.CardReaders;
import org.specie.offline.purse.card.reader.CardReaders.Content;
import org.specie.offline.purse.credential.CredentialManager;
import org.specie.offline.simulator.CardImage;
import org.specie.offline.simulator.SoftwareCard;
import org.specie.offline.simulator.VirtualReaders;
import org.specie.offline.simulator.VirtualSlot;
import org.specie.offline.token.value.Minutes;

/**
 * {@code specie purse …} on the real applet, with the machine's PC/SC service and a virtual reader
 * between them. Spec: docs/spec/52-purse.md, clauses 11.5 to 11.8.
 */
class ReaderPurseTest {
  private static final Entropy ENTROPY = new SecureRandom()::nextBytes;
  private static final PassphraseKey.Cost CHEAP = new PassphraseKey.Cost(8, 1, 1);
  private static final int DAY = 1_440;

  /** Of those that a payment or a redemption takes, so that each is torn a few times. */
  private static final int WRITES_APART = 7;

  /** Who is asked to press the button, and does not. */
  private static final Typist NOBODY = Optional::empty;

  @TempDir static Path folder;

  private static Optional<VirtualReaders> readers = Optional.empty();
  private static Optional<Issuer> founded = Optional.empty();
  private static Minutes now = new Minutes(0);

  private final Terminal terminal = new Terminal(folder, PlayMoney.PASSPHRASE);
  private final PlayMoney money = PlayMoney.at(folder);

  @BeforeAll
  static void startService() throws IOException {
    Optional<String> lack = VirtualReaders.lack();
    Assumptions.assumeTrue(
        lack.isEmpty(), () -> "no card is put into a reader: this machine lacks " + lack.get());
    now = new Minutes(Math.toIntExact(Instant.now().getEpochSecond() / 60));
    Issuer issuer = Issuer.found(folder.resolve("books"), now, ENTROPY);
    founded = Optional.of(issuer);
    SlottedCard first = SlottedCard.prepared("a first one", issuer);
    SlottedCard _ = SlottedCard.prepared("a second one", issuer);
    issuer.openClass();
    Files.writeString(folder.resolve("first.txt"), first.note().write());
    PlayMoney.at(folder)
        .refused(7241, "purse", "open", "--reader", "any", "--card", "first.txt", "--purse", "any");
    readers = VirtualReaders.start(folder);
    Assumptions.assumeTrue(
        readers.isPresent(), "no card is put into a reader: another service came first");
  }

  @AfterAll
  static void endService() throws IOException {
    readers.ifPresent(VirtualReaders::close);
    if (founded.isPresent()) {
      founded.get().close();
    }
  }

  private static Issuer issuer() {
    return founded.orElseThrow();
  }

  private static int port(int slot) {
    return readers.orElseThrow().slots().get(slot);
  }

  private static String reader(int slot) throws IOException {
    return CardReaders.names().get(slot);
  }

  /** A card of {@code name}, with its note in a file, in a slot. */
  private static SlottedCard inserted(String name, int slot) throws IOException {
    SlottedCard card = SlottedCard.prepared(name, issuer());
    Files.writeString(folder.resolve(name + ".txt"), card.note().write());
    card.insert(port(slot), reader(slot));
    return card;
  }

  /** What is there if the power fails after the first file, and guesses at it are cheap. */
  private static void begin(String name) throws IOException {
    Path place = folder.resolve(name);
    Files.createDirectories(SealedFolder.journalOf(place));
    SealedFolder.Contents contents =
        new SealedFolder.Contents(
            Secret.random(32, ENTROPY), issuer().document(), ByteString.EMPTY);
    assertThat(
            SealedFolder.write(
                    place,
                    KeptPurse.FILE,
                    contents,
                    PlayMoney.PASSPHRASE.toCharArray(),
                    CHEAP,
                    ENTROPY)
                .isAccepted())
        .isTrue();
  }

  private static String[] opening(String name, String note, int slot) throws IOException {
    return new String[] {
      "purse", "open", "--reader", reader(slot), "--card", note, "--purse", name
    };
  }

  private static Typist pressing(SlottedCard card) {
    return () -> {
      card.press();
      return Optional.of("");
    };
  }

  private static Typist pressingAndTearing(SlottedCard card, int write) {
    return () -> {
      card.press();
      card.tearBefore(write);
      return Optional.of("");
    };
  }

  private void opened(SlottedCard card, String name, int slot) throws IOException {
    Ran ran = terminal.answering(pressing(card), opening(name, name + ".txt", slot));
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.err()).contains("Press the button");
  }

  /** Payment keys and tokens from the agents, by the purse in the folder and its card. */
  private static void refill(String name, int keys, int tokens) throws IOException {
    Path place = folder.resolve(name);
    char[] passphrase = PlayMoney.PASSPHRASE.toCharArray();
    Button nobody = new Button(Surroundings.ofProcess());
    try (SealedFolder sealed =
            SealedFolder.open(place, KeptPurse.FILE, passphrase, ENTROPY).orThrow();
        PurseCard card = ReaderCard.open(place, sealed, ENTROPY, nobody).orThrow()) {
      Purse purse =
          Purse.open(
              sealed.journal(), issuer().verifier(), card.device(), sealed.issuer().credentials());
      CredentialManager manager = purse.credentials(card.device(), issuer(), ENTROPY);
      Minutes until = new Minutes(now.sinceEpoch() + 20 * DAY);
      TokenWish wish = new TokenWish(false, Issuer.CLASS, 10, until, Issuer.LIMITS);
      Issuer.require(manager.refillKeys(keys, issuer().credentials().payerClass(), now));
      Issuer.require(
          manager.refillTokens(tokens, wish.encode(), issuer().credentials().payerClass(), now));
    }
  }

  private static void refusedWith(Ran ran, int code) {
    assertThat(ran.exitCode()).as(ran.err()).isEqualTo(1);
    assertThat(ran.err()).contains("Refused " + code);
  }

  private void refusedOpening(int code, String name, String note, int slot) throws IOException {
    refusedWith(terminal.answering(NOBODY, opening(name, note, slot)), code);
  }

  /** Clauses 11.6 and 11.7. */
  @Test
  void bindsTheCardOfItsNoteOnceAndTakesNoOtherAfterwards() throws IOException {
    money.refused(
        7242, "purse", "open", "--reader", "a drawer", "--card", "first.txt", "--purse", "none");
    refusedOpening(7243, "none", "first.txt", 0);
    Files.writeString(folder.resolve("torn.txt"), "specie-card:AAAA");
    refusedOpening(7761, "none", "torn.txt", 0);
    assertThat(folder.resolve("none")).doesNotExist();

    try (SlottedCard cora = inserted("cora", 0)) {
      begin("cora");
      money.refused(7753, "purse", "balance", "--purse", "cora");
      refusedOpening(7103, "cora", "cora.txt", 0);
      money.refused(7760, "purse", "balance", "--purse", "cora");
      refusedOpening(7757, "cora", "first.txt", 0);
      begin("thief");
      refusedWith(terminal.answering(pressing(cora), opening("thief", "first.txt", 0)), 7341);

      opened(cora, "cora", 0);
      assertThat(money.balance("cora")).isEqualTo("0.00");
      money.done(opening("cora", "cora.txt", 0));
      begin("second");
      refusedOpening(7344, "second", "cora.txt", 0);
      cora.takeOut();
      money.refused(7243, "purse", "balance", "--purse", "cora");

      try (SlottedCard dan = inserted("dan", 0)) {
        money.refused(7245, "purse", "balance", "--purse", "cora");
        opened(dan, "dan", 0);
        assertThat(money.balance("dan")).isEqualTo("0.00");
        money.refused(7245, "purse", "balance", "--purse", "cora");
        dan.takeOut();
      }
      CardImage other =
          new CardImage(
              MonEbox.class, ByteString.hex("F053504543494502"), ByteString.hex("0403000604"));
      try (VirtualSlot _ = VirtualSlot.insert(new SoftwareCard(other), port(0))) {
        SlottedCard.await(reader(0), Content.ANOTHER_CARD);
        money.refused(7244, "purse", "balance", "--purse", "cora");
      }
      SlottedCard.await(reader(0), Content.NOTHING);

      cora.insert(port(1), reader(1));
      money.refused(7243, "purse", "balance", "--purse", "cora");
      money.done(opening("cora", "cora.txt", 1));
      assertThat(money.balance("cora")).isEqualTo("0.00");
      cora.breakOpen();
      money.refused(7342, "purse", "balance", "--purse", "cora");
      cora.takeOut();
    }
  }

  /** Clause 11.6: whatever cuts the opening off, the same again goes on. */
  @Test
  void goesOnWithAnOpeningThatWasTornOut() throws IOException {
    int torn = 0;
    try (SlottedCard eve = inserted("eve", 0)) {
      begin("eve");
      Files.createFile(folder.resolve("eve/card"));
      refusedOpening(7757, "eve", "eve.txt", 0);
      Files.delete(folder.resolve("eve/card"));
      Ran ran = openingTorn(eve, "eve", torn);
      while (ran.exitCode() == ExitCode.ENVIRONMENT) {
        torn++;
        eve.takeOut();
        eve.putBack();
        ran = openingTorn(eve, "eve", torn);
      }
      assertThat(ran.exitCode()).as(ran.err()).isZero();
      assertThat(money.balance("eve")).isEqualTo("0.00");
      eve.takeOut();
    }
    assertThat(torn).isPositive();
  }

  private Ran openingTorn(SlottedCard card, String name, int write) throws IOException {
    return terminal.answering(pressingAndTearing(card, write), opening(name, name + ".txt", 0));
  }

  /** Clause 11.8: whatever write of a redemption or a payment it is torn out before. */
  @Test
  void paysOnceAndReceivesOnceHoweverTheCardIsTornOut() throws IOException {
    try (SlottedCard ana = inserted("ana", 0);
        SlottedCard ben = inserted("ben", 1)) {
      begin("ana");
      opened(ana, "ana", 0);
      opened(ben, "ben", 1);
      ana.load(Amount.parse("200.00"));
      refill("ana", 2, 2);
      refill("ben", 2, 2);

      String small = money.done("purse", "request", "12.50", "--purse", "ben");
      String answer = money.done("purse", "pay", small, "--purse", "ana");
      money.done("purse", "receive", answer, "--purse", "ben");
      assertThat(money.balance("ana")).isEqualTo("187.50");
      assertThat(money.balance("ben")).isEqualTo("12.50");

      String request = money.done("purse", "request", "60", "--purse", "ben");
      money.refused(7103, "purse", "pay", request, "--purse", "ana");
      String paid = paidThoughTorn(ana, request, "ana");
      assertThat(money.done("purse", "pay", request, "--purse", "ana")).isEqualTo(paid);
      money.done("purse", "receive", paid, "--later", "--purse", "ben");
      assertThat(money.balance("ana")).isEqualTo("127.50");
      assertThat(money.balance("ben")).isEqualTo("12.50");

      String back = money.done("purse", "request", "72.50", "--purse", "ana");
      String returned = paidThoughTorn(ben, back, "ben");
      money.done("purse", "receive", returned, "--purse", "ana");
      assertThat(money.balance("ana")).isEqualTo("200.00");
      assertThat(money.balance("ben")).isEqualTo("0.00");
      setBack("ana");
      ana.takeOut();
      ben.takeOut();
    }
  }

  /** Pays with the button, the card torn out again and again, each time a few writes later. */
  private String paidThoughTorn(SlottedCard card, String request, String name) throws IOException {
    String[] words = {"purse", "pay", request, "--button", "--purse", name};
    int torn = 0;
    Ran ran = terminal.answering(pressingAndTearing(card, 0), words);
    while (ran.exitCode() == ExitCode.ENVIRONMENT) {
      assertThat(ran.err()).contains("did not answer");
      card.takeOut();
      money.refused(7243, "purse", "balance", "--purse", name);
      card.putBack();
      torn++;
      ran = terminal.answering(pressingAndTearing(card, torn * WRITES_APART), words);
    }
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(torn).as("how often it was torn out").isGreaterThan(1);
    card.untear();
    return ran.out().strip();
  }

  /** 11.4: the journal of before, with the file that says how long it was. */
  private void setBack(String name) throws IOException {
    Path journal = folder.resolve(name).resolve("journal");
    Path before = folder.resolve("before");
    PlayMoney.copy(journal, before);
    money.done("purse", "request", "1", "--purse", name);
    assertThat(money.balance(name)).isEqualTo("200.00");
    PlayMoney.copy(before, journal);
    money.refused(7210, "purse", "balance", "--purse", name);
  }
}
