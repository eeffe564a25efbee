package org.specie.services.bank.vault;

import org.specie.kernel.core.Check;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.offline.purse.device.SecureDevice;
import org.specie.offline.purse.paying.Credentials;
import org.specie.offline.token.check.TokenVerifier;

/**
 * What a vault consists of: a secure device that nothing but this bank uses, and what is known of
 * its issuer. Not a record: the secret of its journals is one.
 */
public final class Equipment {
  private final String name;
  private final SecureDevice device;
  private final TokenVerifier verifier;
  private final Credentials credentials;
  private final Secret secret;

  /**
   * @param name 1 to 32 of a-z, 0-9 and '-'; the same for ever
   * @param secret of 32 bytes, by which the journals are sealed; never another one
   */
  public Equipment(
      String name,
      SecureDevice device,
      TokenVerifier verifier,
      Credentials credentials,
      Secret secret) {
    Check.that(name.matches("[a-z0-9-]{1,32}"), "a vault's name is short");
    this.name = name;
    this.device = device;
    this.verifier = verifier;
    this.credentials = credentials;
    this.secret = secret;
  }

  public String name() {
    return name;
  }

  /** In what it pays, a number of ISO 4217. */
  public int currencyNumber() {
    return credentials.payerClass().currencyNumber();
  }

  SecureDevice device() {
    return device;
  }

  TokenVerifier verifier() {
    return verifier;
  }

  Credentials credentials() {
    return credentials;
  }

  Secret secret() {
    return secret;
  }

  @Override
  public String toString() {
    return "Equipment[" + name + ", redacted]";
  }
}
