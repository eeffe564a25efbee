package org.specie.offline.purse.card;

import java.io.IOException;
import org.specie.kernel.core.ByteString;

/** The program on a card that this software talks to. Spec: docs/spec/52-purse.md, clause 6.4. */
public final class CardApplet {
  /** The applet's identifier (ISO/IEC 7816-5). */
  private static final ByteString ID = ByteString.hex("F053504543494501");

  private static final ByteString SELECT = ByteString.hex("00A40400");

  private CardApplet() {}

  /** Selects the applet; whether the card has it. */
  public static boolean select(CardChannel card) throws IOException {
    ByteString length = ByteString.copyOf(new byte[] {(byte) ID.size()});
    ByteString zero = ByteString.copyOf(new byte[1]);
    return CardAnswer.of(card.transmit(ByteString.concat(SELECT, length, ID, zero))).isOk();
  }
}
