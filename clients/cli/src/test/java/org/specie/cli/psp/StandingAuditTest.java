package org.specie.cli.psp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.specie.cash.application.transaction.Act;
import org.specie.cli.Eventually;
import org.specie.cli.ExitCode;
import org.specie.cli.Terminal;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.quality.requirements.Requirement;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An auditor without a wallet and without a key, who asks standing queries of a ledger on which
 * people pay privately. docs/spec/42-auditor.md section 9.
 */
final class StandingAuditTest {
  /** Of six bytes, so that they are nowhere by chance. */
  private static final Amount FIRST = Amount.ofMinor(0x0d_ea_fc_51_86_17L);

  private static final Amount SECOND = Amount.ofMinor(0x0e_fb_0d_62_97_28L);
  private static final Amount BUDGET = Amount.ofMinor(0x60_00_00_00_00_00L);
  private static final Amount ISSUED = Amount.ofMinor(0x30_00_00_00_00_00L);
  private static final String NOTE = "two drums and a bugle";
  private static final String[] SHOP = {"--network", "shop", "--wallet", "shop.wallet"};

  @TempDir private Path folder;

  @Test
  @Requirement("E23")
  void itLearnsWhetherSupplyLimitsAndIncomesHoldAndNothingElse() throws Exception {
    Terminal terminal = new Terminal(folder);
    StringBuilder told = new StringBuilder();
    try (Village village = new Village(folder, BUDGET)) {
      Village.Provider north = village.provider("north");
      Path evidence = village.evidence("ana", village.join("ana", north));
      Villager ana = Villager.create(folder.resolve("ana"));
      ana.enrol(evidence).orThrow();
      village.decide(new Act.IssuePrivate(ana.wallet().paymentAddress().publicSpendKey(), ISSUED));
      ana.holds();
      String shop = openShop(village, north);
      village.join("office", north);
      Files.createDirectories(folder.resolve("statements"));
      query("supply.max = " + ISSUED, "budget.max.person = " + BUDGET, "payment.max = " + BUDGET);

      // Asked twice by itself, and once more after people have paid.
      JsonNode before = holds(told, terminal, "--every", "1", "--times", "2");
      assertThat(what(before, "supply")).startsWith(ISSUED + " issued and not destroyed");
      assertThat(what(before, "payments")).startsWith("0 proved");
      var payee = ana.wallet().readAddress(shop).orThrow();
      ana.wallet().payPrivately(payee, FIRST, NOTE).orThrow();
      ana.wallet().payPrivately(payee, SECOND, NOTE).orThrow();
      village.run(with("wallet", "claim"));
      String[] income =
          with("wallet", "income", "--for", "Tax office 7", "--out", "statements/shop.json");
      // A period ends after the second in which the shop claimed.
      Eventually.holds(120, () -> terminal.run(income).exitCode() == ExitCode.DONE);
      JsonNode after = holds(told, terminal);
      // Two by Ana, and those to nobody with which the shop claims and ends its period.
      assertThat(what(after, "payments"))
          .matches("[2-9] proved to be within budget and limit, 0 approved, 0 delayed");
      assertThat(what(after, "income shop.json")).startsWith(FIRST.plus(SECOND).toDecimal());

      Map<String, byte[]> places = places(village, told);
      Needles needles =
          new Needles()
              .amount(FIRST)
              .amount(SECOND)
              .text("the note", NOTE)
              .text("Ana's payment address", ana.wallet().paymentAddressText())
              .text("Ana's account", ana.wallet().account().toString());
      assertThat(needles.foundIn(places)).isEmpty();
      // What it was told is found by the same search.
      assertThat(new Needles().amount(FIRST.plus(SECOND)).foundIn(places))
          .contains("amount as text @ the answers", "amount as text @ what was handed in");

      failsWhatDoesNotHold(village, terminal, ana);
      ana.close();
      village.stop(north);
    }
  }

  private static String[] with(String... words) {
    return Stream.of(words, SHOP).flatMap(Stream::of).toArray(String[]::new);
  }

  /** Its payment address. */
  private static String openShop(Village village, Village.Provider provider) {
    String evidence = village.evidence("shop", village.join("shop", provider)).toString();
    village.run(with("wallet", "new"));
    village.run(with("wallet", "enrol", "--evidence-file", evidence));
    return JsonMapper.builder()
        .build()
        .readTree(village.run(with("wallet", "receive", "--json")).out())
        .required("address")
        .asString();
  }

  private void query(String... lines) throws IOException {
    List<String> all = new ArrayList<>(List.of(lines));
    all.add("income.for = Tax office 7");
    all.add("income.folder = statements");
    Files.write(folder.resolve("standing.properties"), all);
  }

  private static Terminal.Ran audit(Terminal terminal, String... options) {
    String[] command = {
      "auditor", "audit", "--queries", "standing.properties", "--network", "office", "--json"
    };
    return terminal.run(Stream.of(command, options).flatMap(Stream::of).toArray(String[]::new));
  }

  /** The last round of an audit in which everything holds. */
  private static JsonNode holds(StringBuilder told, Terminal terminal, String... options) {
    Terminal.Ran ran = audit(terminal, options);
    assertThat(ran.exitCode()).as(ran.out() + ran.err()).isZero();
    told.append(ran.out()).append(ran.err());
    List<String> rounds = ran.out().lines().toList();
    assertThat(rounds).hasSize(options.length == 0 ? 1 : 2);
    return JsonMapper.builder().build().readTree(rounds.getLast());
  }

  private static String what(JsonNode answers, String query) {
    return answers
        .required("findings")
        .valueStream()
        .filter(each -> each.required("query").asString().equals(query))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no answer to " + query + " in " + answers))
        .required("what")
        .asString();
  }

  /** Everything the auditor has: its folder, what was handed in, the blocks, and its answers. */
  private Map<String, byte[]> places(Village village, StringBuilder told) throws IOException {
    Map<String, byte[]> places = new LinkedHashMap<>();
    places.put("its folder", Belongings.files(folder.resolve("office"), Path.of("")));
    places.put("what was handed in", Belongings.files(folder.resolve("statements"), Path.of("")));
    places.put("the answers", told.toString().getBytes(StandardCharsets.UTF_8));
    places.put(
        "the blocks",
        ByteString.concat(
                village.truth().blocks(0, village.truth().tip().height()).stream()
                    .map(each -> ByteString.concat(each.bytes(), each.event()))
                    .toArray(ByteString[]::new))
            .toByteArray());
    return places;
  }

  /** A statement that says less, a supply above what may be, limits above what was agreed. */
  private void failsWhatDoesNotHold(Village village, Terminal terminal, Villager ana)
      throws IOException {
    Path statement = folder.resolve("statements/shop.json");
    String genuine = Files.readString(statement);
    Files.writeString(
        statement,
        genuine.replace('"' + FIRST.plus(SECOND).toDecimal() + '"', '"' + FIRST.toDecimal() + '"'));
    assertFails(terminal, "income shop.json");
    Files.writeString(statement, genuine);

    Amount less = BUDGET.minus(Amount.ofMinor(1));
    query("supply.max = " + ISSUED, "budget.max.person = " + less, "payment.max = " + less);
    assertFails(terminal, "limits", "limits");

    query("supply.max = " + ISSUED);
    assertFails(terminal);
    village.decide(new Act.IssueOrdinary(ana.wallet().account(), Amount.parse("0.01")));
    assertFails(terminal, "supply");
  }

  private static void assertFails(Terminal terminal, String... queries) {
    Terminal.Ran ran = audit(terminal);
    assertThat(ran.exitCode()).isEqualTo(queries.length == 0 ? ExitCode.DONE : ExitCode.REFUSED);
    JsonNode answers = JsonMapper.builder().build().readTree(ran.out());
    assertThat(
            answers
                .required("findings")
                .valueStream()
                .filter(each -> !each.required("holds").asBoolean())
                .map(each -> each.required("query").asString()))
        .containsExactly(queries);
  }
}
