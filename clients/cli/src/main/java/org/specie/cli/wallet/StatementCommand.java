package org.specie.cli.wallet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.cli.network.OpenNetwork;
import org.specie.wallet.Answer;
import org.specie.wallet.Wallet;
import org.specie.wallet.statement.BankStatement;
import org.specie.wallet.statement.CsvStatement;
import org.specie.wallet.statement.Period;
import org.specie.wallet.statement.Statement;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code specie wallet statement}. */
@Command(
    name = "statement",
    header = {
      "Examples:",
      "  specie wallet statement > all.csv",
      "  specie wallet statement --from 2026-11-01 --until 2026-11-30 --out november.csv",
      "  specie wallet statement --format camt.053 --out november.xml",
      ""
    },
    description = {
      "",
      "Exports the books of a period, for ordinary and for private money: opening balance, final"
          + " entries, closing balance. They tie to what the ledger says the wallet has.",
      ""
    },
    mixinStandardHelpOptions = true)
final class StatementCommand extends OpenWalletCommand {
  /** How statements are written. */
  enum Format {
    CSV("csv"),
    CAMT_053("camt.053");

    private final String word;

    Format(String word) {
      this.word = word;
    }

    @Override
    public String toString() {
      return word;
    }
  }

  @Mixin private PeriodOptions days = new PeriodOptions();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
  private Format format = Format.CSV;

  @Option(names = "--out", paramLabel = "FILE", description = "write it there, not to the terminal")
  private Optional<Path> file = Optional.empty();

  StatementCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  void check() {
    Period _ = period();
  }

  @Override
  Answer<Result> act(Wallet wallet, OpenNetwork network) throws IOException {
    return Statement.of(wallet.history(), wallet.balance(), period())
        .then(statements -> Answer.done(describe(wallet, statements)));
  }

  private Period period() {
    long first = days.fromSeconds();
    return new Period(first, days.untilSeconds().orElse(Math.max(first, now() + 1)));
  }

  private Result describe(Wallet wallet, List<Statement> statements) throws IOException {
    String text =
        switch (format) {
          case CSV -> CsvStatement.write(statements);
          case CAMT_053 ->
              BankStatement.write(
                  statements,
                  wallet.account().toString(),
                  wallet.network().id().domain().currency(),
                  now());
        };
    String told = text;
    if (file.isPresent()) {
      Files.writeString(surroundings().resolve(file.get()), text);
      told = "%s: %d entries\n".formatted(file.get(), entries(statements));
    }
    List<Map<String, Object>> sums = new ArrayList<>();
    for (Statement each : statements) {
      sums.add(
          Result.fields(
              "money", each.form().word(),
              "opening", each.openingMinor(),
              "closing", each.closingMinor(),
              "entries", each.lines().size()));
    }
    return new Result(told, Result.fields("statements", sums));
  }

  private static int entries(List<Statement> statements) {
    return statements.stream().mapToInt(each -> each.lines().size()).sum();
  }
}
