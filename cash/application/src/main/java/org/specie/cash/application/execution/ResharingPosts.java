package org.specie.cash.application.execution;

import java.io.IOException;
import java.util.Optional;
import org.specie.cash.application.LedgerConstants;
import org.specie.cash.application.membership.MembershipReason;
import org.specie.cash.application.membership.MembershipRules;
import org.specie.cash.application.membership.Resharing;
import org.specie.cash.application.membership.ResharingMessages;
import org.specie.cash.application.state.CashView;
import org.specie.cash.application.state.ResharingPlan;
import org.specie.cash.application.state.ResharingPlan.Stage;
import org.specie.cash.application.transaction.AppliedEvent;
import org.specie.cash.application.transaction.ResharingPost;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.ledger.api.block.OperatorSet;

/**
 * Judges what operators post while the issuing key is handed on: whether it may stand on the board,
 * not whether it is right, which the board says when all is there. What costs least is asked first,
 * and nothing is decoded that no operator signed.
 */
public final class ResharingPosts {
  private final LedgerConstants ledger;
  private final Resharing resharing;

  public ResharingPosts(LedgerConstants ledger) {
    this.ledger = ledger;
    this.resharing = new Resharing(ledger);
  }

  public Judgement judge(CashView view, ResharingPost post) throws IOException {
    ResharingPost.Statement statement = post.statement();
    Optional<ResharingPlan> open =
        MembershipRules.openPlan(view).filter(plan -> plan.id().equals(statement.plan()));
    if (open.isEmpty()) {
      return Judgement.refused(MembershipReason.NO_PLAN);
    }
    ResharingPlan plan = open.get();
    if (statement.round() != plan.stage().code()) {
      return Judgement.refused(MembershipReason.OTHER_ROUND);
    }
    Optional<Ed25519PublicKey> key = due(view, plan, statement.place());
    if (key.isEmpty()) {
      return Judgement.refused(MembershipReason.NOT_DUE);
    }
    if (view.posted(statement.round(), statement.place()).isPresent()) {
      return Judgement.refused(MembershipReason.POSTED);
    }
    if (!post.isSignedBy(key.get(), ledger.ledgerId())) {
      return Judgement.refused(MembershipReason.POST_SIGNATURE);
    }
    if (!isInForm(view, plan, statement)) {
      return Judgement.refused(MembershipReason.POST_FORM);
    }
    return Judgement.granted(
        changes -> {
          changes.post(plan, statement.place(), statement.messages());
          return new AppliedEvent.Posted();
        });
  }

  /** The key of the operator at {@code place}, if the round waits for it. */
  private static Optional<Ed25519PublicKey> due(CashView view, ResharingPlan plan, int place)
      throws IOException {
    boolean isHolders = plan.stage() == Stage.DEALINGS;
    OperatorSet seats = isHolders ? view.membership().operators() : plan.operators();
    if (place < 1 || place > seats.size()) {
      return Optional.empty();
    }
    boolean isExpelled = isHolders && plan.expelled().equals(Optional.of(place));
    boolean hasNoKey =
        plan.stage() == Stage.EXAMINATION && view.posted(Stage.KEYS.code(), place).isEmpty();
    return isExpelled || hasNoKey
        ? Optional.empty()
        : Optional.of(seats.operators().get(place - 1).publicKey());
  }

  private boolean isInForm(CashView view, ResharingPlan plan, ResharingPost.Statement statement)
      throws IOException {
    try {
      ResharingMessages.decode(
          resharing.parameters(view, plan), plan.stage(), statement.messages());
      return true;
    } catch (MalformedInput e) {
      return false;
    }
  }
}
