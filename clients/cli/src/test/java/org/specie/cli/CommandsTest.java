package org.specie.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.specie.quality.requirements.Requirement;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The commands of a person, from an empty folder to a restored wallet. */
final class CommandsTest {
  private static final Pattern WORD = Pattern.compile("\\b(\\d{1,2}) ([a-z]{3,8})\\b");
  private static final Pattern TRANSACTION = Pattern.compile("\\[([0-9a-f]{8})]");

  @TempDir private Path directory;

  private static JsonNode json(Terminal.Ran ran) {
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    return JsonMapper.builder().build().readTree(ran.out());
  }

  private static String done(Terminal.Ran ran) {
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    return ran.out();
  }

  private static String words(String shown) {
    String[] words = new String[24];
    var found = WORD.matcher(shown);
    int count = 0;
    while (found.find()) {
      int place = Integer.parseInt(found.group(1));
      words[place - 1] = found.group(2);
      count = Math.max(count, place);
    }
    return String.join(" ", List.of(words).subList(0, count));
  }

  @Test
  @Requirement({"D16", "D17", "D22", "D38", "U1", "U3", "U8"})
  void aPersonPaysExplainsVerifiesAndRestoresFromWords() {
    Terminal terminal = new Terminal(directory);
    done(terminal.run("network", "create"));
    String shown = done(terminal.run("wallet", "new"));
    done(terminal.run("wallet", "enrol", "--evidence", "passport 1"));
    String account = json(terminal.run("wallet", "receive", "--json")).get("account").asString();
    done(terminal.run("issue", "ordinary", account, "200"));
    done(terminal.run("wallet", "load", "80"));
    done(terminal.run("wallet", "new", "--wallet", "ben.wallet"));
    done(terminal.run("wallet", "enrol", "--evidence", "passport 2", "--wallet", "ben.wallet"));
    String ben =
        json(terminal.run("wallet", "receive", "--json", "--wallet", "ben.wallet"))
            .get("address")
            .asString();
    String paid = done(terminal.run("wallet", "pay", ben, "12.50", "--note", "coffee"));
    var transaction = TRANSACTION.matcher(paid);
    assertThat(transaction.find()).isTrue();

    String explained = done(terminal.run("explain", transaction.group(1)));
    assertThat(explained).containsIgnoringCase("not seen").doesNotContain("12.50", ben, "coffee");

    Terminal.Ran tooMuch = terminal.run("wallet", "pay", ben, "600");
    assertThat(tooMuch.exitCode()).isEqualTo(1);
    assertThat(tooMuch.out()).isEmpty();
    assertThat(tooMuch.err()).contains("Refused 5207", "Tip: ");

    paysWhatIsAskedFor(terminal);
    showsToOthersWhatItWasPaid(terminal, transaction.group(1));

    JsonNode before = json(terminal.run("wallet", "balance", "--json"));
    assertThat(before.get("ordinary").asString()).isEqualTo("119.00");
    assertThat(before.get("private").asString()).isEqualTo("62.50");
    assertThat(before.get("budget").asString()).isEqualTo("982.50");
    assertThat(done(terminal.run("wallet", "statement")))
        .contains("closing,,119.00,", "closing,,62.50,", "paid privately,-12.50,");
    assertThat(done(terminal.run("wallet", "statement", "--format", "camt.053", "--out", "a.xml")))
        .contains("a.xml: 6 entries");
    done(terminal.type(List.of(words(shown)), "wallet", "restore", "--wallet", "again.wallet"));
    JsonNode after = json(terminal.run("wallet", "balance", "--json", "--wallet", "again.wallet"));
    assertThat(after).isEqualTo(before);

    assertThat(done(terminal.run("verify"))).contains("Sound", "issued - destroyed");
  }

  /** 5.00 privately, by a picture, and 1.00 openly, by a link. */
  private void paysWhatIsAskedFor(Terminal terminal) {
    String asked =
        done(
            terminal.run(
                "wallet",
                "request",
                "5",
                "--reference",
                "R-17",
                "--message",
                "two ☕",
                "--qr",
                "--out",
                "request.png",
                "--wallet",
                "ben.wallet"));
    assertThat(asked).contains("specie:spc1", "&amount=5.00&reference=R-17", "\u2588");
    Terminal.Ran other = terminal.run("wallet", "pay", "request.png", "6");
    assertThat(other.err()).contains("Refused 5218");
    assertThat(done(terminal.run("wallet", "pay", "request.png"))).contains("5.00");
    JsonNode received = json(terminal.run("wallet", "history", "--json", "--wallet", "ben.wallet"));
    assertThat(received.get("entries").valueStream().map(each -> each.get("note").asString()))
        .contains("R-17");

    String open =
        json(terminal.run(
                "wallet",
                "request",
                "--openly",
                "--minutes",
                "5",
                "--json",
                "--wallet",
                "ben.wallet"))
            .get("link")
            .asString();
    assertThat(terminal.run("wallet", "pay", open).err()).contains("Refused 5219");
    assertThat(done(terminal.run("wallet", "pay", open, "1"))).contains("1.00");
    String elsewhere =
        open.replaceFirst("network=.", "network=" + (open.contains("network=0") ? "1" : "0"));
    assertThat(terminal.run("wallet", "pay", elsewhere, "1").err()).contains("Refused 5217");
    assertThat(terminal.run("wallet", "pay", "specie:nobody?network=1", "1").err())
        .contains("Refused 5215");
    assertThat(terminal.run("wallet", "pay", "nowhere.png").exitCode()).isEqualTo(2);
    assertThat(terminal.run("wallet", "request", "0").exitCode()).isEqualTo(2);
    assertThat(terminal.run("wallet", "request", "--message", "a\u202eb").exitCode()).isEqualTo(2);
  }

  /**
   * A receipt of the 12.50, and of the 5.00 that came last, checked by somebody with the genesis.
   */
  private void showsToOthersWhatItWasPaid(Terminal terminal, String transaction) {
    done(
        terminal.run(
            "wallet",
            "receipt",
            transaction,
            "--for",
            "Ana Cohen",
            "--out",
            "receipt.pdf",
            "--wallet",
            "ben.wallet"));
    assertThat(done(terminal.run("receipt", "verify", "receipt.pdf")))
        .contains("Genuine: 12.50 ILS", "Ana Cohen", "coffee", transaction);
    done(terminal.run("wallet", "receipt", "--out", "receipt.json", "--wallet", "ben.wallet"));
    JsonNode shown = json(terminal.run("receipt", "verify", "receipt.json", "--json"));
    assertThat(shown.get("genuine").asBoolean()).isTrue();
    assertThat(shown.get("amount").asString()).isEqualTo("5.00");
    assertThat(shown.get("note").asString()).isEqualTo("R-17");

    Terminal.Ran payer = terminal.run("wallet", "receipt", transaction, "--out", "mine.pdf");
    assertThat(payer.exitCode()).isEqualTo(1);
    assertThat(payer.err()).contains("Refused 5617");
    String[] paid = {
      "wallet", "receipt", transaction, "--paid-to", shown.get("payee").asString(), "--out"
    };
    done(terminal.run(with(paid, "paid.pdf")));
    assertThat(done(terminal.run("receipt", "verify", "paid.pdf")))
        .contains("Genuine: 12.50 ILS", "payer", "coffee", "The payer issued it");
    assertThat(terminal.run(with(paid, "paid.pdf", "--note", "tea")).err())
        .contains("Refused 5621");
    assertThat(terminal.run("wallet", "receipt", "--note", "tea", "--out", "a.pdf").exitCode())
        .isEqualTo(2);
    assertThat(terminal.run("receipt", "verify", "request.png").err()).contains("Refused 5611");
    assertThat(terminal.run("receipt", "verify", "nowhere.pdf").exitCode()).isEqualTo(2);
    assertThat(terminal.run("wallet", "receipt", "--out", "receipt.txt").exitCode()).isEqualTo(2);
    assertThat(terminal.run("wallet", "receipt", "xyz", "--out", "a.pdf").exitCode()).isEqualTo(2);
  }

  private static String[] with(String[] words, String... more) {
    return Stream.of(words, more).flatMap(Stream::of).toArray(String[]::new);
  }

  @Test
  void everyCommandShowsExamplesFirstAndSaysWhatItIs() {
    Terminal terminal = new Terminal(directory);
    List<String[]> commands = new ArrayList<>();
    commands.add(new String[] {"--help"});
    for (String name :
        List.of(
            "demo",
            "network",
            "node",
            "psp",
            "identity",
            "issue",
            "supply",
            "wallet",
            "receipt",
            "income",
            "disclosure",
            "explain",
            "verify")) {
      commands.add(new String[] {name, "--help"});
    }
    for (String[] command : commands) {
      String help = done(terminal.run(command));
      assertThat(help).startsWith("Examples:\n  specie ").contains("Usage: specie");
    }
    assertThat(done(terminal.run("--help")))
        .containsPattern("(?m)^  verify +[A-Z]")
        .containsPattern("(?m)^  wallet +[A-Z]");
  }

  @Test
  void tellsMistakesOfUseFromMistakesOfTheWorld() {
    Terminal terminal = new Terminal(directory);
    Terminal.Ran unknown = terminal.run("walet");
    assertThat(unknown.exitCode()).isEqualTo(2);
    assertThat(unknown.err()).contains("Tip: specie --help");
    Terminal.Ran nowhere = terminal.run("wallet", "balance");
    assertThat(nowhere.exitCode()).isNotZero().isNotEqualTo(4);
    assertThat(nowhere.out()).isEmpty();
    assertThat(nowhere.err()).contains("Tip: ");
  }
}
