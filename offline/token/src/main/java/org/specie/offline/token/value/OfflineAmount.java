package org.specie.offline.token.value;

import org.specie.kernel.core.Amount;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;

/**
 * How an amount stands in offline cash: eight bytes, below 2^40, because a device keeps its balance
 * in five. Spec: docs/spec/50-art.md 1.2.
 */
public final class OfflineAmount {
  /** The largest amount a device holds or moves. */
  public static final Amount MAX = Amount.ofMinor((1L << 40) - 1);

  private OfflineAmount() {}

  /** Reads eight bytes. */
  public static Amount decode(Decoder in) throws MalformedInput {
    long minor = in.u64();
    if (minor > MAX.minor()) {
      throw new MalformedInput("amount out of range");
    }
    return Amount.ofMinor(minor);
  }

  /** Reads eight bytes that are not all zero. */
  public static Amount decodePositive(Decoder in) throws MalformedInput {
    Amount amount = decode(in);
    if (amount.minor() == 0) {
      throw new MalformedInput("an amount of nothing");
    }
    return amount;
  }

  /** Writes eight bytes. */
  public static void encode(Encoder out, Amount amount) {
    Check.that(fits(amount), "an offline amount lies below 2^40");
    out.u64(amount.minor());
  }

  /** Whether {@code amount} can be held offline. */
  public static boolean fits(Amount amount) {
    return MAX.covers(amount);
  }
}
