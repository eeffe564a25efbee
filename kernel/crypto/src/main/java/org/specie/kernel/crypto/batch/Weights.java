package org.specie.kernel.crypto.batch;

import java.security.MessageDigest;
import java.util.Arrays;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.bls381.Scalar;

/**
 * Random 128-bit weights of a linear combination, expanded from a fresh seed of the verifier's own.
 * Drawn only after the bytes under test are fixed, and never twice: whoever knows a weight
 * beforehand can craft two wrongs that cancel.
 */
public final class Weights {
  private final byte[] seed;
  private final MessageDigest digest = Hash32.newSha256();
  private long counter;
  private byte[] block = new byte[0];
  private int at;

  public Weights(Entropy entropy) {
    seed = entropy.bytes(32);
  }

  /** The next weight: non-zero, below 2^128. */
  public Scalar next() {
    if (at == block.length) {
      digest.update(seed);
      for (int shift = 56; shift >= 0; shift -= 8) {
        digest.update((byte) (counter >>> shift));
      }
      counter++;
      block = digest.digest();
      at = 0;
    }
    Scalar weight = Scalar.reduce(Arrays.copyOfRange(block, at, at + 16));
    at += 16;
    return weight.isZero() ? Scalar.ONE : weight;
  }
}
