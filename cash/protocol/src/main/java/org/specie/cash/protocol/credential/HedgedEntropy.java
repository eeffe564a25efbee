package org.specie.cash.protocol.credential;

import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.seed.Secret;

/**
 * A stream of random bytes for one transaction, expanded from a seed in which fresh bytes, the
 * holder's words and the wish meet. Source: docs/spec/10-private-cash.md, clause 10.11.
 */
final class HedgedEntropy implements Entropy {
  private final Secret seed;
  private long drawn;

  HedgedEntropy(Secret seed) {
    this.seed = seed;
  }

  @Override
  public void fill(byte[] target) {
    ByteString counter = new Encoder().u64(drawn++).toByteString();
    Secret block = seed.derive("specie/hedge/draw", target.length, counter);
    block.lend(
        bytes -> {
          System.arraycopy(bytes, 0, target, 0, target.length);
          return target;
        });
    block.destroy();
  }

  @Override
  public String toString() {
    return "HedgedEntropy[redacted]";
  }
}
