package org.specie.quality.testkit.simulation.signing;

import java.util.HashMap;
import java.util.Map;
import org.specie.quality.testkit.simulation.invariant.InvariantBroken;

/**
 * In which epoch each thing was signed: what is signed in one epoch says nothing in another, though
 * the key be the same. Source: docs/spec/23-sbft.md, clause 3.1.
 */
public final class Signatures {
  /** Beyond this it begins anew, and forgets what was signed long ago. */
  private static final int KNOWN_MAX = 1_000_000;

  private final Map<Long, Long> epochs = new HashMap<>();

  /** Somebody signs in {@code epoch}; {@code signature} is a short form of what comes of it. */
  void made(long signature, long epoch) {
    if (epochs.size() >= KNOWN_MAX) {
      epochs.clear();
    }
    require(signature, epoch, "is signed again in epoch ");
    epochs.put(signature, epoch);
  }

  /** Somebody believes a signature in {@code epoch}. */
  void believed(long signature, long epoch) {
    require(signature, epoch, "counts in epoch ");
  }

  private void require(long signature, long epoch, String happens) {
    Long before = epochs.get(signature);
    if (before != null && before != epoch) {
      throw new InvariantBroken(
          "one epoch", "what was signed in epoch " + before + " " + happens + epoch);
    }
  }
}
