package org.specie.kernel.crypto.bls381;

/**
 * This machine cannot run the native curve arithmetic; the message says why and what is supported.
 */
public final class UnsupportedPlatform extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UnsupportedPlatform(String message) {
    super(message);
  }
}
