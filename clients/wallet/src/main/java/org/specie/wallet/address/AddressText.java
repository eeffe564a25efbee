package org.specie.wallet.address;

import org.specie.cash.protocol.Suite;
import org.specie.cash.protocol.credential.PaymentAddress;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.hybrid.ViewPublicKey;

/**
 * The text form of a payment address: {@code spc1} and 262 characters. Points travel compressed.
 * The checksum catches slips of the pen; what it lets through, the signature inside the address
 * catches.
 */
public final class AddressText {
  /** What every address begins with. */
  public static final String PREFIX = "spc";

  private static final int PAYLOAD_SIZE =
      G1.COMPRESSED_SIZE + ViewPublicKey.SIZE + G1.COMPRESSED_SIZE + Scalar.SIZE;
  private static final int FIRST_MESSAGE_AT = G1.SIZE + ViewPublicKey.SIZE;

  private AddressText() {}

  /** The text of {@code address}. */
  public static String write(PaymentAddress address) {
    ByteString plain = address.encode();
    ByteString payload =
        ByteString.concat(
            compress(plain.slice(0, G1.SIZE)),
            plain.slice(G1.SIZE, FIRST_MESSAGE_AT),
            compress(plain.slice(FIRST_MESSAGE_AT, FIRST_MESSAGE_AT + G1.SIZE)),
            plain.slice(FIRST_MESSAGE_AT + G1.SIZE, plain.size()));
    return Bech32m.write(PREFIX, Bech32m.toGroups(payload));
  }

  private static ByteString compress(ByteString point) {
    try {
      return G1.decode(new Decoder(point)).toCompressed();
    } catch (MalformedInput e) {
      throw new IllegalStateException("an address holds points of the curve", e);
    }
  }

  /** Whether {@code text} has the form of an address; what it says is not looked at. */
  public static boolean isWellFormed(String text) {
    try {
      Bech32m.payload(text, PREFIX, PAYLOAD_SIZE);
      return true;
    } catch (MalformedInput e) {
      return false;
    }
  }

  /**
   * Reads the text of an address. Whether its owner signed it is still to be asked: {@link
   * PaymentAddress#isGenuine}.
   */
  public static PaymentAddress read(Suite suite, String text) throws MalformedInput {
    Decoder in = new Decoder(Bech32m.payload(text.strip(), PREFIX, PAYLOAD_SIZE));
    Encoder plain = new Encoder();
    G1.decodeCompressed(in).encode(plain);
    plain.fixed(in.fixed(ViewPublicKey.SIZE));
    G1.decodeCompressed(in).encode(plain);
    plain.fixed(in.fixed(Scalar.SIZE));
    in.end();
    return PaymentAddress.decode(suite, plain.toByteString());
  }
}
