package org.specie.offline.agents.pseudonym;

import java.io.IOException;
import java.util.Optional;
import org.specie.kernel.core.Check;
import org.specie.offline.token.value.Minutes;

/**
 * What an identity register says of one record, asked beforehand: a register is somebody else's and
 * may take its time, so nobody asks it while others wait. Spec: docs/spec/58-issuer-service.md
 * 10.2.
 *
 * @param reference of the record
 * @param person if there is one
 */
public record Lookup(String source, String reference, Optional<Person> person)
    implements IdentityRegister {
  /** Asks {@code register}, unless the claim is of another time and is refused for that. */
  public static Lookup in(IdentityRegister register, Claim claim, Minutes now) throws IOException {
    String reference = claim.reference();
    return new Lookup(
        register.source(),
        reference,
        claim.isValidAt(now) ? register.find(reference) : Optional.empty());
  }

  @Override
  public Optional<Person> find(String asked) {
    Check.that(asked.equals(reference), "what is looked up is what was claimed");
    return person;
  }

  /** Says nothing about the person. */
  @Override
  public String toString() {
    return "Lookup[redacted]";
  }
}
