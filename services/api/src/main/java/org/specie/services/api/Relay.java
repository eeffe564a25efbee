package org.specie.services.api;

import java.time.Duration;
import java.util.Set;
import org.specie.kernel.core.Check;

/**
 * Where a service leads those it admits, by the method CONNECT of RFC 9110 section 9.3.6: it passes
 * bytes on in both directions and reads none of them.
 *
 * @param places {@code host:port} each; nobody is led anywhere else
 * @param concurrent connections relayed at one time
 * @param bytesMax in both directions together, of one connection
 * @param silence how long a connection may carry nothing
 * @param lifetime after which a connection ends in any case
 */
public record Relay(
    Set<String> places, int concurrent, long bytesMax, Duration silence, Duration lifetime) {
  private static final int CONCURRENT = 512;
  private static final long BYTES_MAX = 64L << 20;
  private static final Duration SILENCE = Duration.ofSeconds(40);
  private static final Duration LIFETIME = Duration.ofMinutes(30);

  public Relay {
    places = Set.copyOf(places);
    Check.that(concurrent > 0 && bytesMax > 0, "a relay carries something");
  }

  /** The usual limits. */
  public static Relay to(Set<String> places) {
    return new Relay(places, CONCURRENT, BYTES_MAX, SILENCE, LIFETIME);
  }

  /** Leads nowhere. */
  public static Relay none() {
    return to(Set.of());
  }
}
