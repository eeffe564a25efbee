package org.specie.node.signing;

import org.specie.kernel.core.ByteString;

/**
 * The way to the other operators beside consensus: authenticated, in order, lossy. Operators are
 * counted from 1, as in the issuing key. Sending never waits.
 */
public interface OperatorChannel {
  /** Sends {@code frame} to {@code operator}, or drops it if there is no link. */
  void send(int operator, ByteString frame);

  /** Hears what other operators send; called on the links' threads, must not wait. */
  @FunctionalInterface
  interface Receiver {
    void received(int operator, ByteString frame);
  }
}
