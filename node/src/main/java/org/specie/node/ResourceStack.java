package org.specie.node;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.specie.kernel.core.port.Storage;

/** What was opened, closed in the opposite order, all of it even if some fail. */
final class ResourceStack {
  /** Something that is closed or destroyed. */
  @FunctionalInterface
  interface Resource {
    void close() throws IOException;
  }

  private final Deque<Resource> open = new ArrayDeque<>();

  void push(Resource resource) {
    open.push(resource);
  }

  /** Takes {@code storage}, which its user goes on using, to be closed at the end. */
  Storage push(Storage storage) {
    open.push(storage::close);
    return storage;
  }

  /** Closes everything; the first failure is thrown, later ones are noted with it. */
  void close() throws IOException {
    IOException first = null;
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (IOException e) {
        if (first == null) {
          first = e;
        } else {
          first.addSuppressed(e);
        }
      }
    }
    if (first != null) {
      throw first;
    }
  }

  /** Closes everything because of {@code cause}, which is what the caller will hear of. */
  void closeAfter(Throwable cause) {
    try {
      close();
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }
}
