package org.specie.kernel.core;

/**
 * A broken invariant: a bug in this program, never a consequence of input. Only main catches it.
 */
public final class InvariantViolation extends Error {
  private static final long serialVersionUID = 1L;

  public InvariantViolation(String claim) {
    super(claim);
  }

  public InvariantViolation(String claim, Throwable cause) {
    super(claim, cause);
  }
}
