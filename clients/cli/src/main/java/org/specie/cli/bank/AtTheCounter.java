package org.specie.cli.bank;

import java.io.IOException;
import java.util.Map;
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
import org.specie.wallet.Refusal;
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

  /**
   * What a visit came to.
   *
   * @param trouble what is wrong with something else than the customer came for
   */
  record Moved(Amount amount, Optional<Refusal> trouble) {
    static Moved of(Amount amount) {
      return new Moved(amount, Optional.empty());
    }

    Moved plus(Amount more) {
      return new Moved(amount.plus(more), trouble);
    }
  }

  /** Does what the customer came for. */
  abstract Answer<Moved> act(Visit visit) throws IOException;

  @Override
  public final Integer call() throws IOException {
    check();
    AccountFolder account = AccountFolder.read(options.path(surroundings));
    KeptWithdrawals withdrawals = account.withdrawals();
    int exitCode = printed(account, withdrawals, new Printer(surroundings, json.chosen()));
    if (!surroundings.out().checkError()) {
      withdrawals.told();
    }
    return exitCode;
  }

  private int printed(AccountFolder account, KeptWithdrawals withdrawals, Printer printer)
      throws IOException {
    if (account.onLedger().isEmpty()) {
      return printer.print(visit(account, withdrawals, printer, _ -> Optional.empty()));
    }
    try (OpenNetwork network = wallet.network(surroundings)) {
      if (!account.onLedger().get().ledger().equals(network.gateway().parameters().genesis())) {
        return printer.print(Answer.refused(CounterReason.OTHER_LEDGER));
      }
      return printer.print(
          visit(
              account,
              withdrawals,
              printer,
              purse ->
                  Optional.of(
                      new LedgerAccount(
                          GatewayFloat.issuerName(purse.issuer().root()),
                          account.onLedger().get().address(),
                          network,
                          wallet,
                          surroundings,
                          printer.progress()))));
    }
  }

  private Answer<Result> visit(
      AccountFolder account,
      KeptWithdrawals withdrawals,
      Printer printer,
      Function<KeptPurse, Optional<LedgerAccount>> money)
      throws IOException {
    return options.withPurse(
        surroundings,
        passphrase,
        purse -> {
          try (Visit visit =
              new Visit(
                  account,
                  withdrawals,
                  purse,
                  money.apply(purse),
                  Days.minutes(surroundings.clock()),
                  surroundings.entropy(),
                  Counter.of(account, printer.progress()))) {
            return allowed(account, purse, visit);
          }
        });
  }

  private Answer<Result> allowed(AccountFolder account, KeptPurse purse, Visit visit)
      throws IOException {
    if (!purse.purse().choices().settings().has(Part.BANK)) {
      return isAnythingOpen(account) ? finished(visit) : Answer.refused(PurseReason.PART_OFF);
    }
    return act(visit).then(moved -> Answer.done(described(moved, purse.balance(), left(visit))));
  }

  private static boolean isAnythingOpen(AccountFolder account) throws IOException {
    return account.deposit().isPresent() || !account.withdrawals().all().isEmpty();
  }

  /** What the card has paid, or the account, is not left behind, whatever is off. */
  private static Answer<Result> finished(Visit visit) throws IOException {
    return visit
        .finish()
        .then(
            brought -> {
              Withdrawing.Collected taken = visit.withdrawing().collect();
              return Answer.refused(
                  PurseReason.PART_OFF,
                  "(what was begun before is at its end: deposited %s, withdrawn %s%s)"
                      .formatted(
                          brought,
                          taken.taken(),
                          taken.trouble().map(why -> "; " + why).orElse("")));
            });
  }

  /** What is in the account, if whoever has it says so: the money is moved, whatever it says. */
  private static Optional<Amount> left(Visit visit) {
    try {
      return visit.balance() instanceof Answer.Done<Amount>(Amount left)
          ? Optional.of(left)
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Result described(Moved moved, Amount purse, Optional<Amount> account) {
    StringBuilder text = new StringBuilder();
    text.append(
        "moved    %10s\npurse    %10s\n".formatted(moved.amount().toDecimal(), purse.toDecimal()));
    text.append("account  %10s\n".formatted(account.map(Amount::toDecimal).orElse("not told")));
    Map<String, Object> fields =
        Result.fields("moved", moved.amount().toDecimal(), "purse", purse.toDecimal());
    account.ifPresent(left -> fields.put("account", left.toDecimal()));
    moved
        .trouble()
        .ifPresent(
            why -> {
              text.append("trouble  ").append(why).append('\n');
              text.append("         ").append(why.reason().remedy()).append('\n');
              fields.put("trouble", Printer.fields(why));
            });
    return new Result(text.toString(), fields);
  }
}
