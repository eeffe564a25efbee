package org.specie.cli.psp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.specie.cash.application.transaction.Act;
import org.specie.cli.ExitCode;
import org.specie.cli.Terminal;
import org.specie.kernel.core.Amount;
import org.specie.kernel.crypto.signature.Address;
import org.specie.quality.requirements.Requirement;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A payment request that lies with a provider, who lies. docs/spec/31-payment-requests.md 31.8. */
final class KeptRequestTest {
  private static final String REFERENCE = "R-17";
  private static final String WORDS = "keep the change";
  private static final String MESSAGE = "the second-hand bicycle";

  @TempDir private Path folder;

  private static JsonNode json(Terminal.Ran ran) {
    return JsonMapper.builder().build().readTree(ran.out());
  }

  private static String[] at(String device, String... words) {
    String[] where = {"--network", device, "--wallet", device + ".wallet", "--json"};
    return Stream.of(words, where).flatMap(Stream::of).toArray(String[]::new);
  }

  private static JsonNode wallet(Village village, Village.Provider provider, String person) {
    village.join(person, provider);
    return json(village.run(at(person, "wallet", "new")));
  }

  /** Whose money is private; 20.00 of it. */
  private static void enrolled(Village village, Village.Provider provider, String person)
      throws Exception {
    String evidence = village.evidence(person, village.join(person, provider)).toString();
    Address account =
        Address.parse(json(village.run(at(person, "wallet", "new"))).get("account").asString());
    village.decide(new Act.IssueOrdinary(account, Amount.parse("20")));
    village.run(at(person, "wallet", "enrol", "--evidence-file", evidence));
    village.run(at(person, "wallet", "load", "20"));
  }

  private Terminal.Ran refused(String device, String... words) {
    Terminal.Ran ran = new Terminal(folder).run(at(device, words));
    assertThat(ran.exitCode()).as(ran.err()).isEqualTo(ExitCode.REFUSED);
    return ran;
  }

  private static String link(Village village, String amount) {
    return request(village, amount, "--at-provider");
  }

  private static String request(Village village, String amount, String... more) {
    Stream<String> words =
        Stream.of(
            "wallet",
            "request",
            amount,
            "--openly",
            "--reference",
            REFERENCE,
            "--message",
            MESSAGE);
    return json(village.run(
            at("ben", Stream.concat(words, Stream.of(more)).toArray(String[]::new))))
        .get("link")
        .asString();
  }

  @Test
  void itIsPaidFromTheLinkAndNothingElseIs() throws Exception {
    try (Village village = new Village(folder, Amount.parse("100.00"))) {
      Village.Provider north = village.provider("north");
      Village.Provider south = village.provider("south");
      JsonNode ana = wallet(village, north, "ana");
      String ben = wallet(village, north, "ben").get("account").asString();
      village.decide(
          new Act.IssueOrdinary(Address.parse(ana.get("account").asString()), Amount.parse("50")));

      String link = link(village, "12.50");
      assertThat(link).startsWith("specie:at?").doesNotContain(ben);
      Needles needles = new Needles().text("message", MESSAGE).text("account", ben);
      assertThat(needles.foundIn(village.requests(north))).isEmpty();
      JsonNode paid = json(village.run(at("ana", "wallet", "pay", link, "--note", WORDS)));
      assertThat(paid.get("letter").asBoolean()).isTrue();
      JsonNode letter = json(village.run(at("ben", "wallet", "letters"))).get("letters").get(0);
      assertThat(letter.get("note").asString()).isEqualTo(REFERENCE + "; " + WORDS);
      assertThat(letter.get("signed").asBoolean()).isFalse();
      assertThat(json(village.run(at("ben", "wallet", "balance"))).get("ordinary").asString())
          .isEqualTo("12.50");
      assertThat(noteOfTheLast("ben", village)).isEqualTo(REFERENCE + "; " + WORDS);
      assertThat(json(village.run(at("ben", "wallet", "letters"))).get("letters")).isEmpty();
      withoutTheMailbox(village, north);

      // Somebody else's customers are led to no other provider without their word.
      wallet(village, south, "carl");
      assertThat(refused("carl", "wallet", "pay", link).out()).contains("5228");
      // Fetched there, and then too poor to pay it.
      assertThat(refused("carl", "wallet", "pay", link, "--visit").out()).contains("5204");

      String other = link(village, "49.00");
      village.database(
          north,
          "UPDATE sealed_request SET content = (SELECT content FROM sealed_request ORDER BY id"
              + " LIMIT 1) WHERE id <> (SELECT id FROM sealed_request ORDER BY id LIMIT 1)");
      // One of the two is the other now.
      int falsely = 0;
      for (String each : new String[] {link, other}) {
        Terminal.Ran ran = new Terminal(folder).run(at("ana", "wallet", "pay", each, "1.00"));
        assertThat(ran.exitCode()).isEqualTo(ExitCode.REFUSED);
        falsely += ran.out().contains("5227") ? 1 : 0;
        assertThat(ran.out()).containsAnyOf("5227", "5218");
      }
      assertThat(falsely).isEqualTo(1);
      village.database(north, "DELETE FROM sealed_request");
      assertThat(refused("ana", "wallet", "pay", other).out()).contains("6106");
      village.stop(north, south);
    }
  }

  private static String noteOfTheLast(String device, Village village) {
    JsonNode entries = json(village.run(at(device, "wallet", "history"))).get("entries");
    return entries.get(entries.size() - 1).get("note").asString();
  }

  /** What the provider loses of letters, nobody loses of money. */
  private void withoutTheMailbox(Village village, Village.Provider north) throws Exception {
    String silent = request(village, "1.25", "--no-letters");
    assertThat(
            new Terminal(folder)
                .run(at("ana", "wallet", "pay", silent, "--note", WORDS))
                .exitCode())
        .isEqualTo(ExitCode.USAGE);
    String link = request(village, "1.25");
    village.database(north, "DELETE FROM mailbox");
    JsonNode paid = json(village.run(at("ana", "wallet", "pay", link)));
    assertThat(paid.get("letter").asBoolean()).isFalse();
    assertThat(json(village.run(at("ben", "wallet", "balance"))).get("ordinary").asString())
        .isEqualTo("13.75");
    assertThat(noteOfTheLast("ben", village)).isEmpty();
  }

  /** 30.19: the provider is believed the first time, and not when it says something else later. */
  @Test
  @Requirement("D23")
  void aNameThatWasPaidIsNotLedElsewhere() throws Exception {
    try (Village village = new Village(folder, Amount.parse("100.00"))) {
      Village.Provider north = village.provider("north");
      enrolled(village, north, "ana");
      for (String person : new String[] {"ben", "eve"}) {
        wallet(village, north, person);
        village.run(at(person, "wallet", "name", person + ".village"));
      }
      String[] pay = at("ana", "wallet", "pay", "@ben.village", "1.25");
      village.run(pay);
      village.database(
          north,
          "UPDATE name SET address = (SELECT address FROM name WHERE name = 'eve.village')"
              + " WHERE name = 'ben.village'");
      assertThat(refused("ana", "wallet", "pay", "@ben.village", "1.25").out()).contains("5243");
      assertThat(privately(village, "ana")).isEqualTo("18.75");
      assertThat(privately(village, "eve")).isEqualTo("0.00");
      village.run(at("ana", "wallet", "pay", "@ben.village", "1.50", "--readdressed"));
      village.run(pay);
      assertThat(privately(village, "ana")).isEqualTo("16.00");
      assertThat(privately(village, "eve")).isEqualTo("2.75");
      assertThat(privately(village, "ben")).isEqualTo("1.25");
      village.stop(north);
    }
  }

  private static String privately(Village village, String person) {
    return json(village.run(at(person, "wallet", "balance"))).get("private").asString();
  }

  @Test
  void aNameIsGivenUp() throws Exception {
    try (Village village = new Village(folder, Amount.parse("100.00"))) {
      Village.Provider north = village.provider("north");
      wallet(village, north, "ana");
      wallet(village, north, "ben");
      village.run(at("ana", "wallet", "name", "ana.village"));
      assertThat(refused("ben", "wallet", "name", "ana.village").out()).contains("6104");
      assertThat(refused("ben", "wallet", "name", "ana.village", "--remove").out())
          .contains("6106");
      assertThat(village.run(at("ana", "wallet", "name", "ana.village", "--remove")).out())
          .contains("removed");
      village.run(at("ben", "wallet", "name", "ana.village"));
      village.stop(north);
    }
  }
}
