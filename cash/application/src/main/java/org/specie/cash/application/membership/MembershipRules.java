package org.specie.cash.application.membership;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.specie.cash.application.state.CashView;
import org.specie.cash.application.state.ResharingPlan;
import org.specie.cash.application.transaction.Act;
import org.specie.kernel.core.Hash32;
import org.specie.ledger.api.Activation;
import org.specie.ledger.api.Membership;
import org.specie.ledger.api.PendingChange;
import org.specie.ledger.api.block.CertificateScheme;
import org.specie.ledger.api.block.OperatorSet;
import org.specie.ledger.api.block.OperatorSet.Operator;

/**
 * Which changes of operators may be decided, judged on the state the act meets: the same rules
 * before ordering and at execution. Source: docs/spec/27-membership.md, sections 2 to 4.
 */
public final class MembershipRules {
  private final Hash32 ledgerId;

  public MembershipRules(Hash32 ledgerId) {
    this.ledgerId = ledgerId;
  }

  /** Why the operators may not be changed like this, if they may not. */
  public Optional<MembershipReason> refusal(CashView view, Act.ChangeOperators change)
      throws IOException {
    Membership now = view.membership();
    Optional<MembershipReason> refusal = refusal(view, now, change.operators());
    boolean staysTheSame = refusal.isEmpty() && !isAnother(now.operators(), change.operators());
    if (staysTheSame) {
      return Optional.of(MembershipReason.NOTHING_CHANGES);
    }
    boolean tooFewStay =
        refusal.isEmpty()
            && !change.replacesMost()
            && staying(now.operators(), change.operators()) < 2L * now.operators().faults() + 1;
    return tooFewStay ? Optional.of(MembershipReason.TOO_FEW_STAY) : refusal;
  }

  /** Why the operator may not be expelled like this, if it may not. */
  public Optional<MembershipReason> refusal(CashView view, Act.ExpelOperator expulsion)
      throws IOException {
    Membership now = view.membership();
    Optional<Operator> convicted = convicted(view, expulsion);
    if (convicted.isEmpty()) {
      return Optional.of(MembershipReason.EVIDENCE);
    }
    Operator liar = convicted.get();
    if (now.operators().operators().stream().noneMatch(each -> isSame(each, liar))) {
      return Optional.of(MembershipReason.NOT_A_MEMBER);
    }
    if (expulsion.operators().operators().stream().anyMatch(each -> isSame(each, liar))) {
      return Optional.of(MembershipReason.STILL_A_MEMBER);
    }
    return refusal(view, now, expulsion.operators());
  }

  /** Why the plan may not be cancelled, if it may not. */
  public Optional<MembershipReason> refusal(CashView view, Act.CancelChange cancel)
      throws IOException {
    return openPlan(view).filter(plan -> plan.id().equals(cancel.plan())).isPresent()
        ? Optional.empty()
        : Optional.of(MembershipReason.NO_PLAN);
  }

  /** The plan under way, if there is one. */
  public static Optional<ResharingPlan> openPlan(CashView view) throws IOException {
    return view.resharing().filter(plan -> plan.stage().isOpen());
  }

  /** Whom the evidence convicts, if anybody. */
  public Optional<Operator> convicted(CashView view, Act.ExpelOperator expulsion)
      throws IOException {
    var evidence = expulsion.evidence();
    Optional<OperatorSet> operators = view.operators(evidence.epoch());
    return operators
        .filter(of -> evidence.convicts(ledgerId, of))
        .map(of -> of.operators().get(evidence.operator()));
  }

  /** What handing the key on to {@code operators} by the block at {@code height} announces. */
  static PendingChange scheduled(OperatorSet operators, long height) {
    return new PendingChange(Activation.lastHeight(height), operators);
  }

  private static Optional<MembershipReason> refusal(CashView view, Membership now, OperatorSet next)
      throws IOException {
    if (now.pending().isPresent() || openPlan(view).isPresent()) {
      return Optional.of(MembershipReason.CHANGE_PENDING);
    }
    if (next.epoch() != now.operators().epoch() + 1) {
      return Optional.of(MembershipReason.OTHER_EPOCH);
    }
    if (!next.isReplicated()) {
      return Optional.of(MembershipReason.NUMBERS);
    }
    if (next.size() > Resharing.RECIPIENTS_MAX) {
      return Optional.of(MembershipReason.TOO_MANY);
    }
    for (Operator each : next.operators()) {
      if (view.isExpelled(each.publicKey().bytes())
          || view.isExpelled(each.transportKey().bytes())) {
        return Optional.of(MembershipReason.EXPELLED);
      }
    }
    return areConsistent(next.scheme())
        ? Optional.empty()
        : Optional.of(MembershipReason.KEYS_INCONSISTENT);
  }

  private static boolean areConsistent(CertificateScheme scheme) {
    return switch (scheme) {
      case CertificateScheme.MultiSignature _ -> true;
      case CertificateScheme.ThresholdBls(var fast, var commit, var execution) ->
          fast.isConsistent() && commit.isConsistent() && execution.isConsistent();
    };
  }

  private static boolean isAnother(OperatorSet now, OperatorSet next) {
    OperatorSet sameEpoch =
        new OperatorSet(
            now.epoch(),
            next.operators(),
            next.faults(),
            next.slow(),
            next.quorum(),
            next.scheme());
    return !sameEpoch.equals(now);
  }

  /** How many of {@code now} are in {@code next} too; keys and addresses may differ. */
  private static long staying(OperatorSet now, OperatorSet next) {
    List<String> names = next.operators().stream().map(Operator::name).toList();
    return now.operators().stream().filter(each -> names.contains(each.name())).count();
  }

  /** Whether two operators are one, or pass for one another. */
  static boolean isSame(Operator one, Operator other) {
    boolean sharesTransport =
        !one.transportKey().equals(Hash32.ZERO) && one.transportKey().equals(other.transportKey());
    return one.name().equals(other.name())
        || one.publicKey().equals(other.publicKey())
        || sharesTransport;
  }
}
