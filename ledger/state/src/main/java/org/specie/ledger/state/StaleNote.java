package org.specie.ledger.state;

import java.io.IOException;
import java.util.List;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;

/**
 * Storage keys that serve no version from some version on. One note has many of them, because a
 * record for each would cost the store as much as what it is about.
 */
record StaleNote(List<ByteString> storageKeys) {
  /** The most keys in a note. */
  static final int KEYS_MAX = 1024;

  private static final int KEY_BYTES_MAX = 64;

  StaleNote {
    storageKeys = List.copyOf(storageKeys);
    Check.that(storageKeys.size() <= KEYS_MAX, "a note has at most 1024 keys");
  }

  ByteString encode() {
    return new Encoder().list(storageKeys, Encoder::bytes).toByteString();
  }

  static StaleNote decode(ByteString stored) throws IOException {
    try {
      Decoder in = new Decoder(stored);
      StaleNote note = new StaleNote(in.list(KEYS_MAX, each -> each.bytes(KEY_BYTES_MAX)));
      in.end();
      return note;
    } catch (MalformedInput e) {
      throw new IOException("a note of what is stale is damaged; remove the state", e);
    }
  }
}
