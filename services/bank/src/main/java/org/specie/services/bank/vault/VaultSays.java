package org.specie.services.bank.vault;

/**
 * What a vault and its journal say.
 *
 * @param heldMinor on the device, and taken by its purse but not collected yet
 */
public record VaultSays(String name, boolean isUp, long heldMinor) {
  /** With so much more. */
  VaultSays plus(long minor) {
    return new VaultSays(name, isUp, heldMinor + minor);
  }
}
