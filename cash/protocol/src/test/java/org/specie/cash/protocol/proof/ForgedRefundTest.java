package org.specie.cash.protocol.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.specie.cash.protocol.proof.Forger.minor;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.specie.cash.protocol.PrivateReason;
import org.specie.cash.protocol.World;
import org.specie.cash.protocol.World.Holder;
import org.specie.cash.protocol.credential.State;
import org.specie.cash.protocol.transaction.Kind;
import org.specie.cash.protocol.transaction.StateTransaction;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.quality.requirements.Property;
import org.specie.quality.requirements.Requirement;

/**
 * 76: giving money of an entry back, free of the budget, by somebody who lies.
 * docs/spec/13-refunds-and-classes.md.
 */
@Requirement({"D2", "D9", "U7"})
final class ForgedRefundTest {
  private static final String PAID = "20.00";

  private final World world = new World(176);
  private final Forger forger = new Forger(world);
  private final Holder ana = forger.with(world.enrol("ana", 0), "500.00", "300.00");
  private final Holder shop = forger.with(world.enrol("shop", 0), "90.00", "10.00");
  private final Holder eve = forger.with(world.enrol("eve", 0), "90.00", "10.00");
  private final StateTransaction paid = pay(ana, shop);
  private final EntryOpening accepted = world.acceptance(shop, paid);
  private final EntryOpening returnable =
      world.takeBack(ana, paid, Amount.parse(PAID)).orElseThrow();

  private StateTransaction pay(Holder payer, Holder payee) {
    Intent.Payment payment =
        new Intent.Payment(world.address(payee), Amount.parse(PAID), ByteString.EMPTY);
    return world.prove(Intent.pay(Kind.ENTRY_PAY, payment), payer).transaction();
  }

  private Forgery refund(String amount) {
    return forger.forge(Kind.REFUND, shop).giving(accepted, amount);
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

  private StateProver.Made honest(Amount back) {
    return world.prove(
        Intent.refund(
            false,
            Optional.empty(),
            accepted,
            new Intent.Refund(back, ByteString.utf8("broken cup"))),
        shop);
  }

  @Test
  @Property("P14")
  void givesBackWithoutBudgetAndWithoutKnowingToWhom() {
    for (String back : List.of("0.01", "12.50", PAID)) {
      StateProver.Made made = honest(Amount.parse(back));
      assertThat(world.accepts(made.transaction())).isTrue();
      State after = made.successor().state();
      assertThat(after.balance()).isEqualTo(Amount.parse("90.00").minus(Amount.parse(back)));
      assertThat(after.budget()).isEqualTo(Amount.parse("10.00"));
      assertThat(after.income()).isEqualTo(shop.state().state().income());
      assertThat(world.prepared(made.transaction()).outputs()).as("no coin").hasSize(1);
      RefundNotice notice = world.refunded(returnable, made.transaction()).orElseThrow();
      assertThat(notice.opening().amount()).isEqualTo(Amount.parse(back));
      assertThat(notice.note().slice(0, 10)).isEqualTo(ByteString.utf8("broken cup"));
      StateProver.Made taken = world.prove(Intent.end(Kind.RETURN, notice.opening()), ana);
      assertThat(world.accepts(taken.transaction())).isTrue();
      State richer = taken.successor().state();
      assertThat(richer.balance()).isEqualTo(Amount.parse("500.00").plus(Amount.parse(back)));
      assertThat(richer.budget()).as("the budget stays spent").isEqualTo(Amount.parse("300.00"));
      assertThat(richer.income()).isEqualTo(ana.state().state().income());
    }
  }

  /** 76: above the original, by a cent; and the other ends of the range. */
  @Test
  @Property("P14")
  void refusesMoreThanTheOriginal() {
    accepts(refund(PAID));
    refusesBecauseOf(refund("20.01"), "range");
    refusesBecauseOf(refund(PAID).with("v_r", Scalar.ONE.negate()), "range");
    refusesBecauseOf(refund(PAID).with("v_r", Scalar.of(1L << 48)), "range");
  }

  @Test
  void refusesMoreThanTheBalance() {
    Holder poor = forger.with(shop, "19.99", "10.00");
    refusesBecauseOf(forger.forge(Kind.REFUND, poor).giving(accepted, PAID), "range");
    accepts(forger.forge(Kind.REFUND, poor).giving(accepted, "19.99"));
  }

  /** The original is not made larger by saying so: P_e is the entry's. */
  @Test
  void refusesALargerOriginal() {
    refusesBecauseOf(refund(PAID).with("v_e", minor("90.00")), "ent");
    refusesBecauseOf(refund("30.00").with("v_e", minor("90.00")), "ent", "range");
  }

  /** What goes into the entry is what leaves the balance. */
  @Test
  void refusesAnotherAmountInTheEntryThanFromTheBalance() {
    refusesBecauseOf(refund("1.00").committing("P_r", minor(PAID)), "ref");
    refusesBecauseOf(refund(PAID).committing("C_bal", minor("90.00")), "out3");
    refusesBecauseOf(
        refund(PAID).committing("C_bal", minor("90.00")).committing("P_bal", minor("90.00")),
        "out3",
        "lnk2");
  }

  /** 76: by another pid than its payee, even with everything the payee knows. */
  @Test
  @Property("P14")
  void refusesARefundByAnotherPid() {
    refusesBecauseOf(forger.forge(Kind.REFUND, eve).giving(accepted, PAID), "own");
    refusesBecauseOf(forger.forge(Kind.REFUND, ana).giving(accepted, PAID), "own");
    EntryOpening other = world.acceptance(eve, pay(ana, eve));
    accepts(forger.forge(Kind.REFUND, eve).giving(other, PAID));
    refusesBecauseOf(forger.forge(Kind.REFUND, shop).giving(other, PAID), "own");
  }

  /** 76: accepted by another pid than the payer's, even with the notice in hand. */
  @Test
  @Property("P14")
  void refusesAReturnByAnotherPid() {
    RefundNotice notice =
        world.refunded(returnable, honest(Amount.parse(PAID)).transaction()).orElseThrow();
    accepts(forger.forge(Kind.RETURN, ana).taking(notice.opening()));
    refusesBecauseOf(forger.forge(Kind.RETURN, eve).taking(notice.opening()), "own");
    refusesBecauseOf(forger.forge(Kind.RETURN, shop).taking(notice.opening()), "own");
  }

  /** What is returned is what was refunded, not what was paid. */
  @Test
  @Property("P14")
  void refusesAReturnOfMoreThanTheRefund() {
    RefundNotice notice =
        world.refunded(returnable, honest(Amount.parse("5.00")).transaction()).orElseThrow();
    refusesBecauseOf(
        forger.forge(Kind.RETURN, ana).taking(notice.opening()).with("v_e", minor(PAID)), "ent");
  }

  /** 13.15: nobody's budget grows by it, neither now nor by calling it a renewal. */
  @Test
  @Property("P5")
  void refusesABudgetThatGrows() {
    refusesBecauseOf(refund(PAID).committing("C_bud", minor("30.00")), "out4");
    refusesBecauseOf(
        forger.forge(Kind.RETURN, ana).taking(returnable).committing("C_bud", minor("320.00")),
        "out4");
    refusesBecauseOf(forger.renewal(Kind.REFUND, shop.state()).giving(accepted, PAID), "range");
  }

  /** 13.18: nor does income shrink. */
  @Test
  void refusesIncomeThatShrinks() {
    Holder earned =
        shop.with(
            forger.signed(
                new State(
                    shop.keys().pid(),
                    shop.keys().k(),
                    shop.state().state().serial(),
                    Amount.parse("90.00"),
                    Amount.parse("10.00"),
                    Amount.parse("60.00"),
                    world.rules.epoch(),
                    0)));
    accepts(forger.forge(Kind.REFUND, earned).giving(accepted, PAID));
    refusesBecauseOf(
        forger
            .forge(Kind.REFUND, earned)
            .giving(accepted, PAID)
            .committing("C_inc", minor("40.00")),
        "out5");
  }

  /** A notice is for who paid this entry, and for what stands in this transaction. */
  @Test
  void tellsNobodyElseAndNothingElse() {
    StateTransaction made = honest(Amount.parse("5.00")).transaction();
    EntryOpening another =
        world
            .takeBack(ana, pay(ana, shop), Amount.parse(PAID))
            .filter(opening -> !opening.claim().entry().equals(returnable.claim().entry()))
            .orElseThrow();
    assertThat(world.refunded(another, made)).isEmpty();
    assertThat(world.refunded(returnable, refund("5.00").make())).as("a random notice").isEmpty();
    EntryOpening guessed =
        new EntryOpening(
            returnable.claim(),
            returnable.amount(),
            Scalar.random(world.entropy),
            returnable.ownerBlinding());
    assertThat(world.refunded(guessed, made)).isEmpty();
  }
}
