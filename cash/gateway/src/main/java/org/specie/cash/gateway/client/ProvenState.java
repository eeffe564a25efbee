package org.specie.cash.gateway.client;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.specie.cash.gateway.message.StateEntry;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.port.Storage;
import org.specie.ledger.api.block.BlockHeader;
import org.specie.ledger.state.StateView;

/** The entries of one state that were proven to hold under one final header. */
final class ProvenState implements StateView {
  private final BlockHeader header;
  private final Map<ByteString, Optional<ByteString>> proven;

  private ProvenState(BlockHeader header, Map<ByteString, Optional<ByteString>> proven) {
    this.header = header;
    this.proven = proven;
  }

  /** The entries at {@code keys}, or nothing if one of them is not proven under {@code header}. */
  static Optional<ProvenState> of(
      BlockHeader header, List<ByteString> keys, List<StateEntry> entries) {
    if (keys.size() != entries.size()) {
      return Optional.empty();
    }
    Map<ByteString, Optional<ByteString>> proven = new TreeMap<>();
    for (int i = 0; i < keys.size(); i++) {
      ByteString key = keys.get(i);
      StateEntry entry = entries.get(i);
      boolean holds =
          entry
              .value()
              .map(value -> entry.proof().verifyPresent(header.stateRoot(), key, value))
              .orElseGet(() -> entry.proof().verifyAbsent(header.stateRoot(), key))
              .isAccepted();
      if (!holds) {
        return Optional.empty();
      }
      proven.put(key, entry.value());
    }
    return Optional.of(new ProvenState(header, proven));
  }

  BlockHeader header() {
    return header;
  }

  @Override
  public Optional<ByteString> get(ByteString key) throws IOException {
    Optional<ByteString> value = proven.get(key);
    if (value == null) {
      throw new IOException("an entry is read that was not asked for");
    }
    return value;
  }

  @Override
  public void scan(ByteString prefix, Storage.Visitor visitor) throws IOException {
    throw new IOException("proven entries are read one by one");
  }
}
