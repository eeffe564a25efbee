package org.specie.cli.bank;

import java.io.IOException;
import java.util.Optional;
import org.specie.cli.purse.KeptPurse;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Reason;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.core.port.Entropy;
import org.specie.offline.purse.border.BorderReason;
import org.specie.offline.purse.journal.RedeemPolicy;
import org.specie.offline.purse.paying.Paying.PayResult;
import org.specie.offline.purse.receiving.Receiving.Asking;
import org.specie.offline.token.message.Chain;
import org.specie.offline.token.message.Message.Request;
import org.specie.offline.token.message.Message.Response;
import org.specie.offline.token.receipt.Token;
import org.specie.offline.token.value.Minutes;
import org.specie.offline.token.value.Reference;
import org.specie.services.bank.BankReason;
import org.specie.services.bank.counter.Deposits.DepositState;
import org.specie.services.bank.counter.Withdrawals.WithdrawalState;
import org.specie.wallet.Answer;
import org.specie.wallet.Progress;
import org.specie.wallet.Refusal;
import org.specie.wallet.WalletReason;

/**
 * A customer with a purse at the bank's counter. Whatever was cut off is found again: a withdrawal
 * is called after its request, which the purse shows until it is paid, and a deposit that was paid
 * is paid again by the same answer of the card. Spec: docs/spec/59-bank-service.md sections 3, 4.
 */
final class Visit implements AutoCloseable {
  private static final int REFERENCE_SIZE = 8;

  /** Refusals from here on speak of the token, its payment, or what it is for. */
  private static final int TOKEN_CODES = 7_000;

  private static final int BANK_CODES = 7_400;
  private static final int SERVICE_CODES = 7_500;

  private final AccountFolder account;
  private final KeptPurse purse;
  private final Optional<LedgerAccount> ledger;
  private final Minutes now;
  private final Entropy entropy;
  private final Counter bank;

  /**
   * @param ledger where the account's money is, if the bank keeps none
   */
  Visit(
      AccountFolder account,
      KeptPurse purse,
      Optional<LedgerAccount> ledger,
      Minutes now,
      Entropy entropy,
      Progress progress)
      throws IOException {
    this.account = account;
    this.purse = purse;
    this.ledger = ledger;
    this.now = now;
    this.entropy = entropy;
    this.bank = Counter.of(account, progress);
  }

  /** What is in the account. */
  Answer<Amount> balance() throws IOException {
    return ledger.isPresent() ? Answer.done(ledger.get().balance()) : bank.balance();
  }

  /** What the purse holds, with what was received and is not on its card yet. */
  Amount held() throws IOException {
    return purse.balance().plus(purse.purse().receiving().waiting());
  }

  /**
   * What a deposit may take from the purse with nobody there: on the card or redeemed for it, and
   * in no jar.
   */
  Amount spare() throws IOException {
    boolean isByHand = purse.purse().choices().settings().redeem() == RedeemPolicy.BY_HAND;
    Amount reached = isByHand ? purse.balance() : held();
    Amount free = purse.purse().jars().free();
    return reached.covers(free) ? free : reached;
  }

  /**
   * Moves {@code amount} from the account into the purse. A request of the same amount that the
   * bank did not book is brought again, so that refusals use up no tokens, and a lost answer makes
   * no second withdrawal.
   */
  Answer<Amount> withdraw(Amount amount) throws IOException {
    Optional<Request> kept =
        account
            .withdrawal()
            .filter(each -> each.amount().equals(Optional.of(amount)))
            .filter(each -> purse.purse().receiving().outstanding().contains(each));
    return kept.isPresent() ? withdraw(kept.get()) : withdrawAnew(amount);
  }

  private Answer<Amount> withdrawAnew(Amount amount) throws IOException {
    if (ledger.isPresent() && !ledger.get().balance().covers(amount)) {
      return Answer.refused(
          WalletReason.ORDINARY_INSUFFICIENT,
          "Asked: " + amount + ", there: " + ledger.get().balance() + ".");
    }
    Reference reference = new Reference(ByteString.copyOf(entropy.bytes(REFERENCE_SIZE)));
    return switch (purse.purse().receiving().ask(Optional.of(amount), reference, now, Chain.NONE)) {
      case Asking.Handed(Request request) -> {
        account.keepWithdrawal(request);
        yield withdraw(request);
      }
      case Asking.Refused(Reason reason) -> Answer.refused(reason);
    };
  }

  private Answer<Amount> withdraw(Request request) throws IOException {
    if (ledger.isPresent()) {
      return load(request, ledger.get());
    }
    Answer<WithdrawalState> booked = bank.withdraw(request);
    if (!(booked instanceof Answer.Refused<WithdrawalState> refused)
        || isOfToken(refused.refusal().reason().code())) {
      account.endWithdrawal();
    }
    return booked.then(first -> bank.awaited(first, _ -> false)).then(this::take);
  }

  /** Whether the bank will never pay on this token; what it refuses for itself may change. */
  private static boolean isOfToken(int code) {
    return code == BorderReason.ASKED_BEFORE.code() || (code >= TOKEN_CODES && code < BANK_CODES);
  }

  /** From an account of the ledger: remembered until the purse has it, or never will. */
  private Answer<Amount> load(Request request, LedgerAccount from) throws IOException {
    Answer<WithdrawalState> asked = new FloatLoading(bank, from).asked(request);
    if (asked instanceof Answer.Refused<WithdrawalState> refused
        && isOfToken(refused.refusal().reason().code())
        && !account.mayBeLoaded(request)) {
      account.endWithdrawal();
    }
    return asked.then(
        last -> {
          Answer<Amount> taken = take(last);
          if (taken.isDone() || last.reason() != 0) {
            account.endWithdrawal();
          }
          return taken;
        });
  }

  private Answer<Amount> take(WithdrawalState last) throws IOException {
    if (last.reason() != 0) {
      return Answer.refused(BankReason.VAULT_REFUSED, "(" + last.reason() + ")");
    }
    Response response = bank.paid(last);
    if (purse.purse().receiving().accept(response, now) instanceof Verdict.Refused(Reason reason)) {
      return Answer.refused(reason);
    }
    var _ = purse.purse().redemption().afterReceiving();
    return Answer.done(response.payment().amount());
  }

  /**
   * What came of the requests that the purse shows.
   *
   * @param taken what was paid and is in the purse by now
   * @param late what of it came of the withdrawal before, whose answer was lost
   * @param coming what the bank has booked and will still pay
   * @param trouble why nobody knows of another one, if there is one
   */
  record Collected(Amount taken, Amount late, Amount coming, Optional<Refusal> trouble) {}

  /** Takes what was asked for before and is paid by now. */
  Collected collect() throws IOException {
    Amount taken = Amount.ZERO;
    Amount late = Amount.ZERO;
    Amount coming = Amount.ZERO;
    Optional<Refusal> trouble = Optional.empty();
    Optional<Request> unanswered = account.withdrawal();
    for (Request each : purse.purse().receiving().outstanding()) {
      Answer<WithdrawalState> standing = bank.standing(each).then(last -> goneOn(each, last));
      if (standing instanceof Answer.Refused<WithdrawalState>(Refusal why)) {
        trouble = why.reason().code() == BankReason.UNKNOWN.code() ? trouble : Optional.of(why);
      } else if (standing instanceof Answer.Done<WithdrawalState>(var last)
          && Counter.isOpen(last)) {
        coming = isComing(each, last) ? coming.plus(each.amount().orElse(Amount.ZERO)) : coming;
      } else if (standing instanceof Answer.Done<WithdrawalState>(var last)
          && last.response().isPresent()) {
        switch (take(last)) {
          case Answer.Done<Amount>(Amount amount) -> {
            taken = taken.plus(amount);
            if (unanswered.equals(Optional.of(each))) {
              late = amount;
              account.endWithdrawal();
            }
          }
          case Answer.Refused<Amount>(Refusal why) -> trouble = Optional.of(why);
        }
      }
    }
    return new Collected(taken, late, coming, trouble);
  }

  /** What the ledger has a load for is asked for again, also if the bank awaits none any more. */
  private Answer<WithdrawalState> goneOn(Request request, WithdrawalState state)
      throws IOException {
    return ledger.isPresent() && Counter.isOpen(state) && isComing(request, state)
        ? new FloatLoading(bank, ledger.get()).again(request)
        : Answer.done(state);
  }

  /** Whether the bank owes it already: at a bank of accounts of the ledger, once it is loaded. */
  private boolean isComing(Request request, WithdrawalState state) throws IOException {
    return ledger.isEmpty() || new FloatLoading(bank, ledger.get()).isLoaded(request, state);
  }

  /** Brings a deposit that was cut off after the card had paid to its end; how much. */
  Answer<Amount> finish() throws IOException {
    Optional<Response> before = unposted();
    return before.isPresent() ? post(before.get()) : Answer.done(Amount.ZERO);
  }

  /**
   * Moves {@code amount} from the purse into the account, on a token that the bank gives nobody
   * else. A payment of which the bank may not have the answer is brought to its end instead: the
   * card has paid it.
   */
  Answer<Amount> deposit(Amount amount) throws IOException {
    Optional<Response> before = unposted();
    return before.isPresent()
        ? post(before.get())
        : ownToken().then(token -> deposit(token, amount));
  }

  /** A name whose token was paid on, or is over, is of a deposit before. */
  private Answer<Token> ownToken() throws IOException {
    Answer<Token> given = bank.depositToken(account.depositId(entropy));
    if (given instanceof Answer.Refused<Token> refused
        && refused.refusal().reason().code() == BankReason.DEPOSIT_OVER.code()) {
      account.endDepositId();
      return bank.depositToken(account.depositId(entropy));
    }
    return given;
  }

  private Optional<Response> unposted() throws IOException {
    Optional<Request> kept = account.deposit();
    if (kept.isEmpty()) {
      return Optional.empty();
    }
    purse.purse().paying().settle();
    Token token = kept.get().token();
    Optional<Response> paid =
        purse
            .purse()
            .paying()
            .paidOn(token)
            .map(payment -> new Response(token.configuration().id(), payment, Chain.NONE));
    if (paid.isEmpty() && purse.purse().paying().open().isEmpty()) {
      account.forgetDeposit();
    }
    return paid;
  }

  private Answer<Amount> deposit(Token token, Amount amount) throws IOException {
    Reference reference = new Reference(ByteString.copyOf(entropy.bytes(REFERENCE_SIZE)));
    Request request = new Request(Optional.of(amount), reference, token, Chain.NONE);
    account.keepDeposit(request);
    return switch (purse.pay(request, amount, false, now)) {
      case PayResult.Refused(Reason reason) -> Answer.refused(reason);
      case PayResult.Paid(Response response) -> post(response);
    };
  }

  /** What the bank says of the payment is its last word; what kept it from looking is not. */
  private Answer<Amount> post(Response response) throws IOException {
    Answer<DepositState> taken = bank.bring(response);
    switch (taken) {
      case Answer.Done<DepositState> _ -> account.endDeposit(true);
      case Answer.Refused<DepositState> refused -> {
        if (isOfPayment(refused.refusal().reason().code())) {
          account.endDeposit(false);
        }
      }
    }
    return taken.then(bank::credited).map(_ -> response.payment().amount());
  }

  private static boolean isOfPayment(int code) {
    return code >= TOKEN_CODES
        && code < SERVICE_CODES
        && code != BankReason.VAULT_AT_WORK.code()
        && code != BankReason.TOO_OFTEN.code()
        && code != BankReason.JOURNAL_FULL.code();
  }

  @Override
  public void close() {
    bank.close();
  }
}
