package org.specie.ledger.state;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.ledger.state.StateManifest.Piece;
import org.specie.ledger.state.TreeUpdate.Change;

/**
 * The entries of one piece of a snapshot as bytes, in the order of their key hashes. Source:
 * docs/spec/20-ledger.md, clause 8.12.
 */
final class StateChunk {
  /** A snapshot is cut until its pieces have no more than this, or are one entry. */
  static final long PIECE_BYTES_MIN = 512 * 1024;

  /** No cut is coarser than this, however large the state. */
  static final long PIECE_BYTES_MAX = 4 * 1024 * 1024;

  private static final int COUNT_BYTES = 4;

  /** The longest chunk. */
  static final int BYTES_MAX = (int) PIECE_BYTES_MAX + COUNT_BYTES;

  /** Each entry takes at least two lengths and a byte of key. */
  private static final int ENTRIES_MAX = BYTES_MAX / 9;

  private final Encoder entries = new Encoder();
  private int count;

  void add(ByteString key, ByteString value) {
    entries.bytes(key).bytes(value);
    count++;
  }

  ByteString encode() {
    return ByteString.concat(new Encoder().u32(count).toByteString(), entries.toByteString());
  }

  /** The entries of {@code chunk} as far as they can be those of {@code piece}. */
  static List<Change> decode(Piece piece, ByteString chunk) throws MalformedInput {
    if (chunk.size() > BYTES_MAX) {
      throw new MalformedInput("longer than a chunk may be");
    }
    Decoder in = new Decoder(chunk);
    int count = in.u32();
    if (count > ENTRIES_MAX) {
      throw new MalformedInput("more entries than a chunk may have");
    }
    List<Change> entries = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Change entry = entry(in);
      boolean isNext =
          entries.isEmpty() || entries.getLast().keyHash().compareTo(entry.keyHash()) < 0;
      if (!isNext || !piece.covers(entry.keyHash())) {
        throw new MalformedInput("an entry out of its place");
      }
      entries.add(entry);
    }
    in.end();
    return entries;
  }

  private static Change entry(Decoder in) throws MalformedInput {
    ByteString key = in.bytes(AuthenticatedState.KEY_BYTES_MAX);
    if (!AuthenticatedState.isKey(key)) {
      throw new MalformedInput("an empty key");
    }
    return Change.of(key, Optional.of(in.bytes(AuthenticatedState.VALUE_BYTES_MAX)));
  }
}
