package org.specie.cli.network;

import java.util.LinkedHashMap;
import java.util.Map;
import org.specie.cash.application.policy.EpochRule;
import org.specie.cash.application.policy.KeyQuorum;
import org.specie.cash.application.policy.Policy;
import org.specie.cash.application.policy.TierPolicy;
import org.specie.cash.application.policy.WalletClass;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.crypto.escrow.EscrowThresholdKey;

/**
 * A policy in words, name by name and all of it: two policies that read alike are alike. Keys show
 * by the beginning of a hash.
 */
public final class PolicyWords {
  private static final int SHORT = 8;

  private PolicyWords() {}

  /** What the policy says, in the order people read it. */
  public static Map<String, String> of(Policy policy) {
    Map<String, String> words = new LinkedHashMap<>();
    words.put("committee", quorum(policy.committee()));
    words.put("registrars", quorum(policy.registrars()));
    for (int i = 0; i < policy.classes().size(); i++) {
      WalletClass each = policy.classes().get(i);
      String limit = each.limit().map(own -> ", limit " + own + " a private payment").orElse("");
      words.put("class " + i, each.name() + ", budget " + each.budget() + " an epoch" + limit);
    }
    words.put("limit", policy.tierOneLimit() + " a private payment");
    words.put("supply cap", policy.supplyCap().toString());
    words.put("epochs", epochs(policy.epochs()));
    policy.tiers().ifPresent(tiers -> describe(words, tiers));
    return words;
  }

  private static String epochs(EpochRule rule) {
    return switch (rule) {
      case EpochRule.FixedLength(long first, long start, long length) ->
          "%s each, number %d begins at %d".formatted(Times.words(length), first, start);
      case EpochRule.Calendar(long first, var starts) ->
          "a calendar of %d changes (%s), number %d before it"
              .formatted(starts.size(), digest(new Encoder().list(starts, Encoder::u64)), first);
    };
  }

  private static void describe(Map<String, String> words, TierPolicy tiers) {
    words.put("approval", "above the budget, up to " + tiers.tierTwoLimit());
    words.put("delay", Times.words(tiers.delaySeconds()) + " above that");
    words.put("claim", Times.words(tiers.claimSeconds()) + " to accept in then");
    words.put(
        "silence",
        tiers.silenceReleases()
            ? "releases what nobody stopped"
            : "releases nothing that auditors did not clear");
    words.put("auditors", quorum(tiers.auditors()));
    words.put("authorities", quorum(tiers.authorities()));
    words.put("opened by", escrow(tiers.auditorsKey()) + " of the auditors");
    words.put("and by", escrow(tiers.operatorsKey()) + " of the operators");
  }

  private static String quorum(KeyQuorum quorum) {
    Encoder keys = new Encoder().list(quorum.keys(), (to, key) -> to.fixed(key.bytes()));
    return "%d of %d (keys %s)".formatted(quorum.required(), quorum.keys().size(), digest(keys));
  }

  private static String escrow(EscrowThresholdKey key) {
    Encoder whole = new Encoder();
    key.encode(whole);
    return "%d of %d (key %s)".formatted(key.threshold(), key.members(), digest(whole));
  }

  private static String digest(Encoder of) {
    return Hash32.sha256(of.toByteString()).toHex().substring(0, SHORT);
  }
}
