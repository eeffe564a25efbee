package org.specie.offline.token.signature;

import java.math.BigInteger;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.offline.token.layout.ArtLayout;

/**
 * An ECDSA signature, r and s, 32 bytes each. Any 64 bytes are of its form; whether the numbers lie
 * in their ranges is part of whether it is right. Spec: docs/spec/50-art.md 1.4.
 */
public record P256Signature(ByteString bytes) {
  private static final int NUMBER_SIZE = ArtLayout.SIGNATURE_SIZE / 2;

  /** The order n of the group of P-256. Source: FIPS 186-5, SP 800-186 section 3.2.1.3. */
  public static final BigInteger ORDER =
      new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

  private static final BigInteger HALF = ORDER.shiftRight(1);

  public P256Signature {
    Check.that(bytes.size() == ArtLayout.SIGNATURE_SIZE, "a signature has 64 bytes");
  }

  /** Reads the bytes. */
  public static P256Signature decode(Decoder in) throws MalformedInput {
    return new P256Signature(in.fixed(ArtLayout.SIGNATURE_SIZE));
  }

  /** What a signer gives away of {@code made}: s, or n - s where s lies in the upper half. */
  public static P256Signature withLowS(ByteString made) {
    P256Signature signature = new P256Signature(made);
    if (signature.s().compareTo(HALF) <= 0) {
      return signature;
    }
    ByteString low = P256Key.fixed(ORDER.subtract(signature.s()));
    return new P256Signature(ByteString.concat(made.slice(0, NUMBER_SIZE), low));
  }

  private BigInteger r() {
    return new BigInteger(1, bytes.slice(0, NUMBER_SIZE).toByteArray());
  }

  private BigInteger s() {
    return new BigInteger(1, bytes.slice(NUMBER_SIZE, ArtLayout.SIGNATURE_SIZE).toByteArray());
  }

  /**
   * Whether both numbers lie in their ranges, and s in the lower half: otherwise anybody could make
   * a second signature of this one.
   */
  boolean isInRange() {
    return r().signum() > 0
        && r().compareTo(ORDER) < 0
        && s().signum() > 0
        && s().compareTo(HALF) <= 0;
  }
}
