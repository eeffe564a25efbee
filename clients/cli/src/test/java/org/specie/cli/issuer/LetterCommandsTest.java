package org.specie.cli.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.specie.cli.ExitCode;
import org.specie.cli.Terminal;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.offline.agents.suspicion.SplittingRule;
import org.specie.offline.agents.suspicion.Suspicion;
import org.specie.offline.agents.suspicion.SuspicionReport;
import org.specie.offline.token.value.Minutes;
import org.specie.offline.token.value.OwnerId;
import org.specie.quality.requirements.Requirement;
import org.specie.services.database.Leftover;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A letter by commands alone. Spec: docs/spec/56-register.md 2.10 to 2.14. */
@Requirement("R144")
final class LetterCommandsTest {
  private static final String TEXT = "The invoices of May, please.";

  @TempDir private Path directory;
  private Terminal terminal = new Terminal(Path.of(""));

  @AfterEach
  void stop() throws IOException {
    terminal.run("issuer", "stop", "--dir", "mint");
    for (Role each : Role.values()) {
      Leftover.stop(directory.resolve("mint").resolve(each.word()).resolve("database"));
    }
  }

  private void done(String... words) {
    Terminal.Ran ran = terminal.run(words);
    assertThat(ran.exitCode()).as(ran.err()).isZero();
  }

  private JsonNode json(List<String> words) {
    List<String> all = new ArrayList<>(List.of("issuer"));
    all.addAll(words);
    all.add("--json");
    Terminal.Ran ran = terminal.run(all.toArray(String[]::new));
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    return JsonMapper.builder().build().readTree(ran.out());
  }

  private void refused(String code, List<String> words) {
    List<String> all = new ArrayList<>(List.of("issuer"));
    all.addAll(words);
    Terminal.Ran ran = terminal.run(all.toArray(String[]::new));
    assertThat(ran.exitCode()).as("%s: %s", words, ran.err()).isEqualTo(ExitCode.REFUSED);
    assertThat(ran.err()).contains(code);
  }

  private static List<String> with(List<String> words, String... more) {
    List<String> all = new ArrayList<>(words);
    all.addAll(List.of(more));
    return all;
  }

  /** The owner id of Ana's card, by her consent. */
  private OwnerId owner(String agent) {
    String key = json(List.of("consent", "--home", "ana")).get("key").asString();
    var _ =
        json(
            List.of(
                "person", "--dir", "mint", "--reference", "0017", "--key", key, "--shown", "Ana"));
    String consent =
        json(List.of("consent", "--home", "ana", "--agent", agent, "--reference", "0017"))
            .get("consent")
            .asString();
    JsonNode given = json(List.of("owner", "--dir", "mint", "--consent", consent));
    return new OwnerId(ByteString.hex(given.get("owner").asString()));
  }

  /** As inspection makes one, with inspection's key. */
  private String report(OwnerId owner) throws IOException {
    Minutes now = new Minutes(Math.toIntExact(Instant.now().getEpochSecond() / 60));
    SplittingRule rule = new SplittingRule(Amount.ofMinor(900), Amount.ofMinor(1_000), 3, 60);
    RoleFolder inspection = RoleFolder.read(directory.resolve("mint/inspection"));
    return SuspicionReport.sign(
            new Suspicion(owner, rule, now, now, 3, 2_853, Hash32.ZERO),
            inspection.reporting().orElseThrow())
        .encode()
        .toHex();
  }

  @Test
  void aLetterIsLeftFetchedAnsweredAndReadByCommands() throws IOException {
    terminal = new Terminal(directory);
    done("issuer", "create", "--dir", "mint", "--crowd", "2");
    done("issuer", "start", "--dir", "mint");
    String agent = RoleFolder.read(directory.resolve("mint/pseudonym")).address().toString();
    OwnerId owner = owner(agent);
    List<String> leaving =
        List.of("letter", "leave", "--dir", "mint", "--report", report(owner), "--text", TEXT);
    String letter = json(leaving).get("letter").asString();
    assertThat(json(leaving).get("letter").asString()).as("the same letter").isEqualTo(letter);
    List<String> state = List.of("letter", "state", "--dir", "mint", "--letter", letter);
    assertThat(json(state).get("state").asString()).isEqualTo("lying");
    refused("7608", List.of("letter", "state", "--dir", "mint", "--letter", "00".repeat(32)));
    refused(
        "7606",
        List.of(
            "letter",
            "leave",
            "--dir",
            "mint",
            "--report",
            report(new OwnerId(ByteString.copyOf(new byte[16]))),
            "--text",
            TEXT));

    List<String> ana =
        List.of("--home", "ana", "--agent", agent, "--reference", "0017", "--device", "1");
    JsonNode fetched = json(with(List.of("letter", "fetch"), ana.toArray(String[]::new)));
    assertThat(fetched.get("letters")).hasSize(1);
    assertThat(fetched.get("letters").get(0).get("letter").asString()).isEqualTo(letter);
    assertThat(fetched.get("letters").get(0).get("text").asString()).isEqualTo(TEXT);
    assertThat(json(state).get("state").asString()).isEqualTo("fetched");
    isHersAlone(agent);

    answers(with(List.of("letter", "answer"), ana.toArray(String[]::new)), letter);
    JsonNode answered = json(with(state, "--out", "read.txt"));
    assertThat(answered.get("state").asString()).isEqualTo("answered");
    assertThat(directory.resolve("read.txt")).hasContent("three cakes");
    assertThat(answered.toString()).doesNotContain("0017", "Ana");
  }

  /** Somebody else's key fetches nothing of hers. */
  private void isHersAlone(String agent) {
    var _ = json(List.of("consent", "--home", "ben"));
    refused(
        "7604",
        List.of("letter", "fetch", "--home", "ben", "--agent", agent, "--reference", "0017"));
    assertThat(
            json(List.of(
                    "letter",
                    "fetch",
                    "--home",
                    "ana",
                    "--agent",
                    agent,
                    "--reference",
                    "0017",
                    "--device",
                    "2"))
                .get("letters"))
        .as("of another card")
        .isEmpty();
  }

  private void answers(List<String> answering, String letter) throws IOException {
    Files.writeString(directory.resolve("cakes.txt"), "three cakes");
    Files.writeString(directory.resolve("other.txt"), "four cakes");
    List<String> answer = with(answering, "--letter", letter, "--document", "cakes.txt");
    assertThat(json(answer).get("answered").asString()).isEqualTo(letter);
    assertThat(json(answer).get("answered").asString())
        .as("the answer was lost, and the same is the same")
        .isEqualTo(letter);
    refused("7609", with(answering, "--letter", letter, "--document", "other.txt"));
    refused("7608", with(answering, "--letter", "00".repeat(32), "--document", "cakes.txt"));
  }

  @Test
  void noLetterIsLeftOrAnsweredThatIsNone() throws IOException {
    terminal = new Terminal(directory);
    Files.write(directory.resolve("long"), new byte[20_000]);
    String number = "00".repeat(32);
    List<String> owner =
        List.of("--home", "ana", "--agent", "http://127.0.0.1:1", "--reference", "0017");
    for (List<String> wrong :
        List.of(
            List.of("leave", "--dir", "mint", "--report", "00", "--text", TEXT),
            List.of("leave", "--dir", "mint", "--report", "00".repeat(156), "--text", ""),
            List.of("state", "--dir", "mint", "--letter", "7"),
            with(List.of("fetch"), owner.toArray(String[]::new)),
            with(
                with(List.of("answer"), owner.toArray(String[]::new)),
                "--letter",
                number,
                "--document",
                "long"))) {
      List<String> words = new ArrayList<>(List.of("issuer", "letter"));
      words.addAll(wrong);
      Terminal.Ran ran = terminal.run(words.toArray(String[]::new));
      assertThat(ran.exitCode()).as("%s: %s", wrong, ran.err()).isEqualTo(ExitCode.USAGE);
    }
  }
}
