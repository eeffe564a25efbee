package org.specie.ledger.transport.client;

import org.specie.kernel.core.Check;

/**
 * How much one client may send: so much a second in the long run, and twice a burst at most in a
 * moment, because the burst is refilled while it is used.
 *
 * @param framesBurst frames that may come at once
 * @param bytesBurst bytes that may come at once
 */
public record RateLimit(int framesPerSecond, int framesBurst, int bytesPerSecond, int bytesBurst) {
  public RateLimit {
    Check.that(framesPerSecond > 0 && framesBurst > 0, "a rate of frames is above zero");
    Check.that(bytesPerSecond > 0 && bytesBurst > 0, "a rate of bytes is above zero");
  }
}
