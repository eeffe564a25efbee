package org.specie.cli.purse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
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
import org.specie.offline.monebox.MonEbox;
import org.specie.offline.purse.card.reader.CardReaders.Content;
import org.specie.offline.simulator.CardImage;
import org.specie.offline.simulator.CardPort;
import org.specie.offline.simulator.SoftwareCard;
import org.specie.offline.simulator.VirtualReaders;
import org.specie.offline.simulator.VirtualSlot;
import org.specie.quality.requirements.Requirement;
import org.specie.services.database.Leftover;

/**
 * From a blank card to payments, by commands alone: {@code specie issuer prepare} and {@code specie
 * purse …} and {@code specie pos charge} on the real applet, with the machine's PC/SC service and a
 * virtual reader between them, and core, root, certifier, factory, managers and pseudonym agent as
 * processes, whose keys the station has not. Spec: docs/spec/57-station.md, 3.1 to 3.3;
 * docs/spec/52-purse.md, clauses 8.6 and 11.5 to 11.8; docs/spec/60-card-at-a-till.md.
 */
class ReaderPurseTest {
  private static final List<String> ROLES =
      List.of("root", "core", "certifier", "factory", "managers", "pseudonym");

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
  private final CardDesk desk = new CardDesk(folder, readers);

  /** An issuer whose roles are processes, those that nobody asks here on machines elsewhere. */
  @BeforeAll
  static void startServiceAndIssuer() throws IOException {
    Optional<String> lack = VirtualReaders.lack();
    Assumptions.assumeTrue(
        lack.isEmpty(), () -> "no card is put into a reader: this machine lacks " + lack.get());
    PlayMoney money = PlayMoney.at(folder);
    money.done("issuer", "create", "--dir", "mint", "--crowd", "1");
    Path station = Files.createDirectory(folder.resolve(CardDesk.STATION));
    Files.move(folder.resolve("mint/station"), station.resolve("station"));
    SlottedCard blank = SlottedCard.blank();
    money.refused(7241, new CardDesk(folder, readers).preparing(blank, "none", "any"));
    readers = VirtualReaders.start(folder);
    Assumptions.assumeTrue(
        readers.isPresent(), "no card is put into a reader: another service came first");
    for (String role : List.of("recovery", "inspection")) {
      Folders.remove(folder.resolve("mint").resolve(role));
    }
    money.done("issuer", "start", "--dir", "mint", "--root");
    try (SlottedCard first = new CardDesk(folder, readers).prepared("first", 0)) {
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

  private static void refusedWith(Ran ran, int code) {
    assertThat(ran.exitCode()).as(ran.err()).isEqualTo(1);
    assertThat(ran.err()).contains("Refused " + code);
  }

  private void refusedOpening(int code, String name, String note, int slot) throws IOException {
    refusedWith(terminal.answering(NOBODY, desk.opening(name, note, slot)), code);
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

    try (SlottedCard cora = desk.prepared("cora", 0)) {
      refusesToPrepareOtherwise(cora);
      desk.begin("cora");
      money.refused(7753, "purse", "balance", "--purse", "cora");
      refusedOpening(7103, "cora", "cora.txt", 0);
      money.refused(7760, "purse", "balance", "--purse", "cora");
      // Another card's note: this card shows that it is not that one, and its own note goes on.
      refusedWith(
          terminal.answering(CardDesk.pressing(cora), desk.opening("cora", "first.txt", 0)), 7341);

      desk.opened(cora, "cora", 0);
      refusedOpening(7757, "cora", "first.txt", 0);
      assertThat(money.balance("cora")).isEqualTo("0.00");
      money.done(desk.opening("cora", "cora.txt", 0));
      desk.begin("second");
      refusedOpening(7344, "second", "cora.txt", 0);
      cora.takeOut();
      money.refused(7243, "purse", "balance", "--purse", "cora");

      try (SlottedCard dan = desk.inserted(0)) {
        money.refused(
            7341, CardDesk.with(desk.preparing(dan, "dan", CardDesk.reader(0)), "--id", cora.id()));
        money.done(desk.preparing(dan, "dan", CardDesk.reader(0)));
        money.refused(7245, "purse", "balance", "--purse", "cora");
        desk.opened(dan, "dan", 0);
        assertThat(money.balance("dan")).isEqualTo("0.00");
        money.refused(7245, "purse", "balance", "--purse", "cora");
        dan.takeOut();
      }
      CardImage other =
          new CardImage(
              MonEbox.class, ByteString.hex("F053504543494502"), ByteString.hex("0403000604"));
      try (VirtualSlot _ = VirtualSlot.insert(new SoftwareCard(other), desk.port(0))) {
        SlottedCard.await(CardDesk.reader(0), Content.ANOTHER_CARD);
        money.refused(7244, "purse", "balance", "--purse", "cora");
        money.refused(7244, desk.preparing(cora, "cora", CardDesk.reader(0)));
      }
      SlottedCard.await(CardDesk.reader(0), Content.NOTHING);

      cora.insert(desk.port(1), CardDesk.reader(1));
      money.refused(7243, "purse", "balance", "--purse", "cora");
      money.done(desk.opening("cora", "cora.txt", 1));
      assertThat(money.balance("cora")).isEqualTo("0.00");
      cora.breakOpen();
      money.refused(7342, "purse", "balance", "--purse", "cora");
      money.refused(7342, desk.preparing(cora, "cora", CardDesk.reader(1)));
      cora.takeOut();
    }
  }

  /** Page 57, 3.1 and 3.2, for the card in the first slot, which is prepared and not in use. */
  private void refusesToPrepareOtherwise(SlottedCard card) throws IOException {
    String[] again = desk.preparing(card, "cora", CardDesk.reader(0));
    String note = Files.readString(folder.resolve("cora.txt"));
    money.refused(7242, CardDesk.with(again, "--reader", "a drawer"));
    money.refused(7243, CardDesk.with(again, "--reader", CardDesk.reader(1)));
    SlottedCard other = SlottedCard.blank();
    money.refused(7341, CardDesk.with(again, "--id", other.id()));
    money.refused(7729, CardDesk.with(again, "--owner", other.owner()));
    money.refused(7341, CardDesk.with(again, "--owner", desk.owner()));
    for (String[] wrong :
        List.of(
            CardDesk.with(again, "--id", "00"),
            CardDesk.with(again, "--processor", "cora.txt"),
            CardDesk.with(again, "--processor", "nowhere.txt"),
            CardDesk.with(again, "--cap", "99999999999"))) {
      assertThat(terminal.run(wrong).exitCode()).isEqualTo(ExitCode.USAGE);
    }
    money.refused(7346, desk.loading(card, 0, "1", 1));
    money.done(again);
    assertThat(folder.resolve("cora.txt")).hasContent(note);
  }

  /** Clause 6.5: the same card, on a line of its own instead of in a reader. */
  @Test
  @Requirement("R71")
  void reachesADeviceOnALineOfItsOwn() throws IOException {
    try (SlottedCard fay = desk.prepared("fay", 0)) {
      fay.takeOut();
      desk.begin("fay");
      String[] opening = desk.opening("fay", "fay.txt", 0);
      try (CardPort line = fay.listen()) {
        String[] there = CardDesk.with(opening, "--reader", "tcp:127.0.0.1:" + line.number());
        Ran opened = terminal.answering(CardDesk.pressing(fay), there);
        assertThat(opened.exitCode()).as(opened.err()).isZero();
        assertThat(money.balance("fay")).isEqualTo("0.00");
      }
      money.refused(7246, "purse", "balance", "--purse", "fay");
      money.refused(7242, CardDesk.with(opening, "--reader", "tcp:nowhere"));
    }
  }

  /**
   * 51.14: by commands at the owner's desk and at the managers', and an old order is for nothing.
   */
  @Test
  @Requirement("R75")
  void anOwnerWhoForgotIsUnlockedByTheManagers() throws IOException {
    Files.writeString(folder.resolve("right"), "4711\n");
    Files.writeString(folder.resolve("wrong"), "4712\n");
    try (SlottedCard gil = desk.prepared("gil", 0)) {
      desk.begin("gil");
      desk.opened(gil, "gil", 0);
      protects(gil);
      String kept = ordered("gil");
      for (int i = 0; i < 2; i++) {
        money.refused(7117, protecting("--nothing", "--number-file", "wrong"));
      }
      money.refused(7118, protecting("--nothing", "--number-file", "wrong"));
      gil.takeOut();
      gil.putBack();
      String order = ordered("gil");
      money.refused(7119, unlocking("--order", kept));
      money.refused(7302, unlocking(SlottedCard.blank().id() + "00".repeat(8)));
      assertThat(terminal.run(unlocking("--order", "00")).exitCode()).isEqualTo(ExitCode.USAGE);
      assertThat(money.field("number", protecting())).isEqualTo("locked");

      assertThat(money.done(unlocking("--order", order))).contains("number    none");
      protects(gil);
      money.refused(7119, unlocking("--order", order));
      money.refused(7119, unlocking("--order", kept));
      assertThat(money.field("number", protecting())).isEqualTo("3 tries left");
      gil.takeOut();
    }
  }

  private static String[] protecting(String... more) {
    return CardDesk.words(List.of("purse", "protect", "--purse", "gil"), more);
  }

  private static String[] unlocking(String... more) {
    return more.length == 1
        ? new String[] {"issuer", "unlock", "--dir", CardDesk.STATION, "--request", more[0]}
        : CardDesk.words(List.of("purse", "unlock", "--purse", "gil"), more);
  }

  private void protects(SlottedCard card) {
    String[] words = protecting("--new-number-file", "right", "--number-from", "10");
    Ran ran = terminal.answering(CardDesk.pressing(card), words);
    assertThat(ran.exitCode()).as(ran.err()).isZero();
  }

  /** The order for what the card of this purse asks now. */
  private String ordered(String name) {
    String request = money.field("request", "purse", "unlock", "--purse", name);
    return money.field("order", unlocking(request));
  }

  /** Clause 6.5: the first binding has no code. */
  @Test
  @Requirement("R71")
  void bindsADeviceForTheFirstTimeOverNoNetwork() throws IOException {
    Optional<InetAddress> at =
        NetworkInterface.networkInterfaces()
            .flatMap(NetworkInterface::inetAddresses)
            .filter(each -> each instanceof Inet4Address && !each.isLoopbackAddress())
            .findFirst();
    assumeThat(at).as("an address of this machine that is not its own alone").isPresent();
    try (SlottedCard hal = desk.prepared("hal", 0)) {
      hal.takeOut();
      desk.begin("hal");
      String[] opening = desk.opening("hal", "hal.txt", 0);
      try (CardPort line = hal.listen(at.get())) {
        String there = "tcp:" + at.get().getHostAddress() + ":" + line.number();
        refusedWith(terminal.answering(NOBODY, CardDesk.with(opening, "--reader", there)), 7352);
      }
    }
  }

  /** Page 57, P1, and clause 11.6: whatever cuts it off, the same again goes on. */
  @Test
  void goesOnWithACardThatWasTornOutOfTheStationAndOfItsFirstUse() throws IOException {
    try (SlottedCard eve = desk.inserted(0)) {
      String[] preparing = desk.preparing(eve, "eve", CardDesk.reader(0));
      Ran _ =
          CardDesk.thoughTorn(eve, WRITES_APART, write -> desk.tornBefore(eve, write, preparing));
      desk.begin("eve");
      Files.createFile(folder.resolve("eve/card"));
      refusedOpening(7757, "eve", "eve.txt", 0);
      Files.delete(folder.resolve("eve/card"));
      String[] opening = desk.opening("eve", "eve.txt", 0);
      Ran _ =
          CardDesk.thoughTorn(
              eve,
              1,
              write -> terminal.answering(CardDesk.pressingAndTearing(eve, write), opening));
      assertThat(money.balance("eve")).isEqualTo("0.00");
      eve.takeOut();
    }
  }

  /** Clause 11.8: whatever write of a redemption or a payment it is torn out before. */
  @Test
  void paysOnceAndReceivesOnceHoweverTheCardIsTornOut() throws IOException {
    try (SlottedCard ana = desk.prepared("ana", 0);
        SlottedCard ben = desk.prepared("ben", 1)) {
      desk.begin("ana");
      desk.begin("ben");
      desk.opened(ana, "ana", 0);
      desk.opened(ben, "ben", 1);
      suppliesBoth(ana);

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

  /**
   * Page 60: Dora has a card and nothing else; a desk keeps the folder that her card is bound to.
   * She pays at a shop whose till knows neither.
   */
  @Test
  @Requirement("D34")
  void paysAtATillWithACardAndNothingElse() throws IOException {
    try (SlottedCard dora = desk.prepared("dora", 0);
        SlottedCard shop = desk.prepared("shop", 1)) {
      servedAtADesk(dora);
      opensATill(shop);
      refusesWhatTheCardDoesNotPay(dora);

      String[] sale = charging("7.90");
      Ran torn =
          CardDesk.thoughTorn(dora, WRITES_APART, write -> desk.tornBefore(dora, write, sale));
      assertThat(torn.out()).isEqualTo("received 7.90\n");
      assertThat(torn.err()).contains("7.90: hold the card to the reader");
      assertThat(money.field("taken", "pos", "report", "--till", "till-1")).isEqualTo("7.90");
      assertThat(money.field("amount", charging("2.10"))).isEqualTo("2.10");
      String fresh = money.field("freshTokens", "pos", "report", "--till", "till-1");
      for (int i = 0; i < 9; i++) {
        money.refused(7101, charging("5"));
      }
      assertThat(money.field("freshTokens", "pos", "report", "--till", "till-1"))
          .as("an empty card takes no token")
          .isEqualTo(fresh);

      shop.insert(desk.port(1), CardDesk.reader(1));
      money.done("pos", "collect", "--till", "till-1", "--purse", "shop");
      assertThat(money.balance("shop")).isEqualTo("10.00");
      Files.move(folder.resolve("kept-at-the-desk"), folder.resolve("dora"));
      assertThat(money.balance("dora")).as("paid once, however it was torn").isEqualTo("2.00");
      dora.takeOut();
      shop.takeOut();
    }
  }

  private static String[] charging(String amount) throws IOException {
    return new String[] {
      "pos",
      "charge",
      amount,
      "--till",
      "till-1",
      "--reader",
      CardDesk.reader(0),
      "--seconds",
      "1",
      "--hold",
      "0"
    };
  }

  /** Its folder is the desk's, and nobody who pays later has it. */
  private void servedAtADesk(SlottedCard dora) throws IOException {
    desk.begin("dora");
    desk.opened(dora, "dora", 0);
    money.done(desk.loading(dora, 0, "12", 1));
    money.done(
        CardDesk.with(CardDesk.with(desk.refilling("dora"), "--keys", "4"), "--tokens", "0"));
    Files.move(folder.resolve("dora"), folder.resolve("kept-at-the-desk"));
  }

  private void opensATill(SlottedCard shop) throws IOException {
    desk.begin("shop");
    desk.opened(shop, "shop", 1);
    money.done(
        CardDesk.with(CardDesk.with(desk.refilling("shop"), "--keys", "0"), "--tokens", "8"));
    money.done("pos", "open", "--till", "till-1", "--purse", "shop", "--tokens", "8");
    shop.takeOut();
  }

  /** Page 60, 3.3: through the contacts, above the tap's limit, and where there is no card. */
  private void refusesWhatTheCardDoesNotPay(SlottedCard dora) throws IOException {
    money.refused(7113, charging("7.90"));
    dora.takeOut();
    money.refused(7243, charging("7.90"));
    dora.holdToTheAir();
    dora.putBack();
    money.refused(7104, charging("10.01"));
    money.refused(7242, CardDesk.with(charging("7.90"), "--reader", "a drawer"));
    assertThat(terminal.run(charging("0")).exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.run(CardDesk.with(charging("1"), "--seconds", "-1")).exitCode())
        .isEqualTo(ExitCode.USAGE);
    assertThat(money.field("askedUnpaid", "pos", "report", "--till", "till-1")).isEqualTo("0");
  }

  /** Page 57, 6.1, and clause 8.6: what ana's card pays with, and what both are paid on. */
  private void suppliesBoth(SlottedCard ana) throws IOException {
    money.done(desk.loading(ana, 0, "200", 1));
    money.done(desk.loading(ana, 0, "200", 1));
    money.refused(7345, desk.loading(ana, 0, "201", 1));
    money.refused(7345, desk.loading(ana, 0, "200", 3));
    money.refused(
        7341, CardDesk.with(desk.loading(ana, 0, "200", 1), "--reader", CardDesk.reader(1)));
    String[] refilling = desk.refilling("ana");
    assertThat(terminal.run(CardDesk.with(refilling, "--keys", "100")).exitCode())
        .isEqualTo(ExitCode.USAGE);
    assertThat(terminal.run(CardDesk.with(refilling, "--factory", "there")).exitCode())
        .isEqualTo(ExitCode.USAGE);
    Ran _ =
        CardDesk.thoughTorn(ana, FEW_WRITES_APART, write -> desk.tornBefore(ana, write, refilling));
    assertThat(money.done(refilling)).contains("payment keys 2", "tokens       2");
    money.done(desk.refilling("ben"));
    assertThat(money.balance("ana")).isEqualTo("200.00");
  }

  /** Pays with the button, the card torn out again and again. */
  private String paidThoughTorn(SlottedCard card, String request, String name) throws IOException {
    String[] words = {"purse", "pay", request, "--button", "--purse", name};
    return CardDesk.thoughTorn(
            card,
            WRITES_APART,
            write -> terminal.answering(CardDesk.pressingAndTearing(card, write), words))
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
