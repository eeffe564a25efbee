package org.specie.kernel.crypto.hybrid;

import org.bouncycastle.math.ec.rfc7748.X25519;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.MalformedInput;

/**
 * The X25519 key under which payments to a person are encrypted, 32 bytes little-endian. Points of
 * small order and coordinates not reduced modulo 2^255 - 19 are refused on entry. Source: RFC 7748;
 * docs/spec/05-encryption.md 5.1.
 */
public record ViewPublicKey(ByteString bytes) {
  /** Length in bytes. */
  public static final int SIZE = 32;

  public ViewPublicKey {
    Check.that(isUsable(bytes), "a view key is a canonical point of large order");
  }

  /** Takes 32 bytes; refuses what no owner of a secret key would publish. */
  public static ViewPublicKey decode(ByteString bytes) throws MalformedInput {
    if (!isUsable(bytes)) {
      throw new MalformedInput("not a usable X25519 public key");
    }
    return new ViewPublicKey(bytes);
  }

  /** Reads 32 bytes; refuses what no owner of a secret key would publish. */
  public static ViewPublicKey decode(Decoder in) throws MalformedInput {
    return decode(in.fixed(SIZE));
  }

  private static boolean isUsable(ByteString bytes) {
    return bytes.size() == SIZE && isReduced(bytes) && !hasSmallOrder(bytes);
  }

  /** Below 2^255 - 19: the top bit is clear, and not all of the rest is at its largest. */
  private static boolean isReduced(ByteString bytes) {
    if (bytes.at(31) >= 0x80) {
      return false;
    }
    boolean largest = bytes.at(31) == 0x7f;
    for (int i = 1; i < 31; i++) {
      largest &= bytes.at(i) == 0xff;
    }
    return !largest || bytes.at(0) < 0xed;
  }

  /** A clamped scalar is a multiple of 8, so it sends exactly the points of small order to zero. */
  private static boolean hasSmallOrder(ByteString bytes) {
    byte[] anyScalar = new byte[SIZE];
    return !X25519.calculateAgreement(
        anyScalar, 0, bytes.toByteArray(), 0, new byte[Hpke.POINT_SIZE], 0);
  }
}
