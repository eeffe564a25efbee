package org.specie.cash.application.transaction;

import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;

/**
 * Money crosses the border between accounts and offline cash. Source: docs/spec/53-float.md,
 * section 3.
 */
public sealed interface FloatMove permits LoadFloat, RedeemFloat {
  /** As it stands behind the byte of the family. */
  default void encode(Encoder out) {
    switch (this) {
      case LoadFloat load -> {
        out.u8(LoadFloat.CODE);
        load.encodeContent(out);
      }
      case RedeemFloat redemption -> {
        out.u8(RedeemFloat.CODE);
        redemption.encodeContent(out);
      }
    }
  }

  static FloatMove decode(Decoder in) throws MalformedInput {
    return switch (in.u8()) {
      case LoadFloat.CODE -> LoadFloat.decodeContent(in);
      case RedeemFloat.CODE -> RedeemFloat.decodeContent(in);
      default -> throw new MalformedInput("neither load nor redemption of a float");
    };
  }
}
