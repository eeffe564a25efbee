package org.specie.cli;

import org.specie.kernel.core.ByteString;
import org.specie.services.api.Hex;

/** Bytes on the command line. */
public final class Digits {
  private Digits() {}

  /** The {@code size} bytes of {@code text}, which is to be {@code what}. */
  public static ByteString read(String text, int size, String what) {
    return Hex.bytes(text, size)
        .orElseThrow(
            () ->
                new UsageMistake(
                    "'" + text + "' is no " + what,
                    "write " + 2 * size + " small hexadecimal digits"));
  }
}
