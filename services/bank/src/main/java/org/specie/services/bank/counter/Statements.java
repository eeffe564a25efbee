package org.specie.services.bank.counter;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.specie.kernel.core.port.Clock;
import org.specie.services.api.Access;
import org.specie.services.api.Answer;
import org.specie.services.api.Call;
import org.specie.services.api.Described;
import org.specie.services.api.Method;
import org.specie.services.api.Nothing;
import org.specie.services.api.Operation;
import org.specie.services.bank.BankReason;
import org.specie.services.bank.book.Book;
import org.specie.services.bank.book.Transactions;
import org.specie.services.bank.statement.AccountStatement;
import org.specie.services.bank.statement.StatementBook;
import org.specie.services.bank.statement.StatementMessage;

/** Statements of accounts. Spec: docs/spec/59-bank-service.md section 11. */
public final class Statements {
  /** A statement. */
  public record StatementText(
      @Described(value = "camt.053.001.08.", max = StatementMessage.LENGTH_MAX) String message) {}

  private final String bank;
  private final String currency;
  private final Transactions transactions;
  private final Book book;
  private final Clock clock;

  /**
   * @param currency three letters of ISO 4217
   */
  public Statements(
      String bank, String currency, Transactions transactions, Book book, Clock clock) {
    this.bank = bank;
    this.currency = currency;
    this.transactions = transactions;
    this.book = book;
    this.clock = clock;
  }

  /** What can be asked. */
  public List<Operation<?, ?>> operations() {
    return List.of(
        new Operation<>(
            Method.GET,
            "/v1/account/statement/{from}/{until}",
            "statement",
            "Gives the customer's account from one second to another, as a bank's statement.",
            Access.CUSTOMER,
            Nothing.class,
            StatementText.class,
            List.of(BankReason.CUSTOMERS_ONLY, BankReason.UNKNOWN, BankReason.STATEMENT_TOO_LONG),
            Operation.CONTENT_MAX,
            this::ofCustomer),
        new Operation<>(
            Method.GET,
            "/v1/desk/statement/{from}/{until}",
            "reserveStatement",
            "Gives what the bank has elsewhere from one second to another, as a bank's statement.",
            Access.CUSTOMER,
            Nothing.class,
            StatementText.class,
            List.of(BankReason.DESK_ONLY, BankReason.UNKNOWN, BankReason.STATEMENT_TOO_LONG),
            Operation.CONTENT_MAX,
            Desk.only(call -> drawUp(call, book.reserve(), true, AccountStatement.RESERVE))));
  }

  private Answer<StatementText> ofCustomer(Call<Nothing> call) throws IOException {
    return call.customer() == Desk.NUMBER
        ? Answer.refused(BankReason.CUSTOMERS_ONLY)
        : drawUp(call, call.customer(), false, String.valueOf(call.customer()));
  }

  private Answer<StatementText> drawUp(Call<Nothing> call, long account, boolean isOwn, String name)
      throws IOException {
    Optional<Long> from = seconds(call.place("from"));
    Optional<Long> until = seconds(call.place("until"));
    if (from.isEmpty() || until.isEmpty() || from.get() > until.get()) {
      return Answer.refused(BankReason.UNKNOWN);
    }
    StatementBook.Asked asked = new StatementBook.Asked(account, isOwn, from.get(), until.get());
    Optional<AccountStatement> drawn =
        transactions.transact(
            connection ->
                StatementBook.drawUp(
                    connection, asked, bank, name, currency, clock.epochSeconds()));
    return drawn
        .map(statement -> Answer.done(new StatementText(StatementMessage.write(statement))))
        .orElseGet(() -> Answer.refused(BankReason.STATEMENT_TOO_LONG));
  }

  private static Optional<Long> seconds(String digits) {
    return digits.matches("[0-9]{1,12}")
        ? Optional.of(Long.parseLong(digits))
            .filter(seconds -> seconds <= AccountStatement.SECONDS_MAX)
        : Optional.empty();
  }
}
