package org.specie.offline.agents.station;

import java.io.IOException;
import java.util.Optional;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Reason;
import org.specie.kernel.core.Verdict;
import org.specie.offline.agents.Answer;
import org.specie.offline.agents.device.DeviceId;
import org.specie.offline.purse.PurseReason;
import org.specie.offline.purse.card.CardAnswer;
import org.specie.offline.purse.card.CardBinding;
import org.specie.offline.purse.card.CardBinding.Establishing;
import org.specie.offline.purse.card.CardChannel;
import org.specie.offline.purse.card.CardCommand;
import org.specie.offline.purse.card.CardDevice;
import org.specie.offline.purse.trust.IssuerDocument;
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
  private final IssuerDocument issuer;
  private final OwnerHost host;

  /** The first use of {@code device}, whose own key is {@code point}; its note names the issuer. */
  public FirstUse(DeviceId device, P256Key point, IssuerDocument issuer, OwnerHost host) {
    this.device = device;
    this.point = point;
    this.issuer = issuer;
    this.host = host;
  }

  /**
   * Binds the host and brings the card into use, from wherever it is. Between the two the card is
   * asked its root: one whose issuer is another than the note says is not brought into use.
   *
   * @param largestPayment that this host may have paid at once
   */
  public Answer<CardBinding> begin(CardChannel channel, Amount largestPayment) throws IOException {
    StationCard card = new StationCard(channel);
    CardState state = card.state();
    Answer<CardBinding> bound =
        switch (state) {
          case BLANK, TESTED, INITIALISED -> Answer.refused(StationReason.NOT_PREPARED);
          case PERSONALISED -> bind(card, largestPayment);
          case OPERATIONAL -> known(card);
          case DISABLED, RECOVERED -> Answer.refused(StationReason.CARD_ENDED);
        };
    if (!(bound instanceof Answer.Given<CardBinding>(CardBinding binding))) {
      return bound;
    }
    CardDevice own = new CardDevice(channel, binding);
    if (own.root().admit(issuer).isEmpty()) {
      return Answer.refused(PurseReason.OTHER_ROOT);
    }
    if (state == CardState.PERSONALISED) {
      StationCard.expect(
          binding.send(CardCommand.of(StationCard.ACTIVATE, ByteString.EMPTY), channel));
    }
    Verdict learnt = own.learn(issuer.payerClass());
    return learnt instanceof Verdict.Refused(var reason) ? Answer.refused(reason) : bound;
  }

  private Answer<CardBinding> known(StationCard card) throws IOException {
    Optional<CardBinding> kept = keptByBoth(card);
    return kept.isPresent()
        ? Answer.given(kept.get())
        : Answer.refused(StationReason.HOST_NOT_BOUND);
  }

  private Answer<CardBinding> bind(StationCard card, Amount largestPayment) throws IOException {
    Optional<CardBinding> kept = keptByBoth(card);
    if (kept.isPresent()) {
      return Answer.given(kept.get());
    }
    if (card.channel().isOverNetwork()) {
      // The first binding has no code: whoever is on the way could bind a host of his own.
      return Answer.refused(StationReason.UNBOUND_ON_A_LINE);
    }
    host.press();
    return switch (CardBinding.establish(
        card.channel(), point, device.bytes(), largestPayment, Optional.empty())) {
      case Establishing.OfAnother _ -> Answer.refused(StationReason.CARD_OF_OTHERS);
      case Establishing.Refused(Reason reason) -> Answer.refused(reason);
      case Establishing.Made(CardBinding bound) -> {
        host.keep(bound);
        yield Answer.given(bound);
      }
    };
  }

  /** The binding that the host kept last, if the card knows it too. */
  private Optional<CardBinding> keptByBoth(StationCard card) throws IOException {
    Optional<CardBinding> kept = host.kept();
    return kept.isPresent() && isTaken(card, kept.get()) ? kept : Optional.empty();
  }

  /** Whether the card takes the word of {@code binding}; no if it does not know it. */
  private static boolean isTaken(StationCard card, CardBinding binding) throws IOException {
    CardAnswer answer =
        binding.send(CardCommand.of(CardCommand.STATUS, ByteString.EMPTY), card.channel());
    if (!answer.isOk() && !isUnknown(answer)) {
      throw answer.unexpected();
    }
    return answer.isOk();
  }

  private static boolean isUnknown(CardAnswer answer) {
    return answer.status() == NOT_AUTHENTIC || answer.status() == StationCard.NOT_FOUND;
  }
}
