package org.specie.ledger.transport.client;

import org.specie.kernel.core.ByteString;
import org.specie.ledger.transport.TransportReason;
import org.specie.ledger.transport.link.Link;

/**
 * Hears what happens on a link between a client and an operator, on either side. Called on the
 * link's thread, one call at a time for one link; while a call lasts, nothing more is read from
 * this client. Must not close the listener or the dialer. An error thrown here ends the link and
 * reaches the thread's uncaught-exception handler.
 */
public interface ClientHandler {
  /** The link is up; frames can be offered to it. */
  void connected(Link link);

  /** The other side sent {@code frame}. */
  void received(Link link, ByteString frame);

  /** The link is gone; called once for each {@link #connected}. */
  void disconnected(Link link, TransportReason reason);
}
