package org.specie.services.issuer.book;

import java.io.IOException;
import java.util.Optional;

/**
 * Remembers the mark of one book, somewhere else than in the database. Spec:
 * docs/spec/58-issuer-service.md 3.3.
 */
public interface Witness {
  /** The mark that was kept last. */
  Optional<Mark> last() throws IOException;

  /** Keeps {@code mark} in the place of the one before; durable when this returns. */
  void keep(Mark mark) throws IOException;
}
