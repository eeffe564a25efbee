package org.specie.cash.application.state;

import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.escrow.EscrowThresholdKey;

/**
 * The operators' half of the key that payments above the budget are sealed under, as the operators
 * of one epoch hold it. The key itself is the same in all epochs; the shares are others in each,
 * and how many of them open is f + 1 of that epoch.
 *
 * @param epoch of the operators who hold the shares, each at its place
 */
public record EscrowKey(long epoch, EscrowThresholdKey key) {
  ByteString encode() {
    Encoder out = new Encoder().u64(epoch);
    key.encode(out);
    return out.toByteString();
  }

  static EscrowKey decode(Decoder in) throws MalformedInput {
    return new EscrowKey(in.u64(), EscrowThresholdKey.decode(in));
  }
}
