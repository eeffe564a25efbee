package org.specie.cash.protocol.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.specie.cash.protocol.proof.Forger.minor;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.specie.cash.protocol.PrivateReason;
import org.specie.cash.protocol.World;
import org.specie.cash.protocol.World.Holder;
import org.specie.cash.protocol.credential.State;
import org.specie.cash.protocol.credential.StateCredential;
import org.specie.cash.protocol.transaction.ClassOrder;
import org.specie.cash.protocol.transaction.Kind;
import org.specie.cash.protocol.transaction.StateTransaction;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.ps.Attribute;
import org.specie.quality.requirements.Property;
import org.specie.quality.requirements.Requirement;

/**
 * 79: going to another class by somebody who lies: with another person's order, or for the budget's
 * sake. docs/spec/13-refunds-and-classes.md.
 */
@Requirement({"D2", "D11"})
final class ForgedClassChangeTest {
  private static final int PERSON = 0;
  private static final int BUSINESS = 1;

  private final World world = new World(179);
  private final long epoch = world.rules.epoch();
  private final Forger forger = new Forger(world);
  private final Holder mallory = forger.with(world.enrol("mallory", PERSON), "3000.00", "50.00");
  private final Holder ben = world.enrol("ben", PERSON);

  private static ClassOrder order(Holder person, int classId) {
    return new ClassOrder(person.keys().publicSpendKey(), 1, classId, World.VALID_UNTIL);
  }

  private Forgery change() {
    return forger.forge(Kind.CLASS_CHANGE, mallory).ordered(order(mallory, BUSINESS));
  }

  private Forgery renewal() {
    return forger
        .renewal(Kind.CLASS_CHANGE, forger.at(epoch - 1, mallory))
        .ordered(order(mallory, BUSINESS));
  }

  private void refusesBecauseOf(Forgery forgery, String... faults) {
    StateTransaction forged = forgery.make();
    assertThat(forger.faults(forged)).containsExactly(faults);
    assertThat(forger.refusal(forged)).contains(PrivateReason.PROOF_INVALID);
  }

  private void accepts(Forgery forgery) {
    StateTransaction made = forgery.make();
    assertThat(forger.faults(made)).isEmpty();
    assertThat(forger.refusal(made)).isEmpty();
  }

  private StateCredential changed(Holder of, boolean renewal) {
    StateProver.Made made = world.prove(Intent.change(renewal, order(of, BUSINESS)), of);
    assertThat(world.accepts(made.transaction())).isTrue();
    return world.credential(made.successor());
  }

  @Test
  void changesTheClassAndNothingElse() {
    State before = mallory.state().state();
    State after = changed(mallory, false).state();
    assertThat(after.classId()).isEqualTo(BUSINESS);
    assertThat(after.balance()).isEqualTo(before.balance());
    assertThat(after.budget()).isEqualTo(before.budget());
    assertThat(after.income()).isEqualTo(before.income());
    assertThat(after.epoch()).isEqualTo(epoch);
    assertThat(after.pid()).isEqualTo(before.pid());
  }

  /** 13.6: what a renewal on the way gives is what any renewal in this epoch gives. */
  @Test
  void aRenewalOnTheWayGivesTheBudgetOfTheOldClass() {
    State after = changed(mallory.with(forger.at(epoch - 1, mallory)), true).state();
    assertThat(after.classId()).isEqualTo(BUSINESS);
    assertThat(after.budget()).isEqualTo(world.rules.budget(PERSON));
    assertThat(after.epoch()).isEqualTo(epoch);
  }

  /** 79: no immediate increase, with or without a renewal. */
  @Test
  @Property("P5")
  void refusesABudgetThatComesWithTheClass() {
    accepts(change());
    accepts(renewal());
    refusesBecauseOf(change().committing("C_bud", minor("50000.00")), "out4");
    refusesBecauseOf(change().committing("C_bud", minor("1000.00")), "out4");
    refusesBecauseOf(renewal().committing("C_bud", minor("50000.00")), "out4");
    refusesBecauseOf(renewal().committing("C_bud", minor("1000.01")), "out4");
  }

  /** 79: nor by renewing as the new class right afterwards. */
  @Test
  @Property("P5")
  void refusesARenewalInTheEpochOfTheChange() {
    for (boolean renewal : new boolean[] {false, true}) {
      Holder of = renewal ? mallory.with(forger.at(epoch - 1, mallory)) : mallory;
      StateTransaction again =
          forger
              .renewal(Kind.PAY, changed(of, renewal))
              .header(h -> Altered.inClass(h, BUSINESS))
              .make();
      assertThat(forger.faults(again)).containsExactly("range");
      assertThat(forger.refusal(again)).contains(PrivateReason.PROOF_INVALID);
    }
  }

  /** The state shown keeps the class it was signed with. */
  @Test
  void refusesToShowAnotherClassThanTheStateHas() {
    refusesBecauseOf(change().header(h -> Altered.inClass(h, BUSINESS)), "show.0");
    refusesBecauseOf(
        renewal().header(h -> Altered.inClass(h, BUSINESS)).committing("C_bud", minor("50000.00")),
        "show.0");
  }

  @Test
  void refusesAnotherPersonsOrder() {
    refusesBecauseOf(forger.forge(Kind.CLASS_CHANGE, mallory).ordered(order(ben, BUSINESS)), "key");
    refusesBecauseOf(
        forger
            .forge(Kind.CLASS_CHANGE, mallory)
            .ordered(order(ben, BUSINESS))
            .with("k", ben.keys().k()),
        "st.k");
  }

  @Test
  void refusesToMakeAnotherPersonsState() {
    refusesBecauseOf(change().committing("C_pid", ben.keys().pid()), "out1");
    refusesBecauseOf(change().committing("C_k", ben.keys().k()), "out2");
    refusesBecauseOf(change().committing("C_bal", minor("3000.01")), "out3");
    refusesBecauseOf(change().committing("C_inc", Scalar.ONE), "out5");
  }

  @Test
  void refusesAClassThatThePolicyLacks() {
    for (int classId : new int[] {2, 255}) {
      StateTransaction forged =
          forger.forge(Kind.CLASS_CHANGE, mallory).ordered(order(mallory, classId)).make();
      assertThat(forger.refusal(forged)).contains(PrivateReason.UNKNOWN_CLASS);
    }
  }

  /** An order is bound by the proof: no other number, class or term fits it afterwards. */
  @Test
  void refusesAnotherOrderAfterProving() {
    StateTransaction made = change().make();
    ClassOrder of = made.body().order().orElseThrow();
    for (ClassOrder other :
        new ClassOrder[] {
          new ClassOrder(of.publicSpendKey(), of.number() + 1, of.classId(), of.validUntil()),
          new ClassOrder(of.publicSpendKey(), of.number(), PERSON, of.validUntil()),
          new ClassOrder(of.publicSpendKey(), of.number(), of.classId(), of.validUntil() + 1)
        }) {
      assertThat(forger.refusal(Altered.order(made, other))).contains(PrivateReason.PROOF_INVALID);
    }
  }

  /** What operators sign is in the class of the order, and in the epoch of now. */
  @Test
  void operatorsSignTheClassThatIsOrdered() {
    StateTransaction made = change().make();
    var signed = world.prepared(made).outputs();
    assertThat(signed).hasSize(1);
    assertThat(signed.getFirst().attributes().subList(6, 8))
        .containsExactly(
            new Attribute.Common(Scalar.of(epoch)),
            new Attribute.Common(world.suite.stateTag(BUSINESS)));
  }

  /** What came of a change pays as its class does, and money stays what it was. */
  @Test
  void paysOnAsTheNewClass() {
    Holder business = mallory.with(changed(mallory, false));
    Intent.Payment payment =
        new Intent.Payment(world.address(ben), Amount.parse("50.00"), ByteString.EMPTY);
    StateTransaction paid =
        world.prove(Intent.pay(false, Optional.empty(), payment), business).transaction();
    assertThat(paid.body().header().classId()).isEqualTo(BUSINESS);
    assertThat(world.accepts(paid)).isTrue();
  }
}
