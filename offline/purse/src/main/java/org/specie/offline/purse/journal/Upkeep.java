package org.specie.offline.purse.journal;

import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;

/**
 * What a purse is kept in without being told again, and by whom. Spec: docs/spec/52-purse.md 8.8.
 *
 * @param certifier where it listens
 * @param factory where it listens
 * @param supplies what is to be there
 */
public record Upkeep(String certifier, String factory, Supplies supplies) {
  /** Longest address, in bytes of UTF-8. */
  public static final int ADDRESS_MAX = 256;

  public Upkeep {
    Check.that(isAddress(certifier) && isAddress(factory), "an address is short and plain");
  }

  /** Whether {@code text} may be kept: 1 to 256 bytes of printable ASCII without spaces. */
  public static boolean isAddress(String text) {
    return !text.isEmpty()
        && text.length() <= ADDRESS_MAX
        && text.chars().allMatch(each -> '!' <= each && each <= '~');
  }

  void encode(Encoder out) {
    supplies.encode(out.text(certifier).text(factory));
  }

  static Upkeep decode(Decoder in) throws MalformedInput {
    String certifier = in.text(ADDRESS_MAX);
    String factory = in.text(ADDRESS_MAX);
    if (!isAddress(certifier) || !isAddress(factory)) {
      throw new MalformedInput("an address is short and plain");
    }
    return new Upkeep(certifier, factory, Supplies.decode(in));
  }
}
