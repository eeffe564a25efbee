package org.specie.wallet.network;

import org.specie.cash.protocol.Domain;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;

/**
 * What makes a ledger this ledger to a wallet. Privacy holds against all operators together only if
 * everybody is shown the same key, so a wallet remembers the first one and compares.
 *
 * @param constants hash of the operators' key and of their signature on the public dummy coin
 */
public record NetworkId(Domain domain, Hash32 genesis, Hash32 constants) {
  public void encode(Encoder out) {
    domain.encode(out);
    out.hash(genesis).hash(constants);
  }

  public static NetworkId decode(Decoder in) throws MalformedInput {
    return new NetworkId(Domain.decode(in), in.hash(), in.hash());
  }
}
