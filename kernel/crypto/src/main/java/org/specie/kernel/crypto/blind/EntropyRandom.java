package org.specie.kernel.crypto.blind;

import java.security.SecureRandom;
import org.specie.kernel.core.port.Entropy;

/** The port {@link Entropy} in the form BouncyCastle asks for. */
final class EntropyRandom extends SecureRandom {
  private static final long serialVersionUID = 1L;

  private final transient Entropy entropy;

  EntropyRandom(Entropy entropy) {
    this.entropy = entropy;
  }

  @Override
  public void nextBytes(byte[] bytes) {
    entropy.fill(bytes);
  }
}
