package org.specie.cli.bank;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.specie.cli.bank.FloatLoading.LoadingAccount;
import org.specie.cli.purse.KeptPurse;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Reason;
import org.specie.kernel.core.port.Entropy;
import org.specie.offline.purse.journal.RedeemPolicy;
import org.specie.offline.purse.paying.Paying.PayResult;
import org.specie.offline.token.message.Chain;
import org.specie.offline.token.message.Message.Request;
import org.specie.offline.token.message.Message.Response;
import org.specie.offline.token.receipt.Token;
import org.specie.offline.token.value.Minutes;
import org.specie.offline.token.value.Reference;
import org.specie.services.bank.BankReason;
import org.specie.services.bank.counter.Deposits.DepositState;
import org.specie.wallet.Answer;

/**
 * A customer with a purse at the bank's counter. Whatever was cut off is found again: a withdrawal
 * is called after its request, which the purse shows until it is paid, and a deposit that was paid
 * is paid again by the same answer of the card. Spec: docs/spec/59-bank-service.md sections 3, 4.
 */
final class Visit implements AutoCloseable {
  static final int REFERENCE_SIZE = 8;

  /** Refusals from here on speak of the token, its payment, or what it is for. */
  private static final int TOKEN_CODES = 7_000;

  private static final int SERVICE_CODES = 7_500;

  private final AccountFolder account;
  private final KeptPurse purse;
  private final Optional<? extends LoadingAccount> ledger;
  private final Minutes now;
  private final Entropy entropy;
  private final Counter bank;
  private final Withdrawing withdrawing;

  /**
   * @param withdrawals those of the account
   * @param ledger where the account's money is, if the bank keeps none
   * @param bank closed with this
   */
  Visit(
      AccountFolder account,
      KeptWithdrawals withdrawals,
      KeptPurse purse,
      Optional<? extends LoadingAccount> ledger,
      Minutes now,
      Entropy entropy,
      Counter bank) {
    this.account = account;
    this.purse = purse;
    this.ledger = ledger;
    this.now = now;
    this.entropy = entropy;
    this.bank = bank;
    this.withdrawing = new Withdrawing(withdrawals, purse, ledger, now, entropy, bank);
  }

  /** The folder of account and purse. */
  Path root() {
    return account.root();
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

  /** What moves money from the account into the purse. */
  Withdrawing withdrawing() {
    return withdrawing;
  }

  /** Brings a deposit that was cut off after the card had paid to its end; how much. */
  Answer<Amount> finish() throws IOException {
    Optional<Unposted> before = unposted();
    return before.isPresent() ? post(before.get()) : Answer.done(Amount.ZERO);
  }

  /**
   * Moves {@code amount} from the purse into the account, on a token that the bank gives nobody
   * else. A payment of which the bank may not have the answer is brought to its end instead: the
   * card has paid it.
   */
  Answer<Amount> deposit(Amount amount) throws IOException {
    Optional<Unposted> before = unposted();
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

  /** A deposit that the card has paid, and of which the bank may not know. */
  private record Unposted(Request request, Response response) {}

  private Optional<Unposted> unposted() throws IOException {
    Optional<Request> asked = account.deposit();
    if (asked.isEmpty()) {
      return Optional.empty();
    }
    purse.purse().paying().settle();
    Token token = asked.get().token();
    Optional<Unposted> paid =
        purse
            .purse()
            .paying()
            .paidOn(token)
            .map(payment -> new Response(token.configuration().id(), payment, Chain.NONE))
            .map(response -> new Unposted(asked.get(), response));
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
      case PayResult.Paid(Response response) -> post(new Unposted(request, response));
    };
  }

  /**
   * That the account was credited ends it, and so does a refusal of the payment; that the bank has
   * taken it does not, and what kept the bank from looking does not. Until then it is brought
   * again, which counts once.
   */
  private Answer<Amount> post(Unposted paid) throws IOException {
    Answer<DepositState> taken = bank.bring(paid.response());
    if (taken instanceof Answer.Refused<DepositState> refused
        && isOfPayment(refused.refusal().reason().code())) {
      account.endDeposit(paid.request(), false);
    }
    Answer<DepositState> credited = taken.then(bank::credited);
    if (credited.isDone()) {
      account.endDeposit(paid.request(), true);
    }
    return credited.map(_ -> paid.response().payment().amount());
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
