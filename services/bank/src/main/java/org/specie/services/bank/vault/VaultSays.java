package org.specie.services.bank.vault;

import java.util.OptionalInt;

/**
 * What a vault and its journal say.
 *
 * @param heldMinor on the device, and taken by its purse but not collected yet
 * @param payments how many it can make before somebody gets its device keys, if it says so
 */
public record VaultSays(String name, boolean isUp, long heldMinor, OptionalInt payments) {
  /** As one that does not answer any more. */
  VaultSays down() {
    return new VaultSays(name, false, heldMinor, payments);
  }

  /** Whether so many payments can be made. */
  boolean pays(long count) {
    return payments.isEmpty() || payments.getAsInt() >= count;
  }

  /** After a payment of so much. */
  VaultSays paid(long minor) {
    OptionalInt left =
        payments.isPresent()
            ? OptionalInt.of(Math.max(0, payments.getAsInt() - 1))
            : OptionalInt.empty();
    return new VaultSays(name, isUp, heldMinor - minor, left);
  }

  /** With so much more. */
  VaultSays plus(long minor) {
    return new VaultSays(name, isUp, heldMinor + minor, payments);
  }
}
