package org.specie.services.issuer.book;

import java.io.IOException;
import java.util.Optional;
import org.specie.kernel.core.port.Storage;

/**
 * An agent over its book. After a failure the agent is opened again before it does anything else,
 * so that what it remembers is what the book says. One use at a time. Spec:
 * docs/spec/58-issuer-service.md 3.4.
 */
public final class Kept<T> {
  private final Storage storage;
  private final Opening<T> opening;
  private Optional<T> open = Optional.empty();

  /** An agent that {@code opening} makes over {@code storage}. */
  public Kept(Storage storage, Opening<T> opening) {
    this.storage = storage;
    this.opening = opening;
  }

  /** Makes an agent of what its book says. */
  @FunctionalInterface
  public interface Opening<T> {
    T open(Storage storage) throws IOException;
  }

  /** What is asked of an agent. */
  @FunctionalInterface
  public interface Use<T, R> {
    R of(T agent) throws IOException;
  }

  /** Asks the agent. */
  public synchronized <R> R ask(Use<T, R> use) throws IOException {
    T agent = open.isPresent() ? open.get() : opening.open(storage);
    // Forgotten until it has answered: whatever fails, nothing half done is remembered.
    open = Optional.empty();
    R answer = use.of(agent);
    open = Optional.of(agent);
    return answer;
  }
}
