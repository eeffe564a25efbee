package org.specie.node;

import java.util.List;
import java.util.Optional;
import org.specie.cash.application.policy.EpochRule;
import org.specie.cash.application.policy.PolicyProfile;
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
 * @param tiers what there is above the budget; without it, nothing
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
    Quorum registrars,
    Optional<Tiers> tiers) {
  /** So many auditors, if nobody says otherwise. */
  public static final int AUDITORS = 3;

  /** So many authorities. */
  public static final int AUTHORITIES = 3;

  private static final long THIRTY_DAYS_SECONDS = 30L * 24 * 60 * 60;

  /** So many of so many. */
  public record Quorum(int required, int members) {
    public Quorum {
      Check.that(1 <= required && required <= members, "m of n with m from 1 to n");
    }

    /** More than half of {@code members}. */
    public static Quorum majority(int members) {
      return new Quorum(PolicyProfile.Share.MAJORITY.of(members), members);
    }
  }

  /**
   * What there is above the budget. Source: docs/spec/12-tiers.md, clause 12.1.
   *
   * @param limit T2, the most that auditors approve at once
   * @param delaySeconds how long a payment of tier 3 waits
   * @param claimSeconds how long an entry can be accepted
   * @param silenceReleases whether an entry that nobody vetoed is released
   * @param auditors who approves, vetoes and clears; more than half of them open
   * @param authorities who orders that a payment be opened
   */
  public record Tiers(
      Amount limit,
      long delaySeconds,
      long claimSeconds,
      boolean silenceReleases,
      Quorum auditors,
      Quorum authorities) {
    /**
     * The tiers of {@code profile} with that many auditors, and authorities of whom most decide.
     */
    public static Tiers of(PolicyProfile profile, int auditors, int authorities) {
      return new Tiers(
          profile.tierTwoLimit(),
          profile.delaySeconds(),
          profile.claimSeconds(),
          profile.silenceReleases(),
          new Quorum(profile.approvals().of(auditors), auditors),
          Quorum.majority(authorities));
    }

    /** The same with other times, such as seconds where somebody waits for them. */
    public Tiers lasting(long delay, long claim) {
      return new Tiers(limit, delay, claim, silenceReleases, auditors, authorities);
    }
  }

  public NetworkPlan {
    classes = List.copyOf(classes);
    Check.that(name.matches("[a-z0-9-]{1,23}"), "a name has 1 to 23 of a-z, 0-9 and '-'");
    Check.that(operators >= 1 && operators % 3 == 1, "there are 3f + 1 operators");
  }

  /** A plan that offers payments within the budget alone. */
  public NetworkPlan(
      String name,
      String currency,
      int operators,
      List<WalletClass> classes,
      Amount tierOneLimit,
      EpochRule epochs,
      Amount supplyCap,
      Quorum committee,
      Quorum registrars) {
    this(
        name,
        currency,
        operators,
        classes,
        tierOneLimit,
        epochs,
        supplyCap,
        committee,
        registrars,
        Optional.empty());
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
        name,
        currency,
        count,
        classes,
        tierOneLimit,
        epochs,
        supplyCap,
        committee,
        registrars,
        tiers);
  }

  /** The same with another calendar. */
  public NetworkPlan withEpochs(EpochRule rule) {
    return new NetworkPlan(
        name,
        currency,
        operators,
        classes,
        tierOneLimit,
        rule,
        supplyCap,
        committee,
        registrars,
        tiers);
  }

  /** The same with {@code above} the budget. */
  public NetworkPlan withTiers(Tiers above) {
    return new NetworkPlan(
        name,
        currency,
        operators,
        classes,
        tierOneLimit,
        epochs,
        supplyCap,
        committee,
        registrars,
        Optional.of(above));
  }

  /** The same with classes, limits and tiers of {@code profile}, three auditors and authorities. */
  public NetworkPlan withProfile(PolicyProfile profile) {
    return new NetworkPlan(
            name,
            currency,
            operators,
            profile.classes(),
            profile.tierOneLimit(),
            epochs,
            supplyCap,
            committee,
            registrars)
        .withTiers(Tiers.of(profile, AUDITORS, AUTHORITIES));
  }

  /** f: how many operators may lie. */
  public int faults() {
    return (operators - 1) / 3;
  }
}
