package org.specie.offline.purse.paying;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.Reason;
import org.specie.kernel.core.Verdict;
import org.specie.offline.purse.PurseReason;
import org.specie.offline.purse.device.DeviceReason;
import org.specie.offline.purse.device.PayOrder;
import org.specie.offline.purse.device.SecureDevice;
import org.specie.offline.purse.device.SecureDevice.PayAnswer;
import org.specie.offline.purse.device.SecureDevice.Result;
import org.specie.offline.purse.journal.Journal;
import org.specie.offline.purse.journal.JournalRecord;
import org.specie.offline.token.check.TokenReason;
import org.specie.offline.token.check.TokenVerifier;
import org.specie.offline.token.message.Chain;
import org.specie.offline.token.message.Message.ChainWanted;
import org.specie.offline.token.message.Message.Chained;
import org.specie.offline.token.message.Message.Request;
import org.specie.offline.token.message.Message.Response;
import org.specie.offline.token.receipt.Payment;
import org.specie.offline.token.receipt.Token;
import org.specie.offline.token.value.Minutes;
import org.specie.offline.token.value.Reference;
import org.specie.offline.token.value.TokenId;

/**
 * Pays through the device. What was paid is answered from the journal; what may have been paid is
 * found out from the device; only then is anything new paid, and it is kept before it leaves. Spec:
 * docs/spec/52-purse.md section 4.
 */
public final class Paying {
  private final Journal journal;
  private final TokenVerifier verifier;
  private final SecureDevice device;
  private final PayerClasses classes;
  private final Redemption redemption;
  private final PaidPayments payments = new PaidPayments();

  /** Begins with no payments; {@link #replay} brings back what there was. */
  public Paying(
      Journal journal,
      TokenVerifier verifier,
      SecureDevice device,
      PayerClasses classes,
      Redemption redemption) {
    this.journal = journal;
    this.verifier = verifier;
    this.device = device;
    this.classes = classes;
    this.redemption = redemption;
  }

  /** What paying comes to. */
  public sealed interface PayResult {
    /** The answer to the request, kept and ready to leave. */
    record Paid(Response response) implements PayResult {}

    /** Nothing moved. */
    record Refused(Reason reason) implements PayResult {}
  }

  /** Takes in a record of the journal. */
  public void replay(JournalRecord record) {
    payments.replay(record);
  }

  private void record(JournalRecord record) throws IOException {
    journal.append(record);
    replay(record);
  }

  /**
   * Pays {@code amount} for {@code request}. The same request again brings the same answer,
   * whatever amount is named now. An {@link IOException} leaves open whether it is paid: the same
   * request, or {@link #settle}, tells.
   */
  public PayResult pay(Request request, Amount amount, Minutes now, Approver approver)
      throws IOException {
    Token token = request.token();
    var _ = verifier.learn(request.chain());
    settle();
    Optional<Payment> before = payments.on(token);
    if (before.isPresent()) {
      return paid(token, before.get());
    }
    Verdict possible = examine(request, amount, now);
    if (possible instanceof Verdict.Refused refused) {
      return new PayResult.Refused(refused.reason());
    }
    PayOrder order = new PayOrder(token, amount, request.reference(), now);
    if (!hasFunds(amount)) {
      return new PayResult.Refused(DeviceReason.INSUFFICIENT_BALANCE);
    }
    if (!approver.approves(order)) {
      return new PayResult.Refused(PurseReason.NOT_APPROVED);
    }
    record(new JournalRecord.Ordered(order));
    return carryOut(order);
  }

  /** Whether the device would pay this: every check but its balance and the owner's word. */
  public Verdict examine(Request request, Amount amount, Minutes now) {
    return verifier.mayPay(request, amount, classes.newest(now), now);
  }

  /** What was paid on {@code token} from here, as far as the journal knows. */
  public Optional<Payment> paidOn(Token token) {
    return payments.on(token);
  }

  private boolean hasFunds(Amount amount) throws IOException {
    if (!device.state().balance().covers(amount)) {
      var _ = redemption.beforePaying();
    }
    return device.state().balance().covers(amount);
  }

  private PayResult carryOut(PayOrder order) throws IOException {
    return switch (device.pay(order)) {
      case PayAnswer.Paid(Payment payment) -> {
        if (!isGenuine(order, payment)) {
          throw new IOException(
              "what the card answered is no payment for this request; whether it paid is found out"
                  + " when it is asked again, best in another reader");
        }
        record(new JournalRecord.Paid(order.key(), payment));
        yield paid(order.token(), payment);
      }
      case PayAnswer.Refused(Reason reason) -> {
        if (reason != TokenReason.PAID_NOT_KEPT) {
          record(new JournalRecord.Declined(order.key()));
        }
        yield new PayResult.Refused(reason);
      }
    };
  }

  /**
   * Whether the answer to {@code order} is one that a payee takes, of this amount. Whose device
   * paid nobody can tell.
   */
  private boolean isGenuine(PayOrder order, Payment payment) {
    for (Chain each : classes.chains()) {
      var _ = verifier.learn(each);
    }
    return payment.amount().equals(order.amount())
        && verifier.isPaid(order.token(), order.reference(), payment).isAccepted();
  }

  private static PayResult paid(Token token, Payment payment) {
    return new PayResult.Paid(new Response(token.configuration().id(), payment, Chain.NONE));
  }

  /**
   * Finds out from the device what became of orders that a crash or a broken connection left open.
   * It never pays: an owner who saw a payment fail must not find it made later. An answer that no
   * payee would take, as somebody else's reader may give, leaves the order open.
   */
  public void settle() throws IOException {
    for (PayOrder each : payments.open()) {
      switch (device.result(each.token())) {
        case Result.Paid(Payment payment) -> {
          if (isGenuine(each, payment)) {
            record(new JournalRecord.Paid(each.key(), payment));
          }
        }
        case Result.Unpaid _ -> record(new JournalRecord.Declined(each.key()));
        case Result.NotKept _ -> {}
      }
    }
  }

  /**
   * Whether the device knows the last payment that the journal knows. One that does not, or tells
   * what is no payment for that order, is another device, or was set back to a state from before it
   * paid. Of a token that is over a device may forget the payment, so it is not asked.
   */
  public Verdict recognise(Minutes now) throws IOException {
    Optional<PayOrder> latest =
        payments
            .latest()
            .filter(order -> order.token().configuration().terms().validity().contains(now));
    if (latest.isEmpty()) {
      return Verdict.accepted();
    }
    PayOrder order = latest.get();
    boolean isKnown =
        switch (device.result(order.token())) {
          // Another one that holds is the device's own, where a reader had told somebody else's.
          case Result.Paid(Payment payment) ->
              payments.on(order.token()).equals(Optional.of(payment)) || isGenuine(order, payment);
          case Result.NotKept _ -> true;
          case Result.Unpaid _ -> false;
        };
    return isKnown ? Verdict.accepted() : Verdict.refused(PurseReason.DEVICE_FROM_BEFORE);
  }

  /** Orders that stay open: the device did not answer yet, or paid and no longer keeps what. */
  public List<PayOrder> open() {
    return payments.open();
  }

  /** What a payee gets that does not know the key it names, if it is above payments from here. */
  public Optional<Chained> answer(ChainWanted wanted) {
    return classes.with(wanted.key()).map(Chained::new);
  }

  /** The request with which a dedicated token that stayed here is paid again. */
  public Optional<Request> again(TokenId id, Reference reference) {
    return payments
        .last(id)
        .filter(token -> token.configuration().dedicated())
        .map(token -> new Request(Optional.empty(), reference, token, Chain.NONE));
  }
}
