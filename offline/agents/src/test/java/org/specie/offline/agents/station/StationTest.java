package org.specie.offline.agents.station;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Verdict;
import org.specie.ledger.state.memory.MemoryStorage;
import org.specie.offline.agents.AgentReason;
import org.specie.offline.agents.Answer;
import org.specie.offline.agents.TestDevice;
import org.specie.offline.agents.World;
import org.specie.offline.agents.core.DeviceRecord;
import org.specie.offline.agents.core.DeviceStatus;
import org.specie.offline.agents.device.DeviceId;
import org.specie.offline.agents.key.SigningKey;
import org.specie.offline.agents.recovery.Recovered;
import org.specie.offline.agents.recovery.RecoveryAgent;
import org.specie.offline.agents.station.StationWorld.Owner;
import org.specie.offline.purse.Purse;
import org.specie.offline.purse.PurseReason;
import org.specie.offline.purse.card.CardBinding;
import org.specie.offline.purse.card.CardChannel;
import org.specie.offline.purse.card.CardCommand;
import org.specie.offline.purse.card.UnlockRequest;
import org.specie.offline.purse.device.PayOrder;
import org.specie.offline.purse.device.SecureDevice.PayAnswer;
import org.specie.offline.purse.device.SecureDevice.RedeemAnswer;
import org.specie.offline.purse.receiving.Receiving.Asking;
import org.specie.offline.token.certificate.KeyUse;
import org.specie.offline.token.check.TokenReason;
import org.specie.offline.token.message.Chain;
import org.specie.offline.token.message.Message.Request;
import org.specie.offline.token.receipt.Configuration;
import org.specie.offline.token.receipt.Payment;
import org.specie.offline.token.receipt.Token;
import org.specie.quality.requirements.Requirement;

/** Spec: docs/spec/57-station.md. */
class StationTest {
  private static final int ATTEMPTS_MAX = 3;
  private static final int COMMANDS_MAX = 60;
  private static final int PAY = 0x40;
  private static final int RECOVERY_RECORD = 0x22;
  private static final int CONFIRM_RECOVERED = 0x23;

  private StationWorld issuer;
  private World world;
  private Station station;

  @BeforeEach
  void putUp() throws IOException {
    issuer = new StationWorld();
    world = issuer.world;
    station = issuer.station;
  }

  @Test
  @Requirement("R49")
  void aBlankCardBecomesOneThatItsOwnerPaysAndIsPaidWith() throws IOException {
    Owner ana = issuer.owner("card of ana");
    Configuration token = fresh(ana.complete()).configuration();

    assertThat(ana.device().state().owner()).isEqualTo(ana.plan.owner());
    DeviceRecord record = world.core.device(ana.plan.id()).orElseThrow();
    assertThat(record.owner()).isEqualTo(ana.plan.owner());
    assertThat(record.status()).isEqualTo(DeviceStatus.ACTIVE);
    assertThat(token.owner()).isEqualTo(ana.plan.owner());
    assertThat(token.info().text()).isEqualTo("Bakery, Old Town");
  }

  /** Every answer of the card and of the agents is lost once; the same calls lead to the end. */
  @Test
  void goesOnWhereverAnAnswerWasLost() throws IOException {
    Owner uncut = issuer.owner("no cut");
    uncut.complete();
    int commands = uncut.line.count;
    assertThat(commands).isBetween(20, COMMANDS_MAX);

    for (int lost = 1; lost <= commands; lost++) {
      putUp();
      Owner ana = issuer.owner("cut at " + lost, lost);
      List<String> cuts = new ArrayList<>();
      Optional<Purse> purse = Optional.empty();
      while (purse.isEmpty() && cuts.size() < ATTEMPTS_MAX) {
        purse = attempt(ana, cuts);
      }
      assertThat(cuts).as("cuts at %s", lost).hasSize(1);
      assertThat(purse).as("purse after a cut at %s", lost).isPresent();
      assertThat(ana.complete().receiving().fresh(World.NOW)).isEqualTo(1);
      assertThat(ana.tokens).as("tokens after a cut at %s", lost).hasSize(1);
      assertThat(world.core.granted(world.classKey.certificate().id()))
          .as("serials after a cut at %s", lost)
          .isEqualTo(1);
      assertThat(world.book.count()).isEqualTo(1);
      assertThat(ana.device().state().owner()).isEqualTo(ana.plan.owner());
    }
  }

  private static Optional<Purse> attempt(Owner owner, List<String> cuts) {
    try {
      return Optional.of(owner.complete());
    } catch (IOException e) {
      cuts.add(String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  @Test
  @Requirement("R51")
  void aPreparedCardPaysNothingBeforeItsOwnerCompletesIt() throws IOException {
    Owner ana = issuer.owner("card of ana");
    assertThat(ana.card.status(PAY, 1, 500)).isEqualTo(StationCard.WRONG_STATE);
    DeviceRecord record = ana.prepared();
    assertThat(ana.card.status(PAY, 1, 500)).isEqualTo(StationCard.WRONG_STATE);
    assertThat(station.load(ana.card, ana.plan.id(), 1, Amount.ofMinor(5)))
        .isEqualTo(Verdict.refused(StationReason.NOT_IN_USE));

    ana.bound(record);
    assertThat(station.load(ana.card, ana.plan.id(), 1, Amount.ofMinor(7)))
        .as("nothing was decided while the card took no load")
        .isEqualTo(Verdict.accepted());
  }

  @Test
  void noDeviceIdIsOnTwoCardsAndNoCardHasTwo() throws IOException {
    Owner ana = issuer.owner("card of ana");
    Owner twin = issuer.owner("card of ana");
    ana.prepared();
    assertThat(station.prepare(twin.card, ana.plan, twin.card.processor))
        .isEqualTo(Answer.refused(StationReason.CARD_OF_OTHERS));

    Owner ben = issuer.owner("card of ben");
    CardChannel torn = command -> torn(ben.card, command);
    assertThat(attempt(torn, ben)).as("cut behind TEST").isFalse();
    assertThat(station.prepare(ben.card, issuer.plan("another id"), ben.card.processor))
        .isEqualTo(Answer.refused(StationReason.CARD_OF_OTHERS));
    assertThat(ben.prepared().id()).isEqualTo(ben.plan.id());
  }

  /** SELECT and TEST arrive, INITIALISE does not. */
  private static ByteString torn(AppletCard card, ByteString command) throws IOException {
    if (command.at(0) == 0x80 && command.at(1) == StationCard.INITIALISE) {
      throw new IOException("the card was taken out");
    }
    return card.transmit(command);
  }

  private boolean attempt(CardChannel channel, Owner owner) {
    try {
      return station.prepare(channel, owner.plan, owner.card.processor).optional().isPresent();
    } catch (IOException _) {
      return false;
    }
  }

  @Test
  void noHostBindsACardThatIsNotTheRegisteredOne() throws IOException {
    Owner ana = issuer.owner("card of ana");
    Owner ben = issuer.owner("card of ben");
    DeviceRecord ofAna = ana.prepared();
    ben.prepared();

    assertThat(ben.firstUse(ofAna).begin(ben.card, Amount.ofMinor(5)))
        .isEqualTo(Answer.refused(StationReason.CARD_OF_OTHERS));
    assertThat(issuer.owner("blank").firstUse(ofAna).begin(new AppletCard(), Amount.ofMinor(5)))
        .isEqualTo(Answer.refused(StationReason.NOT_PREPARED));
    ana.bound(ofAna);
    assertThat(ben.firstUse(ofAna).begin(ana.card, Amount.ofMinor(5)))
        .isEqualTo(Answer.refused(StationReason.HOST_NOT_BOUND));
  }

  /** 52, 10.4: the root is asked before the card is in use, so its own note goes on. */
  @Test
  @Requirement("R73")
  void aCardUnderAnotherRootThanItsNoteSaysIsNotBroughtIntoUse() throws IOException {
    Owner ana = issuer.owner("card of ana");
    DeviceRecord record = ana.prepared();
    FirstUse exchanged = new FirstUse(record.id(), record.key(), new World().document(), ana);
    for (int i = 0; i < 2; i++) {
      assertThat(exchanged.begin(ana.card, Amount.ofMinor(5)))
          .isEqualTo(Answer.refused(PurseReason.OTHER_ROOT));
      assertThat(new StationCard(ana.card).state()).isEqualTo(CardState.PERSONALISED);
    }
    ana.bound(record);
    assertThat(new StationCard(ana.card).state()).isEqualTo(CardState.OPERATIONAL);
    assertThat(exchanged.begin(ana.card, Amount.ofMinor(5)))
        .isEqualTo(Answer.refused(PurseReason.OTHER_ROOT));
  }

  /**
   * 52, 6.5: a first binding has no code, so it is not made where others may be: no way says that
   * it is here.
   */
  @Test
  @Requirement("R71")
  void bindsNoFirstHostOverANetwork() throws IOException {
    Owner ana = issuer.owner("card of ana");
    DeviceRecord record = ana.prepared();
    CardChannel far = command -> ana.card.transmit(command);
    assertThat(ana.firstUse(record).begin(far, Amount.ofMinor(5)))
        .isEqualTo(Answer.refused(StationReason.UNBOUND_ON_A_LINE));
    assertThat(ana.kept()).as("nobody was asked to bind").isEmpty();

    CardBinding bound = ana.bound(record);
    assertThat(ana.firstUse(record).begin(far, Amount.ofMinor(5))).isEqualTo(Answer.given(bound));
  }

  /** 57, 3.4: who unlocks a card pays with it, so none is for one that gets nothing any more. */
  @Test
  @Requirement("R75")
  void ordersNoDeviceUnlockedThatIsNotActive() throws IOException {
    DeviceRecord record = issuer.owner("card of ana").prepared();
    UnlockRequest asked =
        new UnlockRequest(record.id().bytes(), ByteString.hex("0011223344556677"));
    assertThat(station.unlock(asked).optional()).isPresent();
    for (DeviceStatus status : List.of(DeviceStatus.SUSPENDED, DeviceStatus.ENDED)) {
      world.core.change(record.id(), status);
      assertThat(station.unlock(asked)).isEqualTo(Answer.refused(AgentReason.DEVICE_BLOCKED));
    }
  }

  /** Two cards under one owner id would each redeem the payments on its tokens. */
  @Test
  @Requirement("R49")
  void aSecondCardOfAnOwnerIdGetsNoOwner() throws IOException {
    Owner ana = issuer.owner("card of ana");
    ana.complete();
    Owner twin = issuer.owner("second card of ana", ana.plan.owner());
    assertThat(station.prepare(twin.card, twin.plan, twin.card.processor))
        .isEqualTo(Answer.refused(AgentReason.OWNER_HAS_DEVICE));
    assertThat(twin.firstUse(ana.prepared()).begin(twin.card, Amount.ofMinor(5)))
        .as("it is not personalised")
        .isEqualTo(Answer.refused(StationReason.NOT_PREPARED));

    Owner second = issuer.owner("second card of ana, with an owner id of its own");
    second.complete();
    assertThat(second.device().state().owner()).isNotEqualTo(ana.device().state().owner());
  }

  @Test
  void passesOnWhatTheCoreRefuses() throws IOException {
    Owner ana = issuer.owner("card of ana");
    DeviceRecord other = TestDevice.stranger(world, "someone").record();
    world.core.register(
        DeviceRecord.fresh(
            ana.plan.id(), other.key(), World.CLASS, World.PARTITION, other.owner()));
    assertThat(station.prepare(ana.card, ana.plan, ana.card.processor))
        .isEqualTo(Answer.refused(AgentReason.REGISTERED_OTHERWISE));
  }

  @Test
  void aPreloadIsWhatTheStationsPurseHasLess() throws IOException {
    Owner house = issuer.owner("the station's own");
    house.complete();
    assertThat(station.load(house.card, house.plan.id(), 1, Amount.ofMinor(10_000)).isAccepted())
        .isTrue();
    Owner ana = issuer.owner("card of ana");
    Token token = fresh(ana.complete());

    PayOrder order =
        new PayOrder(token, Amount.ofMinor(2_500), TestDevice.REFERENCE, World.later(5));
    Payment payment = paid(house.device().pay(order));
    assertThat(paid(house.device().pay(order))).isEqualTo(payment);
    assertThat(ana.device().redeem(token.with(payment))).isEqualTo(new RedeemAnswer.Redeemed());
    Owner second = issuer.owner("second card of ana");
    second.complete();
    assertThat(second.device().redeem(token.with(payment)))
        .as("the same payment on another card of the same person")
        .isEqualTo(new RedeemAnswer.Refused(TokenReason.NOT_THE_OWNER));

    assertThat(house.device().state().balance()).isEqualTo(Amount.ofMinor(7_500));
    assertThat(ana.device().state().balance()).isEqualTo(Amount.ofMinor(2_500));
  }

  private PayAnswer pays(Owner payer, Token token, long minor) throws IOException {
    return payer
        .device()
        .pay(new PayOrder(token, Amount.ofMinor(minor), TestDevice.REFERENCE, World.later(5)));
  }

  /** No bank, no account, no name: a card over the counter, a purchase, and money for it. */
  @Test
  @Requirement({"R26", "R34", "R48"})
  void whoHasNoBankBuysACardWithBanknotesPaysAndIsPaid() throws IOException {
    Owner agency = issuer.owner("the agency's own");
    agency.complete();
    assertThat(station.load(agency.card, agency.plan.id(), 1, Amount.ofMinor(10_000)).isAccepted())
        .isTrue();
    Owner ana = issuer.owner("card of somebody", StationWorld.anonymous("somebody"));
    Token token = fresh(ana.complete());
    assertThat(token.configuration().anonymous()).isTrue();
    assertThat(token.configuration().info().text()).isEmpty();

    assertThat(pays(agency, token, 5_001))
        .as("more than an anonymous owner's token takes at once")
        .isEqualTo(new PayAnswer.Refused(TokenReason.ABOVE_PAYMENT_LIMIT));
    Token preload = token.with(paid(pays(agency, token, 5_000)));
    assertThat(station.notePreload(agency.plan, preload, PaidFor.CASH))
        .isEqualTo(Verdict.refused(StationReason.CARD_OF_OTHERS));
    assertThat(station.notePreload(ana.plan, token, PaidFor.CASH))
        .as("nothing was paid yet")
        .isEqualTo(Verdict.refused(StationReason.CARD_OF_OTHERS));
    for (int i = 0; i < 2; i++) {
      assertThat(station.notePreload(ana.plan, preload, PaidFor.CASH))
          .isEqualTo(Verdict.accepted());
    }
    assertThat(station.notePreload(ana.plan, preload, PaidFor.BENEFIT))
        .isEqualTo(Verdict.refused(StationReason.PRELOADED_OTHERWISE));
    assertThat(station.preloaded(PaidFor.CASH)).isEqualTo(Amount.ofMinor(5_000));
    assertThat(station.preloaded(PaidFor.BENEFIT)).isEqualTo(Amount.ZERO);
    assertThat(ana.device().redeem(preload)).isEqualTo(new RedeemAnswer.Redeemed());
    assertThat(agency.device().state().balance()).isEqualTo(Amount.ofMinor(10_000 - 5_000));
    assertThat(ana.device().state().balance()).isEqualTo(Amount.ofMinor(5_000));

    Owner merchant = issuer.owner("card of a merchant");
    Token sale = fresh(merchant.complete());
    Token bought = sale.with(paid(pays(ana, sale, 1_200)));
    Owner other = issuer.owner("card of somebody", merchant.plan.owner());
    assertThat(other.plan.id()).isEqualTo(ana.plan.id());
    assertThat(station.notePreload(other.plan, bought, PaidFor.CASH))
        .as("a plan of another owner than the card was begun for")
        .isEqualTo(Verdict.refused(StationReason.CARD_OF_OTHERS));
    assertThat(merchant.device().redeem(bought)).isEqualTo(new RedeemAnswer.Redeemed());
    assertThat(merchant.device().state().balance()).isEqualTo(Amount.ofMinor(1_200));
    assertThat(ana.device().state().balance()).isEqualTo(Amount.ofMinor(3_800));
  }

  @Test
  @Requirement("R48")
  void eachTillHasItsOwnPreloads() throws IOException {
    Map<PaidFor, Long> amounts = Map.of(PaidFor.BANK, 1_700L, PaidFor.BENEFIT, 900L);
    for (Map.Entry<PaidFor, Long> each : amounts.entrySet()) {
      Owner agency = issuer.owner("the agency's own for " + each.getKey());
      agency.complete();
      assertThat(station.load(agency.card, agency.plan.id(), 1, Amount.ofMinor(2_000)))
          .isEqualTo(Verdict.accepted());
      Owner owner = issuer.owner("who pays by " + each.getKey());
      Token token = fresh(owner.complete());
      Token preload = token.with(paid(pays(agency, token, each.getValue())));
      assertThat(station.notePreload(owner.plan, preload, each.getKey()))
          .isEqualTo(Verdict.accepted());
      assertThat(owner.device().redeem(preload)).isEqualTo(new RedeemAnswer.Redeemed());
      assertThat(owner.device().state().balance()).isEqualTo(Amount.ofMinor(each.getValue()));
      assertThat(agency.device().state().balance())
          .isEqualTo(Amount.ofMinor(2_000 - each.getValue()));
    }
    for (Map.Entry<PaidFor, Long> each : amounts.entrySet()) {
      assertThat(station.preloaded(each.getKey())).isEqualTo(Amount.ofMinor(each.getValue()));
    }
    assertThat(station.preloaded(PaidFor.CASH)).isEqualTo(Amount.ZERO);
  }

  private static Token fresh(Purse purse) throws IOException {
    if (purse.receiving().ask(Optional.empty(), TestDevice.REFERENCE, World.NOW, Chain.NONE)
        instanceof Asking.Handed(Request request)) {
      return request.token();
    }
    throw new AssertionError("the purse has a token");
  }

  private static Payment paid(PayAnswer answer) {
    if (answer instanceof PayAnswer.Paid(Payment payment)) {
      return payment;
    }
    throw new AssertionError(answer);
  }

  @Test
  void aLoadCountsOnceAndTheCoreKnowsOfItFirst() throws IOException {
    Owner house = issuer.owner("the station's own");
    DeviceId id = house.plan.id();
    assertThat(station.load(house.card, id, 1, Amount.ofMinor(5)))
        .isEqualTo(Verdict.refused(StationReason.NOT_IN_USE));
    house.bound(house.prepared());

    assertThat(station.load(house.card, id, 1, Amount.ofMinor(700)).isAccepted()).isTrue();
    assertThat(station.load(house.card, id, 1, Amount.ofMinor(700)).isAccepted()).isTrue();
    assertThat(station.load(house.card, id, 1, Amount.ofMinor(701)))
        .isEqualTo(Verdict.refused(StationReason.LOADED_OTHERWISE));
    assertThat(station.load(house.card, id, 3, Amount.ofMinor(1)))
        .isEqualTo(Verdict.refused(StationReason.LOADED_OTHERWISE));
    assertThat(station.load(house.card, id, 2, Amount.ofMinor(50)).isAccepted()).isTrue();

    assertThat(house.device().state().balance()).isEqualTo(Amount.ofMinor(750));
    assertThat(world.core.device(id).orElseThrow().lent()).isEqualTo(Amount.ofMinor(750));
    Owner ana = issuer.owner("card of ana");
    ana.bound(ana.prepared());
    assertThat(station.load(ana.card, id, 3, Amount.ofMinor(1)))
        .as("on another card")
        .isEqualTo(Verdict.refused(StationReason.CARD_OF_OTHERS));
  }

  /** To the end: the card tells what it held, is credited once, and knows that it is over. */
  @Test
  @Requirement("R107")
  void whatAnEndedCardTellsIsCreditedAndTheCardKnows() throws IOException {
    SigningKey key = SigningKey.generate();
    RecoveryAgent agent = world.recoveryAgent(key, new MemoryStorage());
    Owner ana = issuer.owner("card of ana");
    ana.complete();
    assertThat(station.load(ana.card, ana.plan.id(), 1, Amount.ofMinor(9_000)).isAccepted())
        .isTrue();
    ByteString certificate =
        world
            .authority
            .certify(KeyUse.RECOVERY, key.publicKey(), World.CLASS, World.days(800), World.LIMITS)
            .encode();
    ana.card.tell(CardCommand.INSTALL_KEY, certificate);
    ana.card.tamper();

    ByteString record = ana.card.tell(RECOVERY_RECORD, key.publicKey().id().bytes());
    Recovered recovered =
        agent.recover(ByteString.concat(ana.plan.id().bytes(), record)).optional().orElseThrow();
    assertThat(recovered.balance()).isEqualTo(Amount.ofMinor(9_000));
    ana.card.tell(
        CONFIRM_RECOVERED,
        ByteString.concat(recovered.agent().bytes(), recovered.confirmation().bytes()));
    assertThat(ana.card.status(PAY, 1, 500)).isEqualTo(StationCard.WRONG_STATE);
    assertThat(station.prepare(ana.card, ana.plan, ana.card.processor))
        .isEqualTo(Answer.refused(StationReason.CARD_ENDED));
    assertThat(world.core.device(ana.plan.id()).orElseThrow().status())
        .isEqualTo(DeviceStatus.ENDED);

    Owner again = issuer.owner("what replaces it", ana.plan.owner());
    assertThat(station.prepare(again.card, again.plan, again.card.processor))
        .as("it would redeem again what the ended card has redeemed and was credited for")
        .isEqualTo(Answer.refused(AgentReason.OWNER_HAS_DEVICE));
    Owner fresh = issuer.owner("what replaces it, with an owner id of its own");
    assertThat(fresh.prepared().owner()).isNotEqualTo(ana.plan.owner());
  }
}
