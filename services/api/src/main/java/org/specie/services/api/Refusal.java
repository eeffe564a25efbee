package org.specie.services.api;

import org.specie.kernel.core.Reason;

/** A reason with the status by which HTTP tells it. Implemented by one enum a service. */
public interface Refusal extends Reason {
  /**
   * All there is to say about a reason.
   *
   * @param status 4xx or 5xx, RFC 9110 section 15
   */
  record Explanation(int code, int status, String sentence, String remedy) implements Refusal {
    /** Why {@code reason} is given with {@code status}. */
    public static Explanation of(Reason reason, int status) {
      return new Explanation(reason.code(), status, reason.sentence(), reason.remedy());
    }

    @Override
    public Explanation explanation() {
      return this;
    }
  }

  /** What is told of it. */
  Explanation explanation();

  /** The status code, 4xx or 5xx. */
  default int status() {
    return explanation().status();
  }

  @Override
  default int code() {
    return explanation().code();
  }

  @Override
  default String sentence() {
    return explanation().sentence();
  }

  @Override
  default String remedy() {
    return explanation().remedy();
  }
}
