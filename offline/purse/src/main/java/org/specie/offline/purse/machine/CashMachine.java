package org.specie.offline.purse.machine;

import java.io.IOException;
import java.util.Optional;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.core.port.Storage;
import org.specie.offline.purse.Purse;
import org.specie.offline.purse.PurseReason;
import org.specie.offline.purse.history.Movement;
import org.specie.offline.purse.machine.MachineBook.In;
import org.specie.offline.purse.machine.MachineBook.Out;
import org.specie.offline.purse.machine.MachineBook.Stage;
import org.specie.offline.purse.paying.Paying.PayResult;
import org.specie.offline.purse.receiving.Receiving.Asking;
import org.specie.offline.token.message.Chain;
import org.specie.offline.token.message.Message.Request;
import org.specie.offline.token.message.Message.Response;
import org.specie.offline.token.value.Minutes;
import org.specie.offline.token.value.Reference;
import org.specie.offline.token.value.TokenId;

/**
 * Changes offline cash into banknotes and back: a purse with a note unit. Whatever was begun is
 * carried on by {@link #resume} after a cut, and everything is handed out once. Not thread-safe.
 * Spec: docs/spec/61-cash-machine.md.
 */
public final class CashMachine {
  private final Purse purse;
  private final NoteUnit notes;
  private final MachineBook book;

  /** A machine with this purse and these notes, which nothing else uses. */
  public CashMachine(Purse purse, NoteUnit notes, Storage storage) {
    this.purse = purse;
    this.notes = notes;
    this.book = new MachineBook(storage);
  }

  /** Asks for the cash that so much in notes costs. */
  public Asking sellNotes(Amount amount, Reference reference, Minutes now, Chain chain)
      throws IOException {
    if (!notes.canDispense(amount)) {
      return new Asking.Refused(MachineReason.NOTES_LACKING);
    }
    Asking asking = purse.receiving().ask(Optional.of(amount), reference, now, chain);
    if (asking instanceof Asking.Handed(Request request)) {
      // On the disk before the customer sees it, so that what is paid on it is for notes.
      book.write(new Out(request.token().configuration().id(), amount, Stage.BEGUN));
    }
    return asking;
  }

  /** Takes the payment for notes, and hands the notes out. */
  public Verdict paid(Response response, Minutes now) throws IOException {
    Optional<Out> out = book.out(response.id());
    if (out.isEmpty()) {
      return Verdict.refused(PurseReason.NOT_ASKED);
    }
    Verdict taken = purse.receiving().accept(response, now);
    return taken.isAccepted() ? handOut(out.get()) : taken;
  }

  /** The device collects first: only what is the machine's own is changed. */
  private Verdict handOut(Out out) throws IOException {
    Out next = out;
    if (out.stage() == Stage.BEGUN) {
      var _ = purse.redemption().redeemAll();
      Optional<Amount> collected = collected(out.token());
      if (collected.isEmpty()) {
        return Verdict.refused(PurseReason.NOT_ASKED);
      }
      next = out.at(collected.get().equals(out.amount()) ? Stage.TAKEN : Stage.ODD);
      book.write(next);
    }
    if (next.stage() == Stage.TAKEN) {
      notes.dispense(next.name(), next.amount());
      next = next.at(Stage.DONE);
      book.write(next);
    }
    return next.stage() == Stage.DONE
        ? Verdict.accepted()
        : Verdict.refused(MachineReason.NO_NOTES_FOR_IT);
  }

  /** What the device collected on a token, if it collected anything. */
  private Optional<Amount> collected(TokenId token) {
    Amount sum = Amount.ZERO;
    for (Movement each : purse.history().movements()) {
      if (each instanceof Movement.Received received
          && received.isRedeemed()
          && received.token().id().equals(token)) {
        sum = sum.plus(received.payment().amount());
      }
    }
    return sum.equals(Amount.ZERO) ? Optional.empty() : Optional.of(sum);
  }

  /** Pays for the notes that are held, on the customer's request; the same again answers again. */
  public PayResult buyNotes(Request request, Minutes now) throws IOException {
    Optional<In> before = book.in(request);
    if (before.isPresent()) {
      return payOut(before.get(), now);
    }
    Amount held = notes.held();
    if (!request.amount().equals(Optional.of(held))) {
      notes.giveBack();
      return new PayResult.Refused(MachineReason.OTHER_SUM);
    }
    if (purse.paying().examine(request, held, now) instanceof Verdict.Refused refused) {
      notes.giveBack();
      return new PayResult.Refused(refused.reason());
    }
    In in = new In(request, held, Stage.BEGUN);
    book.write(in);
    return payOut(in, now);
  }

  /** The notes are stacked first: what was paid cannot be taken back, notes can be given back. */
  private PayResult payOut(In begun, Minutes now) throws IOException {
    In in = begun;
    if (in.stage() == Stage.BEGUN) {
      notes.stack(in.name());
      in = in.at(Stage.TAKEN);
      book.write(in);
    }
    if (in.stage() == Stage.TAKEN || in.stage() == Stage.DONE) {
      PayResult result = purse.paying().pay(in.request(), in.amount(), now, _ -> true);
      boolean isPaid = result instanceof PayResult.Paid;
      if (in.stage() == Stage.TAKEN) {
        in = in.at(isPaid ? Stage.DONE : Stage.OWED_BACK);
        book.write(in);
      }
      if (isPaid) {
        return result;
      }
    }
    if (in.stage() == Stage.OWED_BACK) {
      notes.dispense(in.name(), in.amount());
      book.write(in.at(Stage.GIVEN_BACK));
    }
    return new PayResult.Refused(MachineReason.NOTES_GIVEN_BACK);
  }

  /** Carries on what a cut left, before anybody is served. */
  public void resume(Minutes now) throws IOException {
    for (Out each : book.outs()) {
      boolean isPaid = each.stage() == Stage.TAKEN || isReceived(each.token());
      if (isPaid && (each.stage() == Stage.BEGUN || each.stage() == Stage.TAKEN)) {
        var _ = handOut(each);
      }
    }
    for (In each : book.ins()) {
      if (each.stage() == Stage.BEGUN && !notes.hasStacked(each.name())) {
        book.forget(each);
      } else if (each.stage() != Stage.DONE && each.stage() != Stage.GIVEN_BACK) {
        var _ = payOut(each, now);
      }
    }
  }

  private boolean isReceived(TokenId token) {
    return purse.history().movements().stream()
        .anyMatch(
            each ->
                each instanceof Movement.Received received && received.token().id().equals(token));
  }
}
