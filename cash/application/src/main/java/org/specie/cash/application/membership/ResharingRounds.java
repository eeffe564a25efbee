package org.specie.cash.application.membership;

import java.io.IOException;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.specie.cash.application.LedgerConstants;
import org.specie.cash.application.state.CashChanges;
import org.specie.cash.application.state.CashView;
import org.specie.cash.application.state.OfficeKeys;
import org.specie.cash.application.state.ResharingPlan;
import org.specie.cash.application.state.ResharingPlan.Stage;
import org.specie.cash.application.transaction.Act;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.crypto.dkg.DkgKey;
import org.specie.kernel.crypto.dkg.ResharingBoard;
import org.specie.kernel.crypto.dkg.ResharingOutcome;
import org.specie.ledger.api.PendingChange;
import org.specie.ledger.api.block.OperatorSet;

/**
 * Leads a planned change of operators from its act to its end: a round ends with the block in which
 * the last message it waits for stands, or the height comes after which it waits no longer. Source:
 * docs/spec/27-membership.md, section 5.
 */
public final class ResharingRounds {
  private final Resharing resharing;
  private final MembershipRules rules;

  public ResharingRounds(LedgerConstants ledger) {
    this.resharing = new Resharing(ledger);
    this.rules = new MembershipRules(ledger.ledgerId());
  }

  /** Starts the plan {@code id}, which the block at {@code height} decides on. */
  public void plan(CashChanges changes, Hash32 id, Act.ChangeOperators change, long height)
      throws IOException {
    CommitteePlan decided = new CommitteePlan(id, change.operators(), Optional.empty());
    changes.plan(Resharing.planned(changes.view(), decided, height));
  }

  /** Bars the keys of the convicted and starts the plan {@code id} to go on without it. */
  public void plan(CashChanges changes, Hash32 id, Act.ExpelOperator expulsion, long height)
      throws IOException {
    OperatorSet.Operator convicted = rules.convicted(changes.view(), expulsion).orElseThrow();
    changes.expel(convicted, height);
    OperatorSet now = changes.view().membership().operators();
    Optional<Integer> place = Optional.empty();
    for (int i = 0; place.isEmpty() && i < now.size(); i++) {
      if (MembershipRules.isSame(now.operators().get(i), convicted)) {
        place = Optional.of(i + 1);
      }
    }
    CommitteePlan decided = new CommitteePlan(id, expulsion.operators(), place);
    changes.plan(Resharing.planned(changes.view(), decided, height));
  }

  /** Drops the plan under way. */
  public void cancel(CashChanges changes, long height) throws IOException {
    ResharingPlan plan = changes.view().resharing().orElseThrow();
    changes.put(plan.ended(Stage.CANCELLED, height, ResharingPlan.Faults.NONE));
  }

  /** Closes the round that the transactions of the block at {@code height}, or it itself, ended. */
  public void endOfBlock(CashChanges changes, long height) throws IOException {
    Optional<ResharingPlan> under = changes.view().resharing();
    if (under.isEmpty() || !under.get().stage().isOpen()) {
      return;
    }
    ResharingPlan plan = under.get();
    Check.that(height <= plan.closesAt(), "a round closes when its height has come");
    if (plan.posted() < plan.due() && height < plan.closesAt()) {
      return;
    }
    long closesAt = Math.addExact(height, Resharing.ROUND_BLOCKS_MAX);
    switch (plan.stage()) {
      case KEYS -> {
        int dealers = plan.holders() - (plan.expelled().isPresent() ? 1 : 0);
        changes.put(plan.inRound(Stage.DEALINGS, closesAt, dealers));
      }
      case DEALINGS -> {
        int recipients = places(changes.view(), plan, Stage.KEYS).size();
        changes.put(plan.inRound(Stage.EXAMINATION, closesAt, recipients));
      }
      case EXAMINATION -> conclude(changes, plan, height);
      case COMPLETE, FAILED, CANCELLED -> Check.that(false, "a plan that ended has no rounds");
    }
  }

  /** The new operators that posted in {@code round}. */
  private static SortedSet<Integer> places(CashView view, ResharingPlan plan, Stage round)
      throws IOException {
    SortedSet<Integer> places = new TreeSet<>();
    for (int place = 1; place <= plan.operators().size(); place++) {
      if (view.posted(round.code(), place).isPresent()) {
        places.add(place);
      }
    }
    return places;
  }

  private void conclude(CashChanges changes, ResharingPlan plan, long height) throws IOException {
    CashView view = changes.view();
    ResharingBoard board = resharing.board(view, plan, Stage.COMPLETE);
    ResharingOutcome outcome = board.outcome();
    SortedSet<Integer> silent = places(view, plan, Stage.KEYS);
    SortedSet<Integer> examined = places(view, plan, Stage.EXAMINATION);
    silent.removeAll(examined);
    ResharingPlan.Faults faults =
        new ResharingPlan.Faults(outcome.holderFaults(), outcome.operatorFaults(), silent);
    boolean isConfirmed = examined.size() >= plan.operators().size() - plan.operators().faults();
    if (isConfirmed && outcome instanceof ResharingOutcome.Complete complete) {
      announce(changes, plan, complete.key(), height);
      changes.put(plan.ended(Stage.COMPLETE, height, faults));
    } else {
      changes.put(plan.ended(Stage.FAILED, height, faults));
    }
  }

  private void announce(CashChanges changes, ResharingPlan plan, DkgKey outcome, long height)
      throws IOException {
    long epoch = plan.operators().epoch();
    OfficeKeys before = resharing.officeKeys(changes.view(), epoch - 1);
    PendingChange change = MembershipRules.scheduled(plan.operators(), height);
    changes.announce(change);
    changes.handOn(before.handedOn(outcome, epoch, change.lastHeight() + 1));
  }
}
