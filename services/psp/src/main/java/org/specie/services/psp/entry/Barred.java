package org.specie.services.psp.entry;

import java.io.IOException;
import org.specie.kernel.core.ByteString;

/** Whom the provider's operator lets in no more. Source: docs/spec/41-psp.md 41.27. */
@FunctionalInterface
public interface Barred {
  /** Whether the customer of {@code key} is; fails while that cannot be known. */
  boolean names(ByteString key) throws IOException;

  /** Nobody is. */
  static Barred nobody() {
    return _ -> false;
  }
}
