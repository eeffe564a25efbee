package org.specie.ledger.state;

import java.io.IOException;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;

/** An entry as the column of versioned values keeps it: with its key, which a snapshot needs. */
record StoredEntry(ByteString key, ByteString value) {
  ByteString encode() {
    return new Encoder().bytes(key).fixed(value).toByteString();
  }

  static StoredEntry decode(ByteString stored) throws IOException {
    try {
      Decoder in = new Decoder(stored);
      ByteString key = in.bytes(AuthenticatedState.KEY_BYTES_MAX);
      return new StoredEntry(key, in.fixed(in.remaining()));
    } catch (MalformedInput e) {
      throw damaged();
    }
  }

  /** This entry, which must be the one the tree names. */
  StoredEntry requireFits(Hash32 keyHash, Hash32 valueHash) throws IOException {
    if (!TreeHash.key(key).equals(keyHash) || !TreeHash.value(value).equals(valueHash)) {
      throw damaged();
    }
    return this;
  }

  static IOException damaged() {
    return new IOException("the value of a state entry is damaged; restore it from a backup");
  }
}
