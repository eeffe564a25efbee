package org.specie.kernel.core.port;

/**
 * A source of bytes nobody can predict. Production wiring uses the operating system's generator.
 */
@FunctionalInterface
public interface Entropy {
  /** Fills the whole of {@code target}. */
  void fill(byte[] target);

  /** {@code count} fresh bytes. */
  default byte[] bytes(int count) {
    byte[] fresh = new byte[count];
    fill(fresh);
    return fresh;
  }
}
