package org.specie.cli.purse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.specie.cli.Terminal;
import org.specie.cli.Terminal.Ran;
import org.specie.offline.purse.journal.JournalRecord;
import org.specie.offline.purse.journal.Supplies;
import org.specie.offline.purse.journal.Upkeep;
import org.specie.quality.requirements.Requirement;
import org.specie.wallet.Answer;

/** {@code specie purse …}, on cards of software whose state is kept between commands. */
class PurseCommandsTest {
  @TempDir static Path made;
  @TempDir Path place;

  private PlayMoney money;

  @BeforeAll
  static void make() throws IOException {
    PlayMoney.make(made.resolve("practice"));
  }

  @BeforeEach
  void copy() throws IOException {
    money = PlayMoney.copied(made.resolve("practice"), place.resolve("practice"));
  }

  private String ask(String of, String amount) {
    return money.done("purse", "request", amount, "--purse", of);
  }

  private String pay(String by, String request) {
    return money.done("purse", "pay", request, "--purse", by);
  }

  private void balances(String ana, String ben) {
    assertThat(money.balance("ana")).isEqualTo(ana);
    assertThat(money.balance("ben")).isEqualTo(ben);
  }

  private static String changed(String link, int at) {
    byte[] bytes = Base64.getUrlDecoder().decode(link.substring("specie-token:".length()));
    bytes[at] ^= 1;
    return "specie-token:" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static byte[] message(String link) {
    return Base64.getUrlDecoder().decode(link.substring("specie-token:".length()));
  }

  @Test
  void tryRemovesNoFolderThatItDidNotMake() throws IOException {
    Path kept = money.folder().resolve("play.making/kept.txt");
    Files.createDirectories(kept.getParent());
    Files.writeString(kept, "mine");
    money.refused(7757, "purse", "try", "play", "--passphrase-beside");
    assertThat(kept).hasContent("mine");
  }

  @Test
  void refusesWhatIsNoRequestAndPaysNothing() throws IOException {
    String request = ask("ben", "12.50");
    String cut = request.substring(0, request.length() - 4);

    money.refused(7755, "purse", "pay", cut, "--purse", "ana");
    money.refused(7755, "purse", "pay", "specie-token:", "--purse", "ana");
    Files.writeString(money.folder().resolve("cut.txt"), cut);
    money.refused(7755, "purse", "pay", "cut.txt", "--purse", "ana");
    // Type, flags, amount and reference take 18 bytes; the currency stands behind two more.
    money.refused(7002, "purse", "pay", changed(request, 21), "--purse", "ana");
    money.refused(
        7004, "purse", "pay", changed(request, message(request).length - 5), "--purse", "ana");
    assertThat(money.run("purse", "pay", "nowhere.txt", "--purse", "ana").exitCode()).isEqualTo(2);
    assertThat(money.run("purse", "pay", request, "--purse", "ana", "--nonsense").exitCode())
        .isEqualTo(2);
    balances("200.00", "200.00");
  }

  @Test
  void refusesAnswersThatWereChangedOrNotAskedFor() {
    String answer = pay("ana", ask("ben", "12.50"));
    int length = message(answer).length;
    for (int at : new int[] {2, 18, 30, 50, 80, 100, 200, length - 10}) {
      Ran ran = money.run("purse", "receive", changed(answer, at), "--purse", "ben");
      assertThat(ran.exitCode()).as("byte %d: %s", at, ran.err()).isEqualTo(1);
    }
    money.refused(7202, "purse", "receive", answer, "--purse", "ana");
    money.refused(7756, "purse", "receive", ask("ben", "3"), "--purse", "ben");
    money.refused(7756, "purse", "pay", answer, "--purse", "ana");
    balances("187.50", "200.00");
  }

  @Test
  void refusesAWrongPassphraseAndFoldersThatAreNone() throws IOException {
    Ran wrong =
        new Terminal(money.folder(), "another one").run("purse", "balance", "--purse", "ana");
    assertThat(wrong.exitCode()).isEqualTo(1);
    assertThat(wrong.err()).contains("Refused 7752");
    money.refused(7751, "purse", "balance", "--purse", "eve");
    Files.writeString(money.folder().resolve("ben/purse"), "SPECIE-WALLET\n and more of it");
    money.refused(7753, "purse", "balance", "--purse", "ben");
    money.refused(7757, "purse", "try", "ana");
  }

  @Test
  void refusesACardOfAnotherFolderAndOneThatWasChanged() throws IOException {
    Path card = money.folder().resolve("ana/card");
    byte[] bytes = Files.readAllBytes(card);
    Files.copy(money.folder().resolve("ben/card"), card, StandardCopyOption.REPLACE_EXISTING);
    money.refused(7753, "purse", "balance", "--purse", "ana");
    bytes[bytes.length / 2] ^= 1;
    Files.write(card, bytes);
    money.refused(7753, "purse", "balance", "--purse", "ana");
  }

  @Test
  void refusesASecondProgram() throws IOException {
    try (FileChannel file =
            FileChannel.open(
                money.folder().resolve("ana/card.lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        FileLock _ = file.lock()) {
      money.refused(7754, "purse", "balance", "--purse", "ana");
    }
    assertThat(money.balance("ana")).isEqualTo("200.00");
  }

  @Test
  @Requirement("R57")
  void paysByLinkFileAndPicture() {
    money.done("purse", "request", "12.50", "--purse", "ben", "--out", "ask.png");
    assertThat(money.done("purse", "check", "ask.png", "--purse", "ana"))
        .startsWith("12.50 to 'Ben'");
    assertThat(money.balance("ana")).isEqualTo("200.00");
    money.done("purse", "pay", "ask.png", "--purse", "ana", "--out", "answer.png");
    money.done("purse", "receive", "answer.png", "--purse", "ben");
    balances("187.50", "212.50");

    money.done("purse", "request", "--purse", "ana", "--out", "ask.txt");
    assertThat(money.run("purse", "pay", "ask.txt", "--purse", "ben").exitCode()).isEqualTo(2);
    money.done("purse", "pay", "ask.txt", "2.50", "--purse", "ben", "--out", "answer.txt");
    money.done("purse", "receive", "answer.txt", "--purse", "ana");
    balances("190.00", "210.00");

    String shown = money.done("purse", "request", "1", "--purse", "ben", "--qr");
    assertThat(shown.lines().count()).isGreaterThan(10);
    money.done("purse", "receive", pay("ana", shown.lines().toList().getLast()), "--purse", "ben");
    balances("189.00", "211.00");
    assertThat(money.done("purse", "history", "--purse", "ana"))
        .contains("to 'Ben'", "paid 13.50, received 2.50, of that not on the card yet 0.00");
  }

  /** A request with all certificates needs a code of several frames, and those are a film. */
  @Test
  @Requirement("U3")
  void aCodeThatMovesIsPaid() {
    String[] ask = {"purse", "request", "7.30", "--with-certificates", "--purse", "ben", "--out"};
    assertThat(money.run(with(ask, "ask.png")).exitCode()).isEqualTo(2);
    money.done(with(ask, "ask.gif"));
    money.done("purse", "pay", "ask.gif", "--purse", "ana", "--out", "answer.txt");
    assertThat(money.done("purse", "receive", "answer.txt", "--purse", "ben")).contains("7.30");
  }

  @Test
  @Requirement("U3")
  void messagesGoByMail() throws Exception {
    money.done("purse", "request", "12.50", "--purse", "ben", "--out", "ask.eml");
    money.done("purse", "pay", "ask.eml", "--purse", "ana", "--out", "answer.EML");
    money.refused(7756, "purse", "receive", "ask.eml", "--purse", "ben");
    String swapped =
        Files.readString(money.folder().resolve("ask.eml"))
            .replaceFirst("(?s)Content-Type: text/plain.*?\r\n--", plain(ask("ben", "90")));
    write("swapped.eml", swapped);
    money.refused(5609, "purse", "pay", "swapped.eml", "--purse", "ana");
    write("none.eml", "Subject: hello\r\n\r\nhello\r\n");
    money.refused(5608, "purse", "check", "none.eml", "--purse", "ana");
    assertThat(money.done("purse", "receive", "answer.EML", "--purse", "ben")).contains("12.50");
  }

  private static String[] with(String[] words, String last) {
    return Stream.concat(Stream.of(words), Stream.of(last)).toArray(String[]::new);
  }

  private static String plain(String link) {
    return String.join("\r\n", "Content-Type: text/plain", "", link, "--");
  }

  @Test
  @Requirement({"R36", "R78"})
  void whatWasPaidIsWrittenForBookkeepingAndCheckedByAnybody() throws IOException {
    money.done("purse", "receive", pay("ana", ask("ben", "12.50")), "--purse", "ben");
    money.done("purse", "export", "--purse", "ana", "--out", "ana.csv");
    money.done("purse", "export", "--purse", "ben", "--out", "ben.csv");
    assertThat(money.done("purse", "audit", "ana.csv", "--purse", "shop"))
        .isEqualTo("payments 1, all genuine: paid 12.50, received 0.00");
    assertThat(money.done("purse", "audit", "ben.csv", "--purse", "ana"))
        .isEqualTo("payments 1, all genuine: paid 0.00, received 12.50");
    String table = Files.readString(money.folder().resolve("ana.csv"));
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(money.folder().resolve("ana.csv"))))
        .isEqualTo("rw-------");
    assertThat(money.run("purse", "export", "--purse", "ana", "--json").exitCode()).isEqualTo(2);
    Files.writeString(
        money.folder().resolve("latin.csv"), table + "\u00e9", StandardCharsets.ISO_8859_1);
    money.refused(7229, "purse", "audit", "latin.csv", "--purse", "ana");
    Files.writeString(money.folder().resolve("ana.csv"), table.replace("12.50", "11.50"));
    money.refused(7229, "purse", "audit", "ana.csv", "--purse", "ana");
    Files.writeString(
        money.folder().resolve("twice.csv"), table + table.substring(table.indexOf('\n') + 1));
    money.refused(7230, "purse", "audit", "twice.csv", "--purse", "ana");
    assertThat(money.run("purse", "audit", "nowhere.csv", "--purse", "ana").exitCode())
        .isEqualTo(2);
  }

  @Test
  void paysThePageOfARequestAndNoOtherPdf() throws IOException {
    money.done("purse", "request", "12.50", "--purse", "ben", "--out", "invoice.pdf");
    Path invoice = money.folder().resolve("invoice.pdf");
    String page = Files.readString(invoice, StandardCharsets.ISO_8859_1);
    assertThat(page).startsWith("%PDF-").contains("(12.50 ILS)");

    write("changed.pdf", page.replace("(12.50 ILS)", "(1.25 ILS)"));
    money.refused(7225, "purse", "pay", "changed.pdf", "--purse", "ana");
    write("two.pdf", page + "%" + ask("ben", "90") + "\n");
    money.refused(7224, "purse", "pay", "two.pdf", "--purse", "ana");
    write("none.pdf", "%PDF-1.7\n");
    money.refused(7223, "purse", "check", "none.pdf", "--purse", "ana");
    write("large.pdf", page + "%".repeat(1 << 20));
    money.refused(7222, "purse", "pay", "large.pdf", "--purse", "ana");
    money.refused(7756, "purse", "receive", "invoice.pdf", "--purse", "ben");
    assertThat(
            money
                .run("purse", "pay", "invoice.pdf", "--purse", "ana", "--out", "answer.pdf")
                .exitCode())
        .isEqualTo(2);
    balances("200.00", "200.00");

    money.done("purse", "pay", "invoice.pdf", "--purse", "ana", "--out", "answer.txt");
    money.done("purse", "receive", "answer.txt", "--purse", "ben");
    balances("187.50", "212.50");
  }

  private void write(String name, String content) throws IOException {
    Files.writeString(money.folder().resolve(name), content, StandardCharsets.ISO_8859_1);
  }

  @Test
  @Requirement("U6")
  void aLostAnswerIsMadeAgainAndCountedOnce() {
    String request = ask("ben", "12.50");
    String lost = pay("ana", request);
    assertThat(money.done("purse", "requests", "--purse", "ben")).contains(request);
    assertThat(pay("ana", request)).isEqualTo(lost);
    Ran other = money.run("purse", "pay", request, "13", "--purse", "ana");
    assertThat(other.out().strip()).isEqualTo(lost);
    assertThat(other.err()).contains("paid before");
    money.done("purse", "receive", lost, "--purse", "ben", "--later");
    balances("187.50", "200.00");
    assertThat(money.done("purse", "history", "--purse", "ben"))
        .containsPattern("Z  waiting +12\\.50")
        .contains("'paid' and 'received' are final", "'waiting' cannot be taken back")
        .endsWith("'specie purse redeem'");
    money.done("purse", "receive", lost, "--purse", "ben");
    assertThat(money.done("purse", "history", "--purse", "ben"))
        .containsPattern("Z  received +12\\.50")
        .endsWith("'paid' and 'received' are final, without any network");
    money.done("purse", "receive", lost, "--purse", "ben");
    balances("187.50", "212.50");
  }

  @Test
  void receivedMoneyThatIsNotOnTheCardYetPaysToo() {
    money.done("purse", "receive", pay("ana", ask("ben", "150")), "--purse", "ben", "--later");
    String answer = pay("ben", ask("ana", "300"));
    money.done("purse", "receive", answer, "--purse", "ana");
    balances("350.00", "50.00");
    money.refused(7101, "purse", "pay", ask("ana", "50.01"), "--purse", "ben");
  }

  @Test
  void theCardWantsItsButtonForLargeAmounts() {
    money.done("purse", "receive", pay("ana", ask("ben", "200")), "--purse", "ben");
    money.done("purse", "receive", pay("ben", ask("ana", "400")), "--purse", "ana");
    money.refused(7101, "purse", "pay", ask("ben", "500"), "--purse", "ana");
    balances("400.00", "0.00");
  }

  @Test
  void theMoneyOfAnotherIssuerIsNothingHere() throws IOException {
    PlayMoney.make(place.resolve("elsewhere"));
    PlayMoney elsewhere = PlayMoney.at(place.resolve("elsewhere"));
    String request = elsewhere.done("purse", "request", "5", "--purse", "ben");
    money.refused(7003, "purse", "pay", request, "--purse", "ana");
    String certified =
        elsewhere.done("purse", "request", "5", "--purse", "ben", "--with-certificates");
    Ran ran = money.run("purse", "pay", certified, "--purse", "ana");
    assertThat(ran.exitCode()).as(ran.err()).isEqualTo(1);
    balances("200.00", "200.00");
  }

  /** What is and what is not noticed when files are put back. */
  @Test
  void aCardSetBackIsNoticedOnceItHasPaid() throws IOException {
    Path before = place.resolve("before");
    PlayMoney.copy(money.folder().resolve("ana"), before);
    String request = ask("ben", "12.50");
    String answer = pay("ana", request);

    Files.copy(
        before.resolve("card"),
        money.folder().resolve("ana/card"),
        StandardCopyOption.REPLACE_EXISTING);
    money.refused(7209, "purse", "balance", "--purse", "ana");

    // Card and journal together are what they were: nothing in the folder tells, as the page says.
    PlayMoney.copy(before, money.folder().resolve("ana"));
    assertThat(money.balance("ana")).isEqualTo("200.00");
    money.done("purse", "receive", answer, "--purse", "ben");
    assertThat(money.balance("ben")).isEqualTo("212.50");
  }

  @Test
  void aJournalSetBackIsNoticed() throws IOException {
    Path before = place.resolve("before");
    PlayMoney.copy(money.folder().resolve("ana"), before);
    String answer = pay("ana", ask("ben", "12.50"));
    money.done("purse", "receive", answer, "--purse", "ben");

    PlayMoney.copy(before.resolve("journal"), money.folder().resolve("ana/journal"));
    money.refused(7210, "purse", "balance", "--purse", "ana");
  }

  @Test
  @Requirement({"R76", "R95"})
  void paysWhatIsPlannedOutOfItsJarWhenItIsDue() {
    String rent = ask("ben", "80");
    String day = LocalDate.now(ZoneOffset.UTC).plusDays(2).toString();
    assertThat(money.run("purse", "plan", rent, "--on", "soon", "--purse", "ana").exitCode())
        .isEqualTo(2);
    money.refused(
        7216, "purse", "plan", rent, "--on", "2090-01-01", "--approved", "--purse", "ana");
    money.done("purse", "plan", rent, "--on", day, "--approved", "--jar", "rent", "--purse", "ana");
    money.refused(7218, "purse", "jar", "rent", "200.01", "--purse", "ana");
    money.done("purse", "jar", "rent", "80", "--purse", "ana");
    money.refused(7220, "purse", "pay", ask("ben", "120.01"), "--purse", "ana");
    assertThat(money.run("purse", "check", ask("ben", "130"), "--purse", "ana").err())
        .contains("Too little is left for what is planned: 80.00 to 'Ben'");
    assertThat(money.done("purse", "due", "--purse", "ana")).isEqualTo("Nothing is due.");

    money.terminal().pass(3 * 86_400);
    String paid = money.done("purse", "due", "--purse", "ana");
    money.done("purse", "receive", paid.substring(paid.indexOf("specie-token:")), "--purse", "ben");
    balances("120.00", "280.00");
    assertThat(money.done("purse", "planned", "--purse", "ana")).contains("Nothing is planned");
    assertThat(money.done("purse", "jar", "--purse", "ana")).isEqualTo("120.00  in no jar");
  }

  /** Page 52, 8.8. */
  @Test
  void whoCannotBeReachedIsAskedForKeysAnotherTime() throws IOException {
    Ran nobody = money.run("purse", "refill", "--purse", "ana");
    assertThat(nobody.exitCode()).isEqualTo(2);
    assertThat(nobody.err()).contains("Nobody said yet whom this purse asks");
    assertThat(money.done("purse", "due", "--purse", "ana")).isEqualTo("Nothing is due.");

    String nowhere = "http://127.0.0.1:1";
    Answer<SealedFolder> opened =
        SealedFolder.open(
            money.folder().resolve("ana"),
            KeptPurse.FILE,
            PlayMoney.PASSPHRASE.toCharArray(),
            new SecureRandom()::nextBytes);
    try (SealedFolder folder = ((Answer.Done<SealedFolder>) opened).value()) {
      Upkeep upkeep = new Upkeep(nowhere, nowhere, new Supplies(99, 256, 0));
      folder.journal().append(new JournalRecord.Kept(upkeep));
    }
    Ran due = money.run("purse", "due", "--purse", "ana");
    assertThat(due.exitCode()).as(due.err()).isZero();
    assertThat(due.out()).contains("Nothing is due.");
    assertThat(due.err()).contains("another time: " + nowhere + " does not answer");
    assertThat(money.run("purse", "refill", "--purse", "ana").exitCode()).isEqualTo(3);
    balances("200.00", "200.00");
  }

  @Test
  @Requirement({"R81", "R96", "R97", "R98"})
  void anOwnerChoosesWhenMoneyIsRedeemedAndWhichPartsThereAre() {
    money.done("purse", "settings", "--redeem", "by-hand", "--without", "jars", "--purse", "ben");
    assertThat(money.done("purse", "settings", "--purse", "ben"))
        .isEqualTo("redeem   by-hand\nwithout  jars");
    money.done("purse", "receive", pay("ana", ask("ben", "12.50")), "--purse", "ben");
    balances("187.50", "200.00");
    money.refused(7228, "purse", "jar", "rent", "10", "--purse", "ben");
    assertThat(money.done("purse", "redeem", "--purse", "ben"))
        .isEqualTo("balance 212.50, not on card 0.00");

    money.done(
        "purse",
        "settings",
        "--redeem",
        "scheduled",
        "--hours",
        "24",
        "--with",
        "jars",
        "--purse",
        "ben");
    money.done("purse", "receive", pay("ana", ask("ben", "7.50")), "--purse", "ben");
    money.done("purse", "due", "--purse", "ben");
    assertThat(money.balance("ben")).isEqualTo("212.50");
    for (String[] wrong :
        new String[][] {
          {"--redeem", "never"}, {"--redeem", "scheduled"}, {"--hours", "3"}, {"--without", "card"}
        }) {
      assertThat(money.run("purse", "settings", wrong[0], wrong[1], "--purse", "ben").exitCode())
          .isEqualTo(2);
    }
    String day = LocalDate.now(ZoneOffset.UTC).plusDays(9).toString();
    String rent = ask("ana", "80");
    money.done(
        "purse", "plan", rent, "--on", day, "--jar", "rent", "--set-aside", "--purse", "ben");
    assertThat(money.done("purse", "jar", "--purse", "ben")).contains("80.00  rent");
    money.terminal().pass(2 * 86_400);
    money.done("purse", "due", "--purse", "ben");
    assertThat(money.balance("ben")).isEqualTo("220.00");
  }

  @Test
  void paysEveryWeekWhatRecursAndShowsEachPayment() {
    String rent = money.done("purse", "request", "10", "--standing", "--purse", "ben");
    String today = LocalDate.now(ZoneOffset.UTC).toString();
    money.refused(
        7226, "purse", "plan", ask("ben", "9"), "--on", today, "--every", "week", "--purse", "ana");
    for (String[] wrong :
        new String[][] {
          {"--every", "day"}, {"--at-most", "30"}, {"--every", "week", "--at-most", "9"}
        }) {
      List<String> words = new ArrayList<>(List.of("purse", "plan", rent, "--on", today));
      words.addAll(List.of(wrong));
      words.addAll(List.of("--purse", "ana"));
      assertThat(money.run(words.toArray(String[]::new)).exitCode()).isEqualTo(2);
    }
    String planned =
        money.done(
            "purse",
            "plan",
            rent,
            "--on",
            today,
            "--every",
            "week",
            "--at-most",
            "30",
            "--approved",
            "--purse",
            "ana");
    assertThat(planned).contains("every week, at most 30.00 in all, 0 made, approved");

    money.terminal().pass(8 * 86_400);
    String shown = money.done("purse", "due", "--purse", "ana");
    assertThat(shown.lines()).hasSize(2).allMatch(line -> line.startsWith("paid 10.00 to 'Ben'"));
    assertThat(money.done("purse", "due", "--purse", "ana")).isEqualTo("Nothing is due.");
    shown
        .lines()
        .map(line -> line.substring(line.indexOf("specie-token:")))
        .forEach(answer -> money.done("purse", "receive", answer, "--purse", "ben"));
    balances("180.00", "220.00");
    assertThat(money.done("purse", "planned", "--purse", "ana")).contains("2 made");
    assertThat(money.done("purse", "planned", "--cancel", "1", "--purse", "ana"))
        .contains("Nothing is planned");
  }
}
