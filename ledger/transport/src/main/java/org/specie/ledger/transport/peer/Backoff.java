package org.specie.ledger.transport.peer;

import org.specie.kernel.core.Check;
import org.specie.kernel.core.port.Entropy;

/**
 * How long to wait before dialling again: doubles with each failure up to a cap, and is spread over
 * its upper half, so that operators that lost each other at once do not come back at once.
 *
 * @param firstMs after the first failure
 * @param capMs never longer
 */
public record Backoff(int firstMs, int capMs) {
  /**
   * From a tenth of a second to one: while an operator comes back the others decide with as few as
   * they need, so it must not be them who wait.
   */
  public static final Backoff USUAL = new Backoff(100, 1_000);

  private static final int DOUBLINGS_MAX = 16;

  public Backoff {
    Check.that(2 <= firstMs && firstMs <= capMs, "a backoff begins at 2 ms or more, below its cap");
  }

  /** The wait after {@code failures} failures in a row. */
  int waitMs(int failures, Entropy entropy) {
    Check.that(failures > 0, "a wait follows a failure");
    int longest = (int) Math.min(capMs, (long) firstMs << Math.min(failures - 1, DOUBLINGS_MAX));
    byte[] random = entropy.bytes(2);
    int of65536 = (random[0] & 0xff) << 8 | (random[1] & 0xff);
    int half = longest / 2;
    return half + (int) (((long) (longest - half) * of65536) >> 16);
  }
}
