package org.specie.wallet.reading;

import java.io.IOException;
import java.util.Optional;
import org.specie.cash.application.query.LedgerGateway.Recorded;
import org.specie.cash.application.state.Entry;
import org.specie.cash.protocol.Outputs;
import org.specie.cash.protocol.Suite;
import org.specie.cash.protocol.proof.EntryOpening;
import org.specie.cash.protocol.proof.EntrySecrets;
import org.specie.cash.protocol.proof.RefundNotice;
import org.specie.cash.protocol.transaction.Kind;
import org.specie.cash.protocol.transaction.StateTransaction;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.Hash32;
import org.specie.wallet.Answer;
import org.specie.wallet.Refusal;
import org.specie.wallet.WalletKeys;
import org.specie.wallet.WalletReason;
import org.specie.wallet.address.RefundKeys;
import org.specie.wallet.history.EntryKind;
import org.specie.wallet.holding.Draft;
import org.specie.wallet.holding.HeldEntry;
import org.specie.wallet.holding.HeldEntry.Role;
import org.specie.wallet.network.Network;

/**
 * Finds money that waits on the ledger for this wallet: what it paid into entries, by its memos,
 * and what is promised to it, by its view key and its refund addresses. Source:
 * docs/spec/30-wallet.md, clauses 30.13, 30.16 and 30.17.
 */
final class EntryFinder {
  /** A promise as its ciphertext tells it. */
  private record Promise(EntryOpening opening, String note, Optional<Integer> addressNumber) {}

  private final Suite suite;
  private final WalletKeys keys;
  private final EntryTerms terms;

  EntryFinder(Network network, WalletKeys keys, EntryTerms terms) {
    this.suite = network.suite();
    this.keys = keys;
    this.terms = terms;
  }

  /** Looks whether the entry of {@code made}, if it makes one, is promised to this wallet. */
  void look(Finding finding, Draft draft, Consumed consumed, StateTransaction made)
      throws IOException {
    if (made.body().entry().isEmpty()) {
      return;
    }
    Optional<Promise> found = promise(draft, consumed.outputs(suite), made);
    if (found.isEmpty() || found.get().opening().amount().equals(Amount.ZERO)) {
      return;
    }
    Promise promise = found.get();
    switch (terms.of(finding.recorded(), made)) {
      case Answer.Done<Entry>(Entry entry) -> {
        finding.held(
            new HeldEntry(
                Role.PROMISED,
                promise.opening(),
                entry,
                finding.recorded().id(),
                "",
                promise.note(),
                promise.addressNumber(),
                Optional.empty()));
        finding.entry(EntryKind.PROMISED, promise.opening().amount(), "", promise.note());
      }
      case Answer.Refused<Entry>(Refusal refusal) -> finding.refuse(refusal);
    }
  }

  private Optional<Promise> promise(Draft draft, Outputs outputs, StateTransaction made) {
    Optional<Promise> direct =
        EntrySecrets.open(keys.holder().view(), outputs, made)
            .flatMap(
                secrets ->
                    EntrySecrets.accept(suite, keys.holder(), outputs, made)
                        .map(opening -> promise(opening, secrets, Optional.empty())));
    return direct.isEmpty() && made.kind() == Kind.ENTRY_PAY
        ? refund(draft, outputs, made)
        : direct;
  }

  private static Promise promise(
      EntryOpening opening, EntrySecrets secrets, Optional<Integer> addressNumber) {
    return new Promise(opening, CoinFinder.text(secrets.note()), addressNumber);
  }

  private Optional<Promise> refund(Draft draft, Outputs outputs, StateTransaction made) {
    RefundKeys refunds = keys.refunds();
    int watched = draft.addressesWatched();
    for (int number = 0; number < watched; number++) {
      int at = number;
      Optional<Promise> found =
          EntrySecrets.open(refunds.view(at), outputs, made)
              .flatMap(
                  secrets ->
                      EntrySecrets.accept(suite, keys.holder(), RefundKeys.name(at), outputs, made)
                          .map(opening -> promise(opening, secrets, Optional.of(at))));
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** What {@code by} gives back of an entry, if this wallet is on one of its sides. */
  void refunded(Finding finding, Draft draft, Consumed consumed, StateTransaction by) {
    Hash32 name = by.body().claim().orElseThrow().entry();
    for (Role role : Role.values()) {
      draft
          .waiting(name, role)
          .flatMap(held -> RefundNotice.open(suite, held.opening(), consumed.outputs(suite), by))
          .ifPresent(notice -> refunded(finding, role, notice));
    }
  }

  private static void refunded(Finding finding, Role role, RefundNotice notice) {
    finding.turn(taking -> taking.refund(role, notice.opening()));
    switch (role) {
      case PAID ->
          finding.entry(
              EntryKind.REFUNDED, notice.opening().amount(), "", CoinFinder.text(notice.note()));
      case PROMISED -> {
        // The step itself is in the history.
      }
    }
  }

  /** What {@code step} of this wallet's own paid into an entry, if it did. */
  Answer<Optional<HeldEntry>> paid(Draft draft, OwnStep step, Recorded recorded)
      throws IOException {
    StateTransaction made = step.transaction();
    if (made.body().entry().isEmpty()) {
      return Answer.done(Optional.empty());
    }
    Optional<EntryOpening> opening =
        EntrySecrets.takeBack(suite, keys.holder(), step.consumed(), made, step.memo().paid());
    if (opening.isEmpty()) {
      return Answer.refused(WalletReason.CHAIN_BROKEN, recorded.id().toShortHex());
    }
    var line = OwnEntries.of(step, recorded);
    var told = draft.entry(recorded.id(), line.kind()).orElse(line);
    return terms
        .of(recorded, made)
        .map(
            entry ->
                Optional.of(
                    new HeldEntry(
                        Role.PAID,
                        opening.get(),
                        entry,
                        recorded.id(),
                        told.counterparty(),
                        told.note(),
                        Optional.empty(),
                        Optional.empty())));
  }
}
