package org.specie.cli.bank;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.specie.cli.Surroundings;
import org.specie.cli.bank.Rules.Emptying;
import org.specie.kernel.core.Amount;
import org.specie.wallet.Answer;
import org.specie.wallet.Refusal;
import picocli.CommandLine.Command;

/** {@code specie bank due}. */
@Command(
    name = "due",
    header = {"Examples:", "  specie bank due --purse people/ana", ""},
    description = {
      "",
      "Does what 'specie bank keep' was told, if it is time: withdraws when the purse holds too"
          + " little, deposits what it holds too much on the days for that. Have whatever runs things"
          + " at times run it every hour or day; run more often it moves nothing more. What was cut"
          + " off before is brought to its end first.",
      ""
    },
    mixinStandardHelpOptions = true)
final class DueCommand extends AtTheCounter {
  private final Surroundings surroundings;

  DueCommand(Surroundings surroundings) {
    super(surroundings);
    this.surroundings = surroundings;
  }

  /** The day it is, UTC. */
  static LocalDate day(Surroundings surroundings) {
    return LocalDate.ofInstant(
        Instant.ofEpochSecond(surroundings.clock().epochSeconds()), ZoneOffset.UTC);
  }

  @Override
  void check() {}

  @Override
  Answer<Moved> act(Visit visit) throws IOException {
    Rules rules = Rules.read(visit.root());
    Answer<Moved> withdrawn =
        Moves.withdraw(
            visit,
            rules.filling().map(Rules.Filling::amount),
            rules.filling().map(Rules.Filling::below));
    // What is wrong with a withdrawal, for ever perhaps, keeps no deposit.
    Answer<Amount> deposited = deposit(visit, rules);
    return switch (withdrawn) {
      case Answer.Done<Moved>(Moved moved) ->
          switch (deposited) {
            case Answer.Done<Amount>(Amount amount) -> Answer.done(moved.plus(amount));
            case Answer.Refused<Amount>(Refusal why) -> Answer.refused(besides(why, moved));
          };
      case Answer.Refused<Moved>(Refusal why) -> Answer.refused(besides(why, deposited));
    };
  }

  /** What is wrong with the deposit, and what came of the withdrawal nevertheless. */
  private static Refusal besides(Refusal why, Moved withdrawn) {
    Refusal all = Moves.saying(why, withdrawn.amount());
    return withdrawn
        .trouble()
        .map(other -> new Refusal(all.reason(), (all.detail() + " (also: " + other + ")").strip()))
        .orElse(all);
  }

  /** What is wrong with the withdrawal, and what came of the deposit. */
  private static Refusal besides(Refusal why, Answer<Amount> deposited) {
    String besides =
        switch (deposited) {
          case Answer.Done<Amount>(Amount amount) ->
              amount.equals(Amount.ZERO) ? "" : " (deposited: " + amount + ")";
          case Answer.Refused<Amount>(Refusal other) -> " (the deposit: " + other + ")";
        };
    return new Refusal(why.reason(), (why.detail() + besides).strip());
  }

  /** The day is noted when it is done: cut off before that, it is done again, and finds nothing. */
  private Answer<Amount> deposit(Visit visit, Rules rules) throws IOException {
    LocalDate today = day(surroundings);
    Optional<Emptying> due = rules.emptying().filter(each -> each.isDue(today));
    if (due.isEmpty()) {
      return visit.finish();
    }
    Answer<Amount> done = Moves.depositDue(visit, due.get().above());
    if (done.isDone()) {
      Rules.noteDone(visit.root(), due.get(), today);
    }
    return done;
  }
}
