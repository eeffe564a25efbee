package org.specie.kernel.crypto.sharing;

/** In which groups multiples of a shared secret are published. It is a property of the scheme. */
public enum Groups {
  /** Only in the first, such as decryption keys: in the second, a pairing would test plaintexts. */
  FIRST,
  /** Only in the second, such as x of a signing key: in the first, it would sign everything. */
  SECOND,
  /** In both, and provably the same secret. */
  BOTH;

  /** Whether points of the first group are published. */
  public boolean hasFirst() {
    return this != SECOND;
  }

  /** Whether points of the second group are published. */
  public boolean hasSecond() {
    return this != FIRST;
  }
}
