package org.specie.cli.bank;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.specie.cli.JsonFlag;
import org.specie.cli.PassphraseOption;
import org.specie.cli.Printer;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.cli.network.OpenNetwork;
import org.specie.cli.purse.KeptPurse;
import org.specie.cli.purse.PurseOptions;
import org.specie.cli.wallet.PayingWallet;
import org.specie.kernel.core.Amount;
import org.specie.offline.purse.PurseReason;
import org.specie.offline.purse.journal.Part;
import org.specie.services.bank.Days;
import org.specie.services.bank.GatewayFloat;
import org.specie.wallet.Answer;
import picocli.CommandLine.Mixin;

/** A command with which a customer goes to the bank with a purse. */
abstract class AtTheCounter implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private PurseOptions options = new PurseOptions();
  @Mixin private PassphraseOption passphrase = new PassphraseOption();
  @Mixin private PayingWallet wallet = new PayingWallet();
  @Mixin private JsonFlag json = new JsonFlag();

  AtTheCounter(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** Refuses words that make no sense together, before anything is opened. */
  abstract void check();

  /** Does what the customer came for; how much was moved. */
  abstract Answer<Amount> act(Visit visit) throws IOException;

  @Override
  public final Integer call() throws IOException {
    check();
    AccountFolder account = AccountFolder.read(options.path(surroundings));
    Printer printer = new Printer(surroundings, json.chosen());
    if (account.onLedger().isEmpty()) {
      return printer.print(visit(account, printer, _ -> Optional.empty()));
    }
    try (OpenNetwork network = wallet.network(surroundings)) {
      return printer.print(
          visit(
              account,
              printer,
              purse ->
                  Optional.of(
                      new LedgerAccount(
                          account,
                          GatewayFloat.issuerName(purse.issuer().root()),
                          account.onLedger().get(),
                          network,
                          wallet,
                          surroundings,
                          printer.progress()))));
    }
  }

  private Answer<Result> visit(
      AccountFolder account, Printer printer, Function<KeptPurse, Optional<LedgerAccount>> money)
      throws IOException {
    return options.withPurse(
        surroundings,
        passphrase,
        purse -> {
          try (Visit visit =
              new Visit(
                  account,
                  purse,
                  money.apply(purse),
                  Days.minutes(surroundings.clock()),
                  surroundings.entropy(),
                  printer.progress())) {
            return allowed(account, purse, visit);
          }
        });
  }

  private Answer<Result> allowed(AccountFolder account, KeptPurse purse, Visit visit)
      throws IOException {
    if (!purse.purse().choices().settings().has(Part.BANK)) {
      // A deposit that the card has paid is not left behind, whatever is off.
      return account.deposit().isEmpty()
          ? Answer.refused(PurseReason.PART_OFF)
          : visit
              .finish()
              .then(
                  brought ->
                      Answer.refused(
                          PurseReason.PART_OFF,
                          "(a deposit before is at its end: " + brought + ")"));
    }
    Answer<Amount> moved = act(visit);
    Amount held = purse.balance();
    return moved.then(amount -> visit.balance().map(left -> described(amount, held, left)));
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
