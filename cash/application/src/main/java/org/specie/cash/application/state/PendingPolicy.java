package org.specie.cash.application.state;

import org.specie.cash.application.policy.Policy;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;

/** A policy that is decided and takes effect at {@code fromHeight}. */
public record PendingPolicy(long fromHeight, Policy policy) {
  ByteString encode() {
    Encoder out = new Encoder().u64(fromHeight);
    policy.encode(out);
    return out.toByteString();
  }

  static PendingPolicy decode(Decoder in) throws MalformedInput {
    return new PendingPolicy(in.u64(), Policy.decode(in));
  }
}
