package org.specie.ledger.transport;

import org.specie.kernel.core.port.Clock;
import org.specie.kernel.core.port.Entropy;

/**
 * The outside world as the transport sees it.
 *
 * @param clock against which certificates are valid
 * @param monotonic for deadlines, keep-alives and rates
 * @param entropy for serial numbers and for the jitter of reconnecting; TLS has the JDK's own
 */
public record TransportPorts(Clock clock, MonotonicClock monotonic, Entropy entropy) {}
