package org.specie.offline.agents.pseudonym;

import java.io.IOException;
import java.util.Optional;
import org.specie.kernel.core.Check;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.offline.agents.factory.TokenOwners.TokenOwner;

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
   * @param owner what payers see, and whether it is an institution with accounts of others
   */
  record Person(Ed25519PublicKey key, Identity identity, TokenOwner owner) {
    public Person {
      Check.that(!owner.anonymous(), "whoever is in an identity register is known");
    }

    /** Says nothing about the person. */
    @Override
    public String toString() {
      return "Person[redacted]";
    }
  }

  /** The name of this register, the same for ever. */
  String source();

  /** The person of this record. */
  Optional<Person> find(String reference) throws IOException;
}
