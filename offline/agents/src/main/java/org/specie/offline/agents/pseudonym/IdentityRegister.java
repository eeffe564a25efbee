package org.specie.offline.agents.pseudonym;

import java.io.IOException;
import java.util.Optional;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.offline.token.receipt.PayeeInfo;

/**
 * Whoever knows who people are: the customers of a bank, a civil register. Spec:
 * docs/spec/56-register.md 2.2.
 */
public interface IdentityRegister {
  /**
   * What it says of somebody.
   *
   * @param key with which the person consents
   * @param identity that shall be sealed
   * @param info that payers see
   */
  record Person(Ed25519PublicKey key, Identity identity, PayeeInfo info) {}

  /** The name of this register, the same for ever. */
  String source();

  /** The person of this record. */
  Optional<Person> find(String reference) throws IOException;
}
