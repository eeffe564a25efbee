package org.specie.services.bank;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.specie.cash.application.policy.KeyQuorum;
import org.specie.cash.application.transaction.RedeemFloat;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;

/**
 * The keys with which this bank declares that offline cash came back. Whether they count, and in
 * which place, the float says: the committee names its redeemers, and may name others. Not a
 * record: it is secret. Spec: docs/spec/53-float.md 3.2.
 */
public final class RedeemerKeys {
  private final List<Ed25519SecretKey> keys;

  /** At most as many as a float has redeemers. */
  public RedeemerKeys(List<Ed25519SecretKey> keys) {
    Check.that(
        !keys.isEmpty() && keys.size() <= KeyQuorum.KEYS_MAX, "1 to 32 keys redeem from a float");
    this.keys = List.copyOf(keys);
  }

  /** How many of these are among {@code redeemers}. */
  public int among(KeyQuorum redeemers) {
    return (int) keys.stream().filter(key -> redeemers.keys().contains(key.publicKey())).count();
  }

  /** Signs with as many keys as it takes; nothing if so many of {@code redeemers} are not here. */
  Optional<RedeemFloat> sign(
      RedeemFloat.Statement statement, Hash32 ledgerId, KeyQuorum redeemers) {
    List<KeyQuorum.Signature> signatures = new ArrayList<>();
    for (int i = 0; i < redeemers.keys().size(); i++) {
      Optional<Ed25519SecretKey> here = keyOf(redeemers, i);
      if (here.isPresent() && signatures.size() < redeemers.required()) {
        signatures.add(statement.sign(ledgerId, i, here.get()));
      }
    }
    return signatures.size() == redeemers.required()
        ? Optional.of(statement.with(signatures))
        : Optional.empty();
  }

  private Optional<Ed25519SecretKey> keyOf(KeyQuorum redeemers, int index) {
    return keys.stream()
        .filter(key -> key.publicKey().equals(redeemers.keys().get(index)))
        .findFirst();
  }

  @Override
  public String toString() {
    return "RedeemerKeys[redacted]";
  }
}
