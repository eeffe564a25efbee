package org.specie.cash.gateway.client;

import java.io.IOException;
import java.util.concurrent.CompletionStage;
import org.specie.cash.gateway.message.Reply;
import org.specie.cash.gateway.message.Request;

/** A way to one replica, which may be silent, slow, or lie. Safe for many threads. */
public interface ReplicaLine extends AutoCloseable {
  /** The operator's name, or the reader's. */
  String name();

  /** Whether an operator's replica is at the other end, and not a reader. */
  boolean isOperator();

  /**
   * Asks without waiting. The stage fails with an {@link IOException} when there is no way to the
   * replica or what it sent is no reply; it may never complete.
   */
  CompletionStage<Reply> ask(Request request);

  @Override
  void close() throws IOException;
}
