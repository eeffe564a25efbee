package org.specie.cli.receipt;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.specie.cash.application.LedgerConstants;
import org.specie.cash.protocol.Suite;
import org.specie.cli.Surroundings;
import org.specie.kernel.core.Verdict;
import org.specie.wallet.Answer;
import org.specie.wallet.disclosure.Disclosure;
import org.specie.wallet.disclosure.DisclosureReason;
import org.specie.wallet.disclosure.DisclosureVerifier;
import org.specie.wallet.disclosure.Heading;
import org.specie.wallet.disclosure.IncomeStatement;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code specie income …} and {@code specie disclosure …}. */
public final class ShownCommands {
  private ShownCommands() {}

  /** {@code specie income} with its subcommands. */
  public static CommandLine income(Surroundings surroundings) {
    return new CommandLine(new Income()).addSubcommand(new VerifyIncome(surroundings));
  }

  /** {@code specie disclosure} with its subcommands. */
  public static CommandLine disclosure(Surroundings surroundings) {
    return new CommandLine(new Disclosed()).addSubcommand(new VerifyDisclosure(surroundings));
  }

  @Command(
      name = "income",
      header = {
        "Examples:",
        "  specie income verify income.json --for 'Tax office 7'",
        "  specie wallet income --for 'Tax office 7' --out income.json     makes one",
        ""
      },
      description = {"", "Income statements of private money, for whom they are made.", ""},
      mixinStandardHelpOptions = true,
      synopsisSubcommandLabel = "COMMAND")
  private static final class Income {}

  @Command(
      name = "disclosure",
      header = {
        "Examples:",
        "  specie disclosure verify november.json --for 'Auditor Levi'",
        "  specie wallet disclose --for 'Auditor Levi' --out november.json     makes one",
        ""
      },
      description = {"", "Disclosures of private money, for whom they are made.", ""},
      mixinStandardHelpOptions = true,
      synopsisSubcommandLabel = "COMMAND")
  private static final class Disclosed {}

  /** The file, and who checks it. */
  static final class Options {
    @Mixin private ShownFile file = new ShownFile();

    @Option(
        names = "--for",
        required = true,
        paramLabel = "NAME",
        description = "who you are: the name that has to stand on it")
    private String verifier = "";

    private <T> int check(
        Surroundings surroundings,
        BiFunction<Suite, String, Answer<T>> read,
        BiFunction<DisclosureVerifier, T, Verdict> verify,
        BiFunction<Suite, T, Map<String, String>> fields,
        Function<Map<String, String>, String> headline,
        String caution)
        throws IOException {
      LedgerConstants ledger = file.ledger(surroundings);
      Suite suite = ledger.suite();
      DisclosureVerifier judge = new DisclosureVerifier(ledger, verifier);
      return file.check(
          surroundings,
          new ShownFile.Kind<T>(
              Heading.FILE_BYTES_MAX,
              DisclosureReason.UNREADABLE,
              bytes ->
                  read.apply(suite, new String(bytes.toByteArray(), StandardCharsets.ISO_8859_1)),
              shown -> verify.apply(judge, shown),
              shown -> fields.apply(suite, shown),
              _ -> caution),
          headline);
    }
  }

  @Command(
      name = "verify",
      header = {
        "Examples:",
        "  specie income verify income.json --for 'Tax office 7'",
        "  specie income verify income.json --for 'Tax office 7' --network other --json",
        ""
      },
      description = {
        "",
        "Checks an income statement against the ledger's genesis, without asking anybody: that it is"
            + " of this holder, this period and for you, and that no more came in privately than it"
            + " says. Coins that nobody claimed yet are income of a later period; ordinary accounts"
            + " are public and no part of it.",
        ""
      },
      mixinStandardHelpOptions = true)
  static final class VerifyIncome implements Callable<Integer> {
    private final Surroundings surroundings;
    @Mixin private Options options = new Options();

    VerifyIncome(Surroundings surroundings) {
      this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
      return options.check(
          surroundings,
          IncomeStatement::read,
          DisclosureVerifier::verify,
          (suite, statement) -> statement.fields(suite),
          said ->
              "%s %s came in privately, no more and no less"
                  .formatted(said.get("income"), said.get("currency")),
          "What was never claimed is not counted; what is taxable of it is not said.");
    }
  }

  @Command(
      name = "verify",
      header = {
        "Examples:",
        "  specie disclosure verify november.json --for 'Auditor Levi'",
        "  specie disclosure verify november.json --for 'Auditor Levi' --network other --json",
        ""
      },
      description = {
        "",
        "Checks a disclosure against the ledger's genesis, without asking anybody: that its steps are"
            + " all of this holder's in this period, none missing and none added, with these amounts,"
            + " and that it is for you. It does not say who was paid, or who paid.",
        ""
      },
      mixinStandardHelpOptions = true)
  static final class VerifyDisclosure implements Callable<Integer> {
    private final Surroundings surroundings;
    @Mixin private Options options = new Options();

    VerifyDisclosure(Surroundings surroundings) {
      this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
      return options.check(
          surroundings,
          Disclosure::read,
          DisclosureVerifier::verify,
          (suite, disclosure) -> disclosure.fields(suite),
          said -> "these %s steps are all of the period".formatted(said.get("steps")),
          "Whom the holder paid is not shown; ordinary accounts are public and no part of it.");
    }
  }
}
