package org.specie.offline.agents.station;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.crypto.mac.Cmac;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.offline.agents.Answer;
import org.specie.offline.agents.core.DeviceRecord;
import org.specie.offline.agents.core.DeviceRegister;
import org.specie.offline.agents.core.DeviceRoot;
import org.specie.offline.agents.device.DeviceId;
import org.specie.offline.purse.card.CardAnswer;
import org.specie.offline.purse.card.CardChannel;
import org.specie.offline.purse.card.CardCommand;
import org.specie.offline.purse.card.UnlockRequest;
import org.specie.offline.token.certificate.KeyCert;
import org.specie.offline.token.layout.ArtLayout;
import org.specie.offline.token.receipt.Token;
import org.specie.offline.token.signature.P256Key;
import org.specie.offline.token.signature.P256Signature;

/**
 * Makes a blank card one that has an owner and knows whom to trust, and registers it. Every step
 * begins where the card says that it is, so after a cut the same call goes on. The core is asked in
 * this process or over a line. The rest is the owner's, see {@link FirstUse}. Spec:
 * docs/spec/57-station.md.
 */
public final class Station {
  private final DeviceRoot root;
  private final DeviceManagers managers;
  private final DeviceRegister core;
  private final List<KeyCert> trusted;
  private final StationBook book;
  private final Supply supply;

  /** Where cards come from. */
  @FunctionalInterface
  public interface Supply {
    /** Whether a card with this point was handed over to the station; the same again is fine. */
    Verdict accept(P256Key point) throws IOException;
  }

  /**
   * A station that puts the certificates of {@code trusted} agents on its cards, and asks of none
   * where it comes from.
   */
  public Station(
      DeviceRoot root,
      DeviceManagers managers,
      DeviceRegister core,
      List<KeyCert> trusted,
      StationBook book) {
    this(root, managers, core, trusted, book, _ -> Verdict.accepted());
  }

  /** A station that prepares what {@code supply} accepts, and nothing else. */
  public Station(
      DeviceRoot root,
      DeviceManagers managers,
      DeviceRegister core,
      List<KeyCert> trusted,
      StationBook book,
      Supply supply) {
    Check.that(
        trusted.size() < ArtLayout.KNOWN_KEYS_DEVICE, "a device knows 15 agents beside the root");
    this.root = root;
    this.managers = managers;
    this.core = core;
    this.trusted = List.copyOf(trusted);
    this.book = book;
    this.supply = supply;
  }

  /**
   * Prepares the card for its owner, from wherever it is, or says why not.
   *
   * @param processor the key of the other chip, 16 bytes, which is put in where they are assembled
   */
  public Answer<DeviceRecord> prepare(CardChannel channel, DevicePlan plan, Secret processor)
      throws IOException {
    Check.that(processor.size() == Cmac.KEY_SIZE, "a processor's key has 16 bytes");
    StationCard card = new StationCard(channel);
    return switch (card.state()) {
      case BLANK, TESTED -> initialise(card, plan, processor);
      case INITIALISED -> personalise(card, plan);
      case PERSONALISED, OPERATIONAL -> trust(card, plan);
      case DISABLED, RECOVERED -> Answer.refused(StationReason.CARD_ENDED);
    };
  }

  private Answer<DeviceRecord> initialise(StationCard card, DevicePlan plan, Secret processor)
      throws IOException {
    P256Key point =
        new P256Key(
            StationCard.expect(
                card.send(StationCard.TEST, root.certificate().encode()), ArtLayout.POINT_SIZE));
    if (supply.accept(point) instanceof Verdict.Refused(var reason)) {
      return Answer.refused(reason);
    }
    if (!book.begin(plan.id(), point, plan.owner())) {
      return Answer.refused(StationReason.CARD_OF_OTHERS);
    }
    ByteString facts = DeviceFacts.encode(plan, managers.publicKey(), processor);
    return switch (root.vouchFor(point, facts)) {
      case Answer.Refused<P256Signature>(var reason) -> Answer.refused(reason);
      case Answer.Given<P256Signature>(P256Signature signature) -> {
        ByteString data = ByteString.concat(facts, signature.bytes());
        StationCard.expect(card.send(StationCard.INITIALISE, data));
        yield personalise(card, plan);
      }
    };
  }

  private Answer<DeviceRecord> personalise(StationCard card, DevicePlan plan) throws IOException {
    Answer<DeviceRecord> registered = register(plan);
    return switch (registered) {
      case Answer.Refused<DeviceRecord> refused -> refused;
      case Answer.Given<DeviceRecord> _ -> {
        DeviceOrder order = new DeviceOrder.Owner(plan.id(), plan.owner());
        yield switch (managers.sign(order)) {
          case Answer.Refused<P256Signature>(var reason) -> Answer.refused(reason);
          case Answer.Given<P256Signature>(P256Signature signature) ->
              owned(card, plan, order.with(signature));
        };
      }
    };
  }

  private Answer<DeviceRecord> owned(StationCard card, DevicePlan plan, ByteString data)
      throws IOException {
    CardAnswer answer = card.send(StationCard.PERSONALISE, data);
    if (answer.status() == StationCard.NOT_SIGNED) {
      return Answer.refused(StationReason.CARD_OF_OTHERS);
    }
    StationCard.expect(answer);
    return trust(card, plan);
  }

  private Answer<DeviceRecord> trust(StationCard card, DevicePlan plan) throws IOException {
    for (KeyCert each : trusted) {
      CardAnswer answer = card.send(CardCommand.INSTALL_KEY, each.encode());
      if (!answer.isOk()) {
        return Answer.refused(answer.refusal());
      }
    }
    return register(plan);
  }

  /** Whether the card was begun for the owner of {@code plan}. */
  private boolean isOwner(DevicePlan plan) throws IOException {
    return book.owner(plan.id()).equals(Optional.of(plan.owner()));
  }

  private Answer<DeviceRecord> register(DevicePlan plan) throws IOException {
    Optional<P256Key> point = book.card(plan.id());
    if (point.isEmpty() || !isOwner(plan)) {
      return Answer.refused(StationReason.CARD_OF_OTHERS);
    }
    DeviceRecord registered =
        DeviceRecord.fresh(
            plan.id(), point.get(), plan.deviceClass(), plan.partition(), plan.owner());
    return core.register(registered) instanceof Verdict.Refused(var reason)
        ? Answer.refused(reason)
        : Answer.given(registered);
  }

  /**
   * Notes a preload on a token of an owner whose card was begun here, and with what the owner paid
   * for it. That the station's own purse made the payment is the word of whoever calls. Noted
   * before the payment is handed over, so that no preload leaves that nobody accounts for; the same
   * again is noted once.
   *
   * @param paid the token with that payment on it
   */
  public Verdict notePreload(DevicePlan plan, Token paid, PaidFor means) throws IOException {
    if (!isOwner(plan)
        || paid.last().isEmpty()
        || !paid.configuration().owner().equals(plan.owner())) {
      return Verdict.refused(StationReason.CARD_OF_OTHERS);
    }
    Amount amount = paid.last().get().amount();
    return book.preload(paid.digest(), plan.id(), amount, means)
        ? Verdict.accepted()
        : Verdict.refused(StationReason.PRELOADED_OTHERWISE);
  }

  /** All that was preloaded and paid for with {@code means}: what has to be in that till. */
  public Amount preloaded(PaidFor means) throws IOException {
    return book.preloaded(means);
  }

  /**
   * Lends value to a device of the issuer or of a station, whose preloads are paid from it. The
   * managers sign what the core counts. Whoever calls answers for what backs it.
   *
   * @param number from 1, of the loads of this device
   * @return whether the card has it now; the same load again is no second one
   */
  public Verdict load(CardChannel channel, DeviceId id, int number, Amount amount)
      throws IOException {
    StationCard card = new StationCard(channel);
    if (card.state() != CardState.OPERATIONAL) {
      // Before it is written: the card takes no other amount under a number that the book has.
      return Verdict.refused(StationReason.NOT_IN_USE);
    }
    DeviceOrder order = new DeviceOrder.Load(id, number, amount);
    return switch (managers.sign(order)) {
      case Answer.Refused<P256Signature>(var reason) -> Verdict.refused(reason);
      case Answer.Given<P256Signature>(P256Signature signature) ->
          loaded(card.send(StationCard.LOAD, order.with(signature)));
    };
  }

  private static Verdict loaded(CardAnswer answer) throws IOException {
    if (answer.status() == StationCard.NOT_SIGNED) {
      return Verdict.refused(StationReason.CARD_OF_OTHERS);
    }
    if (answer.status() == StationCard.WRONG_STATE) {
      return Verdict.refused(StationReason.NOT_IN_USE);
    }
    return answer.isOk() ? Verdict.accepted() : Verdict.refused(answer.refusal());
  }

  /**
   * Orders a device of the issuer to forget its owner's secrets. That its owner asks is the word of
   * whoever calls: whoever has card, folder and passphrase pays with it then.
   *
   * @return the order, which counts on the card until it asks again or its owner has a secret
   */
  public Answer<ByteString> unlock(UnlockRequest request) throws IOException {
    DeviceOrder order = new DeviceOrder.Unlock(request);
    return switch (managers.sign(order)) {
      case Answer.Refused<P256Signature>(var reason) -> Answer.refused(reason);
      case Answer.Given<P256Signature>(P256Signature signature) ->
          Answer.given(order.with(signature));
    };
  }
}
