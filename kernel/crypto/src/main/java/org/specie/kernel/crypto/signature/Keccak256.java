package org.specie.kernel.crypto.signature;

import org.bouncycastle.crypto.digests.KeccakDigest;
import org.specie.kernel.core.ByteString;

/**
 * Keccak-256 with the padding of the original submission, as accounts of the Ethereum kind use it;
 * not SHA3-256. About half a microsecond for 64 bytes.
 */
public final class Keccak256 {
  /** Length of a digest in bytes. */
  public static final int SIZE = 32;

  private Keccak256() {}

  /** The digest of the plain concatenation of {@code parts}. */
  public static ByteString digest(ByteString... parts) {
    KeccakDigest keccak = new KeccakDigest(SIZE * Byte.SIZE);
    for (ByteString part : parts) {
      keccak.update(part.toByteArray(), 0, part.size());
    }
    byte[] digest = new byte[SIZE];
    keccak.doFinal(digest, 0);
    return ByteString.copyOf(digest);
  }
}
