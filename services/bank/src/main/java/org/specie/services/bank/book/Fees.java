package org.specie.services.bank.book;

import java.sql.Connection;
import java.sql.SQLException;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.offline.token.value.TokenId;

/**
 * What tokens cost, booked once for one token, by its reference. Spec: docs/spec/59-bank-service.md
 * section 16.
 *
 * @param fee for one token of the kind that is given now
 */
public record Fees(Book book, Amount fee) {
  private static final ByteString FEE = ByteString.utf8("specie/bank/fee");

  /** Whether the account has as much. */
  public boolean isCovered(Connection connection, long account) throws SQLException {
    return fee.equals(Amount.ZERO) || Book.balance(connection, account) >= fee.minor();
  }

  /** What was paid for {@code token}; fees that changed since change nothing of it. */
  public long paid(Connection connection, TokenId token) throws SQLException {
    return book.find(connection, reference(token)).map(each -> each.amount().minor()).orElse(0L);
  }

  private static Hash32 reference(TokenId token) {
    return Hash32.sha256(FEE, token.bytes());
  }

  /** Debits the account for {@code token}, in the transaction that gives it. */
  public void book(Connection connection, long account, TokenId token) throws SQLException {
    if (!fee.equals(Amount.ZERO)) {
      boolean _ = book(book, connection, account, token, fee);
    }
  }

  /** Debits the account so much for {@code token}; false if that was done before. */
  public static boolean book(
      Book book, Connection connection, long account, TokenId token, Amount amount)
      throws SQLException {
    return book.post(
        connection,
        new Movement(MovementKind.FEE, reference(token), amount, account, book.fees()),
        "token " + token);
  }
}
