package org.specie.services.api;

import org.specie.kernel.core.Reason;

/** A reason with the status by which HTTP tells it. Implemented by one enum a service. */
public interface Refusal extends Reason {
  /** The status code, 4xx or 5xx. Source: RFC 9110 section 15. */
  int status();
}
