package org.specie.offline.purse.journal;

import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.MalformedInput;

/** Sixteen bytes that tell the tills of one purse apart. Spec: docs/spec/52-purse.md section 7. */
public record TillName(ByteString bytes) {
  private static final int SIZE = 16;

  public TillName {
    Check.that(bytes.size() == SIZE, "the name of a till has 16 bytes");
  }

  /** Reads the bytes. */
  public static TillName decode(Decoder in) throws MalformedInput {
    return new TillName(in.fixed(SIZE));
  }

  @Override
  public String toString() {
    return bytes.toHex();
  }
}
