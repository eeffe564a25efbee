package org.specie.cli.bank;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.offline.token.message.Message;
import org.specie.offline.token.message.Message.Request;
import org.specie.offline.token.message.Message.Response;
import org.specie.offline.token.receipt.Token;
import org.specie.services.api.ApiClient;
import org.specie.services.api.Method;
import org.specie.services.api.Nothing;
import org.specie.services.api.ServiceAddress;
import org.specie.services.bank.BankReason;
import org.specie.services.bank.counter.Accounts;
import org.specie.services.bank.counter.Deposits;
import org.specie.services.bank.counter.Deposits.DepositState;
import org.specie.services.bank.counter.Withdrawals;
import org.specie.services.bank.counter.Withdrawals.WithdrawalState;
import org.specie.services.bank.counter.Words;
import org.specie.services.psp.Hex;
import org.specie.wallet.Answer;
import org.specie.wallet.Progress;

/**
 * The counter of a bank, as one who has an account there sees it: what is asked, and looked at
 * again until the bank has done it. Spec: docs/spec/59-bank-service.md sections 6 and 7.
 */
public final class Counter implements AutoCloseable {
  /** How often something is looked at that the bank does by and by, in two minutes. */
  private static final int LOOKS_MAX = 480;

  private static final long LOOK_MS = 250;

  /** Who has waited for a second is told what for. */
  private static final int LOOKS_QUIET = 4;

  /** How often a payment is brought whose vault is at work; each time waits for seconds. */
  private static final int BRINGS_MAX = 8;

  private static final int ID_DIGITS = 32;

  private final ServiceAddress address;
  private final String bank;
  private final long account;
  private final Ed25519SecretKey key;
  private final String authorization;
  private final ApiClient line;
  private final Progress progress;
  private final int looksMax;
  private int looksLeft;

  private Counter(
      ServiceAddress address,
      String bank,
      long account,
      Ed25519SecretKey key,
      String authorization,
      Progress progress,
      int looksMax) {
    this.address = address;
    this.bank = bank;
    this.account = account;
    this.key = key;
    this.authorization = authorization;
    this.line = new ApiClient(address);
    this.progress = progress;
    this.looksMax = looksMax;
    this.looksLeft = looksMax;
  }

  /** The counter for the account that {@code folder} tells of. */
  static Counter of(AccountFolder folder, Progress progress) throws IOException {
    return of(folder, progress, LOOKS_MAX);
  }

  /** The same for one who looks again so often before giving up. */
  static Counter of(AccountFolder folder, Progress progress, int looksMax) throws IOException {
    return new Counter(
        folder.address(),
        folder.bank(),
        folder.number(),
        folder.key(),
        folder.authorization(),
        progress,
        looksMax);
  }

  private <O extends Record> Answer<O> ask(
      Method method, String path, Record input, Class<O> output) throws IOException {
    return switch (line.ask(method, path, Optional.of(authorization), input, output)) {
      case org.specie.services.api.Answer.Done<O>(var done) -> Answer.done(done);
      case org.specie.services.api.Answer.Refused<O>(var refusal) -> Answer.refused(refusal);
    };
  }

  /** A withdrawal is called after its request, so that it is found again by it. */
  static String id(Request request) {
    return Hash32.sha256(request.encode()).toHex().substring(0, ID_DIGITS);
  }

  /** What the bank owes to the account. */
  Answer<Amount> balance() throws IOException {
    return ask(Method.GET, "/v1/account", Nothing.NOTHING, Accounts.Balance.class)
        .map(each -> Amount.ofMinor(each.balanceMinor()));
  }

  /** Asks for the withdrawal of {@code request}; the same again does nothing else. */
  Answer<WithdrawalState> withdraw(Request request) throws IOException {
    String id = id(request);
    ByteString bytes = request.encode();
    return ask(
        Method.POST,
        "/v1/withdrawals",
        new Withdrawals.Asking(
            id, bytes.toHex(), key.sign(Words.toSign(bank, account, id, bytes)).toHex()),
        WithdrawalState.class);
  }

  /** How far the withdrawal of {@code request} is. */
  Answer<WithdrawalState> standing(Request request) throws IOException {
    return ask(
        Method.GET, "/v1/withdrawals/" + id(request), Nothing.NOTHING, WithdrawalState.class);
  }

  /** Whether the bank will still do something about it. */
  static boolean isOpen(WithdrawalState state) {
    return state.response().isEmpty() && state.reason() == 0;
  }

  /** From now on there are two minutes for everything that is waited for, together. */
  void waitAnew() {
    looksLeft = looksMax;
  }

  /** Looks until {@code isThere}, or it is at its end, or the two minutes are over. */
  Answer<WithdrawalState> awaited(
      Request request, WithdrawalState first, Predicate<WithdrawalState> isThere)
      throws IOException {
    Answer<WithdrawalState> last = Answer.done(first);
    for (int i = 0; looksLeft > 0; i++) {
      if (!(last instanceof Answer.Done<WithdrawalState>(var state))
          || !isOpen(state)
          || isThere.test(state)) {
        return last;
      }
      looksLeft--;
      pause(i, "waiting for the bank's vault to pay");
      last = standing(request);
    }
    return last;
  }

  /** The salt for the load of a withdrawal, which the bank has named. */
  Answer<Hash32> salt(WithdrawalState state) {
    if (state.salt().isEmpty()) {
      return Answer.refused(CounterReason.NO_SALT);
    }
    return Hex.bytes(state.salt().get(), Hash32.SIZE)
        .map(salt -> Answer.done(new Hash32(salt)))
        .orElseGet(this::notGiven);
  }

  /** The payment of a withdrawal, which the bank has made; whatever it is a payment of. */
  Answer<Response> paid(WithdrawalState last) {
    if (last.response().isEmpty()) {
      return Answer.refused(CounterReason.NOT_PAID);
    }
    try {
      return Message.decode(bytes(last.response().get())) instanceof Response response
          ? Answer.done(response)
          : notGiven();
    } catch (MalformedInput e) {
      return notGiven();
    }
  }

  private <T> Answer<T> notGiven() {
    return Answer.refused(CounterReason.NOT_GIVEN, "(" + address + ")");
  }

  /** The token for the deposit that the customer calls {@code name}. */
  public Answer<Token> depositToken(String name) throws IOException {
    return ask(
            Method.POST,
            "/v1/deposit-tokens",
            new Deposits.Depositing(name),
            Deposits.DepositToken.class)
        .then(given -> token(given.token()));
  }

  private Answer<Token> token(String digits) {
    try {
      return Answer.done(Token.decode(bytes(digits)));
    } catch (MalformedInput e) {
      return notGiven();
    }
  }

  private static ByteString bytes(String digits) throws MalformedInput {
    return Hex.bytes(digits).orElseThrow(() -> new MalformedInput("not hexadecimal"));
  }

  /** Brings a payment for an account; the same again, while the vault is at work. */
  public Answer<DepositState> bring(Response response) throws IOException {
    Answer<DepositState> taken = bringOnce(response);
    for (int i = 1; i < BRINGS_MAX && isAtWork(taken); i++) {
      pause(LOOKS_QUIET, "bringing the payment again, the vault is at work");
      taken = bringOnce(response);
    }
    return taken;
  }

  private Answer<DepositState> bringOnce(Response response) throws IOException {
    return ask(
        Method.POST,
        "/v1/deposits",
        new Deposits.Paying(response.encode().toHex()),
        DepositState.class);
  }

  private static boolean isAtWork(Answer<DepositState> taken) {
    return taken instanceof Answer.Refused<DepositState> refused
        && refused.refusal().reason().code() == BankReason.VAULT_AT_WORK.code();
  }

  /** Waits until a deposit that was taken is in the account. */
  public Answer<DepositState> credited(DepositState taken) throws IOException {
    if (Hex.bytes(taken.key(), Hash32.SIZE).isEmpty()) {
      return notGiven();
    }
    for (int i = 0; i < looksMax; i++) {
      Answer<DepositState> last =
          ask(Method.GET, "/v1/deposits/" + taken.key(), Nothing.NOTHING, DepositState.class);
      if (!(last instanceof Answer.Done<DepositState>(var each))
          || each.state().equals("CREDITED")) {
        return last;
      }
      pause(i, "waiting for the bank to credit the account");
    }
    return Answer.refused(CounterReason.NOT_CREDITED);
  }

  private void pause(int looks, String what) throws IOException {
    if (looks >= LOOKS_QUIET) {
      progress.at(what, 0, 0);
    }
    pause(LOOK_MS);
  }

  /** Waits before something is looked at again. */
  static void pause(long ms) throws IOException {
    try {
      // Nothing counts it down: only an interrupt ends the pause early.
      boolean _ = new CountDownLatch(1).await(ms, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted at the bank's counter", e);
    }
  }

  @Override
  public void close() {
    line.close();
  }
}
