package org.specie.cash.application.execution;

import java.io.IOException;
import java.util.Optional;
import org.specie.cash.application.LedgerConstants;
import org.specie.cash.application.OrdinaryReason;
import org.specie.cash.application.membership.MembershipRules;
import org.specie.cash.application.membership.ResharingRounds;
import org.specie.cash.application.state.CashChanges;
import org.specie.cash.application.state.CashView;
import org.specie.cash.application.state.Entry;
import org.specie.cash.application.state.Moment;
import org.specie.cash.application.state.PendingPolicy;
import org.specie.cash.application.state.Warrant;
import org.specie.cash.application.transaction.Act;
import org.specie.cash.application.transaction.AppliedEvent;
import org.specie.cash.application.transaction.CommitteeAct;
import org.specie.cash.protocol.PrivateReason;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Reason;

/**
 * Judges acts of the committee: issuing, destroying, setting policy, naming floats, listing
 * providers, changing operators.
 */
public final class CommitteeDecisions {
  private final LedgerConstants ledger;
  private final MembershipRules membership;
  private final ResharingRounds rounds;

  public CommitteeDecisions(LedgerConstants ledger) {
    this.ledger = ledger;
    this.membership = new MembershipRules(ledger.ledgerId());
    this.rounds = new ResharingRounds(ledger);
  }

  public Judgement judge(CashView view, Moment moment, CommitteeAct act) throws IOException {
    CommitteeAct.Statement statement = act.statement();
    if (view.actHeight(statement.recordId()).isPresent()) {
      return Judgement.refused(OrdinaryReason.RECORD_KNOWN);
    }
    if (statement.validUntil() < moment.height()) {
      return Judgement.refused(OrdinaryReason.EXPIRED);
    }
    // Keys and evidence cost more to judge than signatures, so nobody else may have them judged.
    if (statement.act().deciders(moment.policy()).isEmpty()) {
      return Judgement.refused(PrivateReason.TIER_NOT_OFFERED);
    }
    if (statement.act().isAboutOperators() && !isSigned(moment, act)) {
      return Judgement.refused(OrdinaryReason.COMMITTEE_SIGNATURES);
    }
    Optional<? extends Reason> refusal = refusal(view, moment, statement.act());
    if (refusal.isPresent()) {
      return Judgement.refused(refusal.get());
    }
    if (!isSigned(moment, act)) {
      return Judgement.refused(OrdinaryReason.COMMITTEE_SIGNATURES);
    }
    return Judgement.granted(
        changes -> {
          changes.recordAct(statement.recordId(), moment.height());
          apply(changes, moment, statement);
          return new AppliedEvent.Acted();
        });
  }

  private boolean isSigned(Moment moment, CommitteeAct act) {
    ByteString bytes = act.statement().bytes(ledger.ledgerId());
    return act.statement()
        .act()
        .deciders(moment.policy())
        .filter(quorum -> quorum.isMetBy(bytes, act.signatures()))
        .isPresent();
  }

  private Optional<? extends Reason> refusal(CashView view, Moment moment, Act act)
      throws IOException {
    return switch (act) {
      case Act.IssueOrdinary issue -> issueRefusal(view, moment, issue.amount());
      case Act.IssuePrivate issue ->
          view.enrolment(ledger.suite().pid(issue.publicSpendKey())).isEmpty()
              ? Optional.of(OrdinaryReason.NOT_ENROLLED)
              : issueRefusal(view, moment, issue.amount());
      case Act.DestroyOrdinary destroy -> destroyRefusal(view, destroy.amount());
      case Act.SetPolicy set -> policyRefusal(moment, set);
      case Act.ChangeOperators change -> membership.refusal(view, change);
      case Act.ExpelOperator expulsion -> membership.refusal(view, expulsion);
      case Act.CancelChange cancel -> membership.refusal(view, cancel);
      case Act.VetoEntry veto -> AuditDecisions.refusal(view, moment, veto);
      case Act.ClearEntry clearance -> AuditDecisions.refusal(view, moment, clearance);
      case Act.OrderOpening order -> AuditDecisions.refusal(view, order);
      case Act.NameFloat _ -> Optional.empty();
      case Act.IssueOffline issue -> {
        Optional<? extends Reason> refusal = issueRefusal(view, moment, issue.amount());
        yield refusal.isPresent() ? refusal : FloatMoney.refusal(view, issue);
      }
      case Act.DestroyOffline destruction -> FloatMoney.refusal(view, destruction);
      case Act.ListProvider listed -> ProviderRegister.refusal(view, listed);
      case Act.StrikeOffProvider struck -> ProviderRegister.refusal(view, struck);
    };
  }

  private static Optional<OrdinaryReason> issueRefusal(CashView view, Moment moment, Amount amount)
      throws IOException {
    if (amount.minor() == 0) {
      return Optional.of(OrdinaryReason.AMOUNT_ZERO);
    }
    long room = moment.policy().supplyCap().minor() - view.supply().circulating().minor();
    return amount.minor() > room ? Optional.of(OrdinaryReason.SUPPLY_CAP) : Optional.empty();
  }

  private Optional<OrdinaryReason> destroyRefusal(CashView view, Amount amount) throws IOException {
    if (amount.minor() == 0) {
      return Optional.of(OrdinaryReason.AMOUNT_ZERO);
    }
    return view.account(ledger.treasury()).balance().covers(amount)
        ? Optional.empty()
        : Optional.of(OrdinaryReason.TREASURY_INSUFFICIENT);
  }

  private static Optional<OrdinaryReason> policyRefusal(Moment moment, Act.SetPolicy set) {
    if (set.fromHeight() <= moment.height()) {
      return Optional.of(OrdinaryReason.POLICY_HEIGHT);
    }
    // A class that disappears would take the states of everybody in it along.
    if (set.policy().classes().size() < moment.policy().classes().size()) {
      return Optional.of(OrdinaryReason.POLICY_STRANDS_CLASS);
    }
    return set.policy().tiers().filter(tiers -> !tiers.isConsistent()).isPresent()
        ? Optional.of(OrdinaryReason.POLICY_ESCROW_KEY)
        : Optional.empty();
  }

  private void apply(CashChanges changes, Moment moment, CommitteeAct.Statement statement)
      throws IOException {
    switch (statement.act()) {
      case Act.IssueOrdinary issue -> changes.issueOrdinary(issue.to(), issue.amount());
      case Act.IssuePrivate issue -> changes.issuePrivate(issue.amount());
      case Act.DestroyOrdinary destroy ->
          changes.destroyOrdinary(ledger.treasury(), destroy.amount());
      case Act.SetPolicy set -> changes.schedule(new PendingPolicy(set.fromHeight(), set.policy()));
      case Act.ChangeOperators change ->
          rounds.plan(changes, statement.recordId(), change, moment.height());
      case Act.ExpelOperator expulsion ->
          rounds.plan(changes, statement.recordId(), expulsion, moment.height());
      case Act.CancelChange _ -> rounds.cancel(changes, moment.height());
      case Act.VetoEntry veto -> changes.advance(veto.entry(), Entry.Status.VETOED);
      case Act.ClearEntry clearance -> changes.advance(clearance.entry(), Entry.Status.CLEARED);
      case Act.OrderOpening order ->
          changes.order(
              order.core(), new Warrant(moment.height(), statement.recordId(), order.grounds()));
      case Act.NameFloat named ->
          changes.nameFloat(named.issuer(), named.redeemers(), named.limit());
      case Act.IssueOffline issue -> changes.issueOffline(issue.issuer(), issue.amount());
      case Act.DestroyOffline destruction ->
          changes.destroyOffline(destruction.issuer(), destruction.amount());
      case Act.ListProvider listed ->
          changes.listProvider(listed.name(), listed.key(), moment.height());
      case Act.StrikeOffProvider struck -> changes.strikeOff(struck.name(), moment.height());
    }
  }
}
