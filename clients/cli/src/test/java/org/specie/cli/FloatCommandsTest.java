package org.specie.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.specie.quality.requirements.Requirement;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Floats of offline cash, as the committee, a customer and an auditor see them. */
@Requirement("R118")
final class FloatCommandsTest {
  private static final String ISSUER = "ab".repeat(32);
  private static final String REFERENCE = "cd".repeat(32);
  private static final Pattern TRANSACTION = Pattern.compile("[0-9a-f]{64}");

  @TempDir private Path directory;
  private Terminal terminal;

  @BeforeEach
  void found() {
    terminal = new Terminal(directory);
    done("network", "create", "--operators", "1");
  }

  private String done(String... words) {
    Terminal.Ran ran = terminal.run(words);
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    return ran.out();
  }

  private JsonNode json(String... words) {
    return JsonMapper.builder().build().readTree(done(with(words, "--json")));
  }

  private void refused(int code, String... words) {
    Terminal.Ran ran = terminal.run(words);
    assertThat(ran.err()).contains("Refused " + code, "Tip: ");
    assertThat(ran.exitCode()).isEqualTo(1);
  }

  private void mistaken(String why, String... words) {
    Terminal.Ran ran = terminal.run(words);
    assertThat(ran.err()).contains(why, "Tip: ");
    assertThat(ran.exitCode()).isEqualTo(2);
  }

  private static String[] with(String[] words, String... more) {
    String[] all = Arrays.copyOf(words, words.length + more.length);
    System.arraycopy(more, 0, all, words.length, more.length);
    return all;
  }

  /** The committee proposes and signs; the act is not submitted yet. */
  private void decide(String file, String... words) {
    done(with(new String[] {"act", "propose"}, with(words, "--out", file)));
    for (String member : new String[] {"committee-1", "committee-2"}) {
      done("act", "sign", file, "--as", ".specie/network/" + member);
    }
  }

  private static String[] load(String amount, String issuer, String reference) {
    return new String[] {
      "wallet", "take-offline", amount, "--issuer", issuer, "--reference", reference
    };
  }

  private void assertSupply(String ordinary, String offline) {
    JsonNode supply = json("supply");
    assertThat(supply.get("ordinary").asString()).isEqualTo(ordinary);
    assertThat(supply.get("offline").asString()).isEqualTo(offline);
    assertThat(supply.get("conserved").asBoolean()).isTrue();
  }

  @Test
  void moneyIsTakenOfflineIssuedAndDestroyed() {
    done("wallet", "new");
    done("issue", "ordinary", json("wallet", "receive").get("account").asString(), "100");
    String key = done("act", "key", "redeemer").strip();
    refused(2201, load("30", ISSUER, REFERENCE));
    decide("float.act", "float", ISSUER, "--limit", "50", "--redeemer", key);
    assertThat(done("act", "show", "float.act")).contains("at most 50.00", "1 of 1 keys", key);
    done("act", "submit", "float.act");

    String loaded = json(load("30", ISSUER, REFERENCE)).toString();
    assertThat(loaded).contains("TAKEN_OFFLINE");
    Matcher transaction = TRANSACTION.matcher(loaded);
    assertThat(transaction.find()).isTrue();
    assertThat(done("explain", transaction.group()))
        .contains("Ordinary money becomes offline cash", "sees no device");
    assertSupply("70.00", "30.00");
    refused(2203, load("30", ISSUER, REFERENCE));
    refused(2202, load("30", ISSUER, ISSUER));
    assertThat(done("wallet", "history")).contains("ordinary made offline");
    assertThat(done("wallet", "statement")).contains("closing,,70.00,");

    decide("made.act", "issue-offline", ISSUER, "15");
    done("act", "submit", "made.act");
    assertSupply("70.00", "45.00");
    decide("much.act", "destroy-offline", ISSUER, "46");
    refused(2204, "act", "submit", "much.act");
    decide("gone.act", "destroy-offline", ISSUER, "45");
    done("act", "submit", "gone.act");
    assertSupply("70.00", "0.00");
    assertThat(done("verify")).contains("Sound", "offline     0.00 in floats");
  }

  @Test
  void wordsThatAreNoNamesAreMistakes() {
    String key = done("act", "key", "redeemer").strip();
    String not = "is not 64 hexadecimal digits";
    String[] named = {"act", "propose", "float", ISSUER, "--limit", "50", "--out", "x.act"};
    mistaken(not, load("30", "12", REFERENCE));
    mistaken(not, load("30", ISSUER, "12"));
    mistaken(not, "act", "propose", "issue-offline", "12", "1", "--out", "x.act");
    mistaken(not, with(named, "--redeemer", "12"));
    mistaken("stands twice", with(named, "--redeemer", key, "--redeemer", key));
    mistaken("2 of 1 redeemers", with(named, "--redeemer", key, "--required", "2"));
  }
}
