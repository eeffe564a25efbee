package org.specie.cash.protocol.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.specie.cash.protocol.proof.Forger.integer;
import static org.specie.cash.protocol.proof.Forger.minor;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.specie.cash.protocol.PrivateReason;
import org.specie.cash.protocol.World;
import org.specie.cash.protocol.World.Holder;
import org.specie.cash.protocol.credential.Coin;
import org.specie.cash.protocol.transaction.Kind;
import org.specie.cash.protocol.transaction.StateTransaction;
import org.specie.kernel.core.Amount;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.quality.requirements.Property;
import org.specie.quality.requirements.Requirement;

/**
 * Money from nothing: amounts that differ between what is proven and what is signed, negative and
 * overflowing ones, and somebody else's identity in what is created.
 */
@Requirement("D2")
final class ForgedAmountsTest {
  private static final String MILLION = "1000000.00";

  private final World world = new World(102);
  private final Forger forger = new Forger(world);
  private final Holder mallory = forger.with(world.enrol("mallory", 0), "100.00", "1000.00");
  private final Coin coin = world.issue("coin", mallory, Amount.parse("40.00"));

  private void refusesBecauseOf(Forgery forgery, String... faults) {
    StateTransaction forged = forgery.make();
    assertThat(forger.faults(forged)).containsExactly(faults);
    assertThat(forger.refusal(forged)).contains(PrivateReason.PROOF_INVALID);
  }

  private Forgery paying(Holder holder, Scalar v) {
    return forger.forge(Kind.PAY, holder).with("v", v);
  }

  private Forgery paying(String v) {
    return paying(mallory, minor(v));
  }

  /** 14, and break 2 of UTT: a coin of sixty became a signed coin of a million. */
  @Test
  @Property("P1")
  void refusesACoinOfAnotherValueThanTheOnePaid() {
    refusesBecauseOf(paying("60.00").committing("C'_val", minor(MILLION)), "out7");
  }

  /** 14: the other way round, the range proof speaks of one amount and the coin of another. */
  @Test
  void refusesARangeProofOfAnotherAmountThanTheOnePaid() {
    refusesBecauseOf(paying("60.00").committing("P_v", minor("1.00")), "lnk1");
  }

  /** 15. */
  @Test
  void refusesABalanceOtherThanTheOneProven() {
    refusesBecauseOf(paying("60.00").committing("C_bal", minor(MILLION)), "out3");
    refusesBecauseOf(paying("60.00").committing("P_bal", minor(MILLION)), "lnk2");
    refusesBecauseOf(
        paying("60.00").committing("C_bal", minor(MILLION)).committing("P_bal", minor(MILLION)),
        "out3",
        "lnk2");
  }

  /** 15: in every kind that changes the balance. */
  @Test
  @Property("P1")
  void refusesABalanceThatGrowsByMoreThanIsMoved() {
    Amount ten = Amount.parse("10.00");
    refusesBecauseOf(
        forger.forge(Kind.LOAD, mallory).moving(ten).committing("C_bal", minor("111.00")), "out3");
    refusesBecauseOf(
        forger.forge(Kind.UNLOAD, mallory).moving(ten).committing("C_bal", minor("100.00")),
        "out3");
    refusesBecauseOf(
        forger.forge(Kind.BULK, mallory, coin).committing("C_bal", minor("141.00")), "out3");
  }

  /** 16, 30, break 11 of UTT: what the budget becomes is not the payer's to choose. */
  @Test
  @Requirement("D11")
  @Property("P5")
  void refusesABudgetThatIsNotReducedByThePayment() {
    refusesBecauseOf(paying("60.00").committing("C_bud", minor("1000.00")), "out4");
    refusesBecauseOf(paying("60.00").committing("P_bud", minor("1000.00")), "lnk3");
    refusesBecauseOf(
        paying("60.00").committing("C_bud", minor(MILLION)).committing("P_bud", minor(MILLION)),
        "out4",
        "lnk3");
  }

  /** 30: no kind but a payment and a renewal touches the budget. */
  @Test
  @Requirement({"D11", "D18"})
  @Property("P5")
  void refusesABudgetRaisedByMovingMoney() {
    Amount ten = Amount.parse("10.00");
    Scalar raised = minor("1010.00");
    refusesBecauseOf(
        forger.forge(Kind.LOAD, mallory).moving(ten).committing("C_bud", raised), "out4");
    refusesBecauseOf(
        forger.forge(Kind.UNLOAD, mallory).moving(ten).committing("C_bud", raised), "out4");
    refusesBecauseOf(forger.forge(Kind.BULK, mallory, coin).committing("C_bud", raised), "out4");
  }

  /**
   * 20, 21: paying minus five is paying r - 5; the payer would gain five and so would the budget.
   */
  @Test
  void refusesNegativePayments() {
    for (long v : List.of(-1L, -5L, -100_000_000L, -(1L << 48))) {
      refusesBecauseOf(paying(mallory, integer(v)), "range");
    }
  }

  /** 22. */
  @Test
  void refusesPayingOneMoreThanTheBalance() {
    assertThat(forger.refusal(paying("100.00").make())).isEmpty();
    refusesBecauseOf(paying("100.01"), "range");
    Amount tooMuch = Amount.parse("100.01");
    refusesBecauseOf(forger.forge(Kind.UNLOAD, mallory).moving(tooMuch), "range");
    StateTransaction all = forger.forge(Kind.UNLOAD, mallory).moving(Amount.parse("100.00")).make();
    assertThat(forger.refusal(all)).isEmpty();
  }

  /** 23: the validators refuse it, not the wallet. */
  @Test
  @Requirement({"D9", "D11"})
  @Property("P5")
  void refusesPayingOneMoreThanTheBudget() {
    Holder nearlyOut = forger.with(mallory, "100.00", "5.00");
    assertThat(forger.refusal(paying(nearlyOut, minor("5.00")).make())).isEmpty();
    refusesBecauseOf(paying(nearlyOut, minor("5.01")), "range");
  }

  /** 24. */
  @Test
  @Property("P5")
  void refusesPayingOneMoreThanTheLimitOfOnePayment() {
    Holder rich = forger.with(mallory, "600.00", "1000.00");
    assertThat(forger.refusal(paying(rich, minor("500.00")).make())).isEmpty();
    refusesBecauseOf(paying(rich, minor("500.01")), "range");
  }

  /** 26: a balance or an amount of 2^48, the first that is too large. */
  @Test
  @Property("P1")
  void refusesTwoToTheFortyEight() {
    Holder full = forger.with(mallory, Amount.ofMinor(Amount.MAX_MINOR).toDecimal(), "1000.00");
    Coin cent = world.issue("cent", full, Amount.ofMinor(1));
    assertThat(forger.refusal(forger.forge(Kind.PAY, full).make())).isEmpty();
    refusesBecauseOf(forger.forge(Kind.PAY, full, cent), "range");
    refusesBecauseOf(forger.forge(Kind.LOAD, full).moving(Amount.ofMinor(1)), "range");
    refusesBecauseOf(paying(full, Scalar.of(1L << 48)), "range");
  }

  /** Claiming more than the coin holds, without touching what is shown of it. */
  @Test
  void refusesAClaimAboveTheValueShown() {
    ForgedSlot slot = forger.slot(coin).worth(minor("41.00"));
    refusesBecauseOf(
        forger.forge(Kind.PAY, false, forger.show(mallory.state(), 6), List.of(slot)), "sl4_1");
  }

  /** Secrets that differ from what is shown of the state. */
  @Test
  void refusesOtherAmountsThanTheStateShows() {
    refusesBecauseOf(paying("1.00").with("bal", minor(MILLION)), "st.bal");
    refusesBecauseOf(paying("1.00").with("bud", minor(MILLION)), "st.bud");
    refusesBecauseOf(paying("1.00").with("inc", Scalar.ZERO.minus(Scalar.ONE)), "st.inc");
  }

  /** 43. */
  @Test
  void refusesAnIncomeLowerThanWhatWasReceived() {
    refusesBecauseOf(
        forger.forge(Kind.PAY, mallory, coin).committing("C_inc", Scalar.ZERO), "out5");
  }

  /** 41. */
  @Test
  void refusesANewStateUnderAnotherKey() {
    refusesBecauseOf(paying("1.00").committing("C_k", Scalar.random(world.entropy)), "out2");
  }

  /** 42. */
  @Test
  void refusesANewStateForAnotherPerson() {
    Holder ben = world.enrol("ben", 0);
    refusesBecauseOf(paying("1.00").committing("C_pid", ben.keys().pid()), "out1");
  }

  /** 54: money leaves to the accounts of its owner, and comes from them. */
  @Test
  @Requirement("D18")
  void refusesMovingToAnAccountOfAnotherPerson() {
    Holder ben = world.enrol("ben", 0);
    Amount ten = Amount.parse("10.00");
    refusesBecauseOf(
        forger.forge(Kind.UNLOAD, mallory).moving(ten).committing("R_a", ben.keys().pid()), "own");
    refusesBecauseOf(
        forger.forge(Kind.LOAD, mallory).moving(ten).committing("R_a", ben.keys().pid()), "own");
  }
}
