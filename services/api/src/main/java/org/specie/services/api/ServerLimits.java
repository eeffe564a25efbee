package org.specie.services.api;

import java.time.Duration;
import org.specie.kernel.core.Check;

/**
 * How much a server takes.
 *
 * @param connections open at one time
 * @param concurrent requests answered at one time
 * @param ofOneNetwork requests of one network answered at one time
 * @param perSecond requests of one caller in the long run
 * @param burst requests of one caller at once
 * @param silence how long a connection may say nothing; below {@link #SILENCE} a caller may ask
 *     just when the server closes
 */
public record ServerLimits(
    int connections, int concurrent, int ofOneNetwork, int perSecond, int burst, Duration silence) {
  /**
   * Longer than the 30 s for which Java's client keeps a connection that nobody uses, so that it is
   * the caller who closes it, and no question is lost with one that the server was closing.
   */
  public static final Duration SILENCE = Duration.ofSeconds(40);

  /** For a service on an ordinary machine. */
  public static final ServerLimits STANDARD = new ServerLimits(2_000, 256, 32, 20, 100, SILENCE);

  public ServerLimits {
    Check.that(connections > 0 && concurrent > 0, "a server answers somebody");
    Check.that(ofOneNetwork > 0, "a network is answered");
    Check.that(perSecond > 0 && burst > 0, "a caller may ask");
  }
}
