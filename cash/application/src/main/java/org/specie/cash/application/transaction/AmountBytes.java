package org.specie.cash.application.transaction;

import org.specie.kernel.core.Amount;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.MalformedInput;

/** Amounts in transactions and events: a u64 below 2^48. */
final class AmountBytes {
  private AmountBytes() {}

  static Amount decode(Decoder in) throws MalformedInput {
    long minor = in.u64();
    if (!Amount.isValid(minor)) {
      throw new MalformedInput("amount out of range");
    }
    return Amount.ofMinor(minor);
  }
}
