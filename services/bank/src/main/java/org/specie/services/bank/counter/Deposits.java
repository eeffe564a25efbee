package org.specie.services.bank.counter;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.Reason;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.core.port.Clock;
import org.specie.offline.purse.border.BorderReason;
import org.specie.offline.token.message.Message.Response;
import org.specie.offline.token.receipt.Token;
import org.specie.services.api.Access;
import org.specie.services.api.Answer;
import org.specie.services.api.Call;
import org.specie.services.api.Described;
import org.specie.services.api.Hex;
import org.specie.services.api.Method;
import org.specie.services.api.Nothing;
import org.specie.services.api.Operation;
import org.specie.services.api.Refusal;
import org.specie.services.bank.BankReason;
import org.specie.services.bank.Days;
import org.specie.services.bank.book.Transactions;
import org.specie.services.bank.vault.DepositBook;
import org.specie.services.bank.vault.Vaults;

/** Deposits, by customers and by anybody for them. Spec: docs/spec/59-bank-service.md section 4. */
public final class Deposits {
  /** A payment on a token of this bank's. */
  public record Paying(
      @Described(
              value = "The answer of the payer's purse, in hexadecimal.",
              max = Words.MESSAGE_DIGITS_MAX)
          String response) {}

  /** A deposit as it stands. */
  public record DepositState(
      @Described("Names the payment: the digest of the token that was paid.") String key,
      @Described("ACCEPTED or CREDITED.") String state) {}

  /** With what money is deposited. */
  public record DepositToken(
      @Described(
              value = "The token that names the account, as it stands, in hexadecimal.",
              max = Words.MESSAGE_DIGITS_MAX)
          String token) {}

  private static final int CONFLICT = 409;

  private final Transactions transactions;
  private final Vaults vaults;
  private final Clock clock;
  private final Runnable nudge;

  public Deposits(Transactions transactions, Vaults vaults, Clock clock, Runnable nudge) {
    this.transactions = transactions;
    this.vaults = vaults;
    this.clock = clock;
    this.nudge = nudge;
  }

  /** What is done with them. */
  public List<Operation<?, ?>> operations() {
    return List.of(
        new Operation<>(
            Method.GET,
            "/v1/deposit-token",
            "depositToken",
            "Gives the token with which the account's deposits are paid, as it stands.",
            Access.CUSTOMER,
            Nothing.class,
            DepositToken.class,
            List.of(BankReason.UNKNOWN),
            Operation.CONTENT_MAX,
            this::token),
        new Operation<>(
            Method.POST,
            "/v1/deposits",
            "deposit",
            "Takes a payment on a token for deposits; the same again counts once.",
            Access.ANYBODY,
            Paying.class,
            DepositState.class,
            List.of(
                BankReason.REQUEST_MALFORMED,
                Refusal.Explanation.of(BorderReason.NOT_A_DEPOSIT, CONFLICT)),
            2 * Words.MESSAGE_DIGITS_MAX,
            this::deposit),
        new Operation<>(
            Method.GET,
            "/v1/deposits/{key}",
            "depositState",
            "Tells how far a deposit is.",
            Access.ANYBODY,
            Nothing.class,
            DepositState.class,
            List.of(BankReason.UNKNOWN),
            Operation.CONTENT_MAX,
            this::look));
  }

  private Answer<DepositToken> token(Call<Nothing> call) throws IOException {
    Optional<Token> token = vaults.deposits(call.customer());
    return token
        .map(found -> Answer.done(new DepositToken(found.encode().toHex())))
        .orElseGet(() -> Answer.refused(BankReason.UNKNOWN));
  }

  private Answer<DepositState> deposit(Call<Paying> call) throws IOException {
    Optional<Response> response = Words.message(call.input().response(), Response.class);
    if (response.isEmpty()) {
      return Answer.refused(BankReason.REQUEST_MALFORMED);
    }
    Optional<Verdict> verdict = vaults.deposit(response.get(), Days.minutes(clock));
    if (verdict.isEmpty()) {
      return Answer.refused(Refusal.Explanation.of(BorderReason.NOT_A_DEPOSIT, CONFLICT));
    }
    if (verdict.get() instanceof Verdict.Refused(Reason reason)) {
      return Answer.refused(Refusal.Explanation.of(reason, CONFLICT));
    }
    nudge.run();
    return state(response.get().payment().previous());
  }

  private Answer<DepositState> look(Call<Nothing> call) throws IOException {
    return Hex.bytes(call.place("key")).filter(bytes -> bytes.size() == Hash32.SIZE).isPresent()
        ? state(Hash32.hex(call.place("key")))
        : Answer.refused(BankReason.UNKNOWN);
  }

  private Answer<DepositState> state(Hash32 key) throws IOException {
    Optional<DepositBook.State> state =
        transactions.transact(connection -> DepositBook.state(connection, key));
    return state
        .map(found -> Answer.done(new DepositState(key.toHex(), found.name())))
        .orElseGet(() -> Answer.refused(BankReason.UNKNOWN));
  }
}
