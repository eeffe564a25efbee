package org.specie.services.bank.book;

import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Optional;
import org.specie.kernel.core.VisibleText;

/**
 * Who the bank's customers are. A pseudonym agent reads of it what the view {@code
 * identity_register} shows; an order that authorities opened leads back to it by the account's
 * number. Spec: docs/spec/59-bank-service.md 6.2, docs/spec/56-register.md 2.9.
 */
public final class People {
  /** The longest text that payers see, in bytes. */
  public static final int SHOWN_MAX = 40;

  /** The most that is known of somebody, in bytes. */
  public static final int DATA_MAX = 512;

  private final Transactions transactions;

  public People(Transactions transactions) {
    this.transactions = transactions;
  }

  /**
   * A customer as the bank knows them.
   *
   * @param account the number
   * @param shown what payers of this customer see
   * @param data name, address and whatever the bank has to know
   */
  public record Person(long account, String shown, String data) {
    /** Whether payers could be shown it, and an agent seal it. */
    public boolean isVisible() {
      return VisibleText.isShowable(shown, SHOWN_MAX)
          && !data.isEmpty()
          && VisibleText.isShowable(data, DATA_MAX);
    }

    /** Says nothing about the person. */
    @Override
    public String toString() {
      return "Person[" + account + ", redacted]";
    }
  }

  /** Writes down who a customer is, in the place of what was known before; false if nobody is. */
  public boolean describe(Person person) throws IOException {
    return transactions.transact(
        connection -> {
          try (PreparedStatement put =
              connection.prepareStatement(
                  "INSERT INTO person (account, shown, data)"
                      + " SELECT number, ?, ? FROM account WHERE number = ? AND kind = 'CUSTOMER'"
                      + " ON CONFLICT (account) DO UPDATE"
                      + " SET shown = EXCLUDED.shown, data = EXCLUDED.data")) {
            put.setString(1, person.shown());
            put.setString(2, person.data());
            put.setLong(3, person.account());
            return put.executeUpdate() == 1;
          }
        });
  }

  /** Who the customer with this account is, if that was written down. */
  public Optional<Person> find(long account) throws IOException {
    return transactions.transact(
        connection -> {
          try (PreparedStatement find =
              connection.prepareStatement("SELECT shown, data FROM person WHERE account = ?")) {
            find.setLong(1, account);
            try (ResultSet row = find.executeQuery()) {
              return row.next()
                  ? Optional.of(new Person(account, row.getString(1), row.getString(2)))
                  : Optional.<Person>empty();
            }
          }
        });
  }
}
