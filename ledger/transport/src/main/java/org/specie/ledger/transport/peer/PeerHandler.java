package org.specie.ledger.transport.peer;

import org.specie.kernel.core.ByteString;
import org.specie.ledger.transport.TransportReason;
import org.specie.ledger.transport.identity.PeerName;

/**
 * Hears what happens on the operators' network. Called on the transport's threads, many at a time
 * for different operators; must not block, close the network or change its directory. An error
 * thrown here ends the link and reaches the thread's uncaught-exception handler.
 */
public interface PeerHandler {
  /** A link with {@code peer} is up; frames can be offered. */
  void connected(PeerName peer);

  /** {@code peer} sent {@code frame}; frames of one link come one at a time, in order. */
  void received(PeerName peer, ByteString frame);

  /** The link with {@code peer} is gone; called once for each {@link #connected}. */
  void disconnected(PeerName peer, TransportReason reason);
}
