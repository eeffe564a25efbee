package org.specie.kernel.core;

/**
 * Why something was refused. Implemented by one enum a room; numbers never change their meaning and
 * are listed in docs/reference/errors.md. A reason never helps a forger: cryptographic verification
 * has one reason for all its failures.
 */
public interface Reason {
  /** The stable number. */
  int code();

  /** One sentence for a person, without secrets. */
  String sentence();

  /** What the person can do about it. */
  String remedy();
}
