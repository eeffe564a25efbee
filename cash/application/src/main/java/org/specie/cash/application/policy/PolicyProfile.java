package org.specie.cash.application.policy;

import java.util.List;
import java.util.Optional;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.Check;
import org.specie.kernel.crypto.escrow.EscrowThresholdKey;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;

/**
 * What a jurisdiction chooses between privacy and audit, as data: everything of a policy but its
 * people, its calendar and its supply. Source: docs/spec/12-tiers.md, clause 12.31.
 *
 * @param name as users type it
 * @param tierOneLimit T1
 * @param tierTwoLimit T2
 * @param delayHours how long a payment of tier 3 waits
 * @param claimHours how long it can be accepted then
 * @param silenceReleases whether an entry nobody vetoed is released
 * @param approvals how many of the auditors decide together
 */
public record PolicyProfile(
    String name,
    List<WalletClass> classes,
    Amount tierOneLimit,
    Amount tierTwoLimit,
    long delayHours,
    long claimHours,
    boolean silenceReleases,
    Share approvals) {
  private static final long HOUR_SECONDS = 3_600;

  /** How many of a group it takes. */
  public enum Share {
    ONE,
    MAJORITY,
    ALL;

    /** The number of {@code members}. */
    public int of(int members) {
      return switch (this) {
        case ONE -> 1;
        case MAJORITY -> members / 2 + 1;
        case ALL -> members;
      };
    }
  }

  /** Who decides, and under which keys payments are sealed. */
  public record People(
      KeyQuorum committee,
      KeyQuorum registrars,
      List<Ed25519PublicKey> auditors,
      KeyQuorum authorities,
      EscrowThresholdKey auditorsKey,
      EscrowThresholdKey operatorsKey) {
    public People {
      auditors = List.copyOf(auditors);
    }
  }

  /** As much privacy as banknotes give, up to what people carry. */
  public static final PolicyProfile CASH_LIKE =
      new PolicyProfile(
          "cash-like",
          classes("10000", "200000"),
          Amount.parse("2000"),
          Amount.parse("50000"),
          12,
          336,
          true,
          Share.ONE);

  /** The limits of the Bank of Israel's experiment. */
  public static final PolicyProfile BOI =
      new PolicyProfile(
          "boi",
          classes("1000", "50000"),
          Amount.parse("500"),
          Amount.parse("5000"),
          24,
          336,
          true,
          Share.MAJORITY);

  /** Little without an auditor, and nothing of high value without a decision. */
  public static final PolicyProfile STRICT =
      new PolicyProfile(
          "strict",
          classes("200", "5000"),
          Amount.parse("100"),
          Amount.parse("1000"),
          72,
          168,
          false,
          Share.ALL);

  /** All that ship. */
  public static final List<PolicyProfile> SHIPPED = List.of(CASH_LIKE, BOI, STRICT);

  public PolicyProfile {
    classes = List.copyOf(classes);
    Check.that(tierTwoLimit.covers(tierOneLimit), "T2 is not below T1");
  }

  private static List<WalletClass> classes(String person, String business) {
    return List.of(
        new WalletClass("person", Amount.parse(person)),
        new WalletClass("business", Amount.parse(business)));
  }

  /** The one that is called {@code name}. */
  public static Optional<PolicyProfile> named(String name) {
    return SHIPPED.stream().filter(each -> each.name().equals(name)).findFirst();
  }

  /** How long a payment of tier 3 waits. */
  public long delaySeconds() {
    return Math.multiplyExact(delayHours, HOUR_SECONDS);
  }

  /** How long it can be accepted then. */
  public long claimSeconds() {
    return Math.multiplyExact(claimHours, HOUR_SECONDS);
  }

  /** The policy of this profile. */
  public Policy policy(EpochRule epochs, Amount supplyCap, People people) {
    int required = approvals.of(people.auditors().size());
    TierPolicy tiers =
        new TierPolicy(
            tierTwoLimit,
            delaySeconds(),
            claimSeconds(),
            silenceReleases,
            new KeyQuorum(people.auditors(), required),
            people.authorities(),
            people.auditorsKey(),
            people.operatorsKey());
    return new Policy(
        classes,
        tierOneLimit,
        epochs,
        supplyCap,
        people.committee(),
        people.registrars(),
        Optional.of(tiers));
  }
}
