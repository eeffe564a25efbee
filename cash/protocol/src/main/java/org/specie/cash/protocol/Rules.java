package org.specie.cash.protocol;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;

/**
 * The policy a proof is made and checked under. A transaction names the hash and the epoch; it
 * proves nothing about any other.
 *
 * @param policyHash of the whole policy record on the ledger
 * @param epoch the current epoch E
 * @param limits T1(class) for class 0, 1, …: the most one private payment within the budget may
 *     carry
 * @param budgets B(class) for class 0, 1, …: what a renewal sets the anonymity budget to
 * @param tiers for payments above the budget, where the policy offers them
 */
public record Rules(
    Hash32 policyHash,
    long epoch,
    List<Amount> limits,
    List<Amount> budgets,
    Optional<TierRules> tiers) {
  /** Rules that offer payments within the budget alone, with one limit for all classes. */
  public Rules(Hash32 policyHash, long epoch, Amount limit, List<Amount> budgets) {
    this(policyHash, epoch, Collections.nCopies(budgets.size(), limit), budgets, Optional.empty());
  }

  public Rules {
    limits = List.copyOf(limits);
    budgets = List.copyOf(budgets);
    Check.that(limits.size() == budgets.size(), "each class has a limit and a budget");
  }

  public boolean hasClass(int classId) {
    return 0 <= classId && classId < budgets.size();
  }

  /** T1 of a class; of one that there is not, nothing. */
  public Amount tierOneLimit(int classId) {
    return hasClass(classId) ? limits.get(classId) : Amount.ZERO;
  }

  public Amount budget(int classId) {
    return budgets.get(classId);
  }
}
