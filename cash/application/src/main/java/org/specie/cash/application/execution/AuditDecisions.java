package org.specie.cash.application.execution;

import java.io.IOException;
import java.util.Optional;
import org.specie.cash.application.state.CashView;
import org.specie.cash.application.state.Entry;
import org.specie.cash.application.state.Moment;
import org.specie.cash.application.transaction.Act;
import org.specie.cash.protocol.PrivateReason;
import org.specie.kernel.core.Hash32;

/** Judges what auditors decide about entries, and authorities about sealed payments. */
final class AuditDecisions {
  private AuditDecisions() {}

  static Optional<PrivateReason> refusal(CashView view, Moment moment, Act.VetoEntry veto)
      throws IOException {
    return pendingRefusal(view, moment, veto.entry());
  }

  static Optional<PrivateReason> refusal(CashView view, Moment moment, Act.ClearEntry clearance)
      throws IOException {
    Optional<PrivateReason> refusal = pendingRefusal(view, moment, clearance.entry());
    if (refusal.isPresent()) {
      return refusal;
    }
    Entry entry = view.entry(clearance.entry()).orElseThrow();
    return entry.needsClearance() && entry.status() == Entry.Status.OPEN
        ? Optional.empty()
        : Optional.of(PrivateReason.ENTRY_STATE);
  }

  static Optional<PrivateReason> refusal(CashView view, Act.OrderOpening order) throws IOException {
    if (view.sealedHeight(order.core()).isEmpty()) {
      return Optional.of(PrivateReason.NOT_SEALED);
    }
    return view.warrant(order.core()).isPresent()
        ? Optional.of(PrivateReason.WARRANT_KNOWN)
        : Optional.empty();
  }

  private static Optional<PrivateReason> pendingRefusal(CashView view, Moment moment, Hash32 name)
      throws IOException {
    Optional<Entry> entry = view.entry(name);
    if (entry.isEmpty()) {
      return Optional.of(PrivateReason.ENTRY_UNKNOWN);
    }
    return entry.get().phaseAt(moment.epochSeconds()) == Entry.Phase.PENDING
        ? Optional.empty()
        : Optional.of(PrivateReason.ENTRY_STATE);
  }
}
