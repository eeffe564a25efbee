package org.specie.offline.purse.card;

import java.io.IOException;
import org.specie.offline.purse.PurseReason;
import org.specie.offline.purse.device.PayOrder;
import org.specie.offline.purse.device.SecureDevice.PayAnswer;
import org.specie.offline.purse.device.SecureDevice.Result;
import org.specie.offline.purse.device.TappedDevice;
import org.specie.offline.token.receipt.Token;

/**
 * A card that somebody holds to a reader of a host that it is not bound to. Spec:
 * docs/spec/60-card-at-a-till.md, section 2.
 */
public final class TappedCard implements TappedDevice {
  /** P1 of PAY: on nobody's word, which the card takes through the air, up to the tap's limit. */
  private static final int BY_TAP = 1;

  private static final int WRONG_STATE = 0x6985;

  private final CardChannel channel;

  public TappedCard(CardChannel channel) {
    this.channel = channel;
  }

  @Override
  public PayAnswer pay(PayOrder order) throws IOException {
    CardAnswer answer = CardPayments.pay(order, BY_TAP).sendTo(channel);
    return answer.status() == WRONG_STATE
        ? new PayAnswer.Refused(PurseReason.NO_PAYER)
        : CardPayments.answered(answer);
  }

  /** What it paid; a card that was never in use paid nothing. */
  @Override
  public Result result(Token token) throws IOException {
    CardAnswer answer = CardPayments.result(token).sendTo(channel);
    return answer.status() == WRONG_STATE ? new Result.Unpaid() : CardPayments.found(answer);
  }
}
