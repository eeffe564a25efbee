package org.specie.cli.bank;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.specie.cli.customer.Greeting;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.offline.purse.border.Way;
import org.specie.offline.token.message.Message.Request;
import org.specie.offline.token.message.Message.Response;
import org.specie.offline.token.receipt.Token;
import org.specie.services.api.ApiClient;
import org.specie.services.api.Method;
import org.specie.services.api.Nothing;
import org.specie.services.api.ServiceAddress;
import org.specie.services.bank.counter.Deposits;
import org.specie.services.bank.counter.Withdrawals;
import org.specie.services.bank.counter.Withdrawals.WithdrawalState;

/**
 * Somebody with an account of the ledger at the counter of a bank. Spec:
 * docs/spec/59-bank-service.md section 12.
 */
public final class LedgerVisit implements AutoCloseable {
  private final BankFolder bank;
  private final long account;
  private final Ed25519SecretKey key;
  private final String authorization;
  private final ServiceAddress address;
  private final ApiClient line;

  LedgerVisit(BankFolder bank, long account, Ed25519SecretKey key, String authorization) {
    this.bank = bank;
    this.account = account;
    this.key = key;
    this.authorization = authorization;
    this.address = bank.address();
    this.line = new ApiClient(address);
  }

  /** Loads an amount into the float from the account, under a reference. */
  @FunctionalInterface
  public interface Loading {
    void load(Hash32 reference, Amount amount) throws IOException;
  }

  private <O extends Record> O ask(Method method, String path, Record input, Class<O> output)
      throws IOException {
    return Greeting.done(
        line.ask(method, path, Optional.of(authorization), input, output), address);
  }

  /** Asks for the amount of {@code request}, loads it, and waits for the payment. */
  public Response withdraw(Request request, Loading loading) throws IOException {
    WithdrawalState asked = ask(request);
    WithdrawalState waiting = awaited(asked.id(), each -> each.salt().isPresent());
    Hash32 salt = Hash32.hex(waiting.salt().orElseThrow());
    loading.load(Way.OUT.reference(request.token().digest(), salt), request.amount().orElseThrow());
    // The vault looks at once when it is asked again.
    WithdrawalState _ = ask(request);
    WithdrawalState paid = awaited(asked.id(), each -> each.response().isPresent());
    return CounterWords.response(paid.response().orElseThrow(), address);
  }

  private WithdrawalState ask(Request request) throws IOException {
    Withdrawals.Asking asking = CounterWords.asking(bank.name(), account, key, request);
    return ask(Method.POST, "/v1/withdrawals", asking, WithdrawalState.class);
  }

  private WithdrawalState awaited(String id, Predicate<WithdrawalState> isThere)
      throws IOException {
    for (int i = 0; i < CounterWords.LOOKS_MAX; i++) {
      WithdrawalState state =
          ask(Method.GET, "/v1/withdrawals/" + id, Nothing.NOTHING, WithdrawalState.class);
      if (state.reason() != 0) {
        throw new IOException(address + " refuses the withdrawal: " + state.reason());
      }
      if (isThere.test(state)) {
        return state;
      }
      pause();
    }
    throw new IOException(address + " has not gone on with the withdrawal within two minutes");
  }

  private static void pause() throws IOException {
    try {
      // Nothing counts it down: only an interrupt ends the pause early.
      boolean _ = new CountDownLatch(1).await(CounterWords.LOOK_MS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted at the bank's counter", e);
    }
  }

  /** The token for the deposit that the customer calls {@code id}. */
  public Token depositToken(String id) throws IOException {
    Deposits.DepositToken given =
        ask(
            Method.POST,
            "/v1/deposit-tokens",
            new Deposits.Depositing(id),
            Deposits.DepositToken.class);
    return CounterWords.token(given.token(), address);
  }

  /** Brings a payment on such a token, and waits until it is in the account. */
  public void deposit(Response paid) throws IOException {
    Deposits.DepositState taken =
        ask(
            Method.POST,
            "/v1/deposits",
            new Deposits.Paying(paid.encode().toHex()),
            Deposits.DepositState.class);
    for (int i = 0; i < CounterWords.LOOKS_MAX && !taken.state().equals("CREDITED"); i++) {
      pause();
      taken =
          ask(
              Method.GET,
              "/v1/deposits/" + taken.key(),
              Nothing.NOTHING,
              Deposits.DepositState.class);
    }
    if (!taken.state().equals("CREDITED")) {
      throw new IOException(address + " has not credited the deposit within two minutes");
    }
  }

  @Override
  public void close() {
    line.close();
  }
}
