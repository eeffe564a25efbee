package org.specie.cli.bank;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.specie.cli.ExitCode;
import org.specie.cli.Terminal;
import org.specie.quality.requirements.Requirement;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A bank as a process of its own, and a customer with a purse. docs/spec/59-bank-service.md. */
final class BankCommandsTest {
  private static final int TRIES_MAX = 200;

  @TempDir private Path directory;
  private Terminal terminal = new Terminal(Path.of(""));

  private JsonNode json(String... words) {
    Terminal.Ran ran = terminal.run(words);
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    return JsonMapper.builder().build().readTree(ran.out());
  }

  private void refused(int code, String... words) {
    Terminal.Ran ran = terminal.run(words);
    assertThat(ran.exitCode()).as(ran.err()).isEqualTo(ExitCode.REFUSED);
    assertThat(ran.err()).contains(String.valueOf(code));
  }

  @AfterEach
  void stop() {
    terminal.run("bank", "stop", "--home", "north");
  }

  private long start() {
    Terminal.Ran started = terminal.run("bank", "start", "--home", "north");
    assertThat(started.exitCode()).as(started.err()).isZero();
    return Long.parseLong(started.err().strip().replaceAll(".* process ", ""));
  }

  private void assertBalanced(String customers) {
    JsonNode status = json("bank", "status", "--home", "north", "--json");
    assertThat(status.get("balanced").asBoolean()).as("%s", status).isTrue();
    assertThat(status.get("customers").asString()).isEqualTo(customers);
    assertThat(status.get("pending").asString()).isEqualTo("0.00");
  }

  private void assertMoved(JsonNode moved, String amount, String purse, String account) {
    assertThat(moved.get("moved").asString()).isEqualTo(amount);
    assertThat(moved.get("purse").asString()).isEqualTo(purse);
    assertThat(moved.get("account").asString()).isEqualTo(account);
  }

  private void whatWasCutOffIsBroughtToItsEnd() throws IOException {
    String[] deposit = {"bank", "deposit", "--above", "3.00", "--purse", "people/ana", "--json"};
    assertCutOff("/v1/deposits", false, deposit);
    assertMoved(json(deposit), "1.00", "3.00", "297.00");
    assertMoved(json(deposit), "0.00", "3.00", "297.00");
    String[] withdraw = {"bank", "withdraw", "2.00", "--purse", "people/ana", "--json"};
    assertCutOff("/v1/withdrawals", true, withdraw);
    assertMoved(json(withdraw), "2.00", "5.00", "295.00");
    assertMoved(json(deposit), "2.00", "3.00", "297.00");
  }

  /** The command ends without an answer where the line breaks, before or after it was heard. */
  private void assertCutOff(String path, boolean isHeard, String[] command) throws IOException {
    Path file = directory.resolve("people/ana/account.properties");
    try (LineToBank _ =
        LineToBank.of(
            file, (asked, answer) -> asked.equals(path) && answer.isPresent() == isHeard)) {
      assertThat(terminal.run(command).exitCode()).isEqualTo(ExitCode.ENVIRONMENT);
    }
  }

  private void setAside(String amount) {
    Terminal.Ran ran = terminal.run("purse", "jar", "rent", amount, "--purse", "people/ana");
    assertThat(ran.exitCode()).as(ran.err()).isZero();
  }

  private int requests() {
    return json("purse", "requests", "--purse", "people/ana", "--json").get("requests").size();
  }

  /** Of the account beside the purse, and of what the bank has elsewhere. */
  private void assertStatements() {
    JsonNode statement = json("bank", "statement", "--purse", "people/ana", "--json");
    assertThat(statement.get("opening").asLong()).isZero();
    assertThat(statement.get("credits").asLong()).isEqualTo(30_600);
    assertThat(statement.get("debits").asLong()).isEqualTo(1_250);
    assertThat(statement.get("closing").asLong()).isEqualTo(29_350);
    assertThat(statement.get("entries").asInt()).isEqualTo(4);
    Terminal.Ran written =
        terminal.run("bank", "statement", "--home", "north", "--out", "reserve.xml");
    assertThat(written.exitCode()).as(written.err()).isZero();
    assertThat(directory.resolve("reserve.xml")).content().contains("camt.053.001.08", "reserve");
    assertThat(terminal.run("bank", "statement").exitCode()).isEqualTo(ExitCode.USAGE);
  }

  /** What a purse lacks and what it has too much, whenever somebody or something runs this. */
  private void movesByItselfWhatIsTooLittleAndTooMuch() throws IOException {
    String[] fill = {
      "bank", "withdraw", "20.00", "--below", "6.50", "--purse", "people/ana", "--json"
    };
    assertMoved(json(fill), "0.00", "6.50", "293.50");
    fill[4] = "6.51";
    assertMoved(json(fill), "20.00", "26.50", "273.50");
    assertMoved(json(fill), "0.00", "26.50", "273.50");
    String[] empty = {"bank", "deposit", "--above", "10.00", "--purse", "people/ana", "--json"};
    assertMoved(json(empty), "16.50", "10.00", "290.00");
    assertMoved(json(empty), "0.00", "10.00", "290.00");
    setAside("4.00");
    String[] more = {"bank", "deposit", "--above", "2.00", "--purse", "people/ana", "--json"};
    assertMoved(json(more), "6.00", "4.00", "296.00");
    setAside("0");
    whatWasCutOffIsBroughtToItsEnd();
    doesWhatItWasToldWhenItIsTime();
    goesByMail();
    assertThat(terminal.run("bank", "deposit", "--purse", "people/ana").exitCode())
        .isEqualTo(ExitCode.USAGE);
    assertThat(terminal.run("bank", "withdraw", "--below", "5", "--purse", "people/ana").exitCode())
        .isEqualTo(ExitCode.USAGE);
    assertThat(
            terminal
                .run("purse", "settings", "--without", "bank", "--purse", "people/ana")
                .exitCode())
        .isEqualTo(ExitCode.DONE);
    refused(7228, "bank", "withdraw", "1.00", "--purse", "people/ana");
  }

  private JsonNode keep(String... words) {
    List<String> all = new ArrayList<>(List.of("bank", "keep"));
    all.addAll(List.of(words));
    all.addAll(List.of("--purse", "people/ana", "--json"));
    return json(all.toArray(String[]::new));
  }

  /** Both triggers: too little in the purse, and a day that has come. */
  private void doesWhatItWasToldWhenItIsTime() throws IOException {
    String[] due = {"bank", "due", "--purse", "people/ana", "--json"};
    assertMoved(json(due), "0.00", "3.00", "297.00");
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    for (List<String> wrong :
        List.of(
            List.of("--below", "5"),
            List.of("--below", "5", "--withdraw", "0"),
            List.of("--every", "2"),
            List.of("--above", "9", "--every", "0"),
            List.of("--above", "9", "--every", "367"),
            List.of("--nothing", "--above", "9"),
            List.of("--below", "5", "--withdraw", "5", "--above", "9.99"))) {
      List<String> all = new ArrayList<>(List.of("bank", "keep", "--purse", "people/ana"));
      all.addAll(wrong);
      assertThat(terminal.run(all.toArray(String[]::new)).exitCode())
          .as("%s", wrong)
          .isEqualTo(ExitCode.USAGE);
    }
    assertThat(keep().isEmpty()).isTrue();

    // Too little triggers a withdrawal, once, and enough does not.
    assertThat(keep("--below", "3.00", "--withdraw", "8").get("below").asString())
        .isEqualTo("3.00");
    assertMoved(json(due), "0.00", "3.00", "297.00");
    keep("--below", "3.01", "--withdraw", "8");
    assertMoved(json(due), "8.00", "11.00", "289.00");
    assertMoved(json(due), "0.00", "11.00", "289.00");

    // The day triggers a deposit, and not the one before.
    String[] both = {"--below", "3.01", "--withdraw", "6", "--above", "9.01", "--every", "2"};
    List<String> tomorrow = new ArrayList<>(List.of(both));
    tomorrow.addAll(List.of("--on", today.plusDays(1).toString()));
    keep(tomorrow.toArray(String[]::new));
    assertMoved(json(due), "0.00", "11.00", "289.00");
    List<String> before = new ArrayList<>(List.of(both));
    before.addAll(List.of("--on", today.minusDays(5).toString()));
    keep(before.toArray(String[]::new));
    // Cut off while the bank has not heard of it: the same is due again, and moved once.
    assertCutOff("/v1/deposits", false, due);
    assertThat(keep().get("next").asString()).isEqualTo(today.minusDays(5).toString());
    // What came into the purse meanwhile is beyond the rule's amount too.
    done("bank", "withdraw", "2.00", "--purse", "people/ana");
    assertMoved(json(due), "3.99", "9.01", "290.99");
    assertThat(keep().get("next").asString())
        .as("what was missed is due once")
        .isEqualTo(today.plusDays(1).toString());
    assertMoved(
        json("bank", "withdraw", "2.00", "--purse", "people/ana", "--json"),
        "2.00",
        "11.01",
        "288.99");
    assertMoved(json(due), "0.00", "11.01", "288.99");
    assertThat(keep("--nothing").isEmpty()).isTrue();
    assertMoved(json(due), "0.00", "11.01", "288.99");
    Files.writeString(directory.resolve("people/ana/rules.properties"), "below = much\n");
    assertThat(terminal.run(due).exitCode()).isEqualTo(ExitCode.ENVIRONMENT);
    Files.delete(directory.resolve("people/ana/rules.properties"));
  }

  private void tokensCostWhatTheFileSays() throws IOException {
    Path file = directory.resolve("north/bank.properties");
    Files.writeString(file, Files.readString(file) + "token.fee = 0.05\n");
    long _ = start();
    // Where it cannot be handed out the bank is not asked, and costs nothing.
    Files.writeString(directory.resolve("there.eml"), "somebody's");
    for (String each : List.of("there.eml", "nowhere/pay-in.eml", "people")) {
      assertThat(terminal.run("bank", "pay-in", "--purse", "people/ana", "--out", each).exitCode())
          .as(each)
          .isEqualTo(ExitCode.USAGE);
    }
    assertThat(directory.resolve("there.eml")).content().isEqualTo("somebody's");
    assertBalanced("589.99");
    // A lost answer, again and again, is one token and one fee.
    String[] payIn = {"bank", "pay-in", "--purse", "people/ana", "--out", "in.eml", "--json"};
    assertCutOff("/v1/deposit-tokens", false, payIn);
    for (int i = 0; i < 3; i++) {
      assertCutOff("/v1/deposit-tokens", true, payIn);
    }
    assertThat(directory.resolve("in.eml")).doesNotExist();
    String kept = Files.readString(directory.resolve("people/ana/pay-in-id"));
    assertThat(json(payIn).get("name").asString()).isEqualTo(kept);
    assertThat(directory.resolve("people/ana/pay-in-id")).doesNotExist();
    assertBalanced("589.94");
    JsonNode status = json("bank", "status", "--home", "north", "--json");
    assertThat(status.get("fees").asString()).isEqualTo("0.05");
  }

  private void done(String... words) {
    Terminal.Ran ran = terminal.run(words);
    assertThat(ran.exitCode()).as(ran.err()).isZero();
  }

  /** As a phone sends it that has taken a picture of a screen: no text, no name, a code. */
  private void asAPictureAlone(String mail, String fixture) throws IOException {
    String text = Files.readString(directory.resolve(mail));
    String picture =
        text.substring(text.indexOf("Content-Type: image/"), text.lastIndexOf("\r\n--"));
    Files.writeString(
        directory.resolve(fixture),
        "From: somebody@example.org\r\nSubject: (no subject)\r\nMIME-Version: 1.0\r\n"
            + picture
            + "\r\n");
  }

  /** Both directions by mails of which only the code says something; nobody reaches the port. */
  private void goesByMail() throws IOException {
    String[] ask = {"bank", "ask", "4.00", "--purse", "people/ana", "--out", "ask.eml"};
    done(ask);
    asAPictureAlone("ask.eml", "photo.eml");
    String[] mail = {"bank", "mail", "photo.eml", "--home", "north", "--out", "paid.eml", "--json"};
    JsonNode first = json(mail);
    assertThat(first.get("withdrawn").asString()).isEqualTo("4.00");
    assertThat(json(mail)).as("sent twice, done once, answered again").isEqualTo(first);
    asAPictureAlone("paid.eml", "answer.eml");
    done("purse", "receive", "answer.eml", "--purse", "people/ana");
    done("purse", "receive", "answer.eml", "--purse", "people/ana");
    String[] look = {"bank", "withdraw", "--purse", "people/ana", "--json"};
    assertMoved(json(look), "0.00", "15.01", "284.99");

    done("bank", "pay-in", "--purse", "people/ana", "--out", "pay-in.eml");
    asAPictureAlone("pay-in.eml", "pay-in-photo.eml");
    done("purse", "pay", "pay-in-photo.eml", "5.00", "--purse", "people/ana", "--out", "taken.eml");
    asAPictureAlone("taken.eml", "deposit.eml");
    String[] asText = {"purse", "pay", "pay-in-photo.eml", "5.00", "--purse", "people/ana"};
    Files.writeString(directory.resolve("deposit.txt"), terminal.run(asText).out());
    assertThat(
            json("bank", "mail", "deposit.txt", "--home", "north", "--json")
                .get("deposited")
                .asString())
        .isEqualTo("5.00");
    String[] bring = {"bank", "mail", "deposit.eml", "--home", "north", "--json"};
    assertThat(json(bring).get("deposited").asString()).isEqualTo("5.00");
    boolean isCredited = false;
    for (int i = 0; i < TRIES_MAX && !isCredited; i++) {
      // Each asks the bank again, which counts the payment once.
      isCredited = json(bring).get("state").asString().equals("CREDITED");
    }
    assertMoved(json(look), "0.00", "10.01", "289.99");

    // Who sends it is not looked at, and who signed it is.
    String link =
        json("bank", "ask", "1.00", "--purse", "people/ana", "--json").get("link").asString();
    String changed = link.substring(0, link.length() - 4) + "AAAA";
    refused(7412, "bank", "mail", changed, "--home", "north");
    refused(7410, "bank", "mail", link + "AA", "--home", "north");
    Files.writeString(
        directory.resolve("both.eml"), "Subject: x\r\n\r\n" + link + "\r\n" + changed + "\r\n");
    refused(5609, "bank", "mail", "both.eml", "--home", "north");
    Files.writeString(directory.resolve("none.eml"), "Subject: x\r\n\r\nhello\r\n");
    refused(5608, "bank", "mail", "none.eml", "--home", "north");
    assertThat(terminal.run("bank", "mail", "nowhere.eml", "--home", "north").exitCode())
        .isEqualTo(ExitCode.USAGE);
    assertMoved(json(look), "0.00", "10.01", "289.99");
    assertBalanced("589.99");
  }

  @Test
  @Requirement({"R98", "R125", "R126"})
  void aBankIsMadeStartedKilledUsedAndStopped() throws Exception {
    terminal = new Terminal(directory, "practice");
    String[] create = {
      "bank",
      "create",
      "--home",
      "north",
      "--name",
      "north.example",
      "--customers",
      "people",
      "--passphrase-beside"
    };
    Terminal.Ran made = terminal.run(create);
    assertThat(made.exitCode()).as(made.err()).isZero();
    assertThat(terminal.run(create).exitCode()).isEqualTo(ExitCode.ENVIRONMENT);
    assertThat(terminal.run("bank", "status", "--home", "north").exitCode())
        .isEqualTo(ExitCode.ENVIRONMENT);

    long first = start();
    assertBalanced("600.00");
    String[] fetch = {"bank", "withdraw", "--purse", "people/ana", "--json"};
    assertMoved(
        json("bank", "withdraw", "12.50", "--purse", "people/ana", "--json"),
        "12.50",
        "12.50",
        "287.50");
    assertMoved(json(fetch), "0.00", "12.50", "287.50");
    refused(7415, "bank", "withdraw", "400.01", "--purse", "people/ana");
    int asked = requests();
    for (int i = 0; i < 3; i++) {
      refused(7415, "bank", "withdraw", "400.01", "--purse", "people/ana");
    }
    assertThat(requests()).as("what is refused uses up no tokens").isEqualTo(asked);
    refused(7413, "bank", "withdraw", "300.00", "--purse", "people/ana");
    assertThat(terminal.run("bank", "deposit", "1.00", "--purse", "north").exitCode())
        .isEqualTo(ExitCode.ENVIRONMENT);
    assertBalanced("587.50");

    ProcessHandle killed = ProcessHandle.of(first).orElseThrow();
    boolean _ = killed.destroyForcibly();
    var _ = killed.onExit().get(2, TimeUnit.MINUTES);
    assertThat(terminal.run(fetch).exitCode()).isEqualTo(ExitCode.ENVIRONMENT);
    long _ = start();
    assertBalanced("587.50");
    assertMoved(
        json("bank", "deposit", "5.00", "--purse", "people/ana", "--json"),
        "5.00",
        "7.50",
        "292.50");
    assertBalanced("592.50");
    // Each deposit has a token of its own.
    assertMoved(
        json("bank", "deposit", "1.00", "--purse", "people/ana", "--json"),
        "1.00",
        "6.50",
        "293.50");
    assertThat(directory.resolve("people/ana/deposit-id")).doesNotExist();
    assertBalanced("593.50");
    assertStatements();
    movesByItselfWhatIsTooLittleAndTooMuch();

    assertThat(terminal.run("bank", "stop", "--home", "north").err()).contains("has stopped");
    tokensCostWhatTheFileSays();
    assertThat(terminal.run("bank", "stop", "--home", "north").err()).contains("has stopped");
    assertThat(directory.resolve("north/log")).content().contains(" ready ", " stop ");
    assertThat(Files.exists(directory.resolve("north/database/postmaster.pid"))).isFalse();
  }
}
