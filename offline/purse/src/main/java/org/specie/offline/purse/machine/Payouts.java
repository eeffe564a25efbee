package org.specie.offline.purse.machine;

import java.io.IOException;
import java.util.Optional;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.Reason;
import org.specie.kernel.core.Verdict;
import org.specie.offline.purse.Purse;
import org.specie.offline.purse.machine.CashMachine.Why;
import org.specie.offline.purse.machine.Payout.Stage;
import org.specie.offline.purse.paying.Paying.PayResult;
import org.specie.offline.token.message.Message.Request;
import org.specie.offline.token.value.Minutes;

/** Cash out, for notes or for a sale. Spec: docs/spec/62-cash-machine.md section 4. */
final class Payouts {
  private final Purse purse;
  private final NoteUnit notes;
  private final MachineBook book;

  /** Whether what is held was put in for the next request; not so after a failure or a start. */
  private boolean isOpenForNotes;

  Payouts(Purse purse, NoteUnit notes, MachineBook book) {
    this.purse = purse;
    this.notes = notes;
    this.book = book;
  }

  /** Gives back what is held; whatever lies there until {@link #openForNotes} is nobody's. */
  void giveBack() throws IOException {
    isOpenForNotes = false;
    notes.giveBack();
  }

  /** What is put in from here on is for the next request. */
  void openForNotes() throws IOException {
    giveBack();
    isOpenForNotes = true;
  }

  /** Pays for the notes that are held, or answers as before and gives back what is held now. */
  PayResult forNotes(Request request, Minutes now) throws IOException {
    // Whatever fails from here on, what is held then pays for no other request.
    boolean isTheirs = isOpenForNotes;
    isOpenForNotes = false;
    if (!isTheirs) {
      giveBack();
    }
    Optional<Payout> before = book.payout(request.token().digest());
    if (before.isPresent() && !isOnlyBegun(before.get())) {
      giveBack();
      return handBack(before.get().key(), carryOn(before.get(), now));
    }
    Amount held = notes.held();
    Optional<Reason> why = refusal(request, held, now);
    if (why.isPresent()) {
      notes.giveBack();
      return new PayResult.Refused(why.get());
    }
    Payout payout = new Payout(request, held, Optional.empty(), Stage.BEGUN);
    book.write(payout);
    return handBack(payout.key(), carryOn(payout, now));
  }

  /** Pays back what {@code sale} owes, or answers as before. */
  PayResult forSale(Sale sale, Request request, Minutes now) throws IOException {
    Optional<Payout> before = book.payout(request.token().digest());
    if (before.isPresent() && before.get().sale().equals(Optional.of(sale.asked()))) {
      return carryOn(before.get(), now);
    }
    if (sale.stage() != Sale.Stage.OWED) {
      return new PayResult.Refused(MachineReason.NOTHING_OWED);
    }
    Optional<Reason> why =
        before.isPresent()
            ? Optional.of(MachineReason.REQUEST_USED)
            : refusal(request, sale.amount(), now);
    if (why.isPresent()) {
      return new PayResult.Refused(why.get());
    }
    Payout payout = new Payout(request, sale.amount(), Optional.of(sale.asked()), Stage.TAKEN);
    book.write(sale.at(Sale.Stage.RETURNING), payout);
    return carryOn(payout, now);
  }

  /** Why a request that is in no entry cannot be for {@code amount}. */
  private Optional<Reason> refusal(Request request, Amount amount, Minutes now) {
    if (!request.amount().equals(Optional.of(amount))) {
      return Optional.of(MachineReason.OTHER_SUM);
    }
    boolean isOwn = purse.receiving().token(request.token().configuration().id()).isPresent();
    // A payment that was made before would be answered, and nothing would be paid for this.
    if (isOwn || isOpen(request) || purse.paying().paidOn(request.token()).isPresent()) {
      return Optional.of(MachineReason.REQUEST_USED);
    }
    return purse.paying().examine(request, amount, now) instanceof Verdict.Refused(Reason reason)
        ? Optional.of(reason)
        : Optional.empty();
  }

  /** Whether the device may have paid it, and nobody knows yet. */
  private boolean isOpen(Request request) {
    Hash32 key = request.token().digest();
    return purse.paying().open().stream().anyMatch(order -> order.key().equals(key));
  }

  /** The notes for it are not stacked, or were not when they were given back. */
  private boolean isOnlyBegun(Payout payout) throws IOException {
    return payout.stage() == Stage.BEGUN && !notes.hasStacked(payout.name());
  }

  /** Its next step, and all that follow but that notes come out. */
  private PayResult carryOn(Payout payout, Minutes now) throws IOException {
    return switch (payout.stage()) {
      case BEGUN -> stack(payout, now);
      case TAKEN -> pay(payout, now);
      case DONE -> paid(payout, now);
      case OWED_BACK, GIVEN_BACK -> new PayResult.Refused(MachineReason.NOTES_GIVEN_BACK);
    };
  }

  /** The notes come first: what was paid cannot be taken back, notes can be given back. */
  private PayResult stack(Payout begun, Minutes now) throws IOException {
    if (!notes.stack(begun.name(), begun.amount())) {
      notes.giveBack();
      book.forget(begun);
      return new PayResult.Refused(MachineReason.OTHER_SUM);
    }
    Payout taken = begun.at(Stage.TAKEN);
    book.write(taken);
    return pay(taken, now);
  }

  private PayResult paid(Payout payout, Minutes now) throws IOException {
    return purse.paying().pay(payout.request(), payout.amount(), now, _ -> true);
  }

  private PayResult pay(Payout taken, Minutes now) throws IOException {
    PayResult result = paid(taken, now);
    if (result instanceof PayResult.Paid) {
      end(taken);
      return result;
    }
    // As long as the device may have paid, notes would be given back for cash that was paid.
    if (isOpen(taken.request())) {
      return result;
    }
    if (taken.sale().isPresent()) {
      book.forget(taken, sale(taken).at(Sale.Stage.OWED));
      return result;
    }
    book.write(taken.at(Stage.OWED_BACK));
    return new PayResult.Refused(MachineReason.NOTES_GIVEN_BACK);
  }

  private void end(Payout taken) throws IOException {
    Payout done = taken.at(Stage.DONE);
    if (taken.sale().isPresent()) {
      book.write(sale(taken).at(Sale.Stage.RETURNED), done);
    } else {
      book.write(done);
    }
  }

  private Sale sale(Payout payout) throws IOException {
    Sale sale =
        book.sale(payout.sale().orElseThrow())
            .orElseThrow(() -> new IOException("the book of the machine lacks a sale it owes"));
    Check.that(sale.stage() == Sale.Stage.RETURNING, "a sale that goes back is at returning");
    return sale;
  }

  /** The notes that are owed back come out, for their customer, who is there and hears this. */
  private PayResult handBack(Hash32 key, PayResult result) throws IOException {
    Optional<Payout> owed = book.payout(key).filter(each -> each.stage() == Stage.OWED_BACK);
    if (owed.isPresent()) {
      notes.dispense(owed.get().backName(), owed.get().amount());
      book.write(owed.get().at(Stage.GIVEN_BACK));
    }
    return result;
  }

  /** Whether its notes may have to be given back, so that they are promised to nobody else. */
  boolean isPromised(Payout payout) throws IOException {
    return switch (payout.stage()) {
      case BEGUN -> notes.hasStacked(payout.name());
      case TAKEN, OWED_BACK -> payout.sale().isEmpty();
      case DONE, GIVEN_BACK -> false;
    };
  }

  /** Whether notes are held that a cut left: they come out for whoever opens or shows next. */
  Optional<Why> held() throws IOException {
    return notes.held().equals(Amount.ZERO) ? Optional.empty() : Optional.of(new Why.Waits());
  }

  /**
   * Carries on what was cut off, with nobody there. What was only begun is forgotten when its notes
   * are no longer held.
   *
   * @return why it comes no further
   */
  Optional<Why> resume(Payout payout, Minutes now) throws IOException {
    if (isOnlyBegun(payout)) {
      Optional<Why> held = held();
      if (held.isEmpty()) {
        book.forget(payout);
      }
      return held;
    }
    if (payout.stage() == Stage.DONE || payout.stage() == Stage.GIVEN_BACK) {
      return Optional.empty();
    }
    PayResult result = carryOn(payout, now);
    Optional<Payout> after = book.payout(payout.key());
    if (after.filter(each -> each.stage() == Stage.OWED_BACK).isPresent()) {
      return waits(after.get());
    }
    boolean isTaken = after.filter(each -> each.stage() == Stage.TAKEN).isPresent();
    return isTaken && result instanceof PayResult.Refused(Reason reason)
        ? Optional.of(new Why.Refused(reason))
        : Optional.empty();
  }

  /** The notes may have come out before the cut; if not, they come out for their customer only. */
  private Optional<Why> waits(Payout owed) throws IOException {
    if (!notes.hasDispensed(owed.backName())) {
      return Optional.of(new Why.Waits());
    }
    book.write(owed.at(Stage.GIVEN_BACK));
    return Optional.empty();
  }
}
