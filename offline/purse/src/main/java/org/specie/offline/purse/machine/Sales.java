package org.specie.offline.purse.machine;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.Reason;
import org.specie.kernel.core.Verdict;
import org.specie.offline.purse.Purse;
import org.specie.offline.purse.PurseReason;
import org.specie.offline.purse.history.Movement;
import org.specie.offline.purse.history.Movement.Received;
import org.specie.offline.purse.machine.CashMachine.Why;
import org.specie.offline.purse.machine.Sale.Stage;
import org.specie.offline.purse.receiving.Receiving;
import org.specie.offline.purse.receiving.Receiving.Asking;
import org.specie.offline.token.check.TokenReason;
import org.specie.offline.token.layout.ArtLayout;
import org.specie.offline.token.message.Chain;
import org.specie.offline.token.message.Message.Request;
import org.specie.offline.token.message.Message.Response;
import org.specie.offline.token.receipt.Token;
import org.specie.offline.token.value.Minutes;
import org.specie.offline.token.value.Reference;
import org.specie.offline.token.value.TokenId;

/** Notes out, for cash. Spec: docs/spec/62-cash-machine.md section 3. */
final class Sales {
  private static final int KEPT_MINUTES = 15;

  /** What a device says of one token; of whatever else it refuses, the next would not be better. */
  private static final Set<Reason> OF_ONE_TOKEN =
      Set.of(
          TokenReason.WRONG_SUM,
          TokenReason.TOO_LATE,
          TokenReason.STEPS_MISSING,
          TokenReason.FORKED,
          TokenReason.STEP_PASSED);

  private final Purse purse;
  private final NoteUnit notes;
  private final MachineBook book;
  private final Payouts payouts;
  private final MachineLimits limits;

  Sales(Purse purse, NoteUnit notes, MachineBook book, Payouts payouts, MachineLimits limits) {
    this.purse = purse;
    this.notes = notes;
    this.book = book;
    this.payouts = payouts;
    this.limits = limits;
  }

  Asking begin(Amount amount, Reference reference, Minutes now, Chain chain) throws IOException {
    forgetOver(now);
    // What the device cannot collect, its next buyer would lose as well.
    if (!OF_ONE_TOKEN.containsAll(purse.redemption().redeemAll().values())) {
      return new Asking.Refused(MachineReason.NOTHING_COLLECTED);
    }
    if (waiting(now) >= limits.waitingSales()) {
      return new Asking.Refused(MachineReason.SALES_WAITING);
    }
    if (amount.equals(Amount.ZERO) || !canPromise(amount, Optional.empty(), now)) {
      return new Asking.Refused(MachineReason.NOTES_LACKING);
    }
    Asking asking =
        purse.receiving().ask(Optional.of(amount), reference, now, chain, collectable(now));
    if (asking instanceof Asking.Handed(Request request)) {
      Minutes until = new Minutes(Math.addExact(now.sinceEpoch(), KEPT_MINUTES));
      // On the disk before the customer sees it, so that what is paid on it is for notes.
      Minutes end = request.token().configuration().terms().validity().until();
      book.write(new Sale(request.token().digest(), amount, until, end, Stage.BEGUN));
    }
    return asking;
  }

  /** For how many sales notes are kept that nobody has paid for: asking alone costs nothing. */
  private long waiting(Minutes now) throws IOException {
    Map<Hash32, Received> received = received();
    return book.sales().stream()
        .filter(each -> each.stage() == Stage.BEGUN && !isLate(each, now))
        .filter(each -> !received.containsKey(each.asked()))
        .count();
  }

  /** The tokens of which the device collects what is paid on them next, as far as is known. */
  private Predicate<Token> collectable(Minutes now) {
    Receiving receiving = purse.receiving();
    Set<TokenId> blocked =
        receiving.unredeemed().stream()
            .map(each -> each.configuration().id())
            .collect(Collectors.toSet());
    boolean hasPlaces = receiving.inUse(now) < limits.ownTokens();
    return token ->
        !blocked.contains(token.configuration().id()) && (hasPlaces || token.last().isPresent());
  }

  /** Whether the notes make {@code amount} together with what is promised to others. */
  private boolean canPromise(Amount amount, Optional<Hash32> to, Minutes now) throws IOException {
    List<Amount> together = new ArrayList<>();
    together.add(amount);
    Map<Hash32, Received> received = received();
    lapse(received, now);
    for (Sale each : book.sales()) {
      if (isPromised(each, received, now) && !to.equals(Optional.of(each.asked()))) {
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

  /**
   * Ends promises whose time is over and whose payment is here and was not collected when all were.
   * Written, so that one which is collected after all takes no notes that others were promised.
   */
  private void lapse(Map<Hash32, Received> received, Minutes now) throws IOException {
    for (Sale each : book.sales()) {
      Received payment = received.get(each.asked());
      boolean isUndecided = each.stage() == Stage.BEGUN || each.stage() == Stage.PAID;
      if (isUndecided && isLate(each, now) && payment != null && !payment.isRedeemed()) {
        var _ = late(each);
      }
    }
  }

  private static boolean isPromised(Sale sale, Map<Hash32, Received> received, Minutes now) {
    return switch (sale.stage()) {
      case BEGUN -> !isLate(sale, now) || received.containsKey(sale.asked());
      case PAID, NOTES -> true;
      case LATE, DONE, OWED, RETURNING, RETURNED -> false;
    };
  }

  private static boolean isLate(Sale sale, Minutes now) {
    return now.compareTo(sale.until()) > 0;
  }

  /** What the purse was paid, by the token as it was asked, which the payment names. */
  Map<Hash32, Received> received() {
    Map<Hash32, Received> by = new HashMap<>();
    for (Movement each : purse.history().movements()) {
      if (each instanceof Received received) {
        by.putIfAbsent(received.payment().previous(), received);
      }
    }
    return by;
  }

  /** Drops what nobody paid and nobody can pay any more, because its token is over. */
  private void forgetOver(Minutes now) throws IOException {
    Map<Hash32, Received> received = received();
    for (Sale each : book.sales()) {
      if (isOver(each, received, now)) {
        book.forget(each);
      }
    }
  }

  private static boolean isOver(Sale sale, Map<Hash32, Received> received, Minutes now) {
    boolean isUnpaid = sale.stage() == Stage.BEGUN || sale.stage() == Stage.LATE;
    return isUnpaid
        && now.isBeyond(sale.end(), ArtLayout.GRACE_MINUTES)
        && !received.containsKey(sale.asked());
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
    Sale shown = lateIfOver(sale.get(), now);
    Verdict taken = purse.receiving().accept(response, now);
    return taken.isAccepted() ? handOut(carryOn(shown, now)) : taken;
  }

  /** Written before the purse takes the payment: one that is here and is not late was in time. */
  private Sale lateIfOver(Sale sale, Minutes now) throws IOException {
    if (sale.stage() != Stage.BEGUN || !isLate(sale, now) || received().containsKey(sale.asked())) {
      return sale;
    }
    return late(sale);
  }

  private Sale late(Sale sale) throws IOException {
    Sale late = sale.at(Stage.LATE);
    book.write(late);
    return late;
  }

  /** How far a sale has come, and why it comes no further now. */
  private record Progress(Sale sale, Optional<Reason> refusal) {
    static Progress at(Sale sale) {
      return new Progress(sale, Optional.empty());
    }
  }

  /** Its next step, and all that follow but that notes come out. */
  private Progress carryOn(Sale sale, Minutes now) throws IOException {
    return switch (sale.stage()) {
      case BEGUN -> {
        Sale paid = sale.at(Stage.PAID);
        book.write(paid);
        yield collect(paid, now);
      }
      case PAID, LATE -> collect(sale, now);
      case NOTES, DONE, OWED, RETURNING, RETURNED -> Progress.at(sale);
    };
  }

  /** The device collects first: only what is the machine's own is changed. */
  private Progress collect(Sale paid, Minutes now) throws IOException {
    Map<TokenId, Reason> refused = purse.redemption().redeemAll();
    Optional<Received> received = Optional.ofNullable(received().get(paid.asked()));
    if (received.isEmpty() || !received.get().isRedeemed()) {
      // Notes are not kept for ever for cash that may never be the machine's.
      boolean isOver = paid.stage() == Stage.PAID && isLate(paid, now);
      Reason why =
          received.map(each -> refused.get(each.token().id())).orElse(PurseReason.NOT_ASKED);
      return new Progress(isOver ? late(paid) : paid, Optional.of(why));
    }
    boolean hasNotes = canPromise(paid.amount(), Optional.of(paid.asked()), now);
    Sale decided = paid.at(hasNotes ? Stage.NOTES : Stage.OWED);
    book.write(decided);
    return Progress.at(decided);
  }

  /** What its customer, who is there, gets. */
  private Verdict handOut(Progress progress) throws IOException {
    Sale sale = progress.sale();
    return switch (sale.stage()) {
      case BEGUN, PAID, LATE -> Verdict.refused(progress.refusal().orElseThrow());
      case NOTES -> {
        notes.dispense(sale.name(), sale.amount());
        book.write(sale.at(Stage.DONE));
        yield Verdict.accepted();
      }
      case DONE -> Verdict.accepted();
      case OWED -> Verdict.refused(MachineReason.CASH_OWED);
      case RETURNING, RETURNED -> Verdict.refused(MachineReason.NOTHING_OWED);
    };
  }

  /**
   * Carries on what was cut off, with nobody there. A sale that goes back is carried on by its
   * payout.
   *
   * @param received what was {@link #received()} at the start
   * @return why it comes no further
   */
  Optional<Why> resume(Sale sale, Map<Hash32, Received> received, Minutes now) throws IOException {
    if (isOver(sale, received, now)) {
      book.forget(sale);
      return Optional.empty();
    }
    boolean isUnpaid = sale.stage() == Stage.BEGUN || sale.stage() == Stage.LATE;
    if (isUnpaid && !received.containsKey(sale.asked())) {
      return Optional.empty();
    }
    Progress progress = carryOn(sale, now);
    return progress.sale().stage() == Stage.NOTES
        ? waits(progress.sale())
        : progress.refusal().map(Why.Refused::new);
  }

  /** The notes may have come out before the cut; if not, they come out for their customer only. */
  private Optional<Why> waits(Sale sale) throws IOException {
    if (!notes.hasDispensed(sale.name())) {
      return Optional.of(new Why.Waits());
    }
    book.write(sale.at(Stage.DONE));
    return Optional.empty();
  }
}
