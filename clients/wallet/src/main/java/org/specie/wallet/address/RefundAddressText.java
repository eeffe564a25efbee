package org.specie.wallet.address;

import org.specie.cash.protocol.credential.EntryAddress;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.hybrid.ViewPublicKey;

/**
 * The text form of a refund address: {@code spr1} and 134 characters. The point travels compressed.
 * Nothing is signed: the address says nothing of whose it is. Source: docs/spec/30-wallet.md,
 * clause 30.17.
 */
public final class RefundAddressText {
  /** What every refund address begins with. */
  public static final String PREFIX = "spr";

  private static final int PAYLOAD_SIZE = G1.COMPRESSED_SIZE + ViewPublicKey.SIZE;

  private RefundAddressText() {}

  /** The text of {@code address}. */
  public static String write(EntryAddress address) {
    return Bech32m.write(
        PREFIX,
        Bech32m.toGroups(
            ByteString.concat(address.acceptor().toCompressed(), address.viewKey().bytes())));
  }

  /** Reads the text of a refund address. */
  public static EntryAddress read(String text) throws MalformedInput {
    Decoder in = new Decoder(Bech32m.payload(text.strip(), PREFIX, PAYLOAD_SIZE));
    Encoder plain = new Encoder();
    G1.decodeCompressed(in).encode(plain);
    plain.fixed(in.fixed(ViewPublicKey.SIZE));
    in.end();
    return EntryAddress.decode(plain.toByteString());
  }
}
