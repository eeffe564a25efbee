package org.specie.ledger.sbft.link;

import java.io.IOException;
import java.util.List;
import org.specie.kernel.core.ByteString;
import org.specie.ledger.api.block.OperatorSet;

/**
 * Authenticated links to operators. Sending never waits and may drop; what matters is sent again.
 * Safe for all threads.
 */
public interface PeerLinks extends AutoCloseable {
  /**
   * Hears what happens on the links, on their threads, for different operators at once; one
   * operator's frames come one at a time in order. Must not block.
   */
  interface Handler {
    /** The link to {@code operator} stands. */
    void connected(String operator);

    /** {@code operator} sent {@code frame}. */
    void received(String operator, ByteString frame);

    /** The link to {@code operator} is gone. */
    void disconnected(String operator);

    /**
     * A reader, who is no operator whatever its name, sent {@code frame}. This one may wait: while
     * it does, nothing more is read from this reader.
     */
    void read(ReaderLine reader, ByteString frame);
  }

  /** Makes links; called once by an engine that starts. */
  @FunctionalInterface
  interface Opener {
    /** Opens links to {@code operators}; one's own entry is passed over. */
    PeerLinks open(List<OperatorSet.Operator> operators, Handler handler) throws IOException;
  }

  /** Whether {@code frame} was taken for {@code operator}. */
  boolean offer(String operator, ByteString frame);

  /**
   * Links to these and to nobody else from now on. Whoever stands twice may show the key of either
   * entry and is dialled where the later one says.
   */
  void replace(List<OperatorSet.Operator> operators);

  @Override
  void close();
}
