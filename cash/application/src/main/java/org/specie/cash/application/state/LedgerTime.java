package org.specie.cash.application.state;

import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;

/** When the last block was decided, and the epoch then. Neither ever runs back. */
public record LedgerTime(long epochSeconds, long epoch) {
  ByteString encode() {
    return new Encoder().u64(epochSeconds).u64(epoch).toByteString();
  }

  static LedgerTime decode(Decoder in) throws MalformedInput {
    return new LedgerTime(in.u64(), in.u64());
  }
}
