package org.specie.cash.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.specie.cash.application.policy.KeyQuorum;
import org.specie.cash.application.policy.Policy;
import org.specie.cash.application.policy.PolicyProfile;
import org.specie.cash.application.policy.TierPolicy;
import org.specie.cash.application.transaction.Act;
import org.specie.cash.protocol.PrivateReason;
import org.specie.cash.protocol.proof.StateProver;
import org.specie.cash.protocol.transaction.Approval;
import org.specie.cash.protocol.transaction.Kind;
import org.specie.cash.protocol.transaction.StateTransaction;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.crypto.escrow.EscrowThresholdKey;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.quality.requirements.Property;
import org.specie.quality.requirements.Requirement;

/**
 * Who decides about payments above the budget, and when a decision counts: limits, delays and
 * auditors that governance changes, under each profile that ships. docs/spec/12-tiers.md.
 */
@ParameterizedClass
@MethodSource("profiles")
@Requirement("D32")
final class TierGovernanceTest {
  private final TierBank tiers;
  private final Bank bank;

  TierGovernanceTest(PolicyProfile profile) throws IOException {
    this.tiers = TierBank.of(profile);
    this.bank = tiers.bank;
  }

  static List<PolicyProfile> profiles() {
    return PolicyProfile.SHIPPED;
  }

  /** 60, 68: limits, delay and auditors change at a height; what is under way does not. */
  @Test
  @Requirement({"D14", "D13"})
  @Property("P22")
  void aChangeOfPolicyMovesNoEntryAndEndsOldApprovals() throws IOException {
    Customer ana = tiers.rich();
    Customer ben = tiers.poor();
    Customer eve = tiers.rich();
    StateProver.Made delayed = tiers.pay(Kind.DELAYED_PAY, ana, ben, tiers.aboveTwo());
    bank.apply(ana, delayed);
    Hash32 name = delayed.transaction().core();
    var before = tiers.entry(name);
    StateProver.Made old = tiers.pay(Kind.APPROVED_PAY, eve, ben, tiers.aboveOne());
    StateTransaction approved = tiers.approved(old);
    Policy now = bank.application.next().policy();
    long from = bank.height() + 3;
    TierPolicy t = now.tiers().orElseThrow();
    Policy next =
        with(
            now,
            new TierPolicy(
                tiers.aboveTwo(),
                t.delaySeconds() + 7,
                t.claimSeconds() + 7,
                t.silenceReleases(),
                t.auditors(),
                t.authorities(),
                t.auditorsKey(),
                t.operatorsKey()));
    tiers.applies(bank.act(new Act.SetPolicy(next, from)));
    tiers.untilHeight(from + 1);
    tiers.refuses(PrivateReason.WRONG_POLICY, approved);
    assertThat(tiers.entry(name)).isEqualTo(before);
    // What was of tier 3 is of tier 2 now.
    StateProver.Made high = tiers.pay(Kind.APPROVED_PAY, eve, ben, tiers.aboveTwo());
    eve = tiers.applied(eve, tiers.approved(high), high);
    Amount higher = TierBank.cent(tiers.aboveTwo(), 1);
    StateProver.Made late = tiers.pay(Kind.DELAYED_PAY, eve, ben, higher);
    bank.apply(eve, late);
    assertThat(tiers.entry(late.transaction().core()).release())
        .isEqualTo(bank.now + t.delaySeconds() + 7);
    tiers.applies(bank.act(new Act.SetPolicy(now, bank.height() + 2)));
    bank.block();
  }

  /** 12.7: who approves is who the policy of that height names. */
  @Test
  @Requirement("D14")
  @Property("P10")
  void anAuditorWhoWasTakenOutApprovesNothing() throws IOException {
    Customer ana = tiers.rich();
    Customer ben = tiers.poor();
    Policy now = bank.application.next().policy();
    TierPolicy t = now.tiers().orElseThrow();
    List<Ed25519SecretKey> all = AuditQuorums.KEYS.auditors;
    Ed25519SecretKey gone = all.getFirst();
    List<Ed25519SecretKey> left = all.subList(1, all.size());
    int required = Math.min(t.auditors().required(), left.size());
    KeyQuorum fewer =
        new KeyQuorum(left.stream().map(Ed25519SecretKey::publicKey).toList(), required);
    long from = bank.height() + 4;
    tiers.applies(
        bank.act(new Act.SetPolicy(with(now, t.withPeople(fewer, t.authorities())), from)));
    // Decided, and not in force yet.
    StateProver.Made last = tiers.pay(Kind.APPROVED_PAY, ana, ben, tiers.aboveOne());
    ana = tiers.applied(ana, tiers.approved(last), last);

    tiers.untilHeight(from + 1);
    StateProver.Made made = tiers.pay(Kind.APPROVED_PAY, ana, ben, tiers.aboveOne());
    Approval.Statement shown = made.transaction().approval(bank.suite);
    List<Approval> rightful = new ArrayList<>();
    for (int i = 0; i < required; i++) {
      rightful.add(shown.sign(i, left.get(i)));
    }
    // At the place it had, which is another's now; at one that nobody has; and beside those who are
    // enough.
    List<Approval> before = new ArrayList<>(rightful);
    before.set(0, shown.sign(0, gone));
    tiers.refuses(PrivateReason.NOT_APPROVED, made.transaction().approvedBy(before));
    List<Approval> behind = new ArrayList<>(rightful.subList(0, required - 1));
    behind.add(shown.sign(left.size(), gone));
    tiers.refuses(PrivateReason.NOT_APPROVED, made.transaction().approvedBy(behind));
    List<Approval> beside = new ArrayList<>(rightful);
    beside.add(shown.sign(left.size(), gone));
    tiers.refuses(PrivateReason.NOT_APPROVED, made.transaction().approvedBy(beside));
    tiers.applied(ana, made.transaction().approvedBy(rightful), made);
    tiers.applies(bank.act(new Act.SetPolicy(now, bank.height() + 2)));
    bank.block();
  }

  /** 12.7: a key that governance puts in an auditor's place approves from then on; the old not. */
  @Test
  @Requirement({"D12", "E25"})
  @Property("P10")
  void anAuditorsNewKeyApprovesAndTheOldNoMore() throws IOException {
    Customer ana = tiers.rich();
    Customer ben = tiers.poor();
    Policy now = bank.application.next().policy();
    TierPolicy t = now.tiers().orElseThrow();
    int required = t.auditors().required();
    List<Ed25519SecretKey> renewed = new ArrayList<>(AuditQuorums.KEYS.auditors);
    Ed25519SecretKey old = renewed.getFirst();
    renewed.set(0, Ed25519SecretKey.generate(bank.entropy));
    KeyQuorum quorum =
        new KeyQuorum(renewed.stream().map(Ed25519SecretKey::publicKey).toList(), required);
    long from = bank.height() + 4;
    tiers.applies(
        bank.act(new Act.SetPolicy(with(now, t.withPeople(quorum, t.authorities())), from)));
    StateProver.Made last = tiers.pay(Kind.APPROVED_PAY, ana, ben, tiers.aboveOne());
    tiers.refuses(
        PrivateReason.NOT_APPROVED,
        last.transaction().approvedBy(signed(last, renewed.subList(0, required))));
    ana = tiers.applied(ana, tiers.approved(last), last);

    tiers.untilHeight(from + 1);
    StateProver.Made made = tiers.pay(Kind.APPROVED_PAY, ana, ben, tiers.aboveOne());
    List<Approval> rightful = signed(made, renewed.subList(0, required));
    List<Approval> before = new ArrayList<>(rightful);
    before.set(0, made.transaction().approval(bank.suite).sign(0, old));
    tiers.refuses(PrivateReason.NOT_APPROVED, made.transaction().approvedBy(before));
    tiers.applied(ana, made.transaction().approvedBy(rightful), made);
    tiers.applies(bank.act(new Act.SetPolicy(now, bank.height() + 2)));
    bank.block();
  }

  private List<Approval> signed(StateProver.Made made, List<Ed25519SecretKey> keys) {
    Approval.Statement shown = made.transaction().approval(bank.suite);
    List<Approval> approvals = new ArrayList<>();
    for (Ed25519SecretKey key : keys) {
      approvals.add(shown.sign(approvals.size(), key));
    }
    return approvals;
  }

  private static Policy with(Policy of, TierPolicy tiers) {
    return new Policy(
        of.classes(),
        of.tierOneLimit(),
        of.epochs(),
        of.supplyCap(),
        of.committee(),
        of.registrars(),
        Optional.of(tiers));
  }

  @Test
  @Requirement("D14")
  void refusesAPolicyWithAnEscrowKeyThatNobodyHolds() throws IOException {
    Policy now = bank.application.next().policy();
    TierPolicy t = now.tiers().orElseThrow();
    var mixed = new EscrowThresholdKey(2, t.operatorsKey().key(), t.auditorsKey().shares());
    TierPolicy wrong =
        new TierPolicy(
            t.tierTwoLimit(),
            t.delaySeconds(),
            t.claimSeconds(),
            t.silenceReleases(),
            t.auditors(),
            t.authorities(),
            mixed,
            t.operatorsKey());
    tiers.refuses(
        OrdinaryReason.POLICY_ESCROW_KEY,
        bank.act(new Act.SetPolicy(with(now, wrong), bank.height() + 10)));
  }
}
