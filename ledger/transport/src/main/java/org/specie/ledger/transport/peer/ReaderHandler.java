package org.specie.ledger.transport.peer;

import org.specie.kernel.core.ByteString;
import org.specie.ledger.transport.link.Link;

/**
 * Hears readers, whose certificates their links show. Called on the link's thread, one call at a
 * time for one reader; it may wait, and while it does nothing more is read from this reader, so
 * that a reader is as fast as it is served and nothing of it ever waits in memory.
 */
@FunctionalInterface
public interface ReaderHandler {
  /** A reader sent {@code frame}; answers are offered to {@code link}, which may drop them. */
  void received(Link link, ByteString frame);
}
