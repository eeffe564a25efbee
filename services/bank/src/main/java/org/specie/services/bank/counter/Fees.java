package org.specie.services.bank.counter;

import java.sql.Connection;
import java.sql.SQLException;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.offline.token.value.TokenId;
import org.specie.services.bank.book.Book;
import org.specie.services.bank.book.Movement;
import org.specie.services.bank.book.MovementKind;

/**
 * What one kind of token costs, booked in the transaction that gives it: once for one token, by its
 * reference. Spec: docs/spec/59-bank-service.md section 16.
 */
record Fees(Book book, Amount fee) {
  private static final ByteString FEE = ByteString.utf8("specie/bank/fee");

  /** Whether the account has as much; nothing is given on credit. */
  boolean isCovered(Connection connection, long account) throws SQLException {
    return fee.equals(Amount.ZERO) || Book.balance(connection, account) >= fee.minor();
  }

  /** What was paid for {@code token}; fees that changed since change nothing of it. */
  long paid(Connection connection, TokenId token) throws SQLException {
    return book.find(connection, reference(token)).map(each -> each.amount().minor()).orElse(0L);
  }

  private static Hash32 reference(TokenId token) {
    return Hash32.sha256(FEE, token.bytes());
  }

  /** Debits the account for {@code token}. */
  void book(Connection connection, long account, TokenId token) throws SQLException {
    if (!fee.equals(Amount.ZERO)) {
      boolean _ =
          book.post(
              connection,
              new Movement(MovementKind.FEE, reference(token), fee, account, book.fees()),
              "token " + token);
    }
  }
}
