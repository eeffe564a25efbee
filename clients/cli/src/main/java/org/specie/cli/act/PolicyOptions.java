package org.specie.cli.act;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.specie.cash.application.policy.KeyQuorum;
import org.specie.cash.application.policy.Policy;
import org.specie.cash.application.policy.PolicyProfile;
import org.specie.cash.application.policy.TierPolicy;
import org.specie.cash.application.policy.WalletClass;
import org.specie.cash.protocol.PrivateReason;
import org.specie.cli.UsageMistake;
import org.specie.kernel.core.Amount;
import org.specie.wallet.Answer;
import org.specie.wallet.WalletReason;
import picocli.CommandLine.Option;

/** What of a policy is to be another; people and keys stay as they are unless they are named. */
final class PolicyOptions {
  private static final String NO_LIMIT = "none";

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      description = "budgets, limits, times and approvals of cash-like, boi or strict")
  private Optional<String> profile = Optional.empty();

  @Option(
      names = "--budget",
      paramLabel = "CLASS=AMOUNT",
      description = "what the budget of a class (0 person, 1 business) renews to")
  private Map<Integer, Amount> budgets = new LinkedHashMap<>();

  @Option(
      names = "--limit",
      paramLabel = "AMOUNT",
      description = "most that one private payment may carry, of classes without their own limit")
  private Optional<Amount> limit = Optional.empty();

  @Option(
      names = "--class-limit",
      paramLabel = "CLASS=AMOUNT",
      description = "the same for one class alone (0 person, 1 business); 'none' for --limit's")
  private Map<Integer, String> classLimits = new LinkedHashMap<>();

  @Option(
      names = "--approval-limit",
      paramLabel = "AMOUNT",
      description = "most that auditors approve at once; above it money waits")
  private Optional<Amount> approvalLimit = Optional.empty();

  @Option(
      names = "--delay-seconds",
      paramLabel = "N",
      description = "how long money above that waits")
  private Optional<Long> delaySeconds = Optional.empty();

  @Option(
      names = "--claim-seconds",
      paramLabel = "N",
      description = "how long it can be accepted then")
  private Optional<Long> claimSeconds = Optional.empty();

  @Option(
      names = "--silence-releases",
      paramLabel = "true|false",
      description = "whether money that nobody stopped is released")
  private Optional<Boolean> silenceReleases = Optional.empty();

  @Option(
      names = "--approvals",
      paramLabel = "M",
      description = "how many of the auditors decide together")
  private Optional<Integer> approvals = Optional.empty();

  @Option(names = "--supply-cap", paramLabel = "AMOUNT", description = "most money there may be")
  private Optional<Amount> supplyCap = Optional.empty();

  @Option(
      names = "--replace",
      paramLabel = "MEMBER=KEY",
      description =
          "puts another public key in a member's place, such as committee-2; 'specie act key' makes"
              + " one. An auditor's share of the escrow key does not go with it")
  private Map<String, String> replaced = new LinkedHashMap<>();

  /** {@code now} with what is to be another. */
  Answer<Policy> changed(Policy now) {
    if (profile.isPresent() && PolicyProfile.named(profile.get()).isEmpty()) {
      throw new UsageMistake(
          "'" + profile.get() + "' is no profile",
          PolicyProfile.SHIPPED.stream()
              .map(PolicyProfile::name)
              .collect(Collectors.joining(", ", "choose one of ", "")));
    }
    if (now.tiers().isEmpty() && isAboutTiers()) {
      return Answer.refused(PrivateReason.TIER_NOT_OFFERED);
    }
    Policy changed = profile.flatMap(PolicyProfile::named).map(each -> of(each, now)).orElse(now);
    for (Map.Entry<Integer, Amount> each : budgets.entrySet()) {
      if (each.getKey() < 0 || each.getKey() >= changed.classes().size()) {
        return Answer.refused(WalletReason.CLASS_UNKNOWN, String.valueOf(each.getKey()));
      }
      changed = changed.withBudget(each.getKey(), each.getValue());
    }
    for (Map.Entry<Integer, String> each : classLimits.entrySet()) {
      if (each.getKey() < 0 || each.getKey() >= changed.classes().size()) {
        return Answer.refused(WalletReason.CLASS_UNKNOWN, String.valueOf(each.getKey()));
      }
    }
    if (supplyCap.isPresent()) {
      require(
          supplyCap.get().minor() <= Amount.SUPPLY_CAP_MINOR,
          "a supply cap of %s is more than amounts can be".formatted(supplyCap.get()),
          "choose at most " + Amount.ofMinor(Amount.SUPPLY_CAP_MINOR));
      changed = changed.withSupplyCap(supplyCap.get());
    }
    return Answer.done(Replacements.in(limited(changed), replaced));
  }

  private boolean isAboutTiers() {
    return profile.isPresent()
        || approvalLimit.isPresent()
        || delaySeconds.isPresent()
        || claimSeconds.isPresent()
        || silenceReleases.isPresent()
        || approvals.isPresent();
  }

  private static Policy of(PolicyProfile profile, Policy now) {
    TierPolicy tiers = now.tiers().orElseThrow();
    return profile.policy(
        now.epochs(),
        now.supplyCap(),
        new PolicyProfile.People(
            now.committee(),
            now.registrars(),
            tiers.auditors().keys(),
            tiers.authorities(),
            tiers.auditorsKey(),
            tiers.operatorsKey()));
  }

  /** Both limits at once, because one may not pass the other. */
  private Policy limited(Policy policy) {
    Amount one = limit.orElse(policy.tierOneLimit());
    Optional<TierPolicy> tiers = policy.tiers().map(this::tiers);
    List<WalletClass> classes = limitedClasses(policy.classes());
    if (tiers.isPresent()) {
      Amount above = tiers.get().tierTwoLimit();
      Stream.concat(Stream.of(one), classes.stream().flatMap(each -> each.limit().stream()))
          .forEach(each -> requireBelow(each, above));
    }
    return policy.withLimits(classes, one, tiers);
  }

  private static void requireBelow(Amount limit, Amount above) {
    require(
        above.covers(limit),
        "the limit of a private payment, %s, would be above what auditors approve, %s"
            .formatted(limit, above),
        "raise --approval-limit, or lower --limit or --class-limit");
  }

  private List<WalletClass> limitedClasses(List<WalletClass> classes) {
    List<WalletClass> limited = new ArrayList<>(classes);
    classLimits.forEach(
        (classId, given) -> limited.set(classId, limited.get(classId).withLimit(own(given))));
    return limited;
  }

  /** A limit as it was typed. */
  private static Optional<Amount> own(String given) {
    if (given.equals(NO_LIMIT)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Amount.parse(given));
    } catch (IllegalArgumentException e) {
      throw new UsageMistake("'" + given + "' is no amount.", "write it as 100.00, or " + NO_LIMIT);
    }
  }

  private TierPolicy tiers(TierPolicy now) {
    KeyQuorum auditors = now.auditors();
    int required = approvals.orElse(auditors.required());
    require(
        1 <= required && required <= auditors.keys().size(),
        required + " approvals cannot be",
        "choose 1 to " + auditors.keys().size() + ", as many as there are auditors");
    return new TierPolicy(
        approvalLimit.orElse(now.tierTwoLimit()),
        seconds("--delay-seconds", delaySeconds.orElse(now.delaySeconds()), 0),
        seconds("--claim-seconds", claimSeconds.orElse(now.claimSeconds()), 1),
        silenceReleases.orElse(now.silenceReleases()),
        new KeyQuorum(auditors.keys(), required),
        now.authorities(),
        now.auditorsKey(),
        now.operatorsKey());
  }

  private static long seconds(String option, long given, long least) {
    require(
        least <= given && given <= TierPolicy.SECONDS_MAX,
        option + " " + given + " cannot be",
        "choose " + least + " to " + TierPolicy.SECONDS_MAX);
    return given;
  }

  private static void require(boolean holds, String sentence, String tip) {
    if (!holds) {
      throw new UsageMistake(sentence, tip);
    }
  }
}
