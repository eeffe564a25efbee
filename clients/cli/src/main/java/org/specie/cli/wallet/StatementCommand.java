package org.specie.cli.wallet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.specie.cli.JsonFlag;
import org.specie.cli.Printer;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.cli.UsageMistake;
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
final class StatementCommand implements Callable<Integer> {
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

  private final Surroundings surroundings;
  @Mixin private WalletOptions options = new WalletOptions();
  @Mixin private JsonFlag json = new JsonFlag();

  @Option(
      names = "--from",
      paramLabel = "DATE",
      description = "first day, such as 2026-11-01 (UTC); from the beginning if left out")
  private Optional<LocalDate> from = Optional.empty();

  @Option(
      names = "--until",
      paramLabel = "DATE",
      description = "last day, such as 2026-11-30 (UTC); until now if left out")
  private Optional<LocalDate> until = Optional.empty();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
  private Format format = Format.CSV;

  @Option(names = "--out", paramLabel = "FILE", description = "write it there, not to the terminal")
  private Optional<Path> file = Optional.empty();

  StatementCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    Period period = period();
    Printer printer = new Printer(surroundings, json.chosen());
    return printer.print(
        options.withWallet(surroundings, printer, (wallet, _) -> export(wallet, period)));
  }

  private Period period() {
    long first = from.map(StatementCommand::beginning).orElse(0L);
    long end =
        until
            .map(day -> beginning(day.plusDays(1)))
            .orElse(Math.max(first, surroundings.clock().epochSeconds() + 1));
    if (first < 0 || end < first) {
      throw new UsageMistake(
          "The period ends before it begins, or begins before 1970.",
          "name the first day with --from and the last with --until");
    }
    return new Period(first, end);
  }

  private static long beginning(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toEpochSecond();
  }

  private Answer<Result> export(Wallet wallet, Period period) throws IOException {
    return Statement.of(wallet.history(), wallet.balance(), period)
        .then(statements -> Answer.done(describe(wallet, statements)));
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
                  surroundings.clock().epochSeconds());
        };
    String told = text;
    if (file.isPresent()) {
      Files.writeString(surroundings.resolve(file.get()), text);
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
