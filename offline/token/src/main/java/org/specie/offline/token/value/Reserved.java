package org.specie.offline.token.value;

import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;

/** Bytes that a later version may give a meaning; in this one they are zero. */
public final class Reserved {
  private Reserved() {}

  /** Reads {@code count} zero bytes. */
  public static void decode(Decoder in, int count) throws MalformedInput {
    for (int i = 0; i < count; i++) {
      if (in.u8() != 0) {
        throw new MalformedInput("a reserved byte is zero");
      }
    }
  }

  /** Writes {@code count} zero bytes. */
  public static void encode(Encoder out, int count) {
    for (int i = 0; i < count; i++) {
      out.u8(0);
    }
  }
}
