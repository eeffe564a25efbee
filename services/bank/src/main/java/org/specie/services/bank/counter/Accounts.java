package org.specie.services.bank.counter;

import java.io.IOException;
import java.util.List;
import org.specie.services.api.Access;
import org.specie.services.api.Answer;
import org.specie.services.api.Call;
import org.specie.services.api.Described;
import org.specie.services.api.Method;
import org.specie.services.api.Nothing;
import org.specie.services.api.Operation;
import org.specie.services.bank.BankReason;
import org.specie.services.bank.Tariff;
import org.specie.services.bank.book.Book;
import org.specie.services.bank.book.Transactions;

/** What a customer sees of the account. Spec: docs/spec/59-bank-service.md 6.1. */
public final class Accounts {
  /** Most lines in one answer. */
  public static final int LINES_MAX = 200;

  private static final int DIGITS_MAX = 18;

  /** The bank. */
  public record About(
      @Described("Under which signatures know it.") String name,
      @Described("Of this API.") String version,
      @Described("What a token for a deposit costs, in hundredths.") long depositTokenFeeMinor,
      @Described("What a token for withdrawals costs, in hundredths.")
          long withdrawalTokenFeeMinor) {}

  /** An account. */
  public record Balance(
      @Described("The account's number.") long account,
      @Described("In hundredths.") long balanceMinor) {}

  /** A line of an account. */
  public record Line(
      @Described("Of the movement.") long number,
      @Described("PAID_IN, ASKED, REFUNDED, CREDITED or FEE.") String kind,
      @Described("Unique in the bank's book.") String reference,
      @Described("What came, or left if it is below zero.") long changeMinor,
      @Described("Seconds since 1970.") long bookedSeconds) {}

  /** Lines in their order. */
  public record Lines(@Described(value = "Oldest first.", max = LINES_MAX) List<Line> lines) {}

  private final String bank;
  private final String version;
  private final Tariff tariff;
  private final Transactions transactions;

  public Accounts(String bank, String version, Tariff tariff, Transactions transactions) {
    this.tariff = tariff;
    this.bank = bank;
    this.version = version;
    this.transactions = transactions;
  }

  /** What can be asked. */
  public List<Operation<?, ?>> operations() {
    return List.of(
        new Operation<>(
            Method.GET,
            "/v1/bank",
            "bank",
            "Says which bank this is.",
            Access.ANYBODY,
            Nothing.class,
            About.class,
            List.of(),
            Operation.CONTENT_MAX,
            _ ->
                Answer.done(
                    new About(
                        bank,
                        version,
                        tariff.depositToken().minor(),
                        tariff.withdrawalToken().minor()))),
        new Operation<>(
            Method.GET,
            "/v1/account",
            "account",
            "Tells the balance of the customer's account.",
            Access.CUSTOMER,
            Nothing.class,
            Balance.class,
            List.of(BankReason.CUSTOMERS_ONLY),
            Operation.CONTENT_MAX,
            this::balance),
        new Operation<>(
            Method.GET,
            "/v1/account/lines/{after}",
            "lines",
            "Gives the lines of the customer's account after a movement, 0 for all.",
            Access.CUSTOMER,
            Nothing.class,
            Lines.class,
            List.of(BankReason.CUSTOMERS_ONLY, BankReason.UNKNOWN),
            Operation.CONTENT_MAX,
            this::lines));
  }

  private Answer<Balance> balance(Call<Nothing> call) throws IOException {
    long account = call.customer();
    return account == Desk.NUMBER
        ? Answer.refused(BankReason.CUSTOMERS_ONLY)
        : Answer.done(
            new Balance(
                account, transactions.transact(connection -> Book.balance(connection, account))));
  }

  private Answer<Lines> lines(Call<Nothing> call) throws IOException {
    long account = call.customer();
    String after = call.place("after");
    if (account == Desk.NUMBER) {
      return Answer.refused(BankReason.CUSTOMERS_ONLY);
    }
    if (after.length() > DIGITS_MAX || !after.matches("[0-9]+")) {
      return Answer.refused(BankReason.UNKNOWN);
    }
    List<Book.Line> lines =
        transactions.transact(
            connection -> Book.lines(connection, account, Long.parseLong(after), LINES_MAX));
    return Answer.done(new Lines(lines.stream().map(Accounts::line).toList()));
  }

  private static Line line(Book.Line line) {
    return new Line(
        line.number(),
        line.kind().name(),
        line.reference().toHex(),
        line.changeMinor(),
        line.bookedSeconds());
  }
}
