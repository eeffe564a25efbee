package org.specie.wallet.reading;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.specie.cash.application.query.LedgerGateway.Recorded;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.wallet.Refusal;
import org.specie.wallet.history.Entry;
import org.specie.wallet.history.EntryKind;
import org.specie.wallet.history.EntryState;
import org.specie.wallet.holding.Draft;
import org.specie.wallet.holding.HeldCoin;
import org.specie.wallet.holding.HeldEntry;
import org.specie.wallet.holding.Live;

/**
 * What one transaction on the ledger means to this wallet. It is gathered first and taken into the
 * holdings whole, or, if a signature is missing, not at all.
 */
final class Finding {
  private final Recorded recorded;
  private final List<ByteString> spent = new ArrayList<>();
  private final List<HeldCoin> coins = new ArrayList<>();
  private final List<Entry> entries = new ArrayList<>();
  private final List<HeldEntry> held = new ArrayList<>();
  private final List<Consumer<Draft>> turns = new ArrayList<>();
  private Optional<Live> live = Optional.empty();
  private Optional<Refusal> refusal = Optional.empty();

  Finding(Recorded recorded) {
    this.recorded = recorded;
  }

  Recorded recorded() {
    return recorded;
  }

  void live(Live next) {
    live = Optional.of(next);
  }

  void spent(List<ByteString> nullifiers) {
    spent.addAll(nullifiers);
  }

  void coin(HeldCoin coin) {
    coins.add(coin);
  }

  void held(HeldEntry entry) {
    held.add(entry);
  }

  /** What it means for money that waits. */
  void turn(Consumer<Draft> change) {
    turns.add(change);
  }

  void entry(EntryKind kind, Amount amount, String counterparty, String note) {
    entry(
        new Entry(
            recorded.id(),
            kind,
            amount,
            counterparty,
            note,
            recorded.epochSeconds(),
            new EntryState.Final(recorded.height())));
  }

  void entry(Entry entry) {
    entries.add(entry);
  }

  void refuse(Refusal why) {
    refusal = Optional.of(why);
  }

  /** Takes the finding into {@code draft}, or says why not. */
  Optional<Refusal> into(Draft draft) {
    if (refusal.isEmpty()) {
      live.ifPresent(draft::live);
      spent.forEach(draft::remove);
      coins.forEach(draft::add);
      held.forEach(draft::add);
      turns.forEach(turn -> turn.accept(draft));
      entries.forEach(entry -> draft.record(entry, recorded.height()));
      draft.conclude(recorded.id());
    }
    return refusal;
  }
}
