package org.specie.kernel.core.codec;

/**
 * The bytes are not an encoding the encoder would have written. Carries no stack trace: it is
 * thrown for bytes from strangers and must be cheap.
 */
public final class MalformedInput extends Exception {
  private static final long serialVersionUID = 1L;

  public MalformedInput(String what) {
    super(what, null, false, false);
  }
}
