package org.specie.ledger.api;

import java.util.Optional;

/**
 * A glance at an engine.
 *
 * @param height the last committed block, -1 before there is one
 * @param pending transactions admitted and not yet in a block
 * @param failure why it stopped, if it did not stop by being closed
 */
public record EngineStatus(Phase phase, long height, int pending, Optional<String> failure) {
  /** The life of an engine. */
  public enum Phase {
    NEW,
    RUNNING,
    FAILED,
    CLOSED
  }
}
