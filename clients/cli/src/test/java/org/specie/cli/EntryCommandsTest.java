package org.specie.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.specie.quality.requirements.Requirement;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Money that waits, as people type it. docs/guides/paying-above-the-budget.md. */
final class EntryCommandsTest {
  private static final Pattern WORD = Pattern.compile("\\b(\\d{1,2}) ([a-z]{3,8})\\b");
  private static final long DELAY_SECONDS = 24 * 3_600;
  private static final String BEN = "ben.wallet";

  @TempDir private Path directory;
  private Terminal terminal;
  private String anasWords = "";
  private String ben = "";

  @BeforeEach
  void settleIn() {
    terminal = new Terminal(directory);
    done("network", "create", "--profile", "boi");
    anasWords = words(done("wallet", "new"));
    done("wallet", "enrol", "--evidence", "passport 1");
    done("issue", "ordinary", json("wallet", "receive").get("account").asString(), "9000");
    done("wallet", "load", "9000");
    done("wallet", "new", "--wallet", BEN);
    done("wallet", "enrol", "--evidence", "passport 2", "--wallet", BEN);
    ben = json("wallet", "receive", "--wallet", BEN).get("address").asString();
  }

  private String done(String... words) {
    Terminal.Ran ran = terminal.run(words);
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    return ran.out();
  }

  private JsonNode json(String... words) {
    String[] more = new String[words.length + 1];
    System.arraycopy(words, 0, more, 0, words.length);
    more[words.length] = "--json";
    return JsonMapper.builder().build().readTree(done(more));
  }

  private String refused(String... words) {
    Terminal.Ran ran = terminal.run(words);
    assertThat(ran.exitCode()).as(ran.out()).isEqualTo(1);
    return ran.err();
  }

  private void isNoUse(String... words) {
    assertThat(terminal.run(words).exitCode()).as(List.of(words).toString()).isEqualTo(2);
  }

  private static String words(String shown) {
    String[] words = new String[24];
    var found = WORD.matcher(shown);
    while (found.find()) {
      words[Integer.parseInt(found.group(1)) - 1] = found.group(2);
    }
    return String.join(" ", List.of(words));
  }

  private JsonNode onlyEntry(String... of) {
    JsonNode entries = json(of).get("entries");
    assertThat(entries.size()).isEqualTo(1);
    return entries.get(0);
  }

  private String privately(String... wallet) {
    String[] words = {"wallet", "balance"};
    String[] all = new String[words.length + wallet.length];
    System.arraycopy(words, 0, all, 0, words.length);
    System.arraycopy(wallet, 0, all, words.length, wallet.length);
    return json(all).get("private").asString();
  }

  @Test
  @Requirement({"D13", "U6", "U7"})
  void aPersonPaysCancelsAcceptsAndIsRefunded() {
    tellsWordsThatMakeNoSense();
    aVeryHighAmountIsCancelledOrWaitsAndIsAccepted();
    giftsComeBackAndShopsRefundWhomTheyDoNotKnow();
    assertThat(done("verify")).contains("Sound");
  }

  private void aVeryHighAmountIsCancelledOrWaitsAndIsAccepted() {
    assertThat(refused("wallet", "pay", ben, "600")).contains("Refused 5207", "tier 2");
    assertThat(refused("wallet", "pay", ben, "6000")).contains("Refused 5206", "tier 3");
    assertThat(refused("wallet", "pay", ben, "5000", "--tier", "3")).contains("Refused 5221");
    assertThat(done("wallet", "pay", ben, "6000", "--tier", "3", "--note", "a boat"))
        .contains("final", "6000.00", "paid privately, with delay", "waits until");

    JsonNode paid = onlyEntry("wallet", "entries");
    JsonNode promised = onlyEntry("wallet", "entries", "--wallet", BEN);
    assertThat(promised.get("entry")).isEqualTo(paid.get("entry"));
    assertThat(List.of(promised.get("role").asString(), promised.get("phase").asString()))
        .containsExactly("promised", "PENDING");
    assertThat(promised.get("note").asString()).isEqualTo("a boat");
    assertThat(json("wallet", "balance", "--wallet", BEN).get("promised").asString())
        .isEqualTo("6000.00");
    String name = paid.get("entry").asString();
    assertThat(refused("wallet", "accept", name.substring(0, 8), "--wallet", BEN))
        .contains("Refused 3020", "PENDING");
    assertThat(done("wallet", "cancel", name.substring(0, 8))).contains("payment taken back");
    assertThat(privately()).isEqualTo("9000.00");
    assertThat(done("explain", paid.get("transaction").asString()))
        .contains(name, "RETURNED at block", "none: nobody may open it")
        .doesNotContain("6000", "a boat");
    assertThat(done("wallet", "entries")).contains("cancelled");

    done("wallet", "pay", ben, "6000", "--tier", "3");
    terminal.pass(DELAY_SECONDS + 60);
    assertThat(done("wallet", "accept", "--all", "--wallet", BEN))
        .contains("promised payment accepted");
    assertThat(privately("--wallet", BEN)).isEqualTo("6000.00");
    assertThat(privately()).isEqualTo("3000.00");
    assertThat(done("wallet", "accept", "--all", "--wallet", BEN)).contains("Nothing");
    assertThat(done("wallet", "statement", "--wallet", BEN)).contains("closing,,6000.00,");

    JsonNode before = json("wallet", "balance");
    Terminal.Ran restored =
        terminal.type(List.of(anasWords), "wallet", "restore", "--wallet", "again.wallet");
    assertThat(restored.exitCode()).as(restored.err()).isZero();
    assertThat(json("wallet", "balance", "--wallet", "again.wallet")).isEqualTo(before);
  }

  private void giftsComeBackAndShopsRefundWhomTheyDoNotKnow() {
    done("wallet", "pay", ben, "20", "--returnable", "--note", "happy birthday");
    JsonNode entries = json("wallet", "entries").get("entries");
    String gift = entries.get(entries.size() - 1).get("entry").asString();
    assertThat(refused("wallet", "return", gift)).contains("Refused 3020", "RELEASED");
    done("wallet", "accept", gift, "--wallet", BEN);
    assertThat(privately("--wallet", BEN)).isEqualTo("6020.00");

    JsonNode given =
        json("wallet", "refund-address", "--for", "order 17", "--wallet", BEN).get("addresses");
    String address = given.get(0).get("address").asString();
    assertThat(done("wallet", "refund-address", "--list", "--wallet", BEN))
        .contains(address, "for order 17");
    assertThat(refused("wallet", "refund", address.replace("spr1", "spc1"), "5"))
        .contains("Refused 5223");
    assertThat(done("wallet", "refund", address, "12.50", "--note", "order 17"))
        .contains("paid privately, can be taken back");
    done("wallet", "accept", "--all", "--wallet", BEN);
    assertThat(privately("--wallet", BEN)).isEqualTo("6032.50");
    assertThat(json("wallet", "balance").get("budget").asString()).isEqualTo("967.50");
  }

  private void tellsWordsThatMakeNoSense() {
    isNoUse("wallet", "accept");
    isNoUse("wallet", "accept", "4f1c9a20", "--all");
    isNoUse("wallet", "accept", "abc");
    isNoUse("wallet", "return", "nothing");
    isNoUse("wallet", "pay", ben, "5", "--tier", "4");
    isNoUse("wallet", "pay", ben, "6000", "--tier", "3", "--returnable");
    isNoUse("wallet", "pay", "0x" + "11".repeat(20), "5", "--returnable");
    assertThat(refused("wallet", "return", "4f1c9a20")).contains("Refused 5222");
    assertThat(done("wallet", "entries")).contains("Nothing waits");
    assertThat(done("wallet", "refund-address", "--list")).contains("None yet");
    for (String command :
        List.of("entries", "accept", "return", "cancel", "refund-address", "refund")) {
      assertThat(done("wallet", command, "--help")).startsWith("Examples:\n  specie wallet ");
    }
  }
}
