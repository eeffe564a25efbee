package org.specie.node;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.specie.kernel.core.port.Storage;

/** What was opened, closed in the opposite order, all of it even if some fail. */
public final class ResourceStack {
  /** Something that is closed or destroyed. */
  @FunctionalInterface
  public interface Resource {
    void close() throws IOException;
  }

  private final Deque<Resource> open = new ArrayDeque<>();

  /** Something to be closed at the end. */
  public void push(Resource resource) {
    open.push(resource);
  }

  /** Takes {@code storage}, which its user goes on using, to be closed at the end. */
  public Storage push(Storage storage) {
    open.push(storage::close);
    return storage;
  }

  /** Closes everything; the first failure is thrown, later ones are noted with it. */
  public void close() throws IOException {
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
  public void closeAfter(Throwable cause) {
    try {
      close();
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }
}
