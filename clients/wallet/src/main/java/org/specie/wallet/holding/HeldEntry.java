package org.specie.wallet.holding;

import java.util.Optional;
import org.specie.cash.application.state.Entry;
import org.specie.cash.protocol.proof.EntryOpening;
import org.specie.cash.protocol.transaction.Kind;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.crypto.bls381.G1;

/**
 * Money that waits on the ledger and that this wallet may end, with what it takes to do so. Source:
 * docs/spec/30-wallet.md, clause 30.13.
 *
 * @param standing as the blocks read so far left it
 * @param transactionId of what made it
 * @param counterparty whom it was paid to, as far as known: the first half of a pid
 * @param note the payer's words
 * @param addressNumber of the refund address it was paid to, if it was to one
 * @param end how it ended, if it did
 */
public record HeldEntry(
    Role role,
    EntryOpening opening,
    Entry standing,
    Hash32 transactionId,
    String counterparty,
    String note,
    Optional<Integer> addressNumber,
    Optional<End> end) {
  /** Which side of the entry the wallet is on. */
  public enum Role {
    /** It was paid to this wallet, which may accept it. */
    PROMISED(1, Kind.ACCEPT),
    /** This wallet paid it, and may take it back. */
    PAID(2, Kind.RETURN);

    private final int code;
    private final Kind ending;

    Role(int code, Kind ending) {
      this.code = code;
      this.ending = ending;
    }

    /** As wallet files have it. */
    public int code() {
      return code;
    }

    /** The kind of transaction by which this side ends the entry. */
    public Kind ending() {
      return ending;
    }

    public static Optional<Role> ofCode(int code) {
      for (Role role : values()) {
        if (role.code == code) {
          return Optional.of(role);
        }
      }
      return Optional.empty();
    }
  }

  /**
   * How an entry ended.
   *
   * @param from the phase it was in: a return from PENDING is a cancellation, from VETOED a refund,
   *     from EXPIRED a reclaim, from REFUNDED what the payee gave back
   */
  public record End(Hash32 transactionId, long atSeconds, Entry.Phase from) {}

  public HeldEntry {
    Check.that(isOver(standing.status()) == end.isPresent(), "what is over has an end");
  }

  /** Whether nothing more happens to an entry of this status. */
  public static boolean isOver(Entry.Status status) {
    return switch (status) {
      case ACCEPTED, RETURNED -> true;
      case OPEN, CLEARED, VETOED, REFUNDED -> false;
    };
  }

  /** Whether whoever accepted it gave of it back, and nobody has taken that yet. */
  public boolean isRefunded() {
    return standing.status() == Entry.Status.REFUNDED;
  }

  /** Its name on the ledger: the core of the transaction that made it. */
  public Hash32 name() {
    return opening.claim().entry();
  }

  public Amount amount() {
    return opening.amount();
  }

  /** What it is at {@code seconds}. */
  public Entry.Phase phaseAt(long seconds) {
    return standing.phaseAt(seconds);
  }

  /** Whether this wallet may end it at {@code seconds}. */
  public boolean mayEndAt(long seconds) {
    return standing.mayEnd(role.ending().shape(false).orElseThrow().move(), seconds);
  }

  /** Whether the money may still come to whom it was promised, as of {@code seconds}. */
  public boolean isOpenAt(long seconds) {
    return switch (phaseAt(seconds)) {
      case PENDING, RELEASED -> true;
      case EXPIRED, VETOED, ACCEPTED, REFUNDED, RETURNED -> false;
    };
  }

  /** Auditors stopped it; known late perhaps, after it went back. */
  HeldEntry vetoed() {
    return switch (standing.status()) {
      case OPEN, CLEARED -> with(standing.with(Entry.Status.VETOED), end);
      case RETURNED ->
          with(
              standing,
              end.map(e -> new End(e.transactionId(), e.atSeconds(), Entry.Phase.VETOED)));
      case VETOED, ACCEPTED, REFUNDED -> this;
    };
  }

  /**
   * Whoever accepted it gave of it back; known late perhaps, after that was taken.
   *
   * @param next of what was given back
   */
  HeldEntry refunded(EntryOpening next) {
    G1 value = next.claim().value();
    return switch (standing.status()) {
      case ACCEPTED -> with(next, standing.refunded(value), Optional.empty());
      case RETURNED ->
          with(
              next,
              standing.refunded(value).with(Entry.Status.RETURNED),
              end.map(e -> new End(e.transactionId(), e.atSeconds(), Entry.Phase.REFUNDED)));
      case OPEN, CLEARED, VETOED, REFUNDED -> this;
    };
  }

  /** Auditors cleared it. */
  HeldEntry cleared() {
    return standing.status() == Entry.Status.OPEN
        ? with(standing.with(Entry.Status.CLEARED), end)
        : this;
  }

  /** A transaction of {@code kind} ended it. */
  HeldEntry ended(Kind kind, Hash32 by, long atSeconds) {
    boolean isReadAgain = kind == Kind.ACCEPT && isRefunded();
    if (end.isPresent() || isReadAgain) {
      return this;
    }
    Entry.Status status = kind == Kind.ACCEPT ? Entry.Status.ACCEPTED : Entry.Status.RETURNED;
    return with(standing.with(status), Optional.of(new End(by, atSeconds, phaseAt(atSeconds))));
  }

  private HeldEntry with(Entry nextStanding, Optional<End> nextEnd) {
    return with(opening, nextStanding, nextEnd);
  }

  private HeldEntry with(EntryOpening next, Entry nextStanding, Optional<End> nextEnd) {
    return new HeldEntry(
        role, next, nextStanding, transactionId, counterparty, note, addressNumber, nextEnd);
  }

  @Override
  public String toString() {
    return "HeldEntry[redacted]";
  }
}
