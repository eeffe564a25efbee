package org.specie.cash.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.specie.cash.application.access.ExceptionalAccess;
import org.specie.cash.application.audit.SupplyAuditor;
import org.specie.cash.application.policy.PolicyProfile;
import org.specie.cash.application.state.Entry.Phase;
import org.specie.cash.application.transaction.Act;
import org.specie.cash.application.transaction.CashTransaction;
import org.specie.cash.protocol.PrivateReason;
import org.specie.cash.protocol.credential.Coin;
import org.specie.cash.protocol.credential.State;
import org.specie.cash.protocol.proof.EntryOpening;
import org.specie.cash.protocol.proof.Intent;
import org.specie.cash.protocol.proof.StateProver;
import org.specie.cash.protocol.tier.OpenedRecord;
import org.specie.cash.protocol.transaction.Approval;
import org.specie.cash.protocol.transaction.Header;
import org.specie.cash.protocol.transaction.Kind;
import org.specie.cash.protocol.transaction.Parts.EntryClaim;
import org.specie.cash.protocol.transaction.StateTransaction;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.crypto.batch.BatchVerifier;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.escrow.Decryption;
import org.specie.kernel.crypto.escrow.DecryptionShare;
import org.specie.ledger.api.Admission;
import org.specie.ledger.api.block.Block;
import org.specie.ledger.state.memory.MemoryStorage;
import org.specie.quality.requirements.Property;
import org.specie.quality.requirements.Requirement;

/**
 * Payments above the budget on the ledger, the same under each profile that ships, with what the
 * profile says for expectation. docs/spec/12-tiers.md.
 */
@ParameterizedClass
@MethodSource("profiles")
@Requirement("D32")
final class TierTest {
  private final TierBank tiers;
  private final Bank bank;

  TierTest(PolicyProfile profile) throws IOException {
    this.tiers = TierBank.of(profile);
    this.bank = tiers.bank;
  }

  static List<PolicyProfile> profiles() {
    return PolicyProfile.SHIPPED;
  }

  private static void holds(Customer customer, Amount balance, Amount budget) {
    State state = customer.state().state();
    assertThat(state.balance()).isEqualTo(balance);
    assertThat(state.budget()).isEqualTo(budget);
  }

  private Amount budget() {
    return tiers.profile.classes().getFirst().budget();
  }

  // Tier 2.

  /** 62. */
  @Test
  @Requirement({"D12", "D9"})
  @Property("P10")
  void aPaymentAboveTheBudgetTakesEnoughAuditors() throws IOException {
    Customer ana = tiers.rich();
    Customer ben = tiers.poor();
    Amount amount = tiers.aboveOne();
    StateProver.Made made = tiers.pay(Kind.APPROVED_PAY, ana, ben, amount);
    StateTransaction bare = made.transaction();
    int[] enough = tiers.enough();
    tiers.refuses(PrivateReason.NOT_APPROVED, bare);
    tiers.refuses(
        PrivateReason.NOT_APPROVED,
        tiers.approvedBy(bare, Arrays.copyOf(enough, enough.length - 1)));
    Approval first = tiers.approved(made).approvals().getFirst();
    tiers.refuses(
        PrivateReason.NOT_APPROVED, bare.approvedBy(Collections.nCopies(enough.length + 1, first)));
    tiers.refuses(PrivateReason.NOT_APPROVED, forged(bare, enough.length));
    Customer paid = tiers.applied(ana, tiers.approved(made), made);
    holds(
        paid, Amount.ofMinor(3 * tiers.profile.tierTwoLimit().minor() - amount.minor()), budget());
    Coin coin = bank.received(ben, bare).orElseThrow();
    Customer richer = bank.apply(ben, bank.prove(ben, Intent.claim(false, Optional.of(coin))));
    holds(richer, amount, budget());
  }

  /** Signatures of people who are no auditors, under auditors' places. */
  private StateTransaction forged(StateTransaction bare, int count) {
    Approval.Statement statement = bare.approval(bank.suite);
    List<Approval> forged = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      forged.add(statement.sign(i, bank.committee.get(i)));
    }
    return bare.approvedBy(forged);
  }

  /** B9: an approval fits one transaction and no other, not even one that says the same. */
  @Test
  @Requirement("D12")
  @Property("P10")
  void anApprovalFitsNoOtherBytes() throws IOException {
    Customer ana = tiers.rich();
    Customer ben = tiers.poor();
    StateProver.Made seen = tiers.pay(Kind.APPROVED_PAY, ana, ben, tiers.aboveOne());
    StateProver.Made same = tiers.pay(Kind.APPROVED_PAY, ana, ben, tiers.aboveOne());
    StateProver.Made more =
        tiers.pay(Kind.APPROVED_PAY, ana, ben, TierBank.cent(tiers.aboveOne(), 1));
    List<Approval> approvals = tiers.approved(seen).approvals();
    tiers.refuses(PrivateReason.NOT_APPROVED, same.transaction().approvedBy(approvals));
    tiers.refuses(PrivateReason.NOT_APPROVED, more.transaction().approvedBy(approvals));
    Customer paid = tiers.applied(ana, tiers.approved(seen), seen);
    tiers.refuses(
        PrivateReason.NULLIFIER_SPENT, tiers.approvedBy(same.transaction(), tiers.enough()));
    assertThat(paid.state().state().budget()).isEqualTo(budget());
  }

  /** 59, 62: it ends with the transaction. */
  @Test
  @Requirement("D12")
  @Property("P10")
  void anApprovalExpires() throws IOException {
    Customer ana = tiers.rich();
    long last = (bank.height() / Header.GRID + 1) * Header.GRID;
    StateProver.Made made =
        bank.prove(
            ana,
            Intent.pay(Kind.APPROVED_PAY, tiers.to(tiers.poor(), tiers.aboveOne())),
            bank.rules(),
            last);
    StateTransaction approved = tiers.approved(made);
    tiers.untilHeight(last + 1);
    tiers.refuses(PrivateReason.NOT_CURRENT, approved);
  }

  /** Splitting: what is within T1 uses the budget up, and then needs auditors. */
  @Test
  @Requirement({"D9", "D12"})
  void splittingUsesTheBudgetUp() throws IOException {
    Customer ana = tiers.rich();
    Customer ben = tiers.poor();
    Amount part = tiers.profile.tierOneLimit();
    long parts = budget().minor() / part.minor();
    for (int i = 0; i < parts; i++) {
      ana = bank.apply(ana, bank.prove(ana, Intent.pay(Kind.PAY, tiers.to(ben, part))));
    }
    assertThat(ana.state().state().budget().minor()).isLessThan(part.minor());
    tiers.refuses(
        PrivateReason.NOT_APPROVED, tiers.pay(Kind.APPROVED_PAY, ana, ben, part).transaction());
    StateProver.Made made = tiers.pay(Kind.APPROVED_PAY, ana, ben, part);
    assertThat(made.audit().orElseThrow().payerKey()).isEqualTo(ana.keys().publicSpendKey());
    tiers.applied(ana, tiers.approved(made), made);
  }

  // Tier 3.

  /** I6: no operator signs anything for an entry, and nobody has it before its time. */
  @Test
  @Requirement("D13")
  @Property("P11")
  void aVeryHighPaymentWaits() throws IOException {
    Customer ana = tiers.rich();
    Customer ben = tiers.poor();
    StateProver.Made made = tiers.pay(Kind.DELAYED_PAY, ana, ben, tiers.aboveTwo());
    StateTransaction paid = made.transaction();
    bank.apply(ana, made);
    assertThat(AppliedOutputs.of(bank.ledger, bank.blocks.getLast(), 0)).hasSize(1);
    Hash32 name = paid.core();
    assertThat(tiers.entry(name).release()).isEqualTo(bank.now + tiers.tiers().delaySeconds());
    EntryOpening opening = tiers.acceptance(ben, paid);
    tiers.refuses(PrivateReason.ENTRY_STATE, tiers.end(Kind.ACCEPT, ben, opening).transaction());
    tiers.until(tiers.entry(name).release());
    if (!tiers.profile.silenceReleases()) {
      assertThat(tiers.phase(name)).isEqualTo(Phase.PENDING);
      tiers.refuses(PrivateReason.ENTRY_STATE, tiers.end(Kind.ACCEPT, ben, opening).transaction());
      tiers.applies(tiers.clear(name, tiers.enough()));
    }
    assertThat(tiers.phase(name)).isEqualTo(Phase.RELEASED);
    bank.restart();
    ben = bank.apply(ben, tiers.end(Kind.ACCEPT, ben, opening));
    holds(ben, tiers.aboveTwo(), budget());
    assertThat(ben.state().state().income()).isEqualTo(tiers.aboveTwo());
    assertThat(tiers.phase(name)).isEqualTo(Phase.ACCEPTED);
    tiers.refuses(PrivateReason.ENTRY_STATE, tiers.end(Kind.ACCEPT, ben, opening).transaction());
  }

  /** On a quiet ledger time passes with the next block, which may be the acceptance itself. */
  @Test
  @Requirement("D13")
  @Property("P11")
  void anAcceptanceMayRunAheadOfTheLastBlock() throws IOException {
    Customer ana = tiers.rich();
    Customer ben = tiers.poor();
    StateProver.Made made = tiers.pay(Kind.DELAYED_PAY, ana, ben, tiers.aboveTwo());
    bank.apply(ana, made);
    Hash32 name = made.transaction().core();
    if (tiers.entry(name).needsClearance()) {
      tiers.applies(tiers.clear(name, tiers.enough()));
    }
    StateProver.Made early = tiers.end(Kind.ACCEPT, ben, tiers.acceptance(ben, made.transaction()));
    CashTransaction acceptance = CashTransaction.of(early.transaction());
    long release = tiers.entry(name).release();
    tiers.until(release - 3_601);
    assertThat(bank.application.check(acceptance.toLedger()))
        .isEqualTo(new Admission.Refused(PrivateReason.ENTRY_STATE));
    tiers.until(release - 1);
    assertThat(bank.application.check(acceptance.toLedger()).isAdmitted()).isTrue();
    assertThat(bank.block(acceptance)).containsExactly(PrivateReason.ENTRY_STATE.code());
    bank.now = release;
    Bank.requireApplied(bank.block(acceptance));
  }

  /** 12.14: clearing shortens nothing, and only what needs it is cleared. */
  @Test
  @Requirement("D13")
  @Property("P11")
  void clearanceShortensNothing() throws IOException {
    Customer ana = tiers.rich();
    Customer ben = tiers.poor();
    StateProver.Made made = tiers.pay(Kind.DELAYED_PAY, ana, ben, tiers.aboveTwo());
    bank.apply(ana, made);
    Hash32 name = made.transaction().core();
    if (tiers.profile.silenceReleases()) {
      tiers.refuses(PrivateReason.ENTRY_STATE, tiers.clear(name, tiers.enough()));
      return;
    }
    tiers.refuses(OrdinaryReason.COMMITTEE_SIGNATURES, tiers.clear(name, 0));
    tiers.applies(tiers.clear(name, tiers.enough()));
    assertThat(tiers.phase(name)).isEqualTo(Phase.PENDING);
    tiers.refuses(PrivateReason.ENTRY_STATE, tiers.clear(name, tiers.enough()));
    tiers.refuses(
        PrivateReason.ENTRY_STATE,
        tiers.end(Kind.ACCEPT, ben, tiers.acceptance(ben, made.transaction())).transaction());
  }

  /** 66: veto before the release; the money goes back once, and to the payer. */
  @Test
  @Requirement("D13")
  @Property({"P11", "P22"})
  void aVetoedPaymentGoesBack() throws IOException {
    Customer ana = tiers.rich();
    Customer ben = tiers.poor();
    Amount before = ana.state().state().balance();
    StateProver.Made made = tiers.pay(Kind.DELAYED_PAY, ana, ben, tiers.aboveTwo());
    ana = bank.apply(ana, made);
    Hash32 name = made.transaction().core();
    if (tiers.enough().length > 1) {
      tiers.refuses(OrdinaryReason.COMMITTEE_SIGNATURES, tiers.veto(name, 2));
    }
    tiers.refuses(
        OrdinaryReason.COMMITTEE_SIGNATURES,
        bank.signed(bank.statement(new Act.VetoEntry(name)), 0, 1, 2));
    CashTransaction veto = tiers.veto(name, tiers.enough());
    tiers.applies(veto);
    assertThat(bank.block(veto)).containsExactly(OrdinaryReason.RECORD_KNOWN.code());
    tiers.refuses(PrivateReason.ENTRY_STATE, tiers.veto(name, tiers.enough()));
    tiers.until(tiers.entry(name).release());
    EntryOpening opening = tiers.acceptance(ben, made.transaction());
    tiers.refuses(PrivateReason.ENTRY_STATE, tiers.end(Kind.ACCEPT, ben, opening).transaction());
    EntryOpening back = tiers.takeBack(ana, made.transaction(), tiers.aboveTwo());
    ana = bank.apply(ana, tiers.end(Kind.RETURN, ana, back));
    holds(ana, before, budget());
    assertThat(ana.state().state().income()).isEqualTo(Amount.ZERO);
    tiers.refuses(PrivateReason.ENTRY_STATE, tiers.end(Kind.RETURN, ana, back).transaction());
  }

  /** 66, 67: the payer cancels while it waits; nobody else does, and not after the release. */
  @Test
  @Requirement("D13")
  @Property({"P3", "P11"})
  void onlyThePayerCancelsAndOnlyInTime() throws IOException {
    Customer ana = tiers.rich();
    Customer ben = tiers.poor();
    StateProver.Made made = tiers.pay(Kind.DELAYED_PAY, ana, ben, tiers.aboveTwo());
    ana = bank.apply(ana, made);
    StateTransaction paid = made.transaction();
    EntryOpening back = tiers.takeBack(ana, paid, tiers.aboveTwo());
    EntryOpening opening = tiers.acceptance(ben, paid);
    tiers.refuses(PrivateReason.PROOF_INVALID, tiers.end(Kind.RETURN, ben, back).transaction());
    tiers.refuses(PrivateReason.ENTRY_UNKNOWN, tiers.end(Kind.RETURN, ben, opening).transaction());
    tiers.refuses(PrivateReason.ENTRY_UNKNOWN, tiers.end(Kind.ACCEPT, ana, back).transaction());
    StateProver.Made late = tiers.pay(Kind.DELAYED_PAY, ana, ben, tiers.aboveTwo());
    ana = bank.apply(ana, tiers.end(Kind.RETURN, ana, back));
    assertThat(tiers.phase(paid.core())).isEqualTo(Phase.RETURNED);
    tiers.refuses(PrivateReason.NULLIFIER_SPENT, late.transaction());
    late = tiers.pay(Kind.DELAYED_PAY, ana, ben, tiers.aboveTwo());
    ana = bank.apply(ana, late);
    tiers.release(late.transaction().core());
    EntryOpening tooLate = tiers.takeBack(ana, late.transaction(), tiers.aboveTwo());
    tiers.refuses(PrivateReason.ENTRY_STATE, tiers.end(Kind.RETURN, ana, tooLate).transaction());
    tiers.refuses(PrivateReason.ENTRY_STATE, tiers.veto(late.transaction().core(), tiers.enough()));
    bank.apply(ben, tiers.end(Kind.ACCEPT, ben, tiers.acceptance(ben, late.transaction())));
  }

  /** 66: both in one block; the order of the log decides. */
  @Test
  @Requirement({"D1", "D13"})
  @Property({"P4", "P11"})
  void oneOfTwoEndsInABlockCounts() throws IOException {
    Customer ana = tiers.rich();
    Customer ben = tiers.poor();
    Amount amount = Amount.parse("20.00");
    StateProver.Made made = tiers.pay(Kind.ENTRY_PAY, ana, ben, amount);
    ana = bank.apply(ana, made);
    EntryOpening opening = tiers.acceptance(ben, made.transaction());
    CashTransaction one = CashTransaction.of(tiers.end(Kind.ACCEPT, ben, opening).transaction());
    Customer twin = ben.with(ben.state());
    CashTransaction two = CashTransaction.of(tiers.end(Kind.ACCEPT, twin, opening).transaction());
    CashTransaction back =
        CashTransaction.of(
            tiers
                .end(Kind.RETURN, ana, tiers.takeBack(ana, made.transaction(), amount))
                .transaction());
    assertThat(bank.block(back, one, two))
        .containsExactly(PrivateReason.ENTRY_STATE.code(), 0, PrivateReason.ENTRY_STATE.code());
  }

  /** 12.11: after the expiry an entry can only go back; what it took of the budget does not. */
  @Test
  @Requirement("D11")
  @Property("P11")
  void anEntryThatNobodyAcceptedIsReclaimed() throws IOException {
    Customer ana = tiers.rich();
    Customer ben = tiers.poor();
    Amount amount = Amount.parse("20.00");
    StateProver.Made made = tiers.pay(Kind.ENTRY_PAY, ana, ben, amount);
    ana = bank.apply(ana, made);
    Amount left = ana.state().state().budget();
    assertThat(left).isEqualTo(budget().minus(amount));
    Hash32 name = made.transaction().core();
    EntryOpening back = tiers.takeBack(ana, made.transaction(), amount);
    assertThat(tiers.phase(name)).isEqualTo(Phase.RELEASED);
    tiers.refuses(PrivateReason.ENTRY_STATE, tiers.end(Kind.RETURN, ana, back).transaction());
    tiers.until(tiers.entry(name).expiry());
    assertThat(tiers.phase(name)).isEqualTo(Phase.EXPIRED);
    EntryOpening opening = tiers.acceptance(ben, made.transaction());
    tiers.refuses(PrivateReason.ENTRY_STATE, tiers.end(Kind.ACCEPT, ben, opening).transaction());
    ana = bank.apply(ana, tiers.end(Kind.RETURN, ana, back));
    assertThat(ana.state().state().budget()).isEqualTo(left);
  }

  @Test
  void refusesAnEntryThatIsNotThere() throws IOException {
    Customer ana = tiers.rich();
    StateProver.Made made = tiers.pay(Kind.ENTRY_PAY, ana, ana, Amount.parse("20.00"));
    ana = bank.apply(ana, made);
    EntryOpening opening = tiers.acceptance(ana, made.transaction());
    EntryClaim claim = opening.claim();
    Hash32 other = Hash32.sha256(ByteString.utf8("nothing"));
    tiers.refuses(
        PrivateReason.ENTRY_UNKNOWN,
        tiers
            .end(
                Kind.ACCEPT,
                ana,
                new EntryOpening(
                    new EntryClaim(other, claim.value(), claim.owner()),
                    opening.amount(),
                    opening.valueBlinding(),
                    opening.ownerBlinding()))
            .transaction());
    // A commitment of one's own to a fortune, under the name of a true entry.
    Amount fortune = Amount.parse("400000.00");
    Scalar blinding = Scalar.random(bank.entropy);
    var point =
        bank.suite
            .value()
            .point()
            .times(Scalar.of(fortune.minor()))
            .plus(bank.suite.g().point().times(blinding));
    tiers.refuses(
        PrivateReason.ENTRY_UNKNOWN,
        tiers
            .end(
                Kind.ACCEPT,
                ana,
                new EntryOpening(
                    new EntryClaim(claim.entry(), point, claim.owner()),
                    fortune,
                    blinding,
                    opening.ownerBlinding()))
            .transaction());
    tiers.refuses(PrivateReason.ENTRY_UNKNOWN, tiers.veto(other, tiers.enough()));
    tiers.refuses(PrivateReason.ENTRY_STATE, tiers.veto(claim.entry(), tiers.enough()));
  }

  // Exceptional access.

  /** 65: by an order on the ledger, of exactly one payment, and never within the budget. */
  @Test
  @Requirement("D31")
  @Property({"P13", "P22"})
  void anOrderOpensExactlyOnePayment() throws IOException {
    Customer ana = tiers.rich();
    Customer ben = tiers.poor();
    StateProver.Made made = tiers.pay(Kind.APPROVED_PAY, ana, ben, tiers.aboveOne());
    StateTransaction paid = tiers.approved(made);
    ana = tiers.applied(ana, paid, made);
    StateProver.Made small =
        bank.prove(ana, Intent.pay(Kind.PAY, tiers.to(ben, tiers.profile.tierOneLimit())));
    ana = bank.apply(ana, small);
    StateProver.Made other = tiers.pay(Kind.DELAYED_PAY, ana, ben, tiers.aboveTwo());
    bank.apply(ana, other);
    Hash32 core = paid.core();
    assertThat(ExceptionalAccess.due(bank.application.view(), paid)).isEmpty();
    tiers.refuses(OrdinaryReason.COMMITTEE_SIGNATURES, tiers.order(core, 1));
    tiers.refuses(
        OrdinaryReason.COMMITTEE_SIGNATURES,
        bank.signed(bank.statement(new Act.OrderOpening(core, Hash32.ZERO)), 0, 1));
    tiers.refuses(PrivateReason.NOT_SEALED, tiers.order(small.transaction().core(), 0, 1));
    tiers.refuses(PrivateReason.NOT_SEALED, tiers.order(Hash32.ZERO, 0, 1));
    tiers.applies(tiers.order(core, 0, 2));
    tiers.refuses(PrivateReason.WARRANT_KNOWN, tiers.order(core, 0, 1));
    assertThat(tiers.warrant(core).orElseThrow().height()).isEqualTo(bank.height() - 1);
    assertThat(ExceptionalAccess.due(bank.application.view(), small.transaction())).isEmpty();
    assertThat(ExceptionalAccess.due(bank.application.view(), other.transaction())).isEmpty();
    ExceptionalAccess.Due due = ExceptionalAccess.due(bank.application.view(), paid).orElseThrow();
    OpenedRecord opened =
        OpenedRecord.of(
            due.sealed(),
            combine(AuditQuorums.KEYS.auditorsKey, due),
            combine(AuditQuorums.KEYS.operatorsKey, due));
    assertThat(opened.payerKey()).isEqualTo(ana.keys().publicSpendKey());
    assertThat(opened.isPaidTo(bank.suite, ben.keys().pid())).isTrue();
    assertThat(opened.amount())
        .isEqualTo(bank.suite.auditAmount().times(Scalar.of(tiers.aboveOne().minor())));
  }

  private Decryption.Complete combine(AuditQuorums.Quorum quorum, ExceptionalAccess.Due due) {
    List<DecryptionShare> shares =
        quorum.shares().subList(1, 3).stream()
            .map(member -> due.share(quorum.key(), member, bank.entropy).orElseThrow())
            .toList();
    return (Decryption.Complete)
        Decryption.combine(quorum.key(), due.sealed(), due.label(), shares);
  }

  // The whole.

  /** A stranger replays everything this bank did, and keeps books of its own. */
  @Test
  @Requirement({"D2", "U10"})
  void aStrangerFindsNothingWrong() throws IOException {
    Customer ana = tiers.rich();
    StateProver.Made made = tiers.pay(Kind.DELAYED_PAY, ana, tiers.poor(), tiers.aboveTwo());
    bank.apply(ana, made);
    SupplyAuditor auditor =
        SupplyAuditor.create(
            bank.ledger,
            new MemoryStorage(),
            BatchVerifier.onOneCore(bank.suite.bases(), bank.entropy));
    for (Block block : bank.blocks) {
      assertThat(auditor.audit(block).isAccepted()).as("block %d", block.height()).isTrue();
    }
    assertThat(auditor.report().isConserved()).isTrue();
    assertThat(auditor.report().entries()).isPositive();
  }
}
