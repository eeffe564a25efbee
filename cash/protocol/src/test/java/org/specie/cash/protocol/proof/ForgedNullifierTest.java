package org.specie.cash.protocol.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.specie.cash.protocol.proof.Forger.minor;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.specie.cash.protocol.PrivateReason;
import org.specie.cash.protocol.World;
import org.specie.cash.protocol.World.Holder;
import org.specie.cash.protocol.credential.Coin;
import org.specie.cash.protocol.transaction.Kind;
import org.specie.cash.protocol.transaction.StateTransaction;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.quality.requirements.Property;
import org.specie.quality.requirements.Requirement;

/** Spending twice: other nullifiers for the same money, and the same ones dressed up. */
@Requirement("D2")
final class ForgedNullifierTest {
  private final World world = new World(103);
  private final Forger forger = new Forger(world);
  private final Holder mallory = world.enrol("mallory", 0);
  private final Holder ben = world.enrol("ben", 0);
  private final Coin coin = world.issue("coin", mallory, Amount.parse("40.00"));

  private void refusesBecauseOf(StateTransaction forged, String... faults) {
    assertThat(forger.faults(forged)).containsExactly(faults);
    assertThat(forger.refusal(forged)).contains(PrivateReason.PROOF_INVALID);
  }

  private StateTransaction consuming(G1 nullifier) {
    return forger.forge(Kind.PAY, mallory).placing("N_0", nullifier).make();
  }

  private StateTransaction claiming(ForgedSlot slot) {
    return forger.forge(Kind.PAY, false, forger.show(mallory.state(), 6), List.of(slot)).make();
  }

  private G1 nullifierOfState() {
    return mallory.state().nullifier(world.suite);
  }

  private G1 nullifierOfCoin() {
    return coin.nullifier(world.suite, mallory.keys().k());
  }

  private G1 randomPoint() {
    return G1.GENERATOR.times(Scalar.random(world.entropy));
  }

  /** 7, break 1 of UTT: there any point passed as a nullifier. */
  @Test
  void refusesARandomNullifier() {
    refusesBecauseOf(consuming(randomPoint()), "st.N");
    refusesBecauseOf(claiming(forger.slot(coin).nullifier(randomPoint())), "sl5_1");
  }

  /** 9. */
  @Test
  void refusesTheNegativeOfTheNullifier() {
    refusesBecauseOf(consuming(nullifierOfState().negate()), "st.N");
    refusesBecauseOf(claiming(forger.slot(coin).nullifier(nullifierOfCoin().negate())), "sl5_1");
  }

  /** Any other multiple. */
  @Test
  void refusesMultiplesOfTheNullifier() {
    refusesBecauseOf(consuming(nullifierOfState().times(Scalar.of(2))), "st.N");
  }

  /** 10. */
  @Test
  @Property("P3")
  void refusesNullifiersUnderTheKeyOfAnotherPerson() {
    refusesBecauseOf(claiming(forger.slot(coin).nullifierUnder(ben.keys().k())), "sl5_1");
    Scalar foreign = ben.keys().k().plus(mallory.state().state().serial());
    refusesBecauseOf(consuming(world.suite.eta().point().times(foreign.inverse())), "st.N");
  }

  /** The serial number of another of one's own coins would mark that one as spent instead. */
  @Test
  void refusesTheNullifierOfAnotherCoin() {
    Coin other = world.issue("other", mallory, Amount.parse("1.00"));
    G1 nullifier = other.nullifier(world.suite, mallory.keys().k());
    refusesBecauseOf(claiming(forger.slot(coin).nullifier(nullifier)), "sl5_1");
  }

  /**
   * 8: the equation does not see a component outside the group, so the ledger must not either: it
   * keeps the canonical form, and that is the same.
   */
  @Test
  void seesTheSameNullifierBehindEveryComponentOutsideTheGroup() {
    ByteString spent = nullifierOfState().clearCofactor().toCompressed();
    for (int order : Torsion.ORDERS) {
      StateTransaction shifted = consuming(nullifierOfState().plus(Torsion.ofOrder(order)));
      assertThat(forger.refusal(shifted)).isEmpty();
      assertThat(world.prepared(shifted).nullifiers().getFirst()).isEqualTo(spent);
    }
  }

  /** 83: an order-3 shift passes a single random combination once in three times; never here. */
  @Test
  @Property("P4")
  void countsThreeHundredShiftedNullifiersAsOne() {
    G1 torsion = Torsion.ofOrder(3);
    for (int trial = 0; trial < 300; trial++) {
      G1 nullifier = randomPoint();
      ByteString spent = nullifier.clearCofactor().toCompressed();
      assertThat(nullifier.plus(torsion).clearCofactor().toCompressed()).isEqualTo(spent);
      assertThat(nullifier.minus(torsion).clearCofactor().toCompressed()).isEqualTo(spent);
    }
    Slots twins = new Slots();
    twins.add(forger.slot(coin));
    for (int shift = 1; shift < 3; shift++) {
      G1 shifted = nullifierOfCoin().plus(torsion.times(Scalar.of(shift)));
      twins.add(forger.slot(coin).nullifier(shifted));
    }
    assertThat(forger.refusal(twins.bulk())).contains(PrivateReason.NULLIFIER_REPEATED);
  }

  /** A nullifier that is nothing in the group would be one for everybody. */
  @Test
  void refusesANullifierWithoutComponentInTheGroup() {
    for (int order : List.of(11, 10177, 859267, 52437899)) {
      G1 torsion = Torsion.ofOrder(order);
      StateTransaction honest = forger.forge(Kind.PAY, mallory, coin).make();
      assertThat(forger.refusal(Altered.nullifier(honest, torsion)))
          .contains(PrivateReason.PROOF_INVALID);
      assertThat(forger.refusal(Altered.slotNullifier(honest, torsion)))
          .contains(PrivateReason.PROOF_INVALID);
    }
  }

  /** Sixteen slots to fill. */
  private final class Slots {
    private final List<ForgedSlot> slots = new ArrayList<>();

    void add(ForgedSlot slot) {
      slots.add(slot);
    }

    StateTransaction bulk() {
      Check.that(slots.size() <= 16, "sixteen slots");
      return forger.forge(Kind.BULK, false, forger.show(mallory.state(), 6), slots).make();
    }
  }

  /** 11, break 5 of UTT: sixty and the same sixty made a hundred and twenty. */
  @Test
  @Property("P4")
  void refusesTheSameCoinInTwoSlots() {
    StateTransaction twice = forger.forge(Kind.BULK, mallory, coin, coin).make();
    assertThat(forger.faults(twice)).isEmpty();
    assertThat(forger.refusal(twice)).contains(PrivateReason.NULLIFIER_REPEATED);

    Slots disguised = new Slots();
    disguised.add(forger.slot(coin));
    disguised.add(forger.slot(coin).nullifier(nullifierOfCoin().plus(Torsion.ofOrder(11))));
    assertThat(forger.faults(disguised.bulk())).isEmpty();
    assertThat(forger.refusal(disguised.bulk())).contains(PrivateReason.NULLIFIER_REPEATED);
  }

  /** 11: nor may a dummy take the nullifier of a coin beside it, or of the state. */
  @Test
  void refusesADummyThatRepeatsANullifierOfTheTransaction() {
    Slots slots = new Slots();
    slots.add(forger.slot(coin));
    slots.add(new ForgedSlot(forger.showDummy(), coin.serial()));
    assertThat(forger.faults(slots.bulk())).isEmpty();
    assertThat(forger.refusal(slots.bulk())).contains(PrivateReason.NULLIFIER_REPEATED);

    Scalar serial = mallory.state().state().serial();
    StateTransaction asState = claiming(new ForgedSlot(forger.showDummy(), serial));
    assertThat(forger.faults(asState)).isEmpty();
    assertThat(forger.refusal(asState)).contains(PrivateReason.NULLIFIER_REPEATED);
  }

  /** 12: what the ledger compares is equal wherever and however often a coin is shown. */
  @Test
  @Property("P4")
  void givesACoinOneNullifierInEveryTransaction() {
    ByteString expected = nullifierOfCoin().clearCofactor().toCompressed();
    List<StateTransaction> attempts =
        List.of(
            forger.forge(Kind.PAY, mallory, coin).make(),
            forger.forge(Kind.PAY, mallory, coin).with("v", minor("40.00")).make(),
            forger.forge(Kind.BULK, mallory, coin).make(),
            forger.renewal(Kind.UNLOAD, forger.at(2, mallory), coin).make());
    for (StateTransaction attempt : attempts) {
      assertThat(forger.refusal(attempt)).isEmpty();
      assertThat(world.prepared(attempt).nullifiers().get(1)).isEqualTo(expected);
    }
  }
}
