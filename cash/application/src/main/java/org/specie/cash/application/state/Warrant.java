package org.specie.cash.application.state;

import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;

/**
 * That the authorities ordered one payment to be opened; it stays for ever, for everybody to see.
 * Source: docs/spec/12-tiers.md, clause 12.20.
 *
 * @param recordId of the act
 * @param grounds a hash of why, which is written elsewhere
 */
public record Warrant(long height, Hash32 recordId, Hash32 grounds) {
  ByteString encode() {
    return new Encoder().u64(height).hash(recordId).hash(grounds).toByteString();
  }

  static Warrant decode(Decoder in) throws MalformedInput {
    return new Warrant(in.u64(), in.hash(), in.hash());
  }
}
