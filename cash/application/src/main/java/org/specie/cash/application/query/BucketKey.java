package org.specie.cash.application.query;

import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.crypto.bls381.Scalar;

/**
 * Under which number a private transaction is found again by its owner: sixteen bits of a hash of
 * each nullifier, or of the pid for an enrolment.
 */
public record BucketKey(int bits16) {
  /** The key of a canonical nullifier. */
  public static BucketKey ofNullifier(ByteString nullifier) {
    return of(ByteString.utf8("SPECIE bucket nullifier v1"), nullifier);
  }

  /** The key of an enrolment. */
  public static BucketKey ofPid(Scalar pid) {
    return of(ByteString.utf8("SPECIE bucket pid v1"), pid.toByteString());
  }

  private static BucketKey of(ByteString tag, ByteString what) {
    ByteString hash = Hash32.sha256(tag, what).bytes();
    return new BucketKey((hash.at(0) << 8) | hash.at(1));
  }

  /** The bucket of the first {@code bits} bits. */
  public LedgerGateway.Bucket bucket(int bits) {
    return new LedgerGateway.Bucket(bits, bits16 >>> (16 - bits));
  }
}
