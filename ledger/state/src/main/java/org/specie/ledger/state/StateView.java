package org.specie.ledger.state;

import java.io.IOException;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.port.Storage;

/** The entries of a state, to be read: what is committed, or that with pending changes over it. */
public interface StateView {
  /** The value at {@code key}. */
  Optional<ByteString> get(ByteString key) throws IOException;

  /** Hands every entry whose key begins with {@code prefix} to {@code visitor}, in key order. */
  void scan(ByteString prefix, Storage.Visitor visitor) throws IOException;
}
