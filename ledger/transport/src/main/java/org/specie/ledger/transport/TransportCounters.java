package org.specie.ledger.transport;

import java.util.Map;

/**
 * What a listener, a network of peers or a dialer has counted since it started.
 *
 * @param live connections that are open now, after their handshake
 * @param accepted connections that others opened and that were let in
 * @param dialled connections that this side opened and that were let in
 * @param endings refused and ended connections by their reason; each connection ends once
 * @param framesDropped frames that were not queued because a queue was full
 * @param throttled pauses in reading because a client was over its rate
 * @param threads virtual threads that run now: one that accepts, two for each link, one for each
 *     operator dialled
 * @param inboundBytes memory that half-received frames hold now
 */
public record TransportCounters(
    long live,
    long accepted,
    long dialled,
    Map<TransportReason, Long> endings,
    long framesIn,
    long framesOut,
    long bytesIn,
    long bytesOut,
    long framesDropped,
    long throttled,
    long threads,
    long inboundBytes) {
  public TransportCounters {
    endings = Map.copyOf(endings);
  }

  /** How many connections ended for {@code reason}. */
  public long ended(TransportReason reason) {
    return endings.getOrDefault(reason, 0L);
  }
}
