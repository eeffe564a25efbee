package org.specie.cash.protocol.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.specie.cash.protocol.proof.Forger.minor;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.specie.cash.protocol.PrivateReason;
import org.specie.cash.protocol.Suite;
import org.specie.cash.protocol.World;
import org.specie.cash.protocol.World.Holder;
import org.specie.cash.protocol.credential.Coin;
import org.specie.cash.protocol.transaction.PrivateTransaction;
import org.specie.kernel.core.Amount;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.quality.requirements.Property;
import org.specie.quality.requirements.Requirement;

/** Folds that leave their owner, and links of accounts to somebody else. */
@Requirement("D2")
final class ForgedFoldTest {
  private static final int HIDDEN = 7;

  private final World world = new World(105);
  private final Forger forger = new Forger(world);
  private final Holder mallory = world.enrol("mallory", 0);
  private final Holder ben = world.enrol("ben", 0);
  private final Coin coin = world.issue("coin", mallory, Amount.parse("40.00"));
  private final Shown state = forger.show(mallory.state(), HIDDEN);

  private ForgedFold with(Shown shown) {
    return new ForgedFold(
        world.suite,
        world.keys.threshold().key().hash(),
        world.entropy,
        forger.header(false),
        shown);
  }

  private List<ForgedSlot> slots(ForgedSlot... first) {
    List<ForgedSlot> slots = new ArrayList<>(List.of(first));
    while (slots.size() < Suite.BULK_SLOTS) {
      slots.add(forger.dummy());
    }
    return slots;
  }

  private void refusesBecauseOf(PrivateTransaction forged, String... faults) {
    assertThat(forger.faults(forged)).containsExactly(faults);
    assertThat(forger.refusal(forged)).contains(PrivateReason.PROOF_INVALID);
  }

  private Scalar own() {
    return mallory.keys().pid();
  }

  @Test
  void acceptsTheForgerWhenItIsHonest() {
    PrivateTransaction fold = with(state).fold(slots(forger.slot(coin)), own(), minor("40.00"));
    assertThat(forger.faults(fold)).isEmpty();
    assertThat(forger.refusal(fold)).isEmpty();
    assertThat(forger.refusal(with(state).link(own()))).isEmpty();
  }

  /** 75: a fold costs no budget, so it must stay with its owner. */
  @Test
  @Requirement("D9")
  @Property("P5")
  void refusesAFoldThatPaysAnotherPerson() {
    refusesBecauseOf(
        with(state).fold(slots(forger.slot(coin)), ben.keys().pid(), minor("40.00")), "out6");
  }

  @Test
  @Property("P1")
  void refusesAFoldOfAnotherValue() {
    refusesBecauseOf(with(state).fold(slots(forger.slot(coin)), own(), minor("41.00")), "out7");
  }

  /** 37: the coins of another person. */
  @Test
  @Property("P3")
  void refusesAFoldOfForeignCoins() {
    Coin foreign = world.issue("foreign", ben, Amount.parse("40.00"));
    refusesBecauseOf(with(state).fold(slots(forger.slot(foreign)), own(), minor("40.00")), "sl2_1");
  }

  /** 38: a coin would fold again and again under free nullifiers. */
  @Test
  void refusesAFoldOfACoinWithAFreeNullifier() {
    ForgedSlot free = new ForgedSlot(forger.show(coin), Scalar.random(world.entropy));
    refusesBecauseOf(with(state).fold(slots(free), own(), minor("40.00")), "sl6_1");
  }

  /** 11. */
  @Test
  void refusesTheSameCoinTwiceInOneFold() {
    PrivateTransaction twice =
        with(state).fold(slots(forger.slot(coin), forger.slot(coin)), own(), minor("80.00"));
    assertThat(forger.faults(twice)).isEmpty();
    assertThat(forger.refusal(twice)).contains(PrivateReason.NULLIFIER_REPEATED);
  }

  /** Sixteen coins that together are too large to be one. */
  @Test
  void refusesASumOfTwoToTheFortyEight() {
    Amount half = Amount.ofMinor(1L << (Amount.BITS - 1));
    Coin one = world.issue("half", mallory, half);
    Coin other = world.issue("other half", mallory, half);
    refusesBecauseOf(
        with(state)
            .fold(slots(forger.slot(one), forger.slot(other)), own(), Scalar.of(1L << Amount.BITS)),
        "range");
  }

  /** 1: the state of a fold and of a link is shown only, and must be signed all the same. */
  @Test
  void refusesStatesNobodySigned() {
    Shown unsigned =
        Shown.unsigned(
            world.keys.threshold().key(),
            state.message(),
            Torsion.ofOrder(11),
            HIDDEN,
            world.entropy);
    PrivateTransaction fold = with(unsigned).fold(slots(forger.slot(coin)), own(), minor("40.00"));
    assertThat(forger.faults(fold)).isEmpty();
    assertThat(forger.refusal(fold)).contains(PrivateReason.PROOF_INVALID);
    PrivateTransaction link = with(unsigned).link(own());
    assertThat(forger.faults(link)).isEmpty();
    assertThat(forger.refusal(link)).contains(PrivateReason.PROOF_INVALID);
  }

  /** 35: a coin is no state here either. */
  @Test
  void refusesACoinShownAsAState() {
    Shown shown = forger.show(forger.messageOf(coin), coin.signature(), HIDDEN);
    refusesBecauseOf(with(shown).link(own()), "show.0");
  }

  /** 54: an account linked to somebody else would take that person's money, or give to him. */
  @Test
  @Requirement("D18")
  void refusesALinkToAnotherPerson() {
    refusesBecauseOf(with(state).link(ben.keys().pid()), "own");
  }
}
