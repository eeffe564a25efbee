package org.specie.cash.application.state;

import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.signature.Address;

/**
 * That money crossed the border under some reference, for ever: whoever lost an answer finds out
 * here whether it happened, and how much. Source: docs/spec/53-float.md, clause 2.2.
 *
 * @param height the block
 * @param account who paid, or who was paid
 */
public record Crossing(long height, Address account, Amount amount) {
  ByteString encode() {
    return new Encoder().u64(height).fixed(account.bytes()).u64(amount.minor()).toByteString();
  }

  static Crossing decode(Decoder in) throws MalformedInput {
    long height = in.u64();
    Address account = new Address(in.fixed(Address.SIZE));
    long minor = in.u64();
    if (!Amount.isValid(minor)) {
      throw new MalformedInput("amount out of range");
    }
    return new Crossing(height, account, Amount.ofMinor(minor));
  }
}
