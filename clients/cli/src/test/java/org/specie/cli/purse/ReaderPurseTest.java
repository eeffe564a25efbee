package org.specie.cli.purse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.specie.cli.ExitCode;
import org.specie.cli.Terminal;
import org.specie.cli.Terminal.Ran;
import org.specie.cli.Terminal.Typist;
import org.specie.cli.town.Folders;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.seed.PassphraseKey;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.offline.monebox.MonEbox;
import org.specie.offline.purse.card.reader.CardReaders;
import org.specie.offline.purse.card.reader.CardReaders.Content;
import org.specie.offline.purse.trust.CardNote;
import org.specie.offline.purse.trust.IssuerDocument;
import org.specie.offline.simulator.CardImage;
import org.specie.offline.simulator.SoftwareCard;
import org.specie.offline.simulator.VirtualReaders;
import org.specie.offline.simulator.VirtualSlot;
import org.specie.services.database.Leftover;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * From a blank card to payments, by commands alone: {@code specie issuer prepare} and {@code specie
 * purse …} on the real applet, with the machine's PC/SC service and a virtual reader between them,
 * and core, certifier and factory as processes. Spec: docs/spec/57-station.md, 3.1 to 3.3;
 * docs/spec/52-purse.md, clauses 8.6 and 11.5 to 11.8.
 */
class ReaderPurseTest {
  private static final Entropy ENTROPY = new SecureRandom()::nextBytes;
  private static final PassphraseKey.Cost CHEAP = new PassphraseKey.Cost(8, 1, 1);
  private static final List<String> ROLES = List.of("core", "certifier", "factory");

  /** Of those that a payment or a preparation takes, so that each is torn a few times. */
  private static final int WRITES_APART = 7;

  /** Of those that a payment key takes. */
  private static final int FEW_WRITES_APART = 3;

  /** Who is asked to press the button, and does not. */
  private static final Typist NOBODY = Optional::empty;

  @TempDir static Path folder;

  private static Optional<VirtualReaders> readers = Optional.empty();

  private final Terminal terminal = new Terminal(folder, PlayMoney.PASSPHRASE);
  private final PlayMoney money = PlayMoney.at(folder);

  /** An issuer whose roles are processes, those that nobody asks here on machines elsewhere. */
  @BeforeAll
  static void startServiceAndIssuer() throws IOException {
    Optional<String> lack = VirtualReaders.lack();
    Assumptions.assumeTrue(
        lack.isEmpty(), () -> "no card is put into a reader: this machine lacks " + lack.get());
    PlayMoney money = PlayMoney.at(folder);
    money.done("issuer", "create", "--dir", "mint", "--crowd", "1");
    SlottedCard blank = SlottedCard.blank();
    money.refused(7241, preparing(blank, "none", "any"));
    readers = VirtualReaders.start(folder);
    Assumptions.assumeTrue(
        readers.isPresent(), "no card is put into a reader: another service came first");
    for (String role : List.of("recovery", "inspection")) {
      Folders.remove(folder.resolve("mint").resolve(role));
    }
    money.done("issuer", "start", "--dir", "mint");
    try (SlottedCard first = prepared("first", 0)) {
      money.done("issuer", "open-class", "--dir", "mint");
      first.takeOut();
    }
  }

  @AfterAll
  static void endServiceAndIssuer() throws IOException {
    if (readers.isEmpty()) {
      return;
    }
    PlayMoney money = PlayMoney.at(folder);
    readers.get().close();
    try {
      money.refused(7241, "purse", "open", "--reader", "any", "--card", "first.txt");
    } finally {
      money.done("issuer", "stop", "--dir", "mint");
      for (String role : ROLES) {
        Leftover.stop(folder.resolve("mint").resolve(role).resolve("database"));
      }
    }
  }

  private static int port(int slot) {
    return readers.orElseThrow().slots().get(slot);
  }

  private static String reader(int slot) throws IOException {
    return CardReaders.names().get(slot);
  }

  /** The words that make {@code card} one that is used, with its note in {@code name}.txt. */
  private static String[] preparing(SlottedCard card, String name, String reader)
      throws IOException {
    Files.writeString(folder.resolve("processor.txt"), card.processor() + "\n");
    return new String[] {
      "issuer",
      "prepare",
      "--dir",
      "mint",
      "--reader",
      reader,
      "--id",
      card.id(),
      "--owner",
      card.owner(),
      "--processor",
      "processor.txt",
      "--card",
      name + ".txt",
      "--cap",
      "8000"
    };
  }

  /** A card fresh from the factory in a slot. */
  private static SlottedCard inserted(int slot) throws IOException {
    SlottedCard card = SlottedCard.blank();
    card.insert(port(slot), reader(slot));
    return card;
  }

  /** A card of {@code name} in a slot that a station has prepared. */
  private static SlottedCard prepared(String name, int slot) throws IOException {
    SlottedCard card = inserted(slot);
    PlayMoney money = PlayMoney.at(folder);
    money.done(preparing(card, name, reader(slot)));
    return card;
  }

  private static IssuerDocument document() throws IOException {
    try {
      return CardNote.read(Files.readString(folder.resolve("first.txt"))).issuer();
    } catch (MalformedInput e) {
      throw new AssertionError(e);
    }
  }

  /** What is there if the power fails after the first file, and guesses at it are cheap. */
  private static void begin(String name) throws IOException {
    Path place = folder.resolve(name);
    Files.createDirectories(SealedFolder.journalOf(place));
    SealedFolder.Contents contents =
        new SealedFolder.Contents(Secret.random(32, ENTROPY), document(), ByteString.EMPTY);
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

  /** The words that get a purse payment keys and tokens from the issuer's processes. */
  private String[] refilling(String name) {
    JsonNode status =
        JsonMapper.builder()
            .build()
            .readTree(money.done("issuer", "status", "--dir", "mint", "--json"));
    return new String[] {
      "purse",
      "refill",
      "--keys",
      "2",
      "--tokens",
      "2",
      "--purse",
      name,
      "--certifier",
      status.get("certifier").get("url").asString(),
      "--factory",
      status.get("factory").get("url").asString()
    };
  }

  private void entered(SlottedCard card, String name) {
    money.done("issuer", "owner", "--dir", "mint", "--id", card.owner(), "--shown", name);
  }

  private String[] loading(SlottedCard card, int slot, String amount, int number)
      throws IOException {
    return new String[] {
      "issuer",
      "load",
      amount,
      "--dir",
      "mint",
      "--reader",
      reader(slot),
      "--id",
      card.id(),
      "--number",
      Integer.toString(number)
    };
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

    try (SlottedCard cora = prepared("cora", 0)) {
      refusesToPrepareOtherwise(cora);
      begin("cora");
      money.refused(7753, "purse", "balance", "--purse", "cora");
      refusedOpening(7103, "cora", "cora.txt", 0);
      money.refused(7760, "purse", "balance", "--purse", "cora");
      // Another card's note: this card shows that it is not that one, and its own note goes on.
      refusedWith(terminal.answering(pressing(cora), opening("cora", "first.txt", 0)), 7341);

      opened(cora, "cora", 0);
      refusedOpening(7757, "cora", "first.txt", 0);
      assertThat(money.balance("cora")).isEqualTo("0.00");
      money.done(opening("cora", "cora.txt", 0));
      begin("second");
      refusedOpening(7344, "second", "cora.txt", 0);
      cora.takeOut();
      money.refused(7243, "purse", "balance", "--purse", "cora");

      try (SlottedCard dan = inserted(0)) {
        money.refused(7341, with(preparing(dan, "dan", reader(0)), "--id", cora.id()));
        money.done(preparing(dan, "dan", reader(0)));
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
        money.refused(7244, preparing(cora, "cora", reader(0)));
      }
      SlottedCard.await(reader(0), Content.NOTHING);

      cora.insert(port(1), reader(1));
      money.refused(7243, "purse", "balance", "--purse", "cora");
      money.done(opening("cora", "cora.txt", 1));
      assertThat(money.balance("cora")).isEqualTo("0.00");
      cora.breakOpen();
      money.refused(7342, "purse", "balance", "--purse", "cora");
      money.refused(7342, preparing(cora, "cora", reader(1)));
      cora.takeOut();
    }
  }

  /** {@code words} with another value behind {@code option}. */
  private static String[] with(String[] words, String option, String value) {
    String[] changed = words.clone();
    changed[Arrays.asList(words).indexOf(option) + 1] = value;
    return changed;
  }

  /** Page 57, 3.1 and 3.2, for the card in the first slot, which is prepared and not in use. */
  private void refusesToPrepareOtherwise(SlottedCard card) throws IOException {
    String[] again = preparing(card, "cora", reader(0));
    String note = Files.readString(folder.resolve("cora.txt"));
    money.refused(7242, with(again, "--reader", "a drawer"));
    money.refused(7243, with(again, "--reader", reader(1)));
    SlottedCard other = SlottedCard.blank();
    money.refused(7341, with(again, "--id", other.id()));
    money.refused(7341, with(again, "--owner", other.owner()));
    for (String[] wrong :
        List.of(
            with(again, "--id", "00"),
            with(again, "--processor", "cora.txt"),
            with(again, "--processor", "nowhere.txt"),
            with(again, "--cap", "99999999999"))) {
      assertThat(terminal.run(wrong).exitCode()).isEqualTo(ExitCode.USAGE);
    }
    money.refused(7346, loading(card, 0, "1", 1));
    money.done(again);
    assertThat(folder.resolve("cora.txt")).hasContent(note);
  }

  /** Page 57, P1, and clause 11.6: whatever cuts it off, the same again goes on. */
  @Test
  void goesOnWithACardThatWasTornOutOfTheStationAndOfItsFirstUse() throws IOException {
    try (SlottedCard eve = inserted(0)) {
      String[] preparing = preparing(eve, "eve", reader(0));
      Ran _ = thoughTorn(eve, WRITES_APART, write -> tornBefore(eve, write, preparing));
      begin("eve");
      Files.createFile(folder.resolve("eve/card"));
      refusedOpening(7757, "eve", "eve.txt", 0);
      Files.delete(folder.resolve("eve/card"));
      String[] opening = opening("eve", "eve.txt", 0);
      Ran _ =
          thoughTorn(eve, 1, write -> terminal.answering(pressingAndTearing(eve, write), opening));
      assertThat(money.balance("eve")).isEqualTo("0.00");
      eve.takeOut();
    }
  }

  /** One more try, with the card pulled out before its write of that number. */
  @FunctionalInterface
  private interface Attempt {
    Ran before(int write) throws IOException;
  }

  private Ran tornBefore(SlottedCard card, int write, String... words) {
    card.tearBefore(write);
    return terminal.run(words);
  }

  /** Tries until it is done, the card torn out each time so many writes later. */
  private static Ran thoughTorn(SlottedCard card, int apart, Attempt attempt) throws IOException {
    int torn = 0;
    Ran ran = attempt.before(0);
    while (ran.exitCode() == ExitCode.ENVIRONMENT) {
      assertThat(ran.err()).contains("did not answer");
      card.takeOut();
      card.putBack();
      torn++;
      ran = attempt.before(torn * apart);
    }
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(torn).as("how often it was torn out").isGreaterThan(1);
    card.untear();
    return ran;
  }

  /** Clause 11.8: whatever write of a redemption or a payment it is torn out before. */
  @Test
  void paysOnceAndReceivesOnceHoweverTheCardIsTornOut() throws IOException {
    try (SlottedCard ana = prepared("ana", 0);
        SlottedCard ben = prepared("ben", 1)) {
      begin("ana");
      begin("ben");
      opened(ana, "ana", 0);
      opened(ben, "ben", 1);
      suppliesBoth(ana, ben);

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
      // 8.8: the keys that paid are got again, from those who gave them.
      Ran due = terminal.run("purse", "due", "--purse", "ana");
      assertThat(due.exitCode()).as(due.err()).isZero();
      assertThat(due.err()).contains("got 2 payment keys");
      assertThat(money.done("purse", "refill", "--purse", "ana")).contains("payment keys 2");
      setBack("ana");
      ana.takeOut();
      ben.takeOut();
    }
  }

  /** Page 57, 6.1, and clause 8.6: what ana's card pays with, and what both are paid on. */
  private void suppliesBoth(SlottedCard ana, SlottedCard ben) throws IOException {
    money.done(loading(ana, 0, "200", 1));
    money.done(loading(ana, 0, "200", 1));
    money.refused(7345, loading(ana, 0, "201", 1));
    money.refused(7345, loading(ana, 0, "200", 3));
    money.refused(7341, with(loading(ana, 0, "200", 1), "--reader", reader(1)));
    String[] refilling = refilling("ana");
    assertThat(terminal.run(with(refilling, "--keys", "100")).exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.run(with(refilling, "--factory", "there")).exitCode())
        .isEqualTo(ExitCode.USAGE);
    money.refused(7322, with(refilling, "--keys", "0"));
    entered(ana, "Ana");
    entered(ben, "Ben");
    Ran _ = thoughTorn(ana, FEW_WRITES_APART, write -> tornBefore(ana, write, refilling));
    assertThat(money.done(refilling)).contains("payment keys 2", "tokens       2");
    money.done(refilling("ben"));
    assertThat(money.balance("ana")).isEqualTo("200.00");
  }

  /** Pays with the button, the card torn out again and again. */
  private String paidThoughTorn(SlottedCard card, String request, String name) throws IOException {
    String[] words = {"purse", "pay", request, "--button", "--purse", name};
    return thoughTorn(
            card, WRITES_APART, write -> terminal.answering(pressingAndTearing(card, write), words))
        .out()
        .strip();
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
