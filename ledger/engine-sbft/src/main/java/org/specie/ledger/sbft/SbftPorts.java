package org.specie.ledger.sbft;

import java.util.function.LongSupplier;
import org.specie.kernel.core.port.Clock;
import org.specie.kernel.core.port.Storage;
import org.specie.ledger.sbft.link.PeerLinks;
import org.specie.ledger.sbft.log.LogFiles;

/**
 * The outside world of an engine. Storage and log files stay the caller's to close.
 *
 * @param clock calendar time, which a primary proposes
 * @param monotonicNanos time that only runs forward, for timers
 * @param blocks where the block log is
 * @param log where the consensus log is
 * @param links opens the links to other operators
 */
public record SbftPorts(
    Clock clock,
    LongSupplier monotonicNanos,
    Storage blocks,
    LogFiles log,
    PeerLinks.Opener links) {}
