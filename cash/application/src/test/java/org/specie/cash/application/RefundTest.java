package org.specie.cash.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.specie.cash.application.audit.SupplyAuditor;
import org.specie.cash.application.policy.PolicyProfile;
import org.specie.cash.application.state.Entry.Phase;
import org.specie.cash.application.transaction.CashTransaction;
import org.specie.cash.protocol.PrivateReason;
import org.specie.cash.protocol.credential.State;
import org.specie.cash.protocol.proof.EntryOpening;
import org.specie.cash.protocol.proof.StateProver;
import org.specie.cash.protocol.transaction.Kind;
import org.specie.cash.protocol.transaction.Parts.EntryClaim;
import org.specie.cash.protocol.transaction.StateTransaction;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.Reason;
import org.specie.kernel.crypto.batch.BatchVerifier;
import org.specie.ledger.api.Admission;
import org.specie.ledger.api.block.Block;
import org.specie.ledger.api.block.StateRoot;
import org.specie.ledger.state.memory.MemoryStorage;
import org.specie.quality.requirements.Property;
import org.specie.quality.requirements.Requirement;

/**
 * 76: refunds free of the budget on the ledger: once an entry, by its payee, to its payer.
 * docs/spec/13-refunds-and-classes.md.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Requirement({"D2", "D9", "U7"})
final class RefundTest {
  private TierBank tiers;
  private Bank bank;

  /** An entry that was accepted, and both its sides. */
  private record Sold(
      Customer payer,
      Customer payee,
      StateTransaction made,
      EntryOpening accepted,
      EntryOpening returnable,
      Amount amount) {
    Hash32 name() {
      return made.core();
    }
  }

  @BeforeAll
  void openTheBank() throws IOException {
    tiers = new TierBank(276, PolicyProfile.CASH_LIKE);
    bank = tiers.bank;
  }

  private Sold sold(Kind kind, Amount amount) throws IOException {
    Customer ana = tiers.rich();
    Customer shop = tiers.poor();
    StateProver.Made payment = tiers.pay(kind, ana, shop, amount);
    ana = bank.apply(ana, payment);
    StateTransaction made = payment.transaction();
    tiers.release(made.core());
    EntryOpening accepted = tiers.acceptance(shop, made);
    EntryOpening returnable = tiers.takeBack(ana, made, amount);
    shop = bank.apply(shop, tiers.end(Kind.ACCEPT, shop, accepted));
    return new Sold(ana, shop, made, accepted, returnable, amount);
  }

  private Sold sold() throws IOException {
    return sold(Kind.ENTRY_PAY, tiers.profile.tierOneLimit());
  }

  /** Admission and execution refuse alike, and nothing changes. */
  private void refuses(Reason reason, StateProver.Made made) throws IOException {
    CashTransaction submitted = CashTransaction.of(made.transaction());
    assertThat(bank.application.check(submitted.toLedger()))
        .isEqualTo(new Admission.Refused(reason));
    StateRoot before = bank.stateWithoutTime();
    assertThat(bank.block(submitted)).containsExactly(reason.code());
    assertThat(bank.stateWithoutTime()).isEqualTo(before);
  }

  private static Amount half(Amount amount) {
    return Amount.ofMinor(amount.minor() / 2);
  }

  /** 13.15: a circle that ends where it began has cost the payer and moved nothing. */
  @Test
  @Property("P14")
  void aRoundCostsThePayersBudgetAndNobodyElses() throws IOException {
    Sold sold = sold();
    State payer = sold.payer().state().state();
    Amount whole = payer.balance().plus(sold.amount());
    StateProver.Made refund = tiers.refund(sold.payee(), sold.accepted(), sold.amount());
    Customer shop = bank.apply(sold.payee(), refund);
    assertThat(tiers.phase(sold.name())).isEqualTo(Phase.REFUNDED);
    assertThat(AppliedOutputs.of(bank.ledger, bank.blocks.getLast(), 0)).hasSize(1);
    bank.restart();
    Customer ana =
        bank.apply(
            sold.payer(),
            tiers.end(
                Kind.RETURN,
                sold.payer(),
                tiers.refunded(sold.returnable(), refund.transaction())));
    assertThat(tiers.phase(sold.name())).isEqualTo(Phase.RETURNED);
    State after = ana.state().state();
    assertThat(after.balance()).isEqualTo(whole);
    assertThat(after.budget()).isEqualTo(payer.budget());
    assertThat(after.budget().plus(sold.amount()))
        .isEqualTo(tiers.profile.classes().getFirst().budget());
    assertThat(after.income()).isEqualTo(Amount.ZERO);
    State seller = shop.state().state();
    assertThat(seller.balance()).isEqualTo(Amount.ZERO);
    assertThat(seller.budget()).isEqualTo(tiers.profile.classes().getFirst().budget());
    assertThat(seller.income()).isEqualTo(sold.amount());
    audit();
  }

  /**
   * 13.15: three who pay each other round, accept, refund and take back have what they had, each
   * with less budget by what it paid; and who refunds cannot reach anybody but who paid it.
   */
  @Test
  @Property("P5")
  void aCircleOfThreeMovesNothingAndCostsEachItsBudget() throws IOException {
    Amount amount = tiers.profile.tierOneLimit();
    Customer[] circle = {tiers.rich(), tiers.rich(), tiers.rich()};
    Amount had = circle[0].state().state().balance();
    StateTransaction[] made = new StateTransaction[circle.length];
    EntryOpening[] accepted = new EntryOpening[circle.length];
    EntryOpening[] returnable = new EntryOpening[circle.length];
    for (int i = 0; i < circle.length; i++) {
      int next = (i + 1) % circle.length;
      StateProver.Made payment = tiers.pay(Kind.ENTRY_PAY, circle[i], circle[next], amount);
      circle[i] = bank.apply(circle[i], payment);
      made[i] = payment.transaction();
      accepted[i] = tiers.acceptance(circle[next], made[i]);
      returnable[i] = tiers.takeBack(circle[i], made[i], amount);
      circle[next] = bank.apply(circle[next], tiers.end(Kind.ACCEPT, circle[next], accepted[i]));
    }
    for (int i = 0; i < circle.length; i++) {
      int payee = (i + 1) % circle.length;
      StateProver.Made refund = tiers.refund(circle[payee], accepted[i], amount);
      circle[payee] = bank.apply(circle[payee], refund);
      EntryOpening back = tiers.refunded(returnable[i], refund.transaction());
      int other = (i + 2) % circle.length;
      refuses(PrivateReason.PROOF_INVALID, tiers.end(Kind.RETURN, circle[other], back));
      circle[i] = bank.apply(circle[i], tiers.end(Kind.RETURN, circle[i], back));
    }
    Amount budget = tiers.profile.classes().getFirst().budget();
    for (Customer each : circle) {
      assertThat(each.state().state().balance()).isEqualTo(had);
      assertThat(each.state().state().budget()).isEqualTo(budget.minus(amount));
      assertThat(each.state().state().income()).isEqualTo(amount);
    }
  }

  /** A part of a payment of tier 3, more than any budget, and what is left stays with the payee. */
  @Test
  void aPartOfAVeryHighPaymentGoesBack() throws IOException {
    Sold sold = sold(Kind.DELAYED_PAY, tiers.aboveTwo());
    Amount back = half(sold.amount());
    StateProver.Made refund = tiers.refund(sold.payee(), sold.accepted(), back);
    Customer shop = bank.apply(sold.payee(), refund);
    Customer ana =
        bank.apply(
            sold.payer(),
            tiers.end(
                Kind.RETURN,
                sold.payer(),
                tiers.refunded(sold.returnable(), refund.transaction())));
    assertThat(shop.state().state().balance()).isEqualTo(sold.amount().minus(back));
    assertThat(ana.state().state().balance())
        .isEqualTo(sold.payer().state().state().balance().plus(back));
  }

  /** 76: twice for one original. */
  @Test
  @Property({"P4", "P14"})
  void refusesASecondRefund() throws IOException {
    Sold sold = sold();
    Amount part = half(sold.amount());
    StateProver.Made first = tiers.refund(sold.payee(), sold.accepted(), part);
    StateProver.Made twin = tiers.refund(sold.payee(), sold.accepted(), part);
    assertThat(
            bank.block(
                CashTransaction.of(first.transaction()), CashTransaction.of(twin.transaction())))
        .containsExactly(0, PrivateReason.ENTRY_UNKNOWN.code());
    Customer shop = sold.payee().with(bank.credential(first.successor()));
    refuses(PrivateReason.ENTRY_UNKNOWN, tiers.refund(shop, sold.accepted(), Amount.ofMinor(1)));
    EntryOpening refunded = tiers.refunded(sold.returnable(), first.transaction());
    EntryOpening again =
        new EntryOpening(
            new EntryClaim(sold.name(), refunded.claim().value(), sold.accepted().claim().owner()),
            part,
            refunded.valueBlinding(),
            sold.accepted().ownerBlinding());
    refuses(PrivateReason.ENTRY_STATE, tiers.refund(shop, again, Amount.ofMinor(1)));
    refuses(PrivateReason.ENTRY_STATE, tiers.end(Kind.ACCEPT, shop, again));
    Customer ana = bank.apply(sold.payer(), tiers.end(Kind.RETURN, sold.payer(), refunded));
    refuses(PrivateReason.ENTRY_STATE, tiers.refund(shop, again, Amount.ofMinor(1)));
    refuses(PrivateReason.ENTRY_STATE, tiers.end(Kind.RETURN, ana, refunded));
  }

  /** Only what was accepted is refunded: nobody refunds before, or instead. */
  @Test
  void refusesARefundOfWhatWasNotAccepted() throws IOException {
    Customer ana = tiers.rich();
    Customer shop = tiers.rich();
    Amount amount = tiers.profile.tierOneLimit();
    StateProver.Made payment = tiers.pay(Kind.ENTRY_PAY, ana, shop, amount);
    ana = bank.apply(ana, payment);
    EntryOpening opening = tiers.acceptance(shop, payment.transaction());
    refuses(PrivateReason.ENTRY_STATE, tiers.refund(shop, opening, amount));
    tiers.until(tiers.entry(payment.transaction().core()).expiry());
    refuses(PrivateReason.ENTRY_STATE, tiers.refund(shop, opening, amount));
    bank.apply(
        ana, tiers.end(Kind.RETURN, ana, tiers.takeBack(ana, payment.transaction(), amount)));
    refuses(PrivateReason.ENTRY_STATE, tiers.refund(shop, opening, amount));
  }

  /** 76: by another pid, to another pid, of another amount, from another entry. */
  @Test
  @Property("P14")
  void refusesOtherPeopleAndOtherAmounts() throws IOException {
    Sold sold = sold();
    Customer eve = tiers.rich();
    refuses(PrivateReason.PROOF_INVALID, tiers.refund(eve, sold.accepted(), sold.amount()));
    EntryOpening ofPayer = sold.returnable();
    refuses(PrivateReason.ENTRY_UNKNOWN, tiers.refund(sold.payer(), ofPayer, Amount.ofMinor(1)));
    refuses(PrivateReason.ENTRY_STATE, tiers.end(Kind.RETURN, sold.payer(), ofPayer));
    StateProver.Made refund = tiers.refund(sold.payee(), sold.accepted(), half(sold.amount()));
    bank.apply(sold.payee(), refund);
    refuses(PrivateReason.ENTRY_UNKNOWN, tiers.end(Kind.RETURN, sold.payer(), sold.returnable()));
    EntryOpening back = tiers.refunded(sold.returnable(), refund.transaction());
    refuses(PrivateReason.PROOF_INVALID, tiers.end(Kind.RETURN, eve, back));
    bank.apply(sold.payer(), tiers.end(Kind.RETURN, sold.payer(), back));
  }

  /** Whoever reads the blocks alone comes to the same. */
  private void audit() throws IOException {
    SupplyAuditor auditor =
        SupplyAuditor.create(
            bank.ledger,
            new MemoryStorage(),
            BatchVerifier.onOneCore(bank.suite.bases(), bank.entropy));
    for (Block block : bank.blocks) {
      assertThat(auditor.audit(block).isAccepted()).isTrue();
    }
  }
}
