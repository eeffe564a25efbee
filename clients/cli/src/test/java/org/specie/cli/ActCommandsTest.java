package org.specie.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.specie.quality.requirements.Requirement;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Governance as files, as the members of three bodies use it. */
final class ActCommandsTest {
  private static final String SHOP = "0x1111111111111111111111111111111111111111";
  private static final String NAME = "ab".repeat(32);

  @TempDir private Path directory;
  private Terminal terminal;

  @BeforeEach
  void found() {
    terminal = new Terminal(directory);
    done("network", "create", "--operators", "1", "--dir", "bank");
  }

  private String done(String... words) {
    Terminal.Ran ran = terminal.run(words);
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    return ran.out();
  }

  private JsonNode json(String... words) {
    return JsonMapper.builder().build().readTree(done(words));
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

  private void sign(String file, String... folders) {
    for (String folder : folders) {
      done("act", "sign", file, "--as", "bank/" + folder, "--dir", "bank");
    }
  }

  @Test
  @Requirement({"D14", "U10"})
  void theCommitteeIssuesByAFileThatIsPassedOn() throws IOException {
    String proposed =
        done("act", "propose", "issue", SHOP, "200", "--out", "issue.act", "--dir", "bank");
    assertThat(proposed).contains("Issues 200.00 to the account", "nobody yet", "2 of 3");
    refused(2101, "act", "submit", "issue.act", "--dir", "bank");
    sign("issue.act", "committee-3");
    refused(2101, "act", "submit", "issue.act", "--dir", "bank");
    refused(4545, "act", "sign", "issue.act", "--as", "bank/committee-3", "--dir", "bank");
    refused(4544, "act", "sign", "issue.act", "--as", "bank/auditor-1", "--dir", "bank");
    refused(4544, "act", "sign", "issue.act", "--as", "bank/authority-1", "--dir", "bank");
    sign("issue.act", "committee-1");
    JsonNode shown = json("act", "show", "issue.act", "--json", "--dir", "bank");
    assertThat(shown.get("enough").asBoolean()).isTrue();
    assertThat(shown.get("signedBy").toString()).isEqualTo("[1,3]");
    JsonNode applied = json("act", "submit", "issue.act", "--json", "--dir", "bank");
    assertThat(applied.get("height").asLong()).isPositive();
    // Once, however often it is submitted.
    assertThat(json("act", "submit", "issue.act", "--json", "--dir", "bank")).isEqualTo(applied);
    assertThat(json("supply", "--json", "--dir", "bank").get("issued").asString())
        .isEqualTo("200.00");
    Files.copy(directory.resolve("issue.act"), directory.resolve("changed.act"));
    String text = Files.readString(directory.resolve("changed.act"));
    int at = text.lastIndexOf(text.charAt(text.length() - 2));
    Files.writeString(
        directory.resolve("changed.act"),
        text.substring(0, at) + (text.charAt(at) == '0' ? '1' : '0') + "\n");
    refused(4543, "act", "submit", "changed.act", "--dir", "bank");
    Files.writeString(directory.resolve("none.act"), "nothing");
    refused(4541, "act", "show", "none.act", "--dir", "bank");
  }

  /** The ledger has a hash and signatures; the document is in a folder that nobody has to trust. */
  @Test
  @Requirement("E16")
  void whatWasDecidedOnIsKeptElsewhereAndCannotBeAlteredOrDenied() throws IOException {
    Files.writeString(directory.resolve("minutes.txt"), "resolved: 7 to the shop");
    mistaken(
        "--document and --documents go together",
        line("act propose issue " + SHOP + " 7 --document minutes.txt --out no.act --dir bank"));
    for (String file : new String[] {"one.act", "never.act"}) {
      done(
          line(
              "act propose issue %s 7 --document minutes.txt --documents kept --out %s --dir bank"
                  .formatted(SHOP, file)));
    }
    sign("one.act", "committee-1", "committee-3");
    JsonNode applied = json("act", "submit", "one.act", "--json", "--dir", "bank");
    String record =
        json("act", "show", "never.act", "--json", "--dir", "bank").get("record").asString();

    // Whoever has the public files and the folder finds out who signed, for which document.
    JsonNode documents =
        json("act", "documents", "kept", "--json", "--dir", "bank").get("documents");
    assertThat(documents.size()).isEqualTo(2);
    for (JsonNode each : documents) {
      boolean never = each.get("record").asString().equals(record);
      assertThat(each.get("name").asString()).isEqualTo("minutes.txt");
      assertThat(each.get("decided").asBoolean()).isEqualTo(!never);
      assertThat(each.get("signedBy").toString()).isEqualTo(never ? "[]" : "[1,3]");
      assertThat(each.get("height").asLong()).isEqualTo(never ? 0 : applied.get("height").asLong());
    }
    assertThat(done("act", "documents", "kept", "--dir", "bank"))
        .contains("by the committee: member 1, member 3", "decided       not");

    Path genuine = stored(false, record);
    Path other = stored(true, record);
    // Another document under its name, as a member would like to have signed it.
    Files.writeString(genuine, "resolved: 700 to the shop");
    refused(4547, "act", "documents", "kept", "--dir", "bank");
    Files.writeString(genuine, "resolved: 7 to the shop");
    assertThat(json("act", "documents", "kept", "--json", "--dir", "bank").get("documents"))
        .isEqualTo(documents);
    // The same document under the name of the act that nobody decided, with its salt or without.
    Files.delete(other);
    Path moved =
        genuine.resolveSibling(record + String.valueOf(genuine.getFileName()).substring(64));
    Files.move(genuine, moved);
    refused(4547, "act", "documents", "kept", "--dir", "bank");
  }

  private Path stored(boolean never, String record) throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("kept"))) {
      return files
          .filter(file -> String.valueOf(file.getFileName()).startsWith(record) == never)
          .findFirst()
          .orElseThrow();
    }
  }

  private static String[] line(String words) {
    return words.split(" ", -1);
  }

  @Test
  void anActIsForOneLedger() {
    done("network", "create", "--operators", "1", "--dir", "other");
    done("act", "propose", "destroy", "1", "--out", "destroy.act", "--dir", "bank");
    refused(4542, "act", "sign", "destroy.act", "--as", "other/committee-1", "--dir", "other");
    refused(4544, "act", "sign", "destroy.act", "--as", "other/committee-1", "--dir", "bank");
    sign("destroy.act", "committee-1", "committee-2");
    refused(2104, "act", "submit", "destroy.act", "--dir", "bank");
  }

  @Test
  @Requirement({"D14", "U10"})
  void copiesSignedApartAreSubmittedTogether() throws IOException {
    done("act", "propose", "issue", SHOP, "5", "--out", "one.act", "--dir", "bank");
    Files.copy(directory.resolve("one.act"), directory.resolve("two.act"));
    sign("one.act", "committee-1");
    sign("two.act", "committee-2");
    refused(2101, "act", "submit", "one.act", "--dir", "bank");
    done("act", "submit", "one.act", "two.act", "--dir", "bank");
    done("act", "propose", "issue", SHOP, "5", "--out", "more.act", "--dir", "bank");
    refused(4546, "act", "submit", "one.act", "more.act", "--dir", "bank");
  }

  /** The table of 'specie issue' is set from the folders that nobody took away. */
  @Test
  void aTableNeedsAsManyFoldersAsDecide() throws IOException {
    Files.move(directory.resolve("bank/committee-1"), directory.resolve("taken-1"));
    done("issue", "ordinary", SHOP, "1", "--dir", "bank");
    Files.move(directory.resolve("bank/committee-3"), directory.resolve("taken-3"));
    Terminal.Ran ran = terminal.run("issue", "ordinary", SHOP, "1", "--dir", "bank");
    assertThat(ran.exitCode()).isEqualTo(3);
    assertThat(ran.err()).contains("1 of the 2 members that decide are here");
    assertThat(directory.resolve("bank/committee-1")).doesNotExist();
    done("act", "propose", "issue", SHOP, "1", "--out", "issue.act", "--dir", "bank");
    sign("issue.act", "committee-2");
    done("act", "sign", "issue.act", "--as", "taken-3", "--dir", "bank");
    done("act", "submit", "issue.act", "--dir", "bank");
  }

  @Test
  @Requirement({"D14", "D32"})
  void thePolicyChangesFromABlockOn() {
    String proposed =
        done(
            "act",
            "propose",
            "policy",
            "--profile",
            "strict",
            "--class-limit",
            "1=300",
            "--delay-seconds",
            "5",
            "--in-blocks",
            "2",
            "--out",
            "strict.act",
            "--dir",
            "bank");
    assertThat(proposed)
        .contains("limit       500.00 a private payment  ->  100.00 a private payment")
        .contains("budget 5000.00 an epoch, limit 300.00 a private payment")
        .contains("24 h above that  ->  5 s above that")
        .contains("releases what nobody stopped  ->  releases nothing")
        .contains("auditors    2 of 3")
        .doesNotContain("committee   ", "opened by", "supply cap");
    sign("strict.act", "committee-1", "committee-2");
    done("act", "submit", "strict.act", "--dir", "bank");
    done("issue", "ordinary", SHOP, "1", "--dir", "bank");
    JsonNode rules = json("network", "show", "--json", "--dir", "bank");
    assertThat(rules.get("limit").asString()).isEqualTo("100.00");
    assertThat(rules.get("classes").findValuesAsString("limit"))
        .containsExactly("100.00", "300.00");
    assertThat(rules.get("tiers").get("delaySeconds").asLong()).isEqualTo(5);
    assertThat(rules.get("tiers").get("approvals").asInt()).isEqualTo(3);
    done(
        "act",
        "propose",
        "policy",
        "--budget",
        "0=250",
        "--approvals",
        "1",
        "--in-blocks",
        "2",
        "--out",
        "late.act",
        "--dir",
        "bank");
    sign("late.act", "committee-1", "committee-2");
    done("issue", "ordinary", SHOP, "1", "--dir", "bank");
    done("issue", "ordinary", SHOP, "1", "--dir", "bank");
    refused(2004, "act", "submit", "late.act", "--dir", "bank");
  }

  /** E25: the old key decides nothing any more from that block on, and the new one does. */
  @Test
  @Requirement({"E25", "U10"})
  void aMembersKeyIsReplaced() {
    String key = done("act", "key", "fresh").strip();
    done(
        "act",
        "propose",
        "policy",
        "--replace",
        "committee-2=" + key,
        "--in-blocks",
        "2",
        "--out",
        "rotate.act",
        "--dir",
        "bank");
    assertThat(done("act", "show", "rotate.act", "--dir", "bank"))
        .contains("committee   2 of 3 (keys ")
        .doesNotContain("registrars", "auditors");
    sign("rotate.act", "committee-1", "committee-2");
    done("act", "propose", "issue", SHOP, "1", "--out", "before.act", "--dir", "bank");
    sign("before.act", "committee-2", "committee-3");
    done("act", "submit", "rotate.act", "--dir", "bank");
    refused(4543, "act", "submit", "before.act", "--dir", "bank");
    refused(4543, "act", "show", "before.act", "--dir", "bank");
    done("act", "propose", "issue", SHOP, "1", "--out", "after.act", "--dir", "bank");
    refused(4544, "act", "sign", "after.act", "--as", "bank/committee-2", "--dir", "bank");
    done("act", "sign", "after.act", "--as", "fresh", "--dir", "bank");
    sign("after.act", "committee-3");
    done("act", "submit", "after.act", "--dir", "bank");
    String[] start = {"act", "propose", "policy", "--out", "p.act", "--dir", "bank", "--replace"};
    mistaken("that of a member already", with(start, "committee-1=" + key));
    mistaken("no member 'committee-4'", with(start, "committee-4=" + key));
    mistaken("no member 'clerk-1'", with(start, "clerk-1=" + key));
    mistaken("is no public key", with(start, "authority-1=12"));
    for (String place : new String[] {"auditor-3", "authority-1", "registrar-2"}) {
      done(
          "act",
          "propose",
          "policy",
          "--replace",
          place + "=" + key,
          "--out",
          place + ".act",
          "--dir",
          "bank");
    }
  }

  @Test
  void policiesThatCannotBeAreNotProposed() {
    String[] start = {"act", "propose", "policy", "--out", "p.act", "--dir", "bank"};
    mistaken("nothing of the policy would change", start);
    mistaken("is no profile", with(start, "--profile", "lenient"));
    mistaken("would be above what auditors approve", with(start, "--limit", "5000.01"));
    mistaken("4 approvals cannot be", with(start, "--approvals", "4"));
    mistaken("--claim-seconds 0 cannot be", with(start, "--claim-seconds", "0"));
    mistaken("--in-blocks 1 cannot be", with(start, "--in-blocks", "1", "--limit", "1"));
    mistaken("--valid-blocks 0 cannot be", with(start, "--valid-blocks", "0", "--limit", "1"));
    refused(5212, with(start, "--budget", "7=1"));
    refused(5212, with(start, "--class-limit", "7=1"));
    mistaken("would be above what auditors approve", with(start, "--class-limit", "1=5000.01"));
    mistaken("'much' is no amount", with(start, "--class-limit", "1=much"));
    mistaken("nothing of the policy would change", with(start, "--class-limit", "1=none"));
    done("network", "create", "--operators", "1", "--profile", "none", "--dir", "plain");
    refused(
        3017,
        "act",
        "propose",
        "policy",
        "--delay-seconds",
        "1",
        "--out",
        "p.act",
        "--dir",
        "plain");
    refused(3017, "act", "propose", "veto", NAME, "--out", "v.act", "--dir", "plain");
    assertThat(directory.resolve("p.act")).doesNotExist();
    assertThat(directory.resolve("v.act")).doesNotExist();
  }

  private static String[] with(String[] words, String... more) {
    String[] all = Arrays.copyOf(words, words.length + more.length);
    System.arraycopy(more, 0, all, words.length, more.length);
    return all;
  }

  @Test
  @Requirement({"D13", "D31"})
  void auditorsStopAndAuthoritiesOrderAndNobodyElse() {
    mistaken(
        "is not 64 hexadecimal digits",
        "act",
        "propose",
        "veto",
        "x",
        "--out",
        "x.act",
        "--dir",
        "bank");
    done("act", "propose", "veto", NAME, "--out", "stop.act", "--dir", "bank");
    refused(4544, "act", "sign", "stop.act", "--as", "bank/committee-1", "--dir", "bank");
    sign("stop.act", "auditor-1", "auditor-3");
    refused(3019, "act", "submit", "stop.act", "--dir", "bank");
    assertThat(
            done(
                "act",
                "propose",
                "open",
                NAME,
                "--grounds",
                "file 17/26",
                "--out",
                "open.act",
                "--dir",
                "bank"))
        .contains("Orders that the payment", "authorities, 2 of 3", "for ever");
    refused(4544, "act", "sign", "open.act", "--as", "bank/auditor-1", "--dir", "bank");
    sign("open.act", "authority-1", "authority-2");
    refused(3021, "act", "submit", "open.act", "--dir", "bank");
    refused(3021, "access", "open", NAME, "--as", "bank/auditor-1", "--dir", "bank");
    assertThat(done("network", "warrants", "--dir", "bank")).startsWith("no warrant in");
  }

  @Test
  @Requirement("D32")
  void aNetworkIsFoundedWithItsTiers() {
    JsonNode rules =
        json(
            "network",
            "create",
            "--operators",
            "1",
            "--profile",
            "strict",
            "--auditors",
            "5",
            "--authorities",
            "4",
            "--budget",
            "150",
            "--json",
            "--dir",
            "careful");
    assertThat(rules.get("limit").asString()).isEqualTo("100.00");
    assertThat(rules.get("classes").get(0).get("budget").asString()).isEqualTo("150.00");
    assertThat(rules.get("tiers").get("approvals").asInt()).isEqualTo(5);
    assertThat(rules.get("tiers").get("auditorsThatOpen").asInt()).isEqualTo(3);
    assertThat(rules.get("tiers").get("authoritiesThatOrder").asInt()).isEqualTo(3);
    assertThat(directory.resolve("careful/auditor-5/secrets/member/escrow-share")).exists();
    assertThat(directory.resolve("careful/authority-4/secrets/member/key")).exists();
    String[] start = {"network", "create", "--operators", "1", "--dir", "no"};
    mistaken("is no profile", with(start, "--profile", "lenient"));
    mistaken("0 auditors cannot be", with(start, "--auditors", "0"));
    mistaken("33 authorities cannot be", with(start, "--authorities", "33"));
    mistaken(
        "neither auditors nor authorities", with(start, "--profile", "none", "--auditors", "3"));
    mistaken("is above 1000.00", with(start, "--profile", "strict", "--limit", "1000.01"));
    assertThat(directory.resolve("no")).doesNotExist();
  }
}
