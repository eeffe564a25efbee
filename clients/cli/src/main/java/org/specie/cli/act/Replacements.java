package org.specie.cli.act;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.specie.cash.application.policy.KeyQuorum;
import org.specie.cash.application.policy.Policy;
import org.specie.cash.application.policy.TierPolicy;
import org.specie.cli.UsageMistake;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;

/** Members whose keys are to be others: a rotation, or somebody new in the place. */
final class Replacements {
  private static final Pattern PLACE =
      Pattern.compile("(committee|registrar|auditor|authority)-([1-9][0-9]?)");
  private static final Pattern KEY = Pattern.compile("[0-9a-f]{64}");

  private Replacements() {}

  /** {@code policy} with each place of {@code replaced}, such as committee-2, under its new key. */
  static Policy in(Policy policy, Map<String, String> replaced) {
    Policy changed = policy;
    for (Map.Entry<String, String> each : replaced.entrySet()) {
      changed = in(changed, each.getKey(), key(each.getValue()));
    }
    return changed;
  }

  private static Policy in(Policy policy, String place, Ed25519PublicKey key) {
    Matcher named = PLACE.matcher(place);
    boolean isAboutTiers = place.startsWith("a");
    if (!named.matches() || (isAboutTiers && policy.tiers().isEmpty())) {
      throw nobody(place);
    }
    int index = Integer.parseInt(named.group(2)) - 1;
    return switch (named.group(1)) {
      case "committee" ->
          policy.withPeople(
              replaced(policy.committee(), place, index, key), policy.registrars(), policy.tiers());
      case "registrar" ->
          policy.withPeople(
              policy.committee(), replaced(policy.registrars(), place, index, key), policy.tiers());
      case "auditor" ->
          policy.withPeople(
              policy.committee(),
              policy.registrars(),
              policy.tiers().map(it -> auditors(it, replaced(it.auditors(), place, index, key))));
      default ->
          policy.withPeople(
              policy.committee(),
              policy.registrars(),
              policy
                  .tiers()
                  .map(it -> authorities(it, replaced(it.authorities(), place, index, key))));
    };
  }

  private static TierPolicy auditors(TierPolicy tiers, KeyQuorum auditors) {
    return tiers.withPeople(auditors, tiers.authorities());
  }

  private static TierPolicy authorities(TierPolicy tiers, KeyQuorum authorities) {
    return tiers.withPeople(tiers.auditors(), authorities);
  }

  private static KeyQuorum replaced(
      KeyQuorum quorum, String place, int index, Ed25519PublicKey key) {
    if (index >= quorum.keys().size()) {
      throw nobody(place);
    }
    if (quorum.keys().contains(key)) {
      throw new UsageMistake(
          "the key for " + place + " is that of a member already",
          "every member has a key of its own: 'specie act key' makes one");
    }
    List<Ed25519PublicKey> keys = new ArrayList<>(quorum.keys());
    keys.set(index, key);
    return new KeyQuorum(keys, quorum.required());
  }

  private static UsageMistake nobody(String place) {
    return new UsageMistake(
        "there is no member '" + place + "'",
        "name one of committee-N, registrar-N, auditor-N, authority-N; 'specie network show' says"
            + " how many there are");
  }

  private static Ed25519PublicKey key(String text) {
    try {
      if (KEY.matcher(text).matches()) {
        return Ed25519PublicKey.decode(ByteString.hex(text));
      }
    } catch (MalformedInput e) {
      throw notAKey(text);
    }
    throw notAKey(text);
  }

  private static UsageMistake notAKey(String text) {
    return new UsageMistake(
        "'" + text + "' is no public key", "take the 64 digits that 'specie act key' printed");
  }
}
