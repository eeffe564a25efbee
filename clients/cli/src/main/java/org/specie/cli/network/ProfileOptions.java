package org.specie.cli.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.specie.cash.application.policy.KeyQuorum;
import org.specie.cash.application.policy.PolicyProfile;
import org.specie.cash.application.policy.WalletClass;
import org.specie.cli.UsageMistake;
import org.specie.kernel.core.Amount;
import org.specie.node.NetworkPlan;
import org.specie.node.NetworkPlan.Tiers;
import picocli.CommandLine.Option;

/** The options that say what a new network is to offer within the budget, and above it. */
final class ProfileOptions {
  private static final String NONE = "none";
  private static final String NAMES =
      PolicyProfile.SHIPPED.stream().map(PolicyProfile::name).collect(Collectors.joining(", "));

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      description =
          "budgets, limits, delays and quorums: cash-like, boi or strict; none offers payments"
              + " within the budget alone (default: boi)")
  private String profile = PolicyProfile.BOI.name();

  @Option(
      names = "--auditors",
      paramLabel = "N",
      description =
          "who approve and stop payments above the budget; the profile says how many of them"
              + " together (default: 3)")
  private Optional<Integer> auditors = Optional.empty();

  @Option(
      names = "--authorities",
      paramLabel = "N",
      description = "who order that a payment be opened, most of them together (default: 3)")
  private Optional<Integer> authorities = Optional.empty();

  @Option(
      names = "--budget",
      paramLabel = "AMOUNT",
      description =
          "anonymity budget of a person in an epoch (default: the profile's, 1000 without one)")
  private Optional<Amount> budget = Optional.empty();

  @Option(
      names = "--limit",
      paramLabel = "AMOUNT",
      description =
          "most that one private payment may carry (default: the profile's, 500 without one)")
  private Optional<Amount> limit = Optional.empty();

  /** Whether the words make sense together; they do, or somebody hears which do not. */
  void check() {
    Optional<PolicyProfile> chosen = chosen();
    if (chosen.isEmpty() && (auditors.isPresent() || authorities.isPresent())) {
      throw new UsageMistake(
          "--profile none has neither auditors nor authorities", "choose one of " + NAMES);
    }
    count("auditors", auditors);
    count("authorities", authorities);
    if (chosen.isPresent() && limit.isPresent()) {
      Amount above = chosen.get().tierTwoLimit();
      if (!above.covers(limit.get())) {
        throw new UsageMistake(
            "a limit of %s is above %s, the most that auditors approve under the profile %s"
                .formatted(limit.get(), above, chosen.get().name()),
            "lower --limit, or choose another of " + NAMES);
      }
    }
  }

  private static void count(String what, Optional<Integer> count) {
    if (count.filter(each -> each < 1 || each > KeyQuorum.KEYS_MAX).isPresent()) {
      throw new UsageMistake(
          count.get() + " " + what + " cannot be",
          "choose 1 to " + KeyQuorum.KEYS_MAX + " of them");
    }
  }

  private Optional<PolicyProfile> chosen() {
    if (profile.equals(NONE)) {
      return Optional.empty();
    }
    Optional<PolicyProfile> named = PolicyProfile.named(profile);
    if (named.isEmpty()) {
      throw new UsageMistake(
          "'" + profile + "' is no profile", "choose one of " + NAMES + ", or " + NONE);
    }
    return named;
  }

  /** {@code plan} with what was chosen; it has been checked. */
  NetworkPlan applied(NetworkPlan plan) {
    Optional<PolicyProfile> chosen = chosen();
    List<WalletClass> classes =
        new ArrayList<>(chosen.map(PolicyProfile::classes).orElse(plan.classes()));
    budget.ifPresent(amount -> classes.set(0, new WalletClass(classes.getFirst().name(), amount)));
    return new NetworkPlan(
        plan.name(),
        plan.currency(),
        plan.operators(),
        classes,
        limit.orElse(chosen.map(PolicyProfile::tierOneLimit).orElse(plan.tierOneLimit())),
        plan.epochs(),
        plan.supplyCap(),
        plan.committee(),
        plan.registrars(),
        chosen.map(
            each ->
                Tiers.of(
                    each,
                    auditors.orElse(NetworkPlan.AUDITORS),
                    authorities.orElse(NetworkPlan.AUTHORITIES))));
  }
}
