package org.specie.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.specie.quality.requirements.Requirement;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A person comes to another wallet class by an order that registrars sign as a file. */
final class RegistrarCommandsTest {
  private static final long EPOCH_SECONDS = 32L * 24 * 3_600;
  private static final String ORDER = "up.order";

  @TempDir private Path directory;
  private Terminal terminal;
  private String ana = "";
  private String ben = "";

  @BeforeEach
  void settleIn() {
    terminal = new Terminal(directory);
    done("network", "create", "--operators", "1");
    ana = settled("ana.wallet", "company 1");
    ben = settled("ben.wallet", "passport 2");
  }

  private String settled(String wallet, String evidence) {
    done("wallet", "new", "--wallet", wallet);
    done("wallet", "enrol", "--evidence", evidence, "--wallet", wallet);
    return json("wallet", "receive", "--wallet", wallet).get("address").asString();
  }

  private String done(String... words) {
    Terminal.Ran ran = terminal.run(words);
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    return ran.out();
  }

  private JsonNode json(String... words) {
    String[] more = Arrays.copyOf(words, words.length + 1);
    more[words.length] = "--json";
    return JsonMapper.builder().build().readTree(done(more));
  }

  private void refused(int code, String... words) {
    Terminal.Ran ran = terminal.run(words);
    assertThat(ran.err()).contains("Refused " + code, "Tip: ");
    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.out()).isEmpty();
  }

  private void mistaken(String why, String... words) {
    Terminal.Ran ran = terminal.run(words);
    assertThat(ran.err()).contains(why, "Tip: ");
    assertThat(ran.exitCode()).isEqualTo(2);
  }

  private void pays(int times, String amount) {
    for (int i = 0; i < times; i++) {
      done("wallet", "pay", ben, amount, "--wallet", "ana.wallet");
    }
  }

  private String budget(String field) {
    return json("wallet", "balance", "--wallet", "ana.wallet").get(field).asString();
  }

  @Test
  @Requirement("D9")
  void aPersonComesToTheClassThatRegistrarsOrder() throws IOException {
    String account = json("wallet", "receive", "--wallet", "ana.wallet").get("account").asString();
    done("issue", "ordinary", account, "5000");
    done("wallet", "load", "5000", "--wallet", "ana.wallet");
    pays(2, "400");
    assertThat(done("registrar", "propose", ana, "1", "--out", ORDER))
        .contains("class 1: business, budget 50000.00", "nobody yet", "2 of 3");
    refused(3015, "wallet", "change-class", ORDER, "--wallet", "ana.wallet");
    Files.copy(directory.resolve(ORDER), directory.resolve("copy.order"));
    assertThat(done("registrar", "sign", ORDER, "--seat", "3")).contains("member 3");
    refused(3565, "registrar", "sign", ORDER, "--seat", "3");
    refused(3015, "wallet", "change-class", ORDER, "--wallet", "ana.wallet");
    done("registrar", "sign", "copy.order", "--seat", "1");
    JsonNode shown = json("registrar", "show", ORDER, "copy.order");
    assertThat(shown.get("signedBy").toString()).isEqualTo("[1,3]");
    assertThat(shown.get("enough").asBoolean()).isTrue();
    refused(5225, "wallet", "change-class", ORDER, "copy.order", "--wallet", "ben.wallet");

    assertThat(done("wallet", "change-class", ORDER, "copy.order", "--wallet", "ana.wallet"))
        .contains("final", "gone to another wallet class");
    refused(3023, "wallet", "change-class", ORDER, "copy.order", "--wallet", "ana.wallet");
    refused(3568, "registrar", "propose", ana, "1", "--out", "again.order");
    // What was left stays, and no more comes before the next epoch.
    assertThat(budget("budget")).isEqualTo("200.00");
    refused(5206, "wallet", "pay", ben, "400", "--wallet", "ana.wallet");
    terminal.pass(EPOCH_SECONDS);
    assertThat(budget("budget")).isEqualTo("50000.00");
    // The ledger lets more leave in one epoch than the class that was left ever had.
    pays(3, "400");
    assertThat(budget("budget")).isEqualTo("48800.00");
    assertThat(done("verify")).contains("Sound");
    assertThat(done("registrar", "propose", ana, "0", "--out", "down.order"))
        .contains("class 0: person", "number        2");
  }

  @Test
  void refusesOrdersThatCannotBe() throws IOException {
    refused(5212, "registrar", "propose", ana, "7", "--out", ORDER);
    refused(3568, "registrar", "propose", ana, "0", "--out", ORDER);
    refused(5208, "registrar", "propose", "spc1x", "1", "--out", ORDER);
    mistaken(
        "--valid-blocks 0 cannot be",
        "registrar",
        "propose",
        ana,
        "1",
        "--out",
        ORDER,
        "--valid-blocks",
        "0");
    assertThat(directory.resolve(ORDER)).doesNotExist();
    done("wallet", "new", "--wallet", "cleo.wallet");
    String cleo = json("wallet", "receive", "--wallet", "cleo.wallet").get("address").asString();
    refused(3567, "registrar", "propose", cleo, "1", "--out", ORDER);

    done("registrar", "propose", ana, "1", "--out", ORDER);
    assertThat(terminal.run("registrar", "propose", ben, "1", "--out", ORDER).exitCode())
        .isEqualTo(3);
    mistaken("there is no seat 0", "registrar", "sign", ORDER, "--seat", "0");
    mistaken("nobody is named who signs", "registrar", "sign", ORDER);
    refused(3564, "registrar", "sign", ORDER, "--as", ".specie/network/committee-1");
    done("act", "key", "stranger");
    refused(3564, "registrar", "sign", ORDER, "--as", "stranger");
    done("registrar", "propose", ben, "1", "--out", "ben.order");
    refused(3566, "registrar", "show", ORDER, "ben.order");
    done("registrar", "sign", ORDER, "--seat", "1");
    Path file = directory.resolve(ORDER);
    String text = Files.readString(file).strip();
    char last = text.charAt(text.length() - 1);
    Files.writeString(file, text.substring(0, text.length() - 1) + (last == '0' ? '1' : '0'));
    refused(3563, "registrar", "sign", ORDER, "--seat", "2");
    Files.writeString(file, "nothing");
    refused(3561, "registrar", "show", ORDER);
    done("network", "create", "--operators", "1", "--dir", "other");
    refused(3562, "registrar", "show", "ben.order", "--network", "other");
  }

  /** A registrar whose key was made elsewhere signs with its own folder. */
  @Test
  void aRegistrarSignsWithAFolderOfItsOwn() {
    String key = done("act", "key", "mine").strip();
    done("registrar", "propose", ana, "1", "--out", ORDER);
    done("registrar", "sign", ORDER, "--seat", "1");
    done(
        "act",
        "propose",
        "policy",
        "--replace",
        "registrar-2=" + key,
        "--in-blocks",
        "2",
        "--out",
        "rotate.act");
    for (String member : List.of("committee-1", "committee-2")) {
      done("act", "sign", "rotate.act", "--as", ".specie/network/" + member);
    }
    done("act", "submit", "rotate.act");
    refused(3564, "registrar", "sign", ORDER, "--seat", "2");
    done("registrar", "sign", ORDER, "--as", "mine");
    done("wallet", "change-class", ORDER, "--wallet", "ana.wallet");
  }
}
