package org.specie.cli.bank;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.specie.cli.JsonFlag;
import org.specie.cli.PassphraseOption;
import org.specie.cli.Printer;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.cli.purse.PurseOptions;
import org.specie.kernel.core.Amount;
import org.specie.offline.purse.PurseReason;
import org.specie.offline.purse.journal.Part;
import org.specie.services.bank.Days;
import org.specie.wallet.Answer;
import picocli.CommandLine.Mixin;

/** A command with which a customer goes to the bank with a purse. */
abstract class AtTheCounter implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private PurseOptions options = new PurseOptions();
  @Mixin private PassphraseOption passphrase = new PassphraseOption();
  @Mixin private JsonFlag json = new JsonFlag();

  AtTheCounter(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** Does what the customer came for; how much was moved. */
  abstract Answer<Amount> act(Visit visit) throws IOException;

  @Override
  public final Integer call() throws IOException {
    AccountFolder account = AccountFolder.read(options.path(surroundings));
    return new Printer(surroundings, json.chosen())
        .print(
            options.withPurse(
                surroundings,
                passphrase,
                purse -> {
                  boolean isOff = !purse.purse().choices().settings().has(Part.BANK);
                  if (isOff && account.deposit().isEmpty()) {
                    return Answer.refused(PurseReason.PART_OFF);
                  }
                  try (Visit visit =
                      new Visit(
                          account,
                          purse,
                          Days.minutes(surroundings.clock()),
                          surroundings.entropy())) {
                    if (isOff) {
                      // A deposit that the card has paid is not left behind, whatever is off.
                      return visit
                          .finish()
                          .then(
                              brought ->
                                  Answer.refused(
                                      PurseReason.PART_OFF,
                                      "(a deposit before is at its end: " + brought + ")"));
                    }
                    Answer<Amount> moved = act(visit);
                    Amount held = purse.balance();
                    return moved.then(
                        amount -> visit.balance().map(left -> described(amount, held, left)));
                  }
                }));
  }

  private static Result described(Amount moved, Amount purse, Amount account) {
    return new Result(
        "moved    %10s\npurse    %10s\naccount  %10s\n"
            .formatted(moved.toDecimal(), purse.toDecimal(), account.toDecimal()),
        Result.fields(
            "moved", moved.toDecimal(),
            "purse", purse.toDecimal(),
            "account", account.toDecimal()));
  }
}
