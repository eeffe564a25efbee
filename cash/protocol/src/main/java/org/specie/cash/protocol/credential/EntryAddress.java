package org.specie.cash.protocol.credential;

import org.specie.cash.protocol.Suite;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.hybrid.ViewPublicKey;

/**
 * Where to pay somebody who stays unknown, such as a customer who wants to be refundable: a
 * commitment to the pid that may accept, and a view key made for this address alone. Two addresses
 * of one person have nothing in common. Source: docs/spec/12-tiers.md, clause 12.18. Encoding: 96 +
 * 32 bytes.
 *
 * @param acceptor pid·G + rho·g
 */
public record EntryAddress(G1 acceptor, ViewPublicKey viewKey) implements Payee {
  /**
   * The address of {@code keys} under {@code name}, which its owner chooses once and remembers: it
   * takes the name, beside the words, to accept what is paid there.
   */
  public static EntryAddress of(Suite suite, HolderKeys keys, ByteString name) {
    G1 acceptor =
        suite
            .value()
            .point()
            .times(keys.pid())
            .plus(suite.g().point().times(keys.entryBlinding(name)));
    return new EntryAddress(acceptor, keys.entryView(name).publicKey());
  }

  @Override
  public ByteString encode() {
    Encoder out = new Encoder();
    acceptor.encode(out);
    return out.fixed(viewKey.bytes()).toByteString();
  }

  public static EntryAddress decode(ByteString bytes) throws MalformedInput {
    Decoder in = new Decoder(bytes);
    EntryAddress address = new EntryAddress(G1.decodeInSubgroup(in), ViewPublicKey.decode(in));
    in.end();
    return address;
  }
}
