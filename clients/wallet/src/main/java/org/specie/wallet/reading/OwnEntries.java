package org.specie.wallet.reading;

import org.specie.cash.application.query.LedgerGateway.Recorded;
import org.specie.cash.protocol.proof.Memo;
import org.specie.cash.protocol.transaction.Kind;
import org.specie.cash.protocol.transaction.StateTransaction;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.crypto.signature.Address;
import org.specie.wallet.history.Entry;
import org.specie.wallet.history.EntryKind;
import org.specie.wallet.history.EntryState;

/**
 * What the history says of the wallet's own transactions. It is told from the memo, so that a
 * restored wallet tells the same.
 */
final class OwnEntries {
  private OwnEntries() {}

  static Entry of(OwnStep step, Recorded recorded) {
    Memo memo = step.memo();
    EntryKind kind = kind(step.transaction().kind(), memo.paid(), memo.received());
    return new Entry(
        recorded.id(),
        kind,
        amount(kind, memo),
        counterparty(kind, step.transaction(), memo),
        "",
        recorded.epochSeconds(),
        new EntryState.Final(recorded.height()));
  }

  private static EntryKind kind(Kind kind, Amount paid, Amount received) {
    return switch (kind) {
      case LOAD -> EntryKind.LOADED;
      case UNLOAD, BULK_UNLOAD -> EntryKind.UNLOADED;
      case APPROVED_PAY -> EntryKind.PAID_PRIVATELY;
      case DELAYED_PAY -> EntryKind.PAID_WITH_DELAY;
      case ENTRY_PAY -> EntryKind.PAID_RETURNABLY;
      case ACCEPT -> EntryKind.ACCEPTED;
      case RETURN -> EntryKind.TAKEN_BACK;
      case CLASS_CHANGE -> EntryKind.CLASS_CHANGED;
      case REFUND -> EntryKind.GIVEN_BACK;
      case PAY, BULK, ENROL, FOLD, LINK -> {
        if (!paid.equals(Amount.ZERO)) {
          yield EntryKind.PAID_PRIVATELY;
        }
        yield received.equals(Amount.ZERO) ? EntryKind.IDLED : EntryKind.CLAIMED;
      }
    };
  }

  private static Amount amount(EntryKind kind, Memo memo) {
    return kind == EntryKind.CLAIMED ? memo.received() : memo.paid();
  }

  private static String counterparty(EntryKind kind, StateTransaction transaction, Memo memo) {
    return switch (kind) {
      case PAID_PRIVATELY, PAID_WITH_DELAY, PAID_RETURNABLY -> payee(memo);
      case LOADED, UNLOADED ->
          new Address(transaction.body().move().orElseThrow().account()).toString();
      case ENROLLED,
          LINKED,
          RECEIVED_PRIVATELY,
          CLAIMED,
          IDLED,
          FOLDED,
          ISSUED_PRIVATELY,
          PAID_ORDINARILY,
          RECEIVED_ORDINARILY,
          ISSUED_ORDINARILY,
          PROMISED,
          ACCEPTED,
          TAKEN_BACK,
          WITHDRAWN,
          CLASS_CHANGED,
          GIVEN_BACK,
          REFUNDED,
          TAKEN_OFFLINE,
          BROUGHT_BACK ->
          "";
    };
  }

  /** Whom the memo names; a refund address names nobody. */
  private static String payee(Memo memo) {
    ByteString nobody = ByteString.copyOf(new byte[Memo.PAYEE_SIZE]);
    return memo.payee().equals(nobody) ? "" : memo.payee().toHex();
  }
}
