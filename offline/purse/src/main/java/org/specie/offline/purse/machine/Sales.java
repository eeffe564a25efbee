package org.specie.offline.purse.machine;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.Reason;
import org.specie.kernel.core.Verdict;
import org.specie.offline.purse.Purse;
import org.specie.offline.purse.PurseReason;
import org.specie.offline.purse.history.Movement.Received;
import org.specie.offline.purse.machine.Sale.Stage;
import org.specie.offline.purse.receiving.Receiving.Asking;
import org.specie.offline.token.message.Chain;
import org.specie.offline.token.message.Message.Request;
import org.specie.offline.token.message.Message.Response;
import org.specie.offline.token.value.Minutes;
import org.specie.offline.token.value.Reference;
import org.specie.offline.token.value.TokenId;

/** Notes out, for cash. Spec: docs/spec/62-cash-machine.md section 3. */
final class Sales {
  private static final int KEPT_MINUTES = 15;

  private final Purse purse;
  private final NoteUnit notes;
  private final MachineBook book;
  private final Payouts payouts;

  Sales(Purse purse, NoteUnit notes, MachineBook book, Payouts payouts) {
    this.purse = purse;
    this.notes = notes;
    this.book = book;
    this.payouts = payouts;
  }

  Asking begin(Amount amount, Reference reference, Minutes now, Chain chain) throws IOException {
    if (amount.equals(Amount.ZERO) || !canPromise(amount, Optional.empty(), now)) {
      return new Asking.Refused(MachineReason.NOTES_LACKING);
    }
    Asking asking = purse.receiving().ask(Optional.of(amount), reference, now, chain);
    if (asking instanceof Asking.Handed(Request request)) {
      Minutes until = new Minutes(Math.addExact(now.sinceEpoch(), KEPT_MINUTES));
      // On the disk before the customer sees it, so that what is paid on it is for notes.
      book.write(new Sale(request.token().digest(), amount, until, Stage.BEGUN));
    }
    return asking;
  }

  /** Whether the notes make {@code amount} together with what is promised to others. */
  private boolean canPromise(Amount amount, Optional<Hash32> to, Minutes now) throws IOException {
    List<Amount> together = new ArrayList<>();
    together.add(amount);
    for (Sale each : book.sales()) {
      if (isPromised(each, now) && !to.equals(Optional.of(each.asked()))) {
        together.add(each.amount());
      }
    }
    for (Payout each : book.payouts()) {
      if (payouts.isPromised(each)) {
        together.add(each.amount());
      }
    }
    return notes.canDispense(together);
  }

  private boolean isPromised(Sale sale, Minutes now) {
    return switch (sale.stage()) {
      case BEGUN -> now.compareTo(sale.until()) <= 0 || received(sale).isPresent();
      case PAID, NOTES -> true;
      case DONE, OWED, RETURNING, RETURNED -> false;
    };
  }

  /** What the purse was paid for it: the payment names the token as it was asked. */
  private Optional<Received> received(Sale sale) {
    return purse.history().movements().stream()
        .filter(Received.class::isInstance)
        .map(Received.class::cast)
        .filter(each -> each.payment().previous().equals(sale.asked()))
        .findFirst();
  }

  /** The sale that a payment is for, if the purse takes or has it. */
  Optional<Sale> of(Response response) throws IOException {
    return book.sale(response.payment().previous());
  }

  Verdict paid(Response response, Minutes now) throws IOException {
    Optional<Sale> sale = of(response);
    if (sale.isEmpty()) {
      return Verdict.refused(PurseReason.NOT_ASKED);
    }
    Verdict taken = purse.receiving().accept(response, now);
    return taken.isAccepted() ? carryOn(sale.get(), now) : taken;
  }

  /** Its next step, and all that follow. */
  private Verdict carryOn(Sale sale, Minutes now) throws IOException {
    return switch (sale.stage()) {
      case BEGUN -> {
        Sale paid = sale.at(Stage.PAID);
        book.write(paid);
        yield collect(paid, now);
      }
      case PAID -> collect(sale, now);
      case NOTES -> handOut(sale);
      case DONE -> Verdict.accepted();
      case OWED -> Verdict.refused(MachineReason.CASH_OWED);
      case RETURNING, RETURNED -> Verdict.refused(MachineReason.NOTHING_OWED);
    };
  }

  /** The device collects first: only what is the machine's own is changed. */
  private Verdict collect(Sale paid, Minutes now) throws IOException {
    Map<TokenId, Reason> refused = purse.redemption().redeemAll();
    Optional<Received> received = received(paid);
    if (received.isEmpty() || !received.get().isRedeemed()) {
      return Verdict.refused(
          received.map(each -> refused.get(each.token().id())).orElse(PurseReason.NOT_ASKED));
    }
    boolean hasNotes = canPromise(paid.amount(), Optional.of(paid.asked()), now);
    Sale decided = paid.at(hasNotes ? Stage.NOTES : Stage.OWED);
    book.write(decided);
    return carryOn(decided, now);
  }

  private Verdict handOut(Sale sale) throws IOException {
    notes.dispense(sale.name(), sale.amount());
    Sale done = sale.at(Stage.DONE);
    book.write(done);
    return Verdict.accepted();
  }

  /** Carries on what was cut off. A sale that goes back is carried on by its payout. */
  void resume(Sale sale, Minutes now) throws IOException {
    boolean isToBeCarriedOn =
        switch (sale.stage()) {
          case BEGUN -> received(sale).isPresent();
          case PAID, NOTES -> true;
          case DONE, OWED, RETURNING, RETURNED -> false;
        };
    if (isToBeCarriedOn) {
      var _ = carryOn(sale, now);
    }
  }
}
