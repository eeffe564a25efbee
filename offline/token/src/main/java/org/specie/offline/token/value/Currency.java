package org.specie.offline.token.value;

import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.offline.token.layout.ArtLayout;

/**
 * The currency a token carries.
 *
 * @param number as in ISO 4217
 * @param places decimal places of an amount
 */
public record Currency(int number, int places) {
  private static final int NUMBER_MAX = 0xffff;

  public Currency {
    Check.that(0 < number && number <= NUMBER_MAX, "a currency has a number");
    Check.that(
        0 <= places && places <= ArtLayout.CFG_PLACES_MAX, "a currency has at most nine places");
  }

  /** Reads a number of two bytes, not zero. */
  public static int decodeNumber(Decoder in) throws MalformedInput {
    int number = in.u16();
    if (number == 0) {
      throw new MalformedInput("no currency");
    }
    return number;
  }

  /** Reads number and places. */
  public static Currency decode(Decoder in) throws MalformedInput {
    int number = decodeNumber(in);
    int places = in.u8();
    if (places > ArtLayout.CFG_PLACES_MAX) {
      throw new MalformedInput("too many decimal places");
    }
    return new Currency(number, places);
  }
}
