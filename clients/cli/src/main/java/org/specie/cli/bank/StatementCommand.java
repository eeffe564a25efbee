package org.specie.cli.bank;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.specie.cli.JsonFlag;
import org.specie.cli.Printer;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.cli.UsageMistake;
import org.specie.cli.wallet.PeriodOptions;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.services.api.ApiClient;
import org.specie.services.api.Method;
import org.specie.services.api.Nothing;
import org.specie.services.api.ServiceAddress;
import org.specie.services.bank.counter.Statements;
import org.specie.services.bank.statement.AccountStatement;
import org.specie.services.bank.statement.StatementMessage;
import org.specie.wallet.Answer;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code specie bank statement}. */
@Command(
    name = "statement",
    header = {
      "Examples:",
      "  specie bank statement --purse people/ana > all.xml",
      "  specie bank statement --purse people/ana --from 2026-11-01 --until 2026-11-30"
          + " --out november.xml",
      "  specie bank statement --home north --json",
      ""
    },
    description = {
      "",
      "Asks a bank that runs for the statement of a period, camt.053 of ISO 20022: of the account"
          + " beside a purse, or of what the bank itself has elsewhere, with cash to and from other"
          + " banks. It is refused unless its entries add up.",
      ""
    },
    mixinStandardHelpOptions = true)
final class StatementCommand implements Callable<Integer> {
  /** Whose account. */
  static final class Whose {
    @Option(
        names = "--purse",
        paramLabel = "DIR",
        required = true,
        description = "the account beside the purse in this folder")
    private Optional<Path> purse = Optional.empty();

    @Option(
        names = "--home",
        paramLabel = "DIR",
        required = true,
        description = "what the bank in this folder has elsewhere")
    private Optional<Path> home = Optional.empty();
  }

  private final Surroundings surroundings;

  @ArgGroup(multiplicity = "1")
  private Whose whose = new Whose();

  @Mixin private PeriodOptions days = new PeriodOptions();
  @Mixin private JsonFlag json = new JsonFlag();

  @Option(names = "--out", paramLabel = "FILE", description = "write it there, not to the terminal")
  private Optional<Path> file = Optional.empty();

  StatementCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    if (whose.purse.isEmpty() && whose.home.isEmpty()) {
      throw new UsageMistake(
          "Nothing says whose statement it is.",
          "name a purse with --purse, or the bank itself with --home");
    }
    long from = days.fromSeconds();
    long now = surroundings.clock().epochSeconds();
    String period = from + "/" + days.untilSeconds().orElse(Math.max(from, now + 1));
    Answer<Result> answer =
        whose.purse.isPresent() ? ofCustomer(whose.purse.get(), period) : ofBank(period);
    return new Printer(surroundings, json.chosen()).print(answer);
  }

  private Answer<Result> ofCustomer(Path purse, String period) throws IOException {
    AccountFolder account = AccountFolder.read(surroundings.resolve(purse));
    return ask(account.address(), account.authorization(), "/v1/account/statement/" + period);
  }

  private Answer<Result> ofBank(String period) throws IOException {
    BankFolder bank =
        BankFolder.read(surroundings.resolve(whose.home.orElseThrow()).toAbsolutePath());
    return ask(bank.address(), bank.authorization(), "/v1/desk/statement/" + period);
  }

  private Answer<Result> ask(ServiceAddress address, String authorization, String path)
      throws IOException {
    try (ApiClient bank = new ApiClient(address)) {
      return switch (bank.ask(
          Method.GET,
          path,
          Optional.of(authorization),
          Nothing.NOTHING,
          Statements.StatementText.class)) {
        case org.specie.services.api.Answer.Done<Statements.StatementText>(var done) ->
            Answer.done(described(done.message()));
        case org.specie.services.api.Answer.Refused<Statements.StatementText>(var refusal) ->
            Answer.refused(refusal);
      };
    }
  }

  private Result described(String text) throws IOException {
    AccountStatement statement;
    try {
      statement = StatementMessage.read(text);
    } catch (MalformedInput e) {
      throw new IOException("the bank gives no statement that adds up: " + e.getMessage(), e);
    }
    String told = text + "\n";
    if (file.isPresent()) {
      Path _ = Files.writeString(surroundings.resolve(file.get()), text);
      told = "%s: %d entries\n".formatted(file.get(), statement.lines().size());
    }
    return new Result(
        told,
        Result.fields(
            "bank", statement.bank(),
            "account", statement.account(),
            "currency", statement.currency(),
            "opening", statement.openingMinor(),
            "credits", statement.creditsMinor(),
            "debits", statement.debitsMinor(),
            "closing", statement.closingMinor(),
            "entries", statement.lines().size()));
  }
}
