package org.specie.cash.protocol.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.specie.cash.protocol.proof.Forger.minor;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.specie.cash.protocol.AuditKeys;
import org.specie.cash.protocol.PrivateReason;
import org.specie.cash.protocol.Rules;
import org.specie.cash.protocol.TierRules;
import org.specie.cash.protocol.World;
import org.specie.cash.protocol.World.Holder;
import org.specie.cash.protocol.transaction.Kind;
import org.specie.cash.protocol.transaction.StateTransaction;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.quality.requirements.Property;
import org.specie.quality.requirements.Requirement;

/**
 * Payments above the budget by somebody who lies: of another tier, with a sealed record of somebody
 * or something else, under another key, and entries of other people. docs/spec/12-tiers.md.
 */
@Requirement({"D12", "D13"})
final class ForgedTierTest {
  private static final List<Kind> SEALED = List.of(Kind.APPROVED_PAY, Kind.DELAYED_PAY);

  private final World world = new World(140);
  private final Forger forger = new Forger(world);
  private final Holder mallory = forger.with(world.enrol("mallory", 0), "9000.00", "300.00");
  private final Holder ben = world.enrol("ben", 0);

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

  private Forgery paying(Kind kind, String v) {
    return forger.forge(kind, mallory).with("v", minor(v)).with("pidB", ben.keys().pid());
  }

  /** An amount that {@code kind} may carry. */
  private Forgery paying(Kind kind) {
    return paying(kind, kind == Kind.DELAYED_PAY ? "6000.00" : "700.00");
  }

  /** 12.2: to the cent, on both sides of T2; below T1 tier 2 is open, tier 3 is not. */
  @Test
  @Requirement("D9")
  @Property("P10")
  void refusesAnAmountOfAnotherTier() {
    accepts(paying(Kind.APPROVED_PAY, "5000.00"));
    refusesBecauseOf(paying(Kind.APPROVED_PAY, "5000.01"), "range");
    accepts(paying(Kind.DELAYED_PAY, "5000.01"));
    refusesBecauseOf(paying(Kind.DELAYED_PAY, "5000.00"), "range");
    refusesBecauseOf(paying(Kind.DELAYED_PAY, "1.00"), "range");
    refusesBecauseOf(paying(Kind.PAY, "500.01"), "range");
    accepts(paying(Kind.APPROVED_PAY, "1.00"));
  }

  /** 12.10: an entry within the budget has the limits of a payment within the budget. */
  @Test
  @Requirement("D9")
  @Property("P5")
  void refusesAnEntryAboveTheBudgetOrAboveTierOne() {
    accepts(paying(Kind.ENTRY_PAY, "300.00"));
    refusesBecauseOf(paying(Kind.ENTRY_PAY, "300.01"), "range");
    Holder richer = forger.with(mallory, "9000.00", "900.00");
    accepts(forger.forge(Kind.ENTRY_PAY, richer).with("v", minor("500.00")));
    refusesBecauseOf(forger.forge(Kind.ENTRY_PAY, richer).with("v", minor("500.01")), "range");
  }

  @Test
  void refusesMoreThanTheBalanceAndNegativeAmountsInEveryTier() {
    for (Kind kind : SEALED) {
      refusesBecauseOf(paying(kind, "9000.01"), "range");
      refusesBecauseOf(paying(kind).with("v", Scalar.ONE.negate()), "range");
    }
  }

  /** 64: E_1 of another K, E_2 of another payee, E_3 of another amount. */
  @Test
  @Requirement("D31")
  @Property("P12")
  void refusesASealedRecordOfAnythingElse() {
    for (Kind kind : SEALED) {
      refusesBecauseOf(paying(kind).committing("E_1", ben.keys().k()), "aud1");
      refusesBecauseOf(paying(kind).committing("E_1", Scalar.ZERO), "aud1");
      refusesBecauseOf(paying(kind).committing("E_2", mallory.keys().pid()), "aud2");
      refusesBecauseOf(paying(kind).committing("E_3", minor("1.00")), "aud3");
      refusesBecauseOf(paying(kind).committing("R", Scalar.random(world.entropy)), "aud0");
    }
  }

  /** The record follows what is created, not what the payer calls the payee. */
  @Test
  @Requirement("D31")
  @Property("P12")
  void refusesAnotherPayeeInWhatIsCreatedThanInTheRecord() {
    Scalar other = Scalar.random(world.entropy);
    refusesBecauseOf(paying(Kind.APPROVED_PAY).committing("C'_pid", other), "out6");
    refusesBecauseOf(paying(Kind.DELAYED_PAY).committing("P_acc", other), "acc");
    refusesBecauseOf(paying(Kind.APPROVED_PAY).committing("C'_val", minor("800.00")), "out7");
    refusesBecauseOf(paying(Kind.DELAYED_PAY).committing("P_v", minor("7000.00")), "lnk1");
  }

  /** 63: an old key, a foreign key, and the key of one quorum alone. */
  @Test
  @Requirement("D31")
  @Property("P12")
  void refusesARecordSealedToAnotherKey() {
    for (Kind kind : SEALED) {
      for (var key :
          List.of(
              AuditKeys.deal("of last year").key(),
              AuditKeys.get().auditors().key().key(),
              AuditKeys.get().operators().key().key())) {
        refusesBecauseOf(paying(kind).sealingTo(key), "aud1", "aud2", "aud3");
      }
    }
  }

  /** 12.3: R of a small order masks nothing. Order 3 has no encoding (page 01). */
  @Test
  @Property("P12")
  void refusesARecordThatMasksNothing() {
    for (int order : List.of(11, 10177)) {
      StateTransaction bare =
          paying(Kind.APPROVED_PAY)
              .with("t", Scalar.ZERO)
              .placing("R", Torsion.ofOrder(order))
              .make();
      assertThat(forger.faults(bare)).isEmpty();
      assertThat(forger.refusal(bare)).contains(PrivateReason.PROOF_INVALID);
    }
  }

  /** 67: money comes back to who paid it, or what looks like a return would be a payment. */
  @Test
  @Requirement("D29")
  @Property("P11")
  void refusesAnEntryThatReturnsToSomebodyElse() {
    for (Kind kind : List.of(Kind.DELAYED_PAY, Kind.ENTRY_PAY)) {
      Forgery forgery = kind == Kind.ENTRY_PAY ? paying(kind, "20.00") : paying(kind);
      refusesBecauseOf(forgery.committing("P_ret", ben.keys().pid()), "ret");
    }
  }

  @Test
  @Requirement("D11")
  @Property("P5")
  void refusesABudgetThatTiersTwoAndThreeChange() {
    for (Kind kind : SEALED) {
      refusesBecauseOf(paying(kind).committing("C_bud", minor("1000.00")), "out4");
      accepts(paying(kind).committing("C_bud", minor("300.00")));
    }
    refusesBecauseOf(
        paying(Kind.ENTRY_PAY, "20.00")
            .committing("C_bud", minor("300.00"))
            .committing("P_bud", minor("300.00")),
        "out4",
        "lnk3");
  }

  private EntryOpening entryFor(Holder payee, String amount) {
    Intent.Payment payment =
        new Intent.Payment(world.address(payee), Amount.parse(amount), ByteString.EMPTY);
    return world.acceptance(
        payee, world.prove(Intent.pay(Kind.ENTRY_PAY, payment), mallory).transaction());
  }

  /** 66, 76: another amount than the entry's, and somebody else's entry. */
  @Test
  @Requirement("D2")
  @Property("P11")
  void refusesAnEntryThatIsWorthMoreOrBelongsToSomebodyElse() {
    EntryOpening own = entryFor(mallory, "20.00");
    EntryOpening other = entryFor(ben, "20.00");
    for (Kind kind : List.of(Kind.ACCEPT, Kind.RETURN)) {
      accepts(forger.forge(kind, mallory).taking(own));
      refusesBecauseOf(forger.forge(kind, mallory).taking(own).with("v_e", minor("20.01")), "ent");
      refusesBecauseOf(forger.forge(kind, mallory).taking(other), "own");
      refusesBecauseOf(
          forger.forge(kind, mallory).taking(own).committing("C_bal", minor("9040.00")), "out3");
      refusesBecauseOf(
          forger.forge(kind, mallory).taking(own).committing("C_bud", minor("320.00")), "out4");
    }
  }

  /** 12.19: accepting is income; a return is not. */
  @Test
  @Requirement("D29")
  void refusesAnAcceptanceThatIsNoIncome() {
    EntryOpening own = entryFor(mallory, "20.00");
    refusesBecauseOf(
        forger.forge(Kind.ACCEPT, mallory).taking(own).committing("C_inc", Scalar.ZERO), "out5");
    accepts(forger.forge(Kind.RETURN, mallory).taking(own).committing("C_inc", Scalar.ZERO));
  }

  @Test
  void refusesAnEntryOfAnotherNameOrOwnerAfterProving() {
    EntryOpening own = entryFor(mallory, "20.00");
    EntryOpening again = entryFor(mallory, "20.00");
    assertThat(again.claim()).isNotEqualTo(own.claim());
    refusesBecauseOf(
        forger
            .forge(Kind.ACCEPT, mallory)
            .taking(
                new EntryOpening(
                    again.claim(), own.amount(), own.valueBlinding(), own.ownerBlinding())),
        "ent",
        "own");
  }

  @Test
  void refusesTiersThatThePolicyDoesNotOffer() {
    Rules with = world.rules;
    Rules without =
        new Rules(with.policyHash(), with.epoch(), with.tierOneLimit(0), with.budgets());
    Forger there = new Forger(world, without);
    for (Kind kind : List.of(Kind.APPROVED_PAY, Kind.DELAYED_PAY, Kind.ENTRY_PAY)) {
      StateTransaction made = paying(kind, kind == Kind.DELAYED_PAY ? "6000.00" : "20.00").make();
      assertThat(there.refusal(made)).contains(PrivateReason.TIER_NOT_OFFERED);
    }
    EntryOpening own = entryFor(mallory, "20.00");
    assertThat(there.refusal(forger.forge(Kind.RETURN, mallory).taking(own).make())).isEmpty();
  }

  /** 60: proven under one limit and one key, checked under another. */
  @Test
  @Requirement("D14")
  void refusesWhatWasProvenUnderOtherTierRules() {
    TierRules tiers = world.rules.tiers().orElseThrow();
    StateTransaction high = paying(Kind.APPROVED_PAY, "4000.00").make();
    StateTransaction low = paying(Kind.DELAYED_PAY, "6000.00").make();
    for (TierRules other :
        List.of(
            new TierRules(Amount.parse("3999.99"), tiers.auditKey()),
            new TierRules(tiers.tierTwoLimit(), AuditKeys.deal("of next year").key()))) {
      Forger there = new Forger(world, with(other));
      assertThat(there.refusal(high)).contains(PrivateReason.PROOF_INVALID);
    }
    Forger higher =
        new Forger(world, with(new TierRules(Amount.parse("6000.00"), tiers.auditKey())));
    assertThat(higher.refusal(low)).contains(PrivateReason.PROOF_INVALID);
  }

  private Rules with(TierRules tiers) {
    Rules of = world.rules;
    return new Rules(of.policyHash(), of.epoch(), of.limits(), of.budgets(), Optional.of(tiers));
  }

  /** A coin of tier 2 and one of tier 1 differ in nothing once they are there. */
  @Test
  @Requirement("D8")
  @Property("P8")
  void aCoinDoesNotTellItsTier() {
    StateTransaction approved = paying(Kind.APPROVED_PAY).make();
    StateTransaction plain = paying(Kind.PAY, "20.00").make();
    assertThat(world.prepared(approved).outputs().get(1).attributes().subList(4, 8))
        .isEqualTo(world.prepared(plain).outputs().get(1).attributes().subList(4, 8));
    assertThat(world.prepared(paying(Kind.DELAYED_PAY).make()).outputs()).hasSize(1);
  }

  @Test
  void torsionInTheRecordChangesNothingThatIsProven() {
    G1 torsion = Torsion.ofOrder(11);
    accepts(paying(Kind.APPROVED_PAY).shifting("R", torsion).shifting("E_1", torsion));
  }
}
