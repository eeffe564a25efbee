package org.specie.services.bank.vault;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.InvariantViolation;
import org.specie.kernel.core.Reason;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Clock;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.offline.purse.border.Border;
import org.specie.offline.purse.border.BorderReason;
import org.specie.offline.purse.border.Way;
import org.specie.offline.purse.border.Withdrawal;
import org.specie.offline.purse.border.Withdrawal.Stage;
import org.specie.offline.token.message.Message;
import org.specie.offline.token.message.Message.Request;
import org.specie.offline.token.message.Message.Response;
import org.specie.offline.token.value.Minutes;
import org.specie.services.bank.BankReason;
import org.specie.services.bank.book.Book;
import org.specie.services.bank.book.Customers;
import org.specie.services.bank.book.Movement;
import org.specie.services.bank.book.MovementKind;
import org.specie.services.bank.book.Transactions;
import org.specie.services.bank.vault.WithdrawalBook.Row;

/**
 * What a vault's rounds do for withdrawals: those that were asked for are told to its border, and
 * what became of them there is booked. Spec: docs/spec/59-bank-service.md sections 3 and 12.
 *
 * @param vault its name
 * @param secret salts of loads on the ledger come from it
 * @param shadow its account
 */
record WithdrawalRounds(
    Transactions transactions,
    Book book,
    Customers customers,
    Clock clock,
    String vault,
    Secret secret,
    long shadow) {
  private static final ByteString REFUND = ByteString.utf8("specie/bank/refund");
  private static final ByteString PAID = ByteString.utf8("specie/bank/paid");
  private static final ByteString SALT = ByteString.utf8("specie/bank/salt");
  private static final String LOAD = "specie/bank/load";

  /** The border's name for the load of a withdrawal. */
  Hash32 reference(Row row) {
    return Way.OUT.reference(row.key(), salt(row));
  }

  /**
   * One for ever. A book of the bank's own has nothing to hide; on the ledger nobody but the bank
   * makes the reference before it tells this.
   */
  private Hash32 salt(Row row) {
    if (!customers.isOnLedger()) {
      return Hash32.sha256(SALT, row.key().bytes());
    }
    Secret salt = secret.derive(LOAD, Hash32.SIZE, row.key().bytes());
    try {
      return salt.lend(Hash32::of);
    } finally {
      salt.destroy();
    }
  }

  /** Tells the border what was asked for. */
  void handOver(Border border, Minutes now) throws IOException {
    for (Row row : openRows()) {
      if (isToBeTold(border, row, now)) {
        tell(border, row, now);
      }
    }
  }

  /**
   * Those lapse for which nobody loaded in their time, once the ledger was asked after it: whoever
   * loaded while the bank was away has not lost the hour.
   */
  void lapse() throws IOException {
    if (customers.isOnLedger()) {
      boolean _ =
          transactions.transact(
              connection -> {
                WithdrawalBook.lapse(connection, vault, clock.epochSeconds());
                return true;
              });
    }
  }

  /**
   * A border looks for loads by itself while their tokens are valid; afterwards when it is told
   * again, which is also what a crash leaves between the book's word and the border's.
   */
  private static boolean isToBeTold(Border border, Row row, Minutes now) {
    Optional<Withdrawal> known = border.withdrawal(row.key());
    boolean isOver =
        !request(row.request()).token().configuration().terms().validity().contains(now);
    return row.loaded().isPresent()
        ? known.isEmpty() || (isOver && known.get().stage() instanceof Stage.Waiting)
        : isOver || row.salt().isEmpty();
  }

  private void tell(Border border, Row row, Minutes now) throws IOException {
    Hash32 salt = salt(row);
    Verdict verdict =
        border.withdraw(request(row.request()), customers.addressOf(row.account()), salt, now);
    if (verdict instanceof Verdict.Refused(Reason reason)) {
      if (row.salt().isEmpty() && reason != BorderReason.TOO_MANY_OPEN) {
        giveBack(row, reason.code());
      }
    } else if (customers.isOnLedger() && row.salt().isEmpty()) {
      boolean _ =
          transactions.transact(
              connection -> WithdrawalBook.await(connection, row.key(), salt, reference(row)));
    }
  }

  private List<Row> openRows() throws IOException {
    return transactions.transact(
        connection -> WithdrawalBook.open(connection, vault, Vault.ROUND_MAX));
  }

  /** What the bank has written as a request. */
  static Request request(ByteString encoded) {
    try {
      if (Message.decode(encoded) instanceof Request request) {
        return request;
      }
    } catch (MalformedInput e) {
      throw new InvariantViolation("the bank reads what it wrote", e);
    }
    throw new InvariantViolation("a withdrawal is a request");
  }

  /**
   * The border does not know it, so the vault was never told of it; and nobody can have loaded the
   * ledger's float for it, because the salt was told to nobody.
   */
  private void giveBack(Row row, int reason) throws IOException {
    var _ =
        transactions.transact(
            connection ->
                WithdrawalBook.refuse(connection, row, reason)
                    && !customers.isOnLedger()
                    && book.post(
                        connection,
                        new Movement(
                            MovementKind.REFUNDED,
                            Hash32.sha256(REFUND, row.key().bytes()),
                            row.amount(),
                            book.pending(),
                            row.account()),
                        row.about()));
  }

  /** Books what became of them at the border. */
  void settle(Border border) throws IOException {
    for (Row row : openRows()) {
      Optional<Withdrawal> known = border.withdrawal(row.key());
      if (known.isPresent()) {
        settle(border, row, known.get().stage());
      }
    }
  }

  private void settle(Border border, Row row, Stage stage) throws IOException {
    switch (stage) {
      case Stage.Waiting _, Stage.Funded _ -> {}
      case Stage.Paid(Response response) -> pay(row, response);
      case Stage.Refused _ -> {
        // The border gives back what was loaded; the book has it when the border says so.
        Optional<Long> number = border.refunded(row.key());
        if (number.isPresent()) {
          boolean _ =
              transactions.transact(
                  connection -> {
                    Book.explain(connection, number.get(), row.about());
                    return WithdrawalBook.refuse(connection, row, BankReason.VAULT_REFUSED.code());
                  });
        }
      }
    }
  }

  private void pay(Row row, Response response) throws IOException {
    var _ =
        transactions.transact(
            connection ->
                WithdrawalBook.pay(connection, row, response.encode())
                    && book.post(
                        connection,
                        new Movement(
                            MovementKind.PAID,
                            Hash32.sha256(PAID, row.key().bytes()),
                            row.amount(),
                            book.pending(),
                            shadow),
                        row.about()));
  }
}
