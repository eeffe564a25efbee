package org.specie.offline.purse.device;

import java.io.IOException;
import java.util.OptionalInt;
import org.specie.kernel.core.Reason;
import org.specie.kernel.core.Verdict;
import org.specie.offline.token.certificate.Certificate;
import org.specie.offline.token.receipt.Payment;
import org.specie.offline.token.receipt.Token;
import org.specie.offline.token.value.Minutes;

/**
 * A secure device, wherever it is: on the table, in the telephone, in a bank's vault. What it did
 * is done whether or not its answer arrives; after an {@link IOException} the same call, or {@link
 * #result}, tells. Spec: docs/spec/52-purse.md 1.1.
 */
public interface SecureDevice {
  /** Who it is for, and what it holds. */
  DeviceState state() throws IOException;

  /**
   * How many further payments it can make that are claimed to be at {@code now}, if it needs keys
   * for that and says so.
   */
  default OptionalInt payments(Minutes now) throws IOException {
    return OptionalInt.empty();
  }

  /** Pays, or answers what it paid for this token before, whatever amount is named now. */
  PayAnswer pay(PayOrder order) throws IOException;

  /** What it paid for {@code token}; it pays nothing now. */
  Result result(Token token) throws IOException;

  /** Turns the last payment of {@code token} into balance. */
  RedeemAnswer redeem(Token token) throws IOException;

  /** Learns a certificate under what it knows; one it knows already changes nothing. */
  Verdict learn(Certificate certificate) throws IOException;

  /** What came of an order. */
  sealed interface PayAnswer {
    /** It is paid, perhaps long ago. */
    record Paid(Payment payment) implements PayAnswer {}

    /** Nothing moved. */
    record Refused(Reason reason) implements PayAnswer {}
  }

  /** What a device knows of a payment that was ordered before. */
  sealed interface Result {
    /** It paid, and keeps the payment. */
    record Paid(Payment payment) implements Result {}

    /** It never paid. */
    record Unpaid() implements Result {}

    /** It paid, so long ago that it keeps the payment no longer. */
    record NotKept() implements Result {}
  }

  /** What came of redeeming. */
  sealed interface RedeemAnswer {
    /** The amount is part of the balance: since now, or since it was shown before. */
    record Redeemed() implements RedeemAnswer {}

    /** Nothing moved. */
    record Refused(Reason reason) implements RedeemAnswer {}
  }
}
