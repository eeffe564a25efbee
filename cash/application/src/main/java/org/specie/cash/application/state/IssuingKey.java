package org.specie.cash.application.state;

import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.ps.PsThresholdKey;

/**
 * The issuing key as the operators of one epoch hold it. The key itself is the same in all epochs;
 * the shares are others in each.
 *
 * @param epoch of the operators who hold the shares, each at its place
 * @param fromHeight the first height whose outputs these shares sign
 */
public record IssuingKey(long epoch, long fromHeight, PsThresholdKey key) {
  ByteString encode() {
    Encoder out = new Encoder().u64(epoch).u64(fromHeight);
    key.encode(out);
    return out.toByteString();
  }

  static IssuingKey decode(Decoder in) throws MalformedInput {
    return new IssuingKey(in.u64(), in.u64(), PsThresholdKey.decode(in));
  }
}
