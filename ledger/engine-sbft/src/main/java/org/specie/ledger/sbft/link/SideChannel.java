package org.specie.ledger.sbft.link;

import org.specie.kernel.core.ByteString;

/**
 * Frames between the shells around the engines of different operators, over the same authenticated
 * links: bounded for each sender, unordered against consensus, and lost when its lane is full.
 * Senders are whoever is linked, guests and former operators among them. Safe for all threads.
 */
public interface SideChannel {
  /** The longest payload, in bytes. */
  int PAYLOAD_BYTES_MAX = 1024 * 1024;

  /** Frames of one sender that wait for a slow receiver; further ones are dropped and counted. */
  int WAITING_MAX = 256;

  /** Bytes of those frames. */
  int WAITING_BYTES_MAX = 4 * 1024 * 1024;

  /** Takes what others send, one frame at a time and senders by turns, on a thread of its own. */
  @FunctionalInterface
  interface Receiver {
    /** {@code operator} sent {@code payload}. */
    void received(String operator, ByteString payload);
  }

  /** Whether {@code payload} was taken for {@code operator}; it may still get lost. */
  boolean send(String operator, ByteString payload);

  /** Hears everything from now on; there is one receiver, the last one set. */
  void receive(Receiver receiver);
}
