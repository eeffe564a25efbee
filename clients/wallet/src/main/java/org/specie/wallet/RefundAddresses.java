package org.specie.wallet;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.specie.cash.protocol.credential.EntryAddress;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.wallet.address.RefundAddressText;
import org.specie.wallet.address.RefundKeys;
import org.specie.wallet.holding.Draft;
import org.specie.wallet.holding.GivenAddress;
import org.specie.wallet.spending.Submission;

/**
 * Where somebody unknown may pay this wallet's owner back: addresses that are given out one by one
 * and that words alone find again. Source: docs/spec/30-wallet.md, clause 30.17. Safe for many
 * threads.
 */
public final class RefundAddresses {
  private final RefundKeys keys;
  private final ReentrantLock turn;
  private final Submission.Book book;

  RefundAddresses(RefundKeys keys, ReentrantLock turn, Submission.Book book) {
    this.keys = keys;
    this.turn = turn;
    this.book = book;
  }

  /** Those given out, in order. */
  public List<GivenAddress> given() {
    return book.edit().freeze().addresses();
  }

  /**
   * An address for {@code purpose}, which may be empty: the one that was given for it before, or
   * else one that was never given.
   */
  public Answer<GivenAddress> give(String purpose) throws IOException {
    if (ByteString.utf8(purpose).size() > GivenAddress.PURPOSE_BYTES_MAX) {
      return Answer.refused(
          WalletReason.NOTE_TOO_LONG,
          "A purpose has " + GivenAddress.PURPOSE_BYTES_MAX + " bytes.");
    }
    turn.lock();
    try {
      Optional<GivenAddress> before =
          given().stream()
              .filter(each -> !purpose.isEmpty() && each.purpose().equals(purpose))
              .findFirst();
      return before.isPresent() ? Answer.done(before.get()) : giveNext(purpose);
    } finally {
      turn.unlock();
    }
  }

  private Answer<GivenAddress> giveNext(String purpose) throws IOException {
    Draft draft = book.edit();
    int number = draft.freeze().nextAddress();
    if (number >= draft.addressesWatched()) {
      return Answer.refused(WalletReason.REFUND_ADDRESSES_UNUSED);
    }
    GivenAddress given = new GivenAddress(number, purpose);
    draft.give(given);
    book.save(draft);
    return Answer.done(given);
  }

  /** The address as others are given it. */
  public String text(GivenAddress given) {
    return RefundAddressText.write(keys.address(given.number()));
  }

  /** Reads somebody else's. */
  public static Answer<EntryAddress> read(String text) {
    try {
      return Answer.done(RefundAddressText.read(text));
    } catch (MalformedInput e) {
      return Answer.refused(WalletReason.REFUND_ADDRESS_UNREADABLE, "(" + e.getMessage() + ")");
    }
  }
}
