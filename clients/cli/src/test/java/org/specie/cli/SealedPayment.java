package org.specie.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A payment above the budget whose opening the authorities ordered, made on the command line of the
 * network {@code bank}, and what it takes to open it.
 */
final class SealedPayment {
  private static final String AMOUNT = "5000.01";

  private final Consortium all;
  private final String core;

  private SealedPayment(Consortium all, String core) {
    this.all = all;
    this.core = core;
  }

  /** Somebody pays somebody a sum that waits, and two authorities order that it be opened. */
  static SealedPayment ordered(Consortium all) {
    enrolled(all, "rich");
    String payee = enrolled(all, "seller").get("address").asString();
    String account = received(all, "rich").get("account").asString();
    done(all, "issue", "ordinary", account, "12000");
    done(all, "wallet", "load", "12000", "--wallet", "rich");
    done(all, "wallet", "pay", payee, AMOUNT, "--tier", "3", "--wallet", "rich");
    String core =
        json(all, "wallet", "entries", "--json", "--wallet", "rich")
            .get("entries")
            .get(0)
            .get("entry")
            .asString();
    done(all, "act", "propose", "open", core, "--grounds", "file 18/26", "--out", "open.act");
    done(all, "act", "sign", "open.act", "--as", "bank/authority-1");
    done(all, "act", "sign", "open.act", "--as", "bank/authority-3");
    done(all, "act", "submit", "open.act");
    return new SealedPayment(all, core);
  }

  private static JsonNode enrolled(Consortium all, String name) {
    done(all, "wallet", "new", "--wallet", name);
    done(all, "wallet", "enrol", "--evidence", "passport of " + name, "--wallet", name);
    return received(all, name);
  }

  private static JsonNode received(Consortium all, String name) {
    return json(all, "wallet", "receive", "--json", "--wallet", name);
  }

  private static Terminal.Ran run(Consortium all, String... words) {
    String[] onTheBank = Arrays.copyOf(words, words.length + 2);
    onTheBank[words.length] = "--network";
    onTheBank[words.length + 1] = "bank";
    return all.run(onTheBank);
  }

  private static String done(Consortium all, String... words) {
    Terminal.Ran ran = run(all, words);
    assertThat(ran.exitCode()).as("%s%n%s", String.join(" ", words), ran.err()).isZero();
    return ran.out();
  }

  private static JsonNode json(Consortium all, String... words) {
    return JsonMapper.builder().build().readTree(done(all, words));
  }

  private Terminal.Ran open() {
    return run(
        all, "access", "open", core, "--as", "bank/auditor-1", "--as", "bank/auditor-2", "--json");
  }

  /** Two auditors and the operators that answer are enough. */
  void requireThatItOpens() {
    Terminal.Ran opened = open();
    assertThat(opened.exitCode()).as(opened.err()).isZero();
    assertThat(JsonMapper.builder().build().readTree(opened.out()).get("amount").asString())
        .isEqualTo(AMOUNT);
  }
}
