package org.specie.cli.bank;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.specie.cli.ExitCode;
import org.specie.cli.Terminal;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.Hash32;
import org.specie.quality.requirements.Requirement;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A bank of the ledger's accounts by commands alone: replicas and bank are processes, and the bank
 * is killed while money is between the ledger and a vault. docs/spec/59-bank-service.md section 12.
 */
final class LedgerBankTest {
  private static final Pattern SALT = Pattern.compile("\"salt\":\"[0-9a-f]{64}\"");
  private static final Pattern GENESIS = Pattern.compile("(?m)^ledger *= *[0-9a-f]{64}$");
  private static final String[] NETWORK = {"--network", "net"};

  @TempDir private Path directory;
  private Terminal terminal = new Terminal(Path.of(""));
  private long process;

  private Terminal.Ran run(List<String> words) {
    return terminal.run(words.toArray(String[]::new));
  }

  private String done(String... words) {
    Terminal.Ran ran = terminal.run(words);
    assertThat(ran.exitCode()).as("%s: %s", List.of(words), ran.err()).isZero();
    return ran.out();
  }

  private JsonNode json(String... words) {
    return JsonMapper.builder().build().readTree(done(words));
  }

  private void refused(int code, List<String> words) {
    Terminal.Ran ran = run(words);
    assertThat(ran.exitCode()).as(ran.err()).isEqualTo(ExitCode.REFUSED);
    assertThat(ran.err()).contains("Refused " + code, "Tip: ");
  }

  @AfterEach
  void stop() {
    terminal.run("bank", "stop", "--home", "west");
    terminal.run("network", "stop", "--dir", "net");
  }

  private String wallet(String name) {
    done("wallet", "new", "--wallet", name + ".wallet", NETWORK[0], NETWORK[1]);
    return json("wallet", "receive", "--wallet", name + ".wallet", "--network", "net", "--json")
        .get("account")
        .asString();
  }

  private static List<String> atTheCounter(String what, String amount, String who) {
    return List.of(
        "bank",
        what,
        amount,
        "--purse",
        "people/" + who,
        "--wallet",
        who + ".wallet",
        "--network",
        "net");
  }

  private void moved(List<String> words, String amount, String purse, String account) {
    String[] all = words.toArray(new String[words.size() + 1]);
    all[words.size()] = "--json";
    JsonNode moved = json(all);
    assertThat(moved.get("moved").asString()).isEqualTo(amount);
    assertThat(moved.get("purse").asString()).isEqualTo(purse);
    assertThat(moved.get("account").asString()).isEqualTo(account);
  }

  private void start() {
    Terminal.Ran started = terminal.run("bank", "start", "--home", "west");
    assertThat(started.exitCode()).as(started.err()).isZero();
    process = Long.parseLong(started.err().strip().replaceAll(".* process ", ""));
  }

  private void kill() {
    ProcessHandle killed = ProcessHandle.of(process).orElseThrow();
    boolean _ = killed.destroyForcibly();
    var _ = killed.onExit().orTimeout(1, TimeUnit.MINUTES).join();
  }

  /** The ledger's float, the bank's book and the purses say the same. */
  private void assertFloat(String inside, String ordinary) {
    JsonNode supply = json("supply", "--network", "net", "--json");
    assertThat(supply.get("offline").asString()).isEqualTo(inside);
    assertThat(supply.get("ordinary").asString()).isEqualTo(ordinary);
    assertThat(supply.get("conserved").asBoolean()).isTrue();
    JsonNode status = json("bank", "status", "--home", "west", "--json");
    assertThat(status.get("balanced").asBoolean()).as("%s", status).isTrue();
    assertThat(status.get("float").asString()).isEqualTo(inside);
    assertThat(status.get("pending").asString()).isEqualTo("0.00");
    assertThat(status.get("customers").asString()).isEqualTo("0.00");
    Amount held = Amount.ZERO;
    for (String who : List.of("ana", "ben")) {
      held =
          held.plus(
              Amount.parse(
                  json("purse", "balance", "--purse", "people/" + who, "--json")
                      .get("balance")
                      .asString()));
    }
    assertThat(held.toDecimal()).isEqualTo(inside);
  }

  private void makesABank(String ana, String ben) throws IOException {
    List<String> create =
        List.of(
            "bank create --home west --name west.example --customers people --passphrase-beside"
                .split(" "));
    assertThat(run(with(create, "--account", "ana=" + ana)).exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run(with(create, NETWORK)).exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(
            run(with(create, "--network", "net", "--account", "a=" + ana, "--account", "b=" + ana))
                .exitCode())
        .isEqualTo(ExitCode.USAGE);
    List<String> ones = with(create, "--network", "net", "--account", "ana=" + ana);
    assertThat(run(with(ones, "--account", "ana=" + ben)).exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run(with(ones, "--account", "vault-1=" + ben)).exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run(with(ones, "--account", ben)).exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run(with(create, "--network", "net", "--account", "ana=0x12")).err())
        .contains("is not an account");
    assertThat(directory.resolve("west")).doesNotExist();
    List<String> all =
        with(
            create,
            "--network",
            "net",
            "--account",
            "ana=" + ana,
            "--account",
            "ben=" + ben,
            "--json");
    JsonNode made = json(all.toArray(String[]::new));
    assertThat(made.get("redeemer").asString()).hasSize(64);
    Terminal.Ran silent = terminal.run("bank", "status", "--home", "west", "--json");
    assertThat(silent.exitCode()).isEqualTo(ExitCode.ENVIRONMENT);
    assertThat(silent.out())
        .contains(made.get("issuer").asString(), made.get("redeemer").asString());
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(directory.resolve("people/passphrase"))))
        .isEqualTo("rw-------");
    start();
    refused(2201, atTheCounter("withdraw", "30.00", "ana"));
    for (JsonNode each : made.get("next")) {
      List<String> words = List.of(each.asString().split(" "));
      assertThat(words.getFirst()).isEqualTo("specie");
      if (!words.contains("start")) {
        done(words.subList(1, words.size()).toArray(String[]::new));
      }
    }
  }

  /** What is kept of withdrawals that the purse was not paid. */
  private static List<Path> kept(Path account) throws IOException {
    try (Stream<Path> files = Files.list(account.resolveSibling("withdrawals"))) {
      return files.toList();
    }
  }

  /** The customer keeps the salt that the bank named first; here that was another one. */
  private void aBankThatNamesAnotherSaltIsNotPaid(Path load, List<String> withdraw)
      throws IOException {
    byte[] kept = Files.readAllBytes(load);
    byte[] other = kept.clone();
    other[Hash32.SIZE] ^= 1;
    Files.write(load, other);
    refused(7441, withdraw);
    assertThat(json("supply", "--network", "net", "--json").get("offline").asString())
        .isEqualTo("0.00");
    Files.write(load, kept);
  }

  private void anAccountOfAnotherLedgerIsNotThisOnes(Path account, List<String> withdraw)
      throws IOException {
    String kept = Files.readString(account);
    Files.writeString(account, GENESIS.matcher(kept).replaceFirst("ledger=" + "00".repeat(32)));
    refused(7447, withdraw);
    Files.writeString(account, kept);
  }

  private static List<String> with(List<String> words, String... more) {
    List<String> all = new ArrayList<>(words);
    all.addAll(List.of(more));
    return all;
  }

  @Test
  @Requirement({"R98", "R118"})
  void theFloatIsWhatPursesHoldWheneverTheBankIsKilled() throws Exception {
    terminal = new Terminal(directory, "practice");
    done("network", "create", "--replicas", "4", "--dir", "net");
    done("network", "start", "--dir", "net");
    String ana = wallet("ana");
    String ben = wallet("ben");
    done("issue", "ordinary", ana, "200", "--network", "net");
    makesABank(ana, ben);
    refused(5204, atTheCounter("withdraw", "200.01", "ana"));

    Path folder = directory.resolve("people/ana/account.properties");
    List<String> withdraw = atTheCounter("withdraw", "30.00", "ana");
    assertThat(kept(folder)).hasSize(1);
    aBankThatNamesAnotherSaltIsNotPaid(kept(folder).getFirst(), withdraw);
    anAccountOfAnotherLedgerIsNotThisOnes(folder, withdraw);
    // It is asked again for what the ledger refused, tells the salt, and the customer pays into the
    // float of a bank that is no more.
    try (LineToBank _ =
        LineToBank.of(
            folder,
            (path, answer) -> {
              if (path.equals("/v1/withdrawals")
                  && answer.filter(each -> SALT.matcher(each).find()).isPresent()) {
                kill();
              }
              return false;
            })) {
      assertThat(run(withdraw).exitCode()).isEqualTo(ExitCode.ENVIRONMENT);
    }
    assertThat(json("supply", "--network", "net", "--json").get("offline").asString())
        .isEqualTo("30.00");
    assertThat(kept(folder)).hasSize(1);
    start();
    moved(withdraw, "30.00", "30.00", "170.00");
    assertThat(kept(folder)).isEmpty();
    assertFloat("30.00", "170.00");

    String request =
        done("purse", "request", "12.00", "--purse", "people/ben")
            .lines()
            .findFirst()
            .orElseThrow();
    String paid = done("purse", "pay", request, "--purse", "people/ana").strip();
    done("purse", "receive", paid, "--purse", "people/ben");

    // The vault has collected, or not; the customer never hears of it.
    List<String> deposit = atTheCounter("deposit", "7.00", "ben");
    try (LineToBank _ =
        LineToBank.of(
            directory.resolve("people/ben/account.properties"),
            (path, answer) -> {
              boolean isTaken = path.equals("/v1/deposits") && answer.isPresent();
              if (isTaken) {
                kill();
              }
              return isTaken;
            })) {
      assertThat(run(deposit).exitCode()).isEqualTo(ExitCode.ENVIRONMENT);
    }
    start();
    moved(deposit, "7.00", "5.00", "7.00");
    assertFloat("23.00", "177.00");
    assertThat(run(atTheCounter("withdraw", "6.00", "ben").subList(0, 5)).exitCode())
        .as("there is no network in the folder that is meant when none is named")
        .isEqualTo(ExitCode.ENVIRONMENT);
    Terminal.Ran anothers =
        terminal.run(
            "bank",
            "withdraw",
            "6.00",
            "--purse",
            "people/ben",
            "--wallet",
            "ana.wallet",
            "--network",
            "net");
    assertThat(anothers.err()).contains("name the wallet of that account");
    moved(atTheCounter("withdraw", "6.00", "ben"), "6.00", "11.00", "1.00");
    assertFloat("29.00", "171.00");
  }
}
