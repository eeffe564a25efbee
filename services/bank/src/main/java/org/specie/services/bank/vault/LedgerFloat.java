package org.specie.services.bank.vault;

import java.io.IOException;
import java.util.Optional;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.crypto.signature.Address;
import org.specie.offline.purse.border.FloatLedger;
import org.specie.services.bank.book.Book;
import org.specie.services.bank.book.Movement;
import org.specie.services.bank.book.MovementKind;
import org.specie.services.bank.book.Transactions;

/**
 * The float on the ledger as the border of a bank sees it that keeps no accounts of its own: what
 * crossed is in the bank's book before the border hears of it, under the ledger's own reference, so
 * that neither a crash nor asking again books it twice. The height of a crossing is the number of
 * its movement. Spec: docs/spec/59-bank-service.md section 12.
 */
record LedgerFloat(FloatLedger ledger, Transactions transactions, Book book)
    implements FloatLedger {
  @Override
  public long height() throws IOException {
    return ledger.height();
  }

  /** A lapsed one costs no question; its customer asks again. */
  @Override
  public Optional<Crossed> loaded(Address from, Hash32 reference) throws IOException {
    boolean isAwaited =
        transactions.transact(connection -> WithdrawalBook.isAwaited(connection, reference));
    Optional<Crossed> crossed = isAwaited ? ledger.loaded(from, reference) : Optional.empty();
    return crossed.isEmpty()
        ? crossed
        : Optional.of(
            booked(
                crossed.get(),
                new Movement(
                    MovementKind.LOADED,
                    reference,
                    crossed.get().amount(),
                    book.floating(),
                    book.pending())));
  }

  @Override
  public Optional<Crossed> redeemed(Hash32 reference, Address to, Amount amount)
      throws IOException {
    Optional<Crossed> crossed = ledger.redeemed(reference, to, amount);
    return crossed.isEmpty()
        ? crossed
        : Optional.of(
            booked(
                crossed.get().ordered(reference, to, amount),
                new Movement(
                    MovementKind.CREDITED,
                    reference,
                    crossed.get().amount(),
                    book.pending(),
                    book.floating())));
  }

  private Crossed booked(Crossed crossed, Movement movement) throws IOException {
    long number =
        transactions.transact(
            connection -> {
              boolean isNew = book.post(connection, movement);
              long height = Book.height(connection, movement.reference()).orElseThrow();
              if (isNew && movement.kind() == MovementKind.LOADED) {
                String about =
                    WithdrawalBook.load(connection, movement.reference(), movement.amount());
                Book.explain(connection, height, about);
              }
              return height;
            });
    return new Crossed(number, crossed.account(), crossed.amount());
  }

  @Override
  public ByteString redemption(Hash32 reference, Address to, Amount amount, long validUntil)
      throws IOException {
    return ledger.redemption(reference, to, amount, validUntil);
  }

  @Override
  public void submit(ByteString transaction) throws IOException {
    ledger.submit(transaction);
  }
}
