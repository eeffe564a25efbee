package org.specie.services.issuer.pseudonym;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.specie.offline.agents.pseudonym.IdentityRegister;

/**
 * An identity register as people ask in it whom nobody knows: few at once, and the others not at
 * all. So a register that hangs takes few of the role's places from stations, whoever calls. Spec:
 * docs/spec/58-issuer-service.md 10.7.
 */
final class FewLookups implements IdentityRegister {
  /** How many are looked up at once. */
  static final int MOST = 4;

  private final IdentityRegister register;
  private final Semaphore places = new Semaphore(MOST);

  FewLookups(IdentityRegister register) {
    this.register = register;
  }

  @Override
  public String source() {
    return register.source();
  }

  @Override
  public Optional<Person> find(String reference) throws IOException {
    if (!places.tryAcquire()) {
      throw new IOException("as many as may be are looked up by letters' owners already");
    }
    try {
      return register.find(reference);
    } finally {
      places.release();
    }
  }
}
