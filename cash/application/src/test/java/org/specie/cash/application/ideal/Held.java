package org.specie.cash.application.ideal;

/**
 * What a wallet held at one step.
 *
 * @param budget what is left of it, set in {@code epoch}
 * @param income all that ever came in
 */
public record Held(long balance, long budget, long income, long epoch, int classId) {
  Held with(long newBalance, long newBudget, long newIncome) {
    return new Held(newBalance, newBudget, newIncome, epoch, classId);
  }

  Held in(int newClass) {
    return new Held(balance, budget, income, epoch, newClass);
  }
}
