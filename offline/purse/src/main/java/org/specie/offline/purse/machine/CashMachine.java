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
import org.specie.kernel.core.port.Storage;
import org.specie.offline.purse.Purse;
import org.specie.offline.purse.history.Movement.Received;
import org.specie.offline.purse.paying.Paying.PayResult;
import org.specie.offline.purse.receiving.Receiving.Asking;
import org.specie.offline.token.message.Chain;
import org.specie.offline.token.message.Message.Request;
import org.specie.offline.token.message.Message.Response;
import org.specie.offline.token.value.Minutes;
import org.specie.offline.token.value.Reference;

/**
 * Changes offline cash into banknotes and back: a purse with a note unit. Whatever was begun is
 * carried on by {@link #resume} after a cut, up to where notes come out: that is for when their
 * customer is there. Everything is handed out once. An {@link IOException} leaves open how far a
 * thing is: the same call again tells. Not thread-safe. Spec: docs/spec/62-cash-machine.md.
 */
public final class CashMachine {
  private final MachineBook book;
  private final Sales sales;
  private final Payouts payouts;

  /** A machine with this purse and these notes, which nothing else uses. */
  public CashMachine(Purse purse, NoteUnit notes, Storage storage, MachineLimits limits) {
    this.book = new MachineBook(storage);
    this.payouts = new Payouts(purse, notes, book);
    this.sales = new Sales(purse, notes, book, payouts, limits);
  }

  /**
   * What a start could not carry on, and why; it is tried again at the next.
   *
   * @param key of a sale or a payout, as the book has it; none for the notes that are held, or
   *     where the book is damaged in the key
   */
  public record Stuck(Optional<Hash32> key, Why why) {}

  /** Why something is stuck. */
  public sealed interface Why {
    /** The device says no, and may say otherwise later. */
    record Refused(Reason reason) implements Why {}

    /** Something failed, or the entry cannot be read. */
    record Failed(IOException failure) implements Why {}

    /** It waits for its customer: no note comes out with nobody there. */
    record Waits() implements Why {}
  }

  /** Asks for the cash that so much in notes costs, and keeps the notes for a while. */
  public Asking sellNotes(Amount amount, Reference reference, Minutes now, Chain chain)
      throws IOException {
    return sales.begin(amount, reference, now, chain);
  }

  /** Takes the payment for notes, and hands the notes out; the same again hands out nothing. */
  public Verdict paid(Response response, Minutes now) throws IOException {
    return sales.paid(response, now);
  }

  /**
   * Pays the cash back for a payment whose notes were promised to others, on a request of the
   * customer's; the same again answers again.
   */
  public PayResult giveCashBack(Response response, Request request, Minutes now)
      throws IOException {
    Verdict taken = sales.paid(response, now);
    Optional<Sale> sale = sales.of(response);
    if (taken instanceof Verdict.Refused(Reason reason)
        && (sale.isEmpty() || !isToGoBack(reason))) {
      return new PayResult.Refused(reason);
    }
    return payouts.forSale(sale.orElseThrow(), request, now);
  }

  private static boolean isToGoBack(Reason reason) {
    return reason == MachineReason.CASH_OWED || reason == MachineReason.NOTHING_OWED;
  }

  /**
   * Begins to take a customer's notes: what is held from before is given back, and what is put in
   * from now on is for the request that {@link #buyNotes} is shown next, and for no later one.
   */
  public void openForNotes() throws IOException {
    payouts.openForNotes();
  }

  /**
   * Pays for the notes that were put in since {@link #openForNotes}, on the customer's request. The
   * same again answers again, and what is held then is given back, as it is with every refusal.
   */
  public PayResult buyNotes(Request request, Minutes now) throws IOException {
    return payouts.forNotes(request, now);
  }

  /**
   * Carries on what a cut left, before anybody is served; nothing that is stuck stops the rest. No
   * note comes out: whoever stands there now need not be the one to whom it belongs.
   */
  public List<Stuck> resume(Minutes now) throws IOException {
    List<Stuck> stuck = new ArrayList<>();
    attempt(Optional.empty(), payouts::held, stuck);
    Map<Hash32, Received> received = sales.received();
    for (Optional<Hash32> each : book.keys(MachineBook.SALE)) {
      attempt(each, () -> sales.resume(book.listedSale(each), received, now), stuck);
    }
    for (Optional<Hash32> each : book.keys(MachineBook.PAYOUT)) {
      attempt(each, () -> payouts.resume(book.listedPayout(each), now), stuck);
    }
    return stuck;
  }

  private static void attempt(Optional<Hash32> key, Step step, List<Stuck> stuck) {
    try {
      step.run().ifPresent(why -> stuck.add(new Stuck(key, why)));
    } catch (IOException failure) {
      stuck.add(new Stuck(key, new Why.Failed(failure)));
    }
  }

  @FunctionalInterface
  private interface Step {
    Optional<Why> run() throws IOException;
  }
}
