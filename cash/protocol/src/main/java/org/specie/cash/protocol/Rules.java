package org.specie.cash.protocol;

import java.util.List;
import java.util.Optional;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.Hash32;

/**
 * The policy a proof is made and checked under. A transaction names the hash and the epoch; it
 * proves nothing about any other.
 *
 * @param policyHash of the whole policy record on the ledger
 * @param epoch the current epoch E
 * @param tierOneLimit T1, the most one private payment within the budget may carry
 * @param budgets B(class) for class 0, 1, …: what a renewal sets the anonymity budget to
 * @param tiers for payments above the budget, where the policy offers them
 */
public record Rules(
    Hash32 policyHash,
    long epoch,
    Amount tierOneLimit,
    List<Amount> budgets,
    Optional<TierRules> tiers) {
  /** Rules that offer payments within the budget alone. */
  public Rules(Hash32 policyHash, long epoch, Amount tierOneLimit, List<Amount> budgets) {
    this(policyHash, epoch, tierOneLimit, budgets, Optional.empty());
  }

  public Rules {
    budgets = List.copyOf(budgets);
  }

  public boolean hasClass(int classId) {
    return 0 <= classId && classId < budgets.size();
  }

  public Amount budget(int classId) {
    return budgets.get(classId);
  }
}
