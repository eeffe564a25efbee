package org.specie.services.bank.vault;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.InvariantViolation;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.signature.Address;
import org.specie.offline.purse.border.FloatLedger;
import org.specie.services.bank.book.Book;
import org.specie.services.bank.book.Customers;
import org.specie.services.bank.book.Fees;
import org.specie.services.bank.book.Movement;
import org.specie.services.bank.book.MovementKind;
import org.specie.services.bank.book.Transactions;

/**
 * The bank's own accounts where a border expects a ledger: a load is a movement from a customer to
 * pending, a redemption one back. Spec: docs/spec/59-bank-service.md 3.2.
 */
record BookFloat(Transactions transactions, Book book) implements FloatLedger {
  @Override
  public long height() throws IOException {
    return transactions.transact(Book::height);
  }

  @Override
  public Optional<Crossed> loaded(Address from, Hash32 reference) throws IOException {
    return crossed(
        reference,
        movement ->
            movement.kind() == MovementKind.ASKED
                && Customers.address(movement.from()).equals(from),
        movement -> from);
  }

  @Override
  public Optional<Crossed> redeemed(Hash32 reference, Address to, Amount amount)
      throws IOException {
    return crossed(
        reference,
        movement -> movement.kind() == MovementKind.CREDITED,
        movement -> Customers.address(movement.to()));
  }

  private interface Condition {
    boolean holds(Movement movement);
  }

  private interface Whose {
    Address of(Movement movement);
  }

  private Optional<Crossed> crossed(Hash32 reference, Condition condition, Whose whose)
      throws IOException {
    return transactions.transact(
        connection -> {
          Optional<Movement> found = book.find(connection, reference).filter(condition::holds);
          long height = Book.height(connection, reference).orElse(0L);
          return found.map(each -> new Crossed(height, whose.of(each), each.amount()));
        });
  }

  @Override
  public ByteString redemption(Hash32 reference, Address to, Amount amount, long validUntil) {
    return new Encoder()
        .hash(reference)
        .fixed(to.bytes())
        .u64(amount.minor())
        .u64(validUntil)
        .toByteString();
  }

  @Override
  public void submit(ByteString transaction) throws IOException {
    Movement movement;
    long validUntil;
    try {
      Decoder in = new Decoder(transaction);
      Hash32 reference = in.hash();
      long to = Customers.number(in.fixed(Address.SIZE)).orElseThrow();
      movement =
          new Movement(
              MovementKind.CREDITED, reference, Amount.ofMinor(in.u64()), book.pending(), to);
      validUntil = in.u64();
      in.end();
    } catch (MalformedInput e) {
      throw new InvariantViolation("the border submits what was made here", e);
    }
    var _ =
        transactions.transact(
            connection ->
                Book.height(connection) <= validUntil
                    && book.post(connection, movement)
                    && takeFees(connection, movement.to()));
  }

  /**
   * What the account owes for tokens that were paid on, out of what has just come: nobody withdraws
   * between the two. One that brought less than it costs has cost what it brought.
   */
  private boolean takeFees(Connection connection, long account) throws SQLException {
    for (DepositTokenBook.Owed each : DepositTokenBook.owed(connection, account)) {
      long minor = Math.min(each.minor(), Book.balance(connection, account));
      if (minor > 0) {
        boolean _ = Fees.book(book, connection, account, each.token(), Amount.ofMinor(minor));
        DepositTokenBook.settle(connection, each.token());
      }
    }
    return true;
  }
}
