package org.specie.offline.purse.till;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.Reason;
import org.specie.kernel.core.Verdict;
import org.specie.offline.purse.PurseReason;
import org.specie.offline.purse.device.PayOrder;
import org.specie.offline.purse.device.SecureDevice.PayAnswer;
import org.specie.offline.purse.device.SecureDevice.Result;
import org.specie.offline.purse.device.TappedDevice;
import org.specie.offline.purse.receiving.Receiving;
import org.specie.offline.purse.receiving.Receiving.Asking;
import org.specie.offline.token.check.TokenReason;
import org.specie.offline.token.layout.ArtLayout;
import org.specie.offline.token.message.Message.Request;
import org.specie.offline.token.receipt.Payment;
import org.specie.offline.token.value.Minutes;
import org.specie.offline.token.value.Reference;

/**
 * Has a card pay that taps, for somebody who has nothing but the card. What this card may have paid
 * before it was torn out is found first; only then is anything asked, and that on a token that no
 * other card was shown. Spec: docs/spec/60-card-at-a-till.md.
 */
public final class Charging {
  /**
   * What another day may take: a payment under a class that this till is still to learn, or at a
   * time that is ahead of its clock. It may be this sale's, so nothing else is asked for.
   */
  private static final Set<Reason> MAY_BE_TAKEN =
      Set.of(TokenReason.UNKNOWN_KEY, TokenReason.CLAIMED_IN_FUTURE);

  private final Receiving receiving;

  /** The till that receives here. */
  public Charging(Receiving receiving) {
    this.receiving = receiving;
  }

  /**
   * What is sold.
   *
   * @param amount the customer was shown
   * @param reference of the till's own
   * @param now as the till knows it, claimed for the payer
   */
  public record Sale(Amount amount, Reference reference, Minutes now) {}

  /**
   * What a tap came to.
   *
   * @param outcome of the sale
   * @param earlier payments for other requests of this till, which this card had made and which are
   *     taken now
   * @param notKept requests of this till that this card says it paid, and keeps no longer how; if
   *     one was for this sale, the customer has paid it twice
   */
  public record Tapped(Outcome outcome, List<Payment> earlier, int notKept) {
    public Tapped {
      earlier = List.copyOf(earlier);
    }
  }

  /** What became of the sale. */
  public sealed interface Outcome {
    /** It is paid: now, or before the card was torn out. */
    record Paid(Payment payment) implements Outcome {}

    /** It is not, and nothing moved. */
    record Refused(Reason reason) implements Outcome {}

    /**
     * The card says that it paid, and what it shows is no payment that this till takes. The request
     * stays open: the same card can show another.
     */
    record Unproven(Reason reason) implements Outcome {}
  }

  private record Found(Request request, Payment payment) {}

  private record Findings(List<Found> payments, int notKept) {}

  /**
   * Charges {@code card}. An {@link IOException} leaves open what it did; with the same card the
   * same sale finds out, and moves its money once.
   */
  public Tapped charge(Sale sale, TappedDevice card) throws IOException {
    // All is asked before anything is taken: a card that goes in between leaves nothing half told.
    Findings found = find(card, sale.now());
    List<Payment> taken = new ArrayList<>();
    Optional<Reason> unproven = Optional.empty();
    for (Found each : found.payments()) {
      Verdict verdict = receiving.acceptTap(each.request(), each.payment(), sale.now());
      if (verdict.isAccepted()) {
        taken.add(each.payment());
      }
      if (verdict instanceof Verdict.Refused(Reason reason) && MAY_BE_TAKEN.contains(reason)) {
        unproven = Optional.of(reason);
      }
    }
    Optional<Payment> ofThisSale =
        taken.stream().filter(each -> each.amount().equals(sale.amount())).findFirst();
    if (ofThisSale.isPresent()) {
      taken.remove(ofThisSale.get());
      return new Tapped(new Outcome.Paid(ofThisSale.get()), taken, found.notKept());
    }
    Outcome outcome =
        unproven.isPresent()
            ? new Outcome.Unproven(unproven.get())
            : unfound(sale, card, !taken.isEmpty());
    return new Tapped(outcome, taken, found.notKept());
  }

  /** The sale, of which the card has not said that it paid it. */
  private Outcome unfound(Sale sale, TappedDevice card, boolean isEarlier) throws IOException {
    return isEarlier ? new Outcome.Refused(PurseReason.EARLIER_TAKEN) : ask(sale, card);
  }

  /** What {@code card} says it paid of the requests that were shown to a card. */
  private Findings find(TappedDevice card, Minutes now) throws IOException {
    List<Found> found = new ArrayList<>();
    int notKept = 0;
    for (Request each : receiving.askedByTap()) {
      Minutes until = each.token().configuration().terms().validity().until();
      if (now.isBeyond(until, ArtLayout.GRACE_MINUTES)) {
        continue;
      }
      switch (card.result(each.token())) {
        case Result.Paid(Payment payment) -> found.add(new Found(each, payment));
        case Result.NotKept _ -> notKept++;
        case Result.Unpaid _ -> {}
      }
    }
    return new Findings(found, notKept);
  }

  private Outcome ask(Sale sale, TappedDevice card) throws IOException {
    return switch (receiving.askByTap(sale.amount(), sale.reference(), sale.now())) {
      case Asking.Refused(Reason reason) -> new Outcome.Refused(reason);
      case Asking.Handed(Request request) -> pay(sale, request, card);
    };
  }

  private Outcome pay(Sale sale, Request request, TappedDevice card) throws IOException {
    PayOrder order = new PayOrder(request.token(), sale.amount(), sale.reference(), sale.now());
    return switch (card.pay(order)) {
      case PayAnswer.Paid(Payment payment) ->
          receiving.acceptTap(request, payment, sale.now())
                  instanceof Verdict.Refused(Reason reason)
              ? new Outcome.Unproven(reason)
              : new Outcome.Paid(payment);
      case PayAnswer.Refused(Reason reason) -> refused(request, reason);
    };
  }

  /** A card that says it paid and keeps the payment no longer may have paid. */
  private Outcome refused(Request request, Reason reason) throws IOException {
    if (reason == TokenReason.PAID_NOT_KEPT) {
      return new Outcome.Unproven(reason);
    }
    receiving.withdraw(request);
    return new Outcome.Refused(reason);
  }
}
