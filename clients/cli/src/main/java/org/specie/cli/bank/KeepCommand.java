package org.specie.cli.bank;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.specie.cli.JsonFlag;
import org.specie.cli.Printer;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.cli.UsageMistake;
import org.specie.cli.bank.Rules.Emptying;
import org.specie.cli.bank.Rules.Filling;
import org.specie.cli.purse.PurseOptions;
import org.specie.kernel.core.Amount;
import org.specie.wallet.Answer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code specie bank keep}. */
@Command(
    name = "keep",
    header = {
      "Examples:",
      "  specie bank keep --below 20 --withdraw 50 --purse people/ana",
      "  specie bank keep --below 20 --withdraw 50 --above 100 --every 7 --purse people/ana",
      "  specie bank keep --nothing --purse people/ana",
      ""
    },
    description = {
      "",
      "Says what 'specie bank due' is to do with a purse and its account, in place of what was said"
          + " before: withdraw when the purse holds less than an amount, and deposit what it holds"
          + " beyond one, from a day on every so many days. Nothing is done by itself. Without"
          + " anything it shows what was said.",
      ""
    },
    mixinStandardHelpOptions = true)
final class KeepCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private PurseOptions options = new PurseOptions();
  @Mixin private JsonFlag json = new JsonFlag();

  @Option(
      names = "--below",
      paramLabel = "AMOUNT",
      description = "withdraw when the purse holds less than this")
  private Optional<Amount> below = Optional.empty();

  @Option(names = "--withdraw", paramLabel = "AMOUNT", description = "with --below: so much")
  private Optional<Amount> withdraw = Optional.empty();

  @Option(
      names = "--above",
      paramLabel = "AMOUNT",
      description = "deposit what the purse holds beyond this")
  private Optional<Amount> above = Optional.empty();

  @Option(
      names = "--every",
      paramLabel = "DAYS",
      description = "with --above: so often; else daily")
  private Optional<Integer> every = Optional.empty();

  @Option(
      names = "--on",
      paramLabel = "DATE",
      description = "with --above: for the first time on this day, UTC; else today")
  private Optional<LocalDate> on = Optional.empty();

  @Option(names = "--nothing", description = "do nothing of it any more")
  private boolean isNothing;

  KeepCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    Path root = options.path(surroundings);
    AccountFolder _ = AccountFolder.read(root);
    Rules said = said();
    boolean isAsked = said.filling().isEmpty() && said.emptying().isEmpty() && !isNothing;
    if (!isAsked) {
      said.write(root);
    }
    return new Printer(surroundings, json.chosen())
        .print(Answer.done(described(isAsked ? Rules.read(root) : said)));
  }

  private Rules said() {
    if (below.isPresent() != withdraw.isPresent()) {
      throw new UsageMistake(
          "How much to withdraw, and when, is not clear.", "name --below and --withdraw together");
    }
    if (above.isEmpty() && (every.isPresent() || on.isPresent())) {
      throw new UsageMistake("What to deposit is not clear.", "name --above too");
    }
    if (isNothing && (below.isPresent() || above.isPresent())) {
      throw new UsageMistake("Something is not nothing.", "name --nothing alone");
    }
    int days = every.orElse(1);
    if (days < 1 || days > Rules.DAYS_MAX) {
      throw new UsageMistake("Nothing is done every " + days + " days.", "name 1 to 366");
    }
    Rules rules =
        new Rules(
            below.map(each -> new Filling(each, withdraw.orElseThrow())),
            above.map(
                each ->
                    new Emptying(each, days, on.orElseGet(() -> DueCommand.day(surroundings)))));
    if (rules.withdrawsNothing()) {
      throw new UsageMistake("A withdrawal of nothing is none.", "name a --withdraw above 0");
    }
    if (rules.isAtOdds()) {
      throw new UsageMistake(
          "What one rule withdraws the other would deposit.",
          "name an --above that is at least --below and --withdraw together");
    }
    return rules;
  }

  private static Result described(Rules rules) {
    StringBuilder text = new StringBuilder();
    var fields = Result.fields();
    rules
        .filling()
        .ifPresent(
            each -> {
              text.append(
                  "withdraw %s when the purse holds less than %s\n"
                      .formatted(each.amount().toDecimal(), each.below().toDecimal()));
              fields.put("below", each.below().toDecimal());
              fields.put("withdraw", each.amount().toDecimal());
            });
    rules
        .emptying()
        .ifPresent(
            each -> {
              text.append(
                  "deposit what it holds beyond %s, every %d days, next on %s\n"
                      .formatted(each.above().toDecimal(), each.days(), each.next()));
              fields.put("above", each.above().toDecimal());
              fields.put("days", each.days());
              fields.put("next", each.next().toString());
            });
    return new Result(text.isEmpty() ? "Nothing is done by rule.\n" : text.toString(), fields);
  }
}
