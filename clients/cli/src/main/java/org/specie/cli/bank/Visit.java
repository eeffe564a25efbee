package org.specie.cli.bank;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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
import org.specie.services.api.ApiClient;
import org.specie.services.api.Method;
import org.specie.services.api.Nothing;
import org.specie.services.bank.BankReason;
import org.specie.services.bank.counter.Accounts;
import org.specie.services.bank.counter.Deposits;
import org.specie.services.bank.counter.Withdrawals;
import org.specie.wallet.Answer;
import org.specie.wallet.Refusal;

/**
 * A customer with a purse at the bank's counter. Whatever was cut off is found again: a withdrawal
 * is called after its request, which the purse shows until it is paid, and a deposit that was paid
 * is paid again by the same answer of the card. Spec: docs/spec/59-bank-service.md sections 3, 4.
 */
final class Visit implements AutoCloseable {
  private static final int LOOKS_MAX = CounterWords.LOOKS_MAX;
  private static final long LOOK_MS = CounterWords.LOOK_MS;

  /** How often a payment is brought whose vault is at work; each time waits for seconds. */
  private static final int BRINGS_MAX = 8;

  private static final int REFERENCE_SIZE = 8;

  /** Refusals from here on speak of the token, its payment, or what it is for. */
  private static final int TOKEN_CODES = 7_000;

  private static final int BANK_CODES = 7_400;
  private static final int SERVICE_CODES = 7_500;

  private final AccountFolder account;
  private final KeptPurse purse;
  private final Minutes now;
  private final Entropy entropy;
  private final ApiClient bank;

  Visit(AccountFolder account, KeptPurse purse, Minutes now, Entropy entropy) {
    this.account = account;
    this.purse = purse;
    this.now = now;
    this.entropy = entropy;
    this.bank = new ApiClient(account.address());
  }

  private <O extends Record> Answer<O> ask(
      Method method, String path, Record input, Class<O> output) throws IOException {
    return switch (bank.ask(method, path, Optional.of(account.authorization()), input, output)) {
      case org.specie.services.api.Answer.Done<O>(var done) -> Answer.done(done);
      case org.specie.services.api.Answer.Refused<O>(var refusal) -> Answer.refused(refusal);
    };
  }

  /** What is in the account. */
  Answer<Amount> balance() throws IOException {
    return ask(Method.GET, "/v1/account", Nothing.NOTHING, Accounts.Balance.class)
        .map(each -> Amount.ofMinor(each.balanceMinor()));
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
    Withdrawals.Asking asking =
        CounterWords.asking(account.bank(), account.number(), account.key(), request);
    Answer<Withdrawals.WithdrawalState> booked =
        ask(Method.POST, "/v1/withdrawals", asking, Withdrawals.WithdrawalState.class);
    if (!(booked instanceof Answer.Refused<Withdrawals.WithdrawalState> refused)
        || isOfToken(refused.refusal().reason().code())) {
      account.endWithdrawal();
    }
    return booked.then(first -> awaited(first)).then(last -> take(last));
  }

  /** Whether the bank will never pay on this token; what it refuses for itself may change. */
  private static boolean isOfToken(int code) {
    return code == BorderReason.ASKED_BEFORE.code() || (code >= TOKEN_CODES && code < BANK_CODES);
  }

  private Answer<Withdrawals.WithdrawalState> awaited(Withdrawals.WithdrawalState first)
      throws IOException {
    Answer<Withdrawals.WithdrawalState> last = Answer.done(first);
    for (int i = 0; i < LOOKS_MAX && isOpen(last); i++) {
      pause();
      last = standing(first.id());
    }
    return last;
  }

  private static boolean isOpen(Answer<Withdrawals.WithdrawalState> last) {
    return last instanceof Answer.Done<Withdrawals.WithdrawalState>(var each)
        && each.response().isEmpty()
        && each.reason() == 0;
  }

  private Answer<Withdrawals.WithdrawalState> standing(String id) throws IOException {
    return ask(
        Method.GET, "/v1/withdrawals/" + id, Nothing.NOTHING, Withdrawals.WithdrawalState.class);
  }

  private Answer<Amount> take(Withdrawals.WithdrawalState last) throws IOException {
    if (last.reason() != 0) {
      return Answer.refused(BankReason.VAULT_REFUSED, "(" + last.reason() + ")");
    }
    if (last.response().isEmpty()) {
      throw new IOException(
          "the bank has not paid within two minutes; 'specie bank withdraw' without an amount"
              + " fetches what it pays later");
    }
    Response response = CounterWords.response(last.response().get(), account.url());
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
      Answer<Withdrawals.WithdrawalState> standing = standing(CounterWords.id(each));
      if (isOpen(standing)) {
        coming = coming.plus(each.amount().orElse(Amount.ZERO));
      } else if (standing instanceof Answer.Refused<Withdrawals.WithdrawalState>(Refusal why)) {
        trouble = why.reason().code() == BankReason.UNKNOWN.code() ? trouble : Optional.of(why);
      } else if (standing instanceof Answer.Done<Withdrawals.WithdrawalState>(var last)
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
        : ownToken()
            .then(given -> deposit(CounterWords.token(given.token(), account.url()), amount));
  }

  /** A name whose token was paid on, or is over, is of a deposit before. */
  private Answer<Deposits.DepositToken> ownToken() throws IOException {
    Answer<Deposits.DepositToken> given = askForToken();
    if (given instanceof Answer.Refused<Deposits.DepositToken> refused
        && refused.refusal().reason().code() == BankReason.DEPOSIT_OVER.code()) {
      account.endDepositId();
      return askForToken();
    }
    return given;
  }

  private Answer<Deposits.DepositToken> askForToken() throws IOException {
    return ask(
        Method.POST,
        "/v1/deposit-tokens",
        new Deposits.Depositing(account.depositId(entropy)),
        Deposits.DepositToken.class);
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
    Answer<Deposits.DepositState> taken = brought(response);
    switch (taken) {
      case Answer.Done<Deposits.DepositState> _ -> account.endDeposit(true);
      case Answer.Refused<Deposits.DepositState> refused -> {
        if (isOfPayment(refused.refusal().reason().code())) {
          account.endDeposit(false);
        }
      }
    }
    return taken.then(first -> credited(first.key())).map(_ -> response.payment().amount());
  }

  /** The same again, while the vault is at work. */
  private Answer<Deposits.DepositState> brought(Response response) throws IOException {
    Answer<Deposits.DepositState> taken = bring(response);
    for (int i = 1; i < BRINGS_MAX && isAtWork(taken); i++) {
      pause();
      taken = bring(response);
    }
    return taken;
  }

  private Answer<Deposits.DepositState> bring(Response response) throws IOException {
    return ask(
        Method.POST,
        "/v1/deposits",
        new Deposits.Paying(response.encode().toHex()),
        Deposits.DepositState.class);
  }

  private static boolean isAtWork(Answer<Deposits.DepositState> taken) {
    return taken instanceof Answer.Refused<Deposits.DepositState> refused
        && refused.refusal().reason().code() == BankReason.VAULT_AT_WORK.code();
  }

  private static boolean isOfPayment(int code) {
    return code >= TOKEN_CODES
        && code < SERVICE_CODES
        && code != BankReason.VAULT_AT_WORK.code()
        && code != BankReason.TOO_OFTEN.code()
        && code != BankReason.JOURNAL_FULL.code();
  }

  private Answer<Deposits.DepositState> credited(String key) throws IOException {
    for (int i = 0; i < LOOKS_MAX; i++) {
      Answer<Deposits.DepositState> last =
          ask(Method.GET, "/v1/deposits/" + key, Nothing.NOTHING, Deposits.DepositState.class);
      if (!(last instanceof Answer.Done<Deposits.DepositState>(var each))
          || each.state().equals("CREDITED")) {
        return last;
      }
      pause();
    }
    throw new IOException("the bank has taken the deposit and not credited it within two minutes");
  }

  private static void pause() throws IOException {
    try {
      boolean _ = new CountDownLatch(1).await(LOOK_MS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the bank was at work", e);
    }
  }

  @Override
  public void close() {
    bank.close();
  }
}
