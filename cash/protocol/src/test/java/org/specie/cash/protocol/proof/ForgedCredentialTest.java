package org.specie.cash.protocol.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.specie.cash.protocol.proof.Forger.minor;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.specie.cash.protocol.DealtKeys;
import org.specie.cash.protocol.Domain;
import org.specie.cash.protocol.PrivateReason;
import org.specie.cash.protocol.Suite;
import org.specie.cash.protocol.World;
import org.specie.cash.protocol.World.Holder;
import org.specie.cash.protocol.credential.Coin;
import org.specie.cash.protocol.transaction.Kind;
import org.specie.cash.protocol.transaction.PrivateTransaction;
import org.specie.cash.protocol.transaction.StateTransaction;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.ps.PsVerificationKey;
import org.specie.quality.requirements.Property;
import org.specie.quality.requirements.Requirement;

/** Credentials nobody signed, and signed ones shown as what they are not. */
@Requirement("D2")
final class ForgedCredentialTest {
  private static final int PID = 0;
  private static final int L = 1;
  private static final int VALUE = 3;

  private final World world = new World(101);
  private final Forger forger = new Forger(world);
  private final PsVerificationKey key = world.keys.threshold().key();
  private final Holder mallory = world.enrol("mallory", 0);
  private final Holder ben = world.enrol("ben", 0);
  private final Coin coin = world.issue("coin", mallory, Amount.parse("40.00"));

  private void refusesBecauseOf(StateTransaction transaction, String... faults) {
    assertThat(forger.faults(transaction)).containsExactly(faults);
    assertThat(forger.refusal(transaction)).contains(PrivateReason.PROOF_INVALID);
  }

  private StateTransaction using(Shown state) {
    return forger.forge(Kind.PAY, false, state, List.of()).make();
  }

  private StateTransaction claiming(ForgedSlot slot) {
    return forger
        .forge(Kind.PAY, false, forger.show(mallory.state(), 6), List.of(slot))
        .with("v", Scalar.ZERO)
        .make();
  }

  /** Without this, every refusal below and in the other tests could be a defect of the forger. */
  @Test
  void acceptsTheForgerWhenItIsHonest() {
    List<StateTransaction> honest = new ArrayList<>();
    honest.add(forger.forge(Kind.PAY, mallory, coin).with("v", minor("7.00")).make());
    honest.add(forger.forge(Kind.LOAD, mallory).moving(Amount.parse("9.00")).make());
    honest.add(forger.forge(Kind.UNLOAD, mallory, coin).moving(Amount.parse("9.00")).make());
    honest.add(forger.forge(Kind.BULK, mallory, coin).make());
    honest.add(forger.renewal(Kind.PAY, forger.at(1, mallory), coin).make());
    for (StateTransaction each : honest) {
      assertThat(forger.faults(each)).isEmpty();
      assertThat(forger.refusal(each)).isEmpty();
    }
  }

  /** 1, 3: with a σ1 outside the group every equation holds for a state of the forger's choice. */
  @Test
  void refusesStatesUnderABaseWithoutComponentInTheGroup() {
    for (G1 torsion :
        List.of(
            Torsion.ofOrder(11),
            Torsion.ofOrder(10177),
            Torsion.ofOrder(859267).plus(Torsion.ofOrder(52437899)))) {
      StateTransaction forged = using(unsignedState(torsion));
      assertThat(forger.faults(forged)).isEmpty();
      assertThat(forger.refusal(forged)).contains(PrivateReason.PROOF_INVALID);
    }
  }

  /** 1: the point of order 3 has no encoding; were it decoded, it would be refused as well. */
  @Test
  void refusesStatesUnderTheBaseOfOrderThree() {
    StateTransaction forged = using(unsignedState(Torsion.ofOrder(3)));
    assertThat(forger.refusalOfValue(forged)).contains(PrivateReason.PROOF_INVALID);
    assertThatThrownBy(() -> PrivateTransaction.decode(suite(), forged.encode()))
        .isInstanceOf(MalformedInput.class);
  }

  private Shown unsignedState(G1 sigma1) {
    List<Scalar> message = new ArrayList<>(mallory.state().state().message(suite()));
    message.set(VALUE, minor("1000000.00"));
    return Shown.unsigned(key, message, sigma1, 6, world.entropy);
  }

  /** 1: the same in a slot. */
  @Test
  void refusesCoinsUnderABaseWithoutComponentInTheGroup() {
    List<Scalar> message = new ArrayList<>(forger.messageOf(coin));
    message.set(VALUE, minor("1000000.00"));
    Shown shown = Shown.unsigned(key, message, Torsion.ofOrder(11), 4, world.entropy);
    StateTransaction forged = claiming(new ForgedSlot(shown, Scalar.ZERO));
    assertThat(forger.faults(forged)).isEmpty();
    assertThat(forger.refusal(forged)).contains(PrivateReason.PROOF_INVALID);
  }

  /** A component outside the group on top of a real signature says nothing new. */
  @Test
  void acceptsSignaturesWhoseShownBaseCarriesTorsionBesides() {
    Shown shown = forger.show(coin);
    Shown shifted =
        new Shown(
            shown.message(),
            shown.sigma1().plus(Torsion.ofOrder(3)),
            shown.v(),
            shown.w().plus(Torsion.ofOrder(11)),
            shown.r());
    assertThat(forger.refusal(claiming(new ForgedSlot(shifted, Scalar.ZERO)))).isEmpty();
  }

  @Test
  @Property("P3")
  void refusesSignaturesOfOtherOperators() {
    DealtKeys others = DealtKeys.deal(4, 2, world.entropy);
    Shown unsigned =
        Shown.unsigned(
            others.threshold().key(), forger.messageOf(coin), G1.GENERATOR, 4, world.entropy);
    refusesBecauseOf(claiming(new ForgedSlot(unsigned, Scalar.ZERO)), "show.1");
  }

  /** A value changed in the show only: W still speaks of what was signed. */
  @Test
  @Property("P3")
  void refusesOtherAttributesThanThoseSigned() {
    refusesBecauseOf(
        claiming(new ForgedSlot(forger.show(coin).claiming(VALUE, minor("41.00")), Scalar.ZERO)),
        "show.1");
    for (int attribute = 0; attribute < 6; attribute++) {
      Shown state = forger.show(mallory.state(), 6);
      Scalar lie = state.message().get(attribute).plus(Scalar.ONE);
      refusesBecauseOf(using(state.claiming(attribute, lie)), "show.0");
    }
  }

  /** 29: the class stands in the verifier's key. */
  @Test
  @Property("P6")
  void refusesStatesOfAnotherClass() {
    StateTransaction forged =
        forger.forge(Kind.PAY, mallory).header(h -> Altered.inClass(h, 1)).make();
    refusesBecauseOf(forged, "show.0");
    StateTransaction unknown =
        forger.forge(Kind.PAY, mallory).header(h -> Altered.inClass(h, 2)).make();
    assertThat(forger.refusal(unknown)).contains(PrivateReason.UNKNOWN_CLASS);
  }

  /** 29: so does the epoch, unless the budget is renewed. */
  @Test
  void refusesStatesOfAnotherEpoch() {
    for (long epoch : List.of(world.rules.epoch() - 1, world.rules.epoch() + 1)) {
      Shown state = forger.show(forger.at(epoch, mallory), 6);
      refusesBecauseOf(using(state), "show.0");
    }
  }

  /** 35. */
  @Test
  void refusesACoinShownAsAState() {
    refusesBecauseOf(using(forger.show(forger.messageOf(coin), coin.signature(), 6)), "show.0");
  }

  /** 35: even a state whose second attribute is the one of a coin. */
  @Test
  void refusesAStateShownAsACoin() {
    List<Scalar> message = new ArrayList<>(forger.messageOf(coin));
    message.set(7, suite().stateTag(0));
    Shown shown = forger.show(message, world.signed(message), 4);
    refusesBecauseOf(claiming(new ForgedSlot(shown, Scalar.ZERO)), "show.1");

    StateTransaction own = claiming(new ForgedSlot(forger.show(mallory.state(), 4), Scalar.ZERO));
    assertThat(forger.faults(own)).containsExactly("show.1", "sl2_1");
    assertThat(forger.refusal(own)).contains(PrivateReason.NULLIFIER_REPEATED);
  }

  /** 36: coins of the same operators, signed for another ledger, currency or generation. */
  @Test
  void refusesCoinsOfOtherDomains() {
    for (Domain other :
        List.of(
            new Domain("other", "ILS", 1),
            new Domain("test", "EUR", 1),
            new Domain("test", "ILS", 2))) {
      List<Scalar> message =
          Coin.message(new Suite(other), coin.pid(), coin.serial(), coin.value());
      Shown shown = forger.show(message, world.signed(message), 4);
      refusesBecauseOf(claiming(new ForgedSlot(shown, Scalar.ZERO)), "show.1");
    }
  }

  /** 37. */
  @Test
  @Property("P3")
  void refusesTheCoinOfAnotherPerson() {
    Coin foreign = world.issue("foreign", ben, Amount.parse("40.00"));
    refusesBecauseOf(claiming(forger.slot(foreign)), "sl2_1");
  }

  /** 38: with psi free, one coin would have as many nullifiers as its owner likes. */
  @Test
  void refusesARealCoinWithAFreeNullifier() {
    Scalar psi = Scalar.random(world.entropy);
    refusesBecauseOf(claiming(new ForgedSlot(forger.show(coin), psi)), "sl6_1");
  }

  /** 39. */
  @Test
  @Property("P1")
  void refusesADummyWithAValue() {
    Scalar psi = Scalar.random(world.entropy);
    Shown lying = forger.showDummy().claiming(VALUE, minor("40.00"));
    refusesBecauseOf(claiming(new ForgedSlot(lying, psi)), "show.1");
    refusesBecauseOf(claiming(forger.dummy().worth(minor("40.00"))), "sl4_1");
  }

  /** 40. */
  @Test
  void refusesADummyWithAnOwner() {
    Scalar psi = Scalar.random(world.entropy);
    Shown owned = forger.showDummy().claiming(PID, mallory.keys().pid());
    refusesBecauseOf(claiming(new ForgedSlot(owned, psi)), "show.1", "sl2_1");
    Shown real = owned.claiming(L, Scalar.ONE);
    refusesBecauseOf(claiming(new ForgedSlot(real, Scalar.ZERO)), "show.1");
  }

  private Suite suite() {
    return world.suite;
  }
}
