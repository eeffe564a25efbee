package org.specie.cash.application.audit;

import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.specie.cash.application.transaction.Act;
import org.specie.cash.application.transaction.LoadFloat;
import org.specie.cash.application.transaction.RedeemFloat;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.crypto.signature.Address;

/**
 * What crossed the border to offline cash, in the books of somebody who does not trust the
 * application: each reference once, no float above its limit when something enters, none below
 * zero.
 */
final class FloatBooks {
  private record Book(long limit, long inside) {}

  private final Map<ByteString, Book> books = new TreeMap<>();
  private final TreeSet<ByteString> loads = new TreeSet<>();
  private final TreeSet<ByteString> redemptions = new TreeSet<>();

  /** The committee names a float, or gives it another limit. */
  boolean name(Act.NameFloat named) {
    books.merge(
        named.issuer().bytes(),
        new Book(named.limit().minor(), 0),
        (old, fresh) -> new Book(fresh.limit(), old.inside()));
    return true;
  }

  /** Whether {@code from} may have loaded this, and not before. */
  boolean load(Address from, LoadFloat.Body body) {
    ByteString once =
        ByteString.concat(body.issuer().bytes(), from.bytes(), body.reference().bytes());
    return loads.add(once) && enter(body.issuer(), body.amount());
  }

  /** Whether this may have been redeemed, and not before. */
  boolean redeem(RedeemFloat.Statement statement) {
    ByteString once = ByteString.concat(statement.issuer().bytes(), statement.reference().bytes());
    return redemptions.add(once) && leave(statement.issuer(), statement.amount());
  }

  boolean enter(Hash32 issuer, Amount amount) {
    return turn(issuer, amount.minor());
  }

  boolean leave(Hash32 issuer, Amount amount) {
    return turn(issuer, -amount.minor());
  }

  private boolean turn(Hash32 issuer, long by) {
    Book book = books.get(issuer.bytes());
    if (book == null || by == 0) {
      return false;
    }
    Book after = new Book(book.limit(), book.inside() + by);
    books.put(issuer.bytes(), after);
    return after.inside() >= 0 && (by < 0 || after.inside() <= after.limit());
  }

  /** What is in all floats together. */
  long inside() {
    return books.values().stream().mapToLong(Book::inside).sum();
  }
}
