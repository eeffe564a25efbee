package org.specie.offline.agents.station;

import java.io.IOException;
import java.util.Optional;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Reason;
import org.specie.kernel.core.Verdict;
import org.specie.offline.agents.Answer;
import org.specie.offline.agents.device.DeviceId;
import org.specie.offline.purse.card.CardAnswer;
import org.specie.offline.purse.card.CardBinding;
import org.specie.offline.purse.card.CardBinding.Establishing;
import org.specie.offline.purse.card.CardChannel;
import org.specie.offline.purse.card.CardCommand;
import org.specie.offline.purse.card.CardDevice;
import org.specie.offline.token.certificate.ClassCert;
import org.specie.offline.token.signature.P256Key;

/**
 * What completes a prepared card, at its owner's host: the owner binds the host, and brings the
 * card into use. The host keeps the binding before the card counts on it, because a card in use
 * takes no other without one. Spec: docs/spec/57-station.md section 4.
 */
public final class FirstUse {
  private static final int NOT_AUTHENTIC = 0x6982;

  private final DeviceId device;
  private final P256Key point;
  private final ClassCert classKey;
  private final OwnerHost host;

  /** The first use of {@code device}, whose own key is {@code point}, under {@code classKey}. */
  public FirstUse(DeviceId device, P256Key point, ClassCert classKey, OwnerHost host) {
    this.device = device;
    this.point = point;
    this.classKey = classKey;
    this.host = host;
  }

  /**
   * Binds the host and brings the card into use, from wherever it is.
   *
   * @param largestPayment that this host may have paid at once
   */
  public Answer<CardBinding> begin(CardChannel channel, Amount largestPayment) throws IOException {
    StationCard card = new StationCard(channel);
    Answer<CardBinding> bound =
        switch (card.state()) {
          case BLANK, TESTED, INITIALISED -> Answer.refused(StationReason.NOT_PREPARED);
          case PERSONALISED -> activate(card, largestPayment);
          case OPERATIONAL -> known(card);
          case DISABLED, RECOVERED -> Answer.refused(StationReason.CARD_ENDED);
        };
    if (!(bound instanceof Answer.Given<CardBinding>(CardBinding binding))) {
      return bound;
    }
    Verdict learnt = new CardDevice(channel, binding).learn(classKey);
    return learnt instanceof Verdict.Refused(var reason) ? Answer.refused(reason) : bound;
  }

  private Answer<CardBinding> known(StationCard card) throws IOException {
    Optional<CardBinding> kept = host.kept();
    if (kept.isEmpty() || !isTaken(card, CardCommand.STATUS, kept.get())) {
      return Answer.refused(StationReason.HOST_NOT_BOUND);
    }
    return Answer.given(kept.get());
  }

  private Answer<CardBinding> activate(StationCard card, Amount largestPayment) throws IOException {
    Optional<CardBinding> kept = host.kept();
    if (kept.isPresent() && isTaken(card, StationCard.ACTIVATE, kept.get())) {
      return Answer.given(kept.get());
    }
    host.press();
    return switch (CardBinding.establish(
        card.channel(), point, device.bytes(), largestPayment, Optional.empty())) {
      case Establishing.OfAnother _ -> Answer.refused(StationReason.CARD_OF_OTHERS);
      case Establishing.Refused(Reason reason) -> Answer.refused(reason);
      case Establishing.Made(CardBinding bound) -> {
        host.keep(bound);
        StationCard.expect(
            bound.send(CardCommand.of(StationCard.ACTIVATE, ByteString.EMPTY), card.channel()));
        yield Answer.given(bound);
      }
    };
  }

  /** Whether the card does this on the word of {@code binding}; no if it does not know it. */
  private static boolean isTaken(StationCard card, int instruction, CardBinding binding)
      throws IOException {
    CardAnswer answer = binding.send(CardCommand.of(instruction, ByteString.EMPTY), card.channel());
    if (!answer.isOk() && !isUnknown(answer)) {
      throw answer.unexpected();
    }
    return answer.isOk();
  }

  private static boolean isUnknown(CardAnswer answer) {
    return answer.status() == NOT_AUTHENTIC || answer.status() == StationCard.NOT_FOUND;
  }
}
