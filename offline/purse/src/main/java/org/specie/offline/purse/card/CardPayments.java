package org.specie.offline.purse.card;

import java.io.IOException;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.offline.purse.device.DeviceReason;
import org.specie.offline.purse.device.PayOrder;
import org.specie.offline.purse.device.SecureDevice.PayAnswer;
import org.specie.offline.purse.device.SecureDevice.Result;
import org.specie.offline.token.check.TokenReason;
import org.specie.offline.token.layout.ArtLayout;
import org.specie.offline.token.receipt.Payment;
import org.specie.offline.token.receipt.Token;
import org.specie.offline.token.value.OfflineAmount;

/** PAY and GET RESULT, and what a card says to them. Spec: docs/spec/51-monebox.md, 51.5. */
final class CardPayments {
  private static final int NOT_FOUND = 0x6A83;

  private CardPayments() {}

  /** PAY for {@code order}; {@code p1} says on whose word. */
  static CardCommand pay(PayOrder order, int p1) {
    Encoder data = new Encoder();
    OfflineAmount.encode(data, order.amount());
    order.time().encode(data);
    data.fixed(order.reference().bytes()).fixed(order.token().encode());
    int p2 = order.token().last().isPresent() ? 1 : 0;
    return new CardCommand(CardCommand.PAY, p1, p2, data.toByteString());
  }

  /** What came of PAY. */
  static PayAnswer answered(CardAnswer answer) throws IOException {
    return answer.isOk() || answer.status() == otherAmount()
        ? new PayAnswer.Paid(payment(answer))
        : new PayAnswer.Refused(answer.refusal());
  }

  /** Paid before with another amount: the payment stands in front of this word. */
  private static int otherAmount() {
    return DeviceReason.PAID_OTHER_AMOUNT.statusWord();
  }

  private static Payment payment(CardAnswer answer) throws IOException {
    try {
      return Payment.decode(answer.data(ArtLayout.PAY_SIZE));
    } catch (MalformedInput e) {
      throw new IOException("the card's payment cannot be read", e);
    }
  }

  /** GET RESULT for the payment on {@code token}. */
  static CardCommand result(Token token) {
    ByteString data =
        new Encoder()
            .fixed(token.configuration().id().bytes())
            .u32(token.sequence() + 1)
            .fixed(token.digest().bytes())
            .toByteString();
    return CardCommand.of(CardCommand.GET_RESULT, data);
  }

  /** What came of GET RESULT. */
  static Result found(CardAnswer answer) throws IOException {
    if (answer.isOk()) {
      return new Result.Paid(payment(answer));
    }
    if (answer.status() == NOT_FOUND) {
      return new Result.Unpaid();
    }
    if (answer.refusal() == TokenReason.PAID_NOT_KEPT) {
      return new Result.NotKept();
    }
    throw answer.unexpected();
  }
}
