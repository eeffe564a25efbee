package org.specie.node.signing;

import org.specie.kernel.core.ByteString;

/**
 * The way to the other operators beside consensus: authenticated, in order, lossy. An operator is
 * its name, whatever its place in the set of an epoch. Sending never waits.
 */
@FunctionalInterface
public interface OperatorChannel {
  /** Sends {@code frame} to {@code operator}, or drops it if there is no link. */
  void send(String operator, ByteString frame);
}
