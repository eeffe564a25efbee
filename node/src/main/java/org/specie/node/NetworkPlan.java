package org.specie.node;

import java.util.List;
import org.specie.cash.application.policy.EpochRule;
import org.specie.cash.application.policy.WalletClass;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.Check;

/**
 * What a new network is to be like.
 *
 * @param name of the ledger, to which a random suffix is added: 1 to 23 of a–z, 0–9 and '-'
 * @param currency three capital letters
 * @param operators 3f + 1, of which f may lie
 * @param classes wallet classes with their anonymity budgets
 * @param tierOneLimit the most one private payment may carry
 * @param epochs how time becomes an epoch
 * @param supplyCap the most money that may exist
 * @param committee who issues money and sets policy
 * @param registrars who lets people in
 */
public record NetworkPlan(
    String name,
    String currency,
    int operators,
    List<WalletClass> classes,
    Amount tierOneLimit,
    EpochRule epochs,
    Amount supplyCap,
    Quorum committee,
    Quorum registrars) {
  private static final long THIRTY_DAYS_SECONDS = 30L * 24 * 60 * 60;

  /** So many of so many. */
  public record Quorum(int required, int members) {
    public Quorum {
      Check.that(1 <= required && required <= members, "m of n with m from 1 to n");
    }
  }

  public NetworkPlan {
    classes = List.copyOf(classes);
    Check.that(name.matches("[a-z0-9-]{1,23}"), "a name has 1 to 23 of a-z, 0-9 and '-'");
    Check.that(operators >= 1 && operators % 3 == 1, "there are 3f + 1 operators");
  }

  /**
   * Four operators, committees of two out of three, epochs of thirty days from {@code epochSeconds}
   * on, 1,000.00 of anonymity for a person and 50,000.00 for a business.
   */
  public static NetworkPlan standard(long epochSeconds) {
    return new NetworkPlan(
        "specie",
        "ILS",
        4,
        List.of(
            new WalletClass("person", Amount.parse("1000.00")),
            new WalletClass("business", Amount.parse("50000.00"))),
        Amount.parse("500.00"),
        new EpochRule.FixedLength(1, epochSeconds, THIRTY_DAYS_SECONDS),
        Amount.parse("1000000000.00"),
        new Quorum(2, 3),
        new Quorum(2, 3));
  }

  /** The same with {@code count} operators. */
  public NetworkPlan withOperators(int count) {
    return new NetworkPlan(
        name, currency, count, classes, tierOneLimit, epochs, supplyCap, committee, registrars);
  }

  /** f: how many operators may lie. */
  public int faults() {
    return (operators - 1) / 3;
  }
}
