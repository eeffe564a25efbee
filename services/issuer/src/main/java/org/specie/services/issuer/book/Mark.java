package org.specie.services.issuer.book;

import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Storage.Batch;
import org.specie.kernel.core.port.Storage.Batch.Change;

/**
 * How far a book is: how often it was written, and a digest of everything that ever was. Spec:
 * docs/spec/58-issuer-service.md 3.3.
 */
public record Mark(long writes, Hash32 digest) {
  /** That of a book nobody wrote. */
  static final Mark START = new Mark(0, Hash32.ZERO);

  public Mark {
    Check.that(writes >= 0, "writes are counted from 0");
  }

  /** The mark of the same book after {@code batch}. */
  Mark after(Batch batch) {
    Encoder out = new Encoder().hash(digest).u64(writes + 1);
    for (Change each : batch.changes()) {
      out.bytes(each.key()).bool(each.value().isPresent());
      each.value().ifPresent(out::bytes);
    }
    return new Mark(writes + 1, Hash32.sha256(out.toByteString()));
  }

  byte[] encode() {
    return new Encoder().u64(writes).hash(digest).toByteArray();
  }

  static Mark decode(byte[] bytes) throws MalformedInput {
    Decoder in = new Decoder(bytes);
    Mark read = new Mark(in.u64(), in.hash());
    in.end();
    return read;
  }
}
