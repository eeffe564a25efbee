package org.specie.services.bank.vault;

import java.io.IOException;
import java.util.Optional;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.port.Clock;
import org.specie.offline.purse.Purse;
import org.specie.offline.token.receipt.Configuration;
import org.specie.offline.token.receipt.Purpose;
import org.specie.offline.token.receipt.Token;
import org.specie.services.bank.book.Book;
import org.specie.services.bank.book.Customers;
import org.specie.services.bank.book.Movement;
import org.specie.services.bank.book.MovementKind;
import org.specie.services.bank.book.Transactions;

/**
 * What a vault's purse took, in the book before the device collects it: while it can be told from
 * all else. Spec: docs/spec/59-bank-service.md 4.6 and 10.3.
 *
 * @param vault its name
 * @param shadow its account
 */
record Income(
    Transactions transactions,
    Book book,
    Customers customers,
    Clock clock,
    String vault,
    long shadow) {
  private static final ByteString TAKEN = ByteString.utf8("specie/bank/taken");
  private static final ByteString BOUGHT = ByteString.utf8("specie/bank/bought");

  /** Books what is not in the book yet; how much that is. */
  long note(Purse purse) throws IOException {
    long minor = 0;
    for (Token token : purse.receiving().unredeemed()) {
      Configuration configuration = token.configuration();
      if (configuration.purpose() == Purpose.DEPOSIT) {
        Optional<Long> account = configuration.extensions().account().flatMap(customers::numbered);
        if (account.isPresent()) {
          minor += note(token, account.get());
        }
      } else {
        minor += noteBought(token);
      }
    }
    return minor;
  }

  /** Books a deposit; its amount, unless it is in the book. */
  private long note(Token token, long account) throws IOException {
    Hash32 key = token.last().orElseThrow().previous();
    Amount amount = token.last().orElseThrow().amount();
    boolean isNew =
        transactions.transact(
            connection -> {
              // A token from before there was a table of them has no row there.
              boolean _ = DepositTokenBook.pay(connection, token.configuration().id());
              return DepositBook.add(connection, key, account, amount, vault, clock.epochSeconds())
                  && book.post(
                      connection,
                      new Movement(
                          MovementKind.DEPOSITED, reference(key), amount, shadow, book.pending()),
                      about(token));
            });
    return isNew ? amount.minor() : 0;
  }

  /** The book's reference of the deposit with this key. */
  static Hash32 reference(Hash32 key) {
    return Hash32.sha256(TAKEN, key.bytes());
  }

  private static String about(Token token) {
    return "token " + token.configuration().id();
  }

  /** Books cash that came from another bank; its amount, unless it is in the book. */
  private long noteBought(Token token) throws IOException {
    Hash32 key = token.last().orElseThrow().previous();
    Amount amount = token.last().orElseThrow().amount();
    boolean isNew =
        transactions.transact(
            connection ->
                book.post(
                    connection,
                    new Movement(
                        MovementKind.BOUGHT,
                        Hash32.sha256(BOUGHT, key.bytes()),
                        amount,
                        shadow,
                        book.reserve()),
                    about(token)));
    return isNew ? amount.minor() : 0;
  }
}
