package org.specie.services.bank.counter;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.Reason;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.core.port.Clock;
import org.specie.offline.purse.border.BorderReason;
import org.specie.offline.token.message.Message.Request;
import org.specie.offline.token.receipt.Configuration;
import org.specie.offline.token.receipt.Purpose;
import org.specie.services.api.Access;
import org.specie.services.api.Answer;
import org.specie.services.api.Call;
import org.specie.services.api.Described;
import org.specie.services.api.Hex;
import org.specie.services.api.Method;
import org.specie.services.api.Nothing;
import org.specie.services.api.Operation;
import org.specie.services.api.Refusal;
import org.specie.services.bank.BankLimits;
import org.specie.services.bank.BankReason;
import org.specie.services.bank.Days;
import org.specie.services.bank.book.Book;
import org.specie.services.bank.book.Customers;
import org.specie.services.bank.book.Movement;
import org.specie.services.bank.book.MovementKind;
import org.specie.services.bank.book.Transactions;
import org.specie.services.bank.vault.TransferBook;
import org.specie.services.bank.vault.Vault;
import org.specie.services.bank.vault.Vaults;
import org.specie.services.bank.vault.WithdrawalBook;
import org.specie.services.bank.vault.WithdrawalBook.Row;
import org.specie.services.bank.vault.WithdrawalBook.State;

/**
 * Withdrawals: asked for once under a name of the customer's, paid some time later, fetched as
 * often as the customer likes. Spec: docs/spec/59-bank-service.md section 3.
 */
public final class Withdrawals {
  /** A withdrawal as it is asked for. */
  public record Asking(
      @Described(value = "The customer's name for it: 8 to 64 of a-z, 0-9 and '-'.", max = 64)
          String id,
      @Described(
              value = "The request of an amount, as the purse made it, in hexadecimal.",
              max = Words.MESSAGE_DIGITS_MAX)
          String request,
      @Described(
              value = "By the account's key, on bank, account, name and request; hexadecimal.",
              max = 128)
          String signature) {}

  /** A withdrawal as it stands. */
  public record WithdrawalState(
      @Described("The customer's name for it.") String id,
      @Described("ASKED, LAPSED, PAID or REFUSED.") String state,
      @Described("In hundredths.") long amountMinor,
      @Described(
              value = "What the purse takes, in hexadecimal, once it is paid.",
              max = Words.MESSAGE_DIGITS_MAX)
          Optional<String> response,
      @Described("Why it was refused, a code; 0 unless it was.") int reason,
      @Described(
              value =
                  "With which the account on the ledger names its load of the float, in"
                      + " hexadecimal, from when the bank waits for that.",
              max = 64)
          Optional<String> salt) {}

  /** How many withdrawals of one account may wait for a load, which keeps cash from others. */
  public static final int UNLOADED_MAX = 8;

  /** How long cash is kept for a withdrawal whose load is to come. */
  public static final long LOAD_SECONDS = 3_600;

  private static final int CONFLICT = 409;

  private final String bank;
  private final Transactions transactions;
  private final Book book;
  private final Customers customers;
  private final Vaults vaults;
  private final BankLimits limits;
  private final Clock clock;
  private final Consumer<String> nudge;

  /**
   * @param nudge told the name of a vault for which something waits
   */
  public Withdrawals(
      String bank,
      Transactions transactions,
      Book book,
      Customers customers,
      Vaults vaults,
      BankLimits limits,
      Clock clock,
      Consumer<String> nudge) {
    this.bank = bank;
    this.transactions = transactions;
    this.book = book;
    this.customers = customers;
    this.vaults = vaults;
    this.limits = limits;
    this.clock = clock;
    this.nudge = nudge;
  }

  /** What a customer does with them. */
  public List<Operation<?, ?>> operations() {
    return List.of(
        new Operation<>(
            Method.POST,
            "/v1/withdrawals",
            "withdraw",
            "Asks for cash: debits the account, or waits for its load on the ledger, and has a vault"
                + " pay. The same again does nothing else.",
            Access.CUSTOMER,
            Asking.class,
            WithdrawalState.class,
            Stream.concat(refusals().stream(), Stream.of(BankReason.CUSTOMERS_ONLY)).toList(),
            2 * Words.MESSAGE_DIGITS_MAX,
            this::ask),
        new Operation<>(
            Method.GET,
            "/v1/withdrawals/{id}",
            "withdrawal",
            "Tells how far a withdrawal is, and gives the payment once it is there.",
            Access.CUSTOMER,
            Nothing.class,
            WithdrawalState.class,
            List.of(BankReason.UNKNOWN),
            Operation.CONTENT_MAX,
            this::look));
  }

  /** Why a withdrawal is not taken, whoever asks. */
  List<Refusal> refusals() {
    return List.of(
        BankReason.REQUEST_MALFORMED,
        BankReason.OTHER_REQUEST,
        BankReason.NOT_SIGNED,
        BankReason.BALANCE_LOW,
        BankReason.NO_VAULT,
        BankReason.OVER_LIMIT,
        BankReason.BELOW_LEAST,
        BankReason.TOO_OFTEN,
        BankReason.WITHDRAWAL_TOKEN_REFUSED,
        BankReason.LOADS_AWAITED,
        explained(BorderReason.ASKED_BEFORE),
        explained(BorderReason.NO_AMOUNT));
  }

  private static Refusal explained(Reason reason) {
    return Refusal.Explanation.of(reason, CONFLICT);
  }

  private Answer<WithdrawalState> look(Call<Nothing> call) throws IOException {
    Optional<Row> row =
        transactions.transact(
            connection -> WithdrawalBook.find(connection, call.customer(), call.place("id")));
    return row.map(found -> Answer.done(standing(found)))
        .orElseGet(() -> Answer.refused(BankReason.UNKNOWN));
  }

  private static WithdrawalState standing(Row row) {
    return new WithdrawalState(
        row.id(),
        row.state().name(),
        row.amount().minor(),
        row.response().map(ByteString::toHex),
        row.reason().orElse(0),
        row.salt().map(Hash32::toHex));
  }

  private Answer<WithdrawalState> ask(Call<Asking> call) throws IOException {
    if (call.customer() == Desk.NUMBER) {
      return Answer.refused(BankReason.CUSTOMERS_ONLY);
    }
    Optional<ByteString> signature = Hex.bytes(call.input().signature());
    return ask(
        call.customer(),
        call.input(),
        (connection, row) ->
            signature.isPresent() && isSigned(connection, row, signature.get())
                ? Optional.empty()
                : Optional.of(BankReason.NOT_SIGNED));
  }

  /** What speaks against whoever asks, in the transaction in which it is looked at. */
  @FunctionalInterface
  interface Authority {
    Optional<BankReason> against(Connection connection, Row row) throws SQLException, IOException;
  }

  /** Asks for a withdrawal from {@code account}, whoever may authorise it. */
  Answer<WithdrawalState> ask(long account, Asking asking, Authority authority) throws IOException {
    Optional<Request> request = Words.message(asking.request(), Request.class);
    if (request.isEmpty() || !Words.isId(asking.id())) {
      return Answer.refused(BankReason.REQUEST_MALFORMED);
    }
    if (request.get().amount().isEmpty()) {
      return Answer.refused(explained(BorderReason.NO_AMOUNT));
    }
    Row row = row(account, asking.id(), request.get());
    Optional<Answer<WithdrawalState>> known =
        transactions.transact(
            connection -> {
              Optional<BankReason> against = authority.against(connection, row);
              return against.isPresent()
                  ? Optional.of(Answer.refused(against.get()))
                  : known(connection, row, request.get());
            });
    if (known.isPresent()) {
      return known.get();
    }
    return isOfAnother(account, request.get().token().configuration())
        ? Answer.refused(BankReason.WITHDRAWAL_TOKEN_REFUSED)
        : begin(row, request.get());
  }

  /** What is booked on a token keeps others off it: so nobody books on one of another's account. */
  private static boolean isOfAnother(long account, Configuration token) {
    return token.purpose() == Purpose.WITHDRAWAL
        && WithdrawalTokens.account(token).filter(named -> named == account).isEmpty();
  }

  /** On the ledger something may have happened since; so the vault looks. */
  private Answer<WithdrawalState> again(Connection connection, Row before) throws SQLException {
    boolean isLapsed = before.state() == State.LAPSED;
    if (!customers.isOnLedger() || (before.state() != State.ASKED && !isLapsed)) {
      return Answer.done(standing(before));
    }
    long now = clock.epochSeconds();
    if (isLapsed) {
      Optional<BankReason> against = againstRenewing(connection, before, now);
      if (against.isPresent()) {
        return Answer.refused(against.get());
      }
    }
    nudge.accept(before.vault());
    long asked = isLapsed ? now : before.askedSeconds();
    return Answer.done(
        standing(WithdrawalBook.renew(connection, before, asked, now + LOAD_SECONDS)));
  }

  /** One from another day counts among those of this one; otherwise a day's limit would be none. */
  private Optional<BankReason> againstRenewing(Connection connection, Row before, long now)
      throws SQLException {
    if (WithdrawalBook.unloadedCount(connection, before.account()) >= UNLOADED_MAX) {
      return Optional.of(BankReason.LOADS_AWAITED);
    }
    long today = Days.begin(now);
    long asked = WithdrawalBook.askedMinor(connection, before.account(), today);
    return before.askedSeconds() < today && asked + before.amount().minor() > limits.daily().minor()
        ? Optional.of(BankReason.OVER_LIMIT)
        : Optional.empty();
  }

  private Row row(long account, String id, Request request) {
    return Row.asked(
        account,
        id,
        request.token().digest(),
        request.encode(),
        request.amount().orElseThrow(),
        clock.epochSeconds());
  }

  private boolean isSigned(Connection connection, Row row, ByteString signature)
      throws SQLException, IOException {
    ByteString words = Words.toSign(bank, row.account(), row.id(), row.request());
    return Customers.isSigned(connection, row.account(), words, signature);
  }

  /**
   * What is said of a name or a token that was used before. Of a token for withdrawals its purse
   * may have asked for something else meanwhile, because it was told of nothing: whoever may ask on
   * it is told what became of it. Not on the ledger: there it would load its own amount under the
   * salt of another, and the border would refuse that.
   */
  private Optional<Answer<WithdrawalState>> known(Connection connection, Row row, Request request)
      throws SQLException {
    Optional<Row> before = WithdrawalBook.find(connection, row.account(), row.id());
    if (before.isPresent()) {
      return Optional.of(
          before.get().request().equals(row.request())
              ? again(connection, before.get())
              : Answer.refused(BankReason.OTHER_REQUEST));
    }
    Optional<Row> onToken = WithdrawalBook.of(connection, row.key());
    boolean isOwn = onToken.filter(each -> each.account() == row.account()).isPresent();
    if (isOwn
        && !customers.isOnLedger()
        && request.token().configuration().purpose() == Purpose.WITHDRAWAL) {
      return Optional.of(Answer.done(standing(onToken.get())));
    }
    return onToken.isPresent() || TransferBook.has(connection, row.key())
        ? Optional.of(Answer.refused(explained(BorderReason.ASKED_BEFORE)))
        : Optional.empty();
  }

  /** The token is examined before anything is booked; then all of it is, or nothing. */
  private Answer<WithdrawalState> begin(Row row, Request request) throws IOException {
    Optional<BankReason> against =
        transactions.transact(connection -> againstAccount(connection, row));
    if (against.isPresent()) {
      return Answer.refused(against.get());
    }
    Optional<Vault> vault =
        transactions.transact(connection -> vaults.choose(connection, row.amount()));
    if (vault.isEmpty()) {
      return Answer.refused(BankReason.NO_VAULT);
    }
    Optional<Verdict> verdict = vault.get().examine(request, row.amount(), Days.minutes(clock));
    if (verdict.isEmpty()) {
      return Answer.refused(BankReason.NO_VAULT);
    }
    if (verdict.get() instanceof Verdict.Refused(Reason reason)) {
      return Answer.refused(explained(reason));
    }
    Answer<WithdrawalState> answer =
        transactions.transact(connection -> book(connection, row, request, vault.get()));
    if (answer instanceof Answer.Done<WithdrawalState>) {
      nudge.accept(vault.get().name());
    }
    return answer;
  }

  private Answer<WithdrawalState> book(Connection connection, Row row, Request request, Vault vault)
      throws SQLException {
    Optional<Answer<WithdrawalState>> meanwhile = known(connection, row, request);
    if (meanwhile.isPresent()) {
      return meanwhile.get();
    }
    Optional<BankReason> against = againstAccount(connection, row);
    if (against.isPresent()) {
      return Answer.refused(against.get());
    }
    if (!vaults.holds(connection, vault, row.amount())) {
      return Answer.refused(BankReason.NO_VAULT);
    }
    boolean isOnLedger = customers.isOnLedger();
    Row chosen = row.at(vault.name(), isOnLedger ? Optional.empty() : Optional.of(row.amount()));
    WithdrawalBook.add(connection, chosen, clock.epochSeconds() + LOAD_SECONDS);
    if (!isOnLedger) {
      boolean _ =
          book.post(
              connection,
              new Movement(
                  MovementKind.ASKED,
                  vault.reference(chosen),
                  chosen.amount(),
                  chosen.account(),
                  book.pending()),
              chosen.about());
    }
    return Answer.done(standing(chosen));
  }

  /** What the account may not have, whatever vaults hold; none is asked for it. */
  private Optional<BankReason> againstAccount(Connection connection, Row row) throws SQLException {
    long today = Days.begin(row.askedSeconds());
    if (!row.amount().covers(limits.least())) {
      return Optional.of(BankReason.BELOW_LEAST);
    }
    if (WithdrawalBook.askedCount(connection, row.account(), today) >= limits.times()) {
      return Optional.of(BankReason.TOO_OFTEN);
    }
    long asked = WithdrawalBook.askedMinor(connection, row.account(), today);
    if (!limits.withdrawal().covers(row.amount())
        || asked + row.amount().minor() > limits.daily().minor()) {
      return Optional.of(BankReason.OVER_LIMIT);
    }
    if (customers.isOnLedger()
        && WithdrawalBook.unloadedCount(connection, row.account()) >= UNLOADED_MAX) {
      return Optional.of(BankReason.LOADS_AWAITED);
    }
    return !customers.isOnLedger() && Book.balance(connection, row.account()) < row.amount().minor()
        ? Optional.of(BankReason.BALANCE_LOW)
        : Optional.empty();
  }
}
