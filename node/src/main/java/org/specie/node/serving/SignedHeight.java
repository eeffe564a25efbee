package org.specie.node.serving;

import java.io.IOException;

/** Up to which height all outputs are signed at a replica. */
public interface SignedHeight {
  /** Waits for the outputs of the block at {@code height}; false if that takes longer. */
  boolean await(long height, long milliseconds) throws IOException;
}
