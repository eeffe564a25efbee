package org.specie.wallet;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.specie.cash.protocol.credential.PaymentAddress;
import org.specie.wallet.holding.Draft;
import org.specie.wallet.holding.KnownName;
import org.specie.wallet.spending.Submission;

/**
 * The names this wallet has paid, so that a provider cannot lead it elsewhere unnoticed. Source:
 * docs/spec/30-wallet.md 30.19. Safe for many threads.
 */
public final class KnownNames {
  /** Names remembered; a further one takes the place of the oldest. */
  public static final int NAMES_MAX = 1 << 12;

  private final ReentrantLock turn;
  private final Submission.Book book;

  KnownNames(ReentrantLock turn, Submission.Book book) {
    this.turn = turn;
    this.book = book;
  }

  /**
   * {@code address}, to which {@code provider} says that {@code name} leads; refused if the name
   * led elsewhere before, unless the payer knows of the change. It is remembered from now on.
   */
  public Answer<PaymentAddress> check(
      String provider, String name, PaymentAddress address, boolean isChangeKnown)
      throws IOException {
    KnownName told = new KnownName(provider, name, KnownName.keysOf(address));
    turn.lock();
    try {
      Draft draft = book.edit();
      Optional<KnownName> known = draft.known(provider, name);
      if (known.equals(Optional.of(told))) {
        return Answer.done(address);
      }
      if (known.isPresent() && !isChangeKnown) {
        return Answer.refused(WalletReason.NAME_LEADS_ELSEWHERE);
      }
      draft.know(told, NAMES_MAX);
      book.save(draft);
      return Answer.done(address);
    } finally {
      turn.unlock();
    }
  }
}
