package org.specie.services.api;

import java.io.IOException;
import java.util.Optional;

/** Decides who a request comes from. Safe for many threads. */
@FunctionalInterface
public interface Gatekeeper {
  /**
   * Examines the value of the header {@code Authorization}, for an operation that is not open to
   * anybody.
   */
  Answer<Caller> admit(Access access, Optional<String> authorization) throws IOException;
}
