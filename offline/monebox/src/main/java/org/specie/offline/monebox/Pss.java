package org.specie.offline.monebox;

import javacard.framework.JCSystem;
import javacard.framework.Util;
import javacard.security.MessageDigest;

/**
 * EMSA-PSS of RFC 8017 with SHA-256, MGF1 with SHA-256, a salt of 32 bytes and moduli of 2048 bits
 * (51.9), written out because cards disagree about what their own PSS means.
 */
final class Pss {
  /** An encoded message is as long as the modulus. */
  static final short ENCODED = 256;

  static final short HASH = 32;

  private static final short MASKED = 223;
  private static final short SALT_AT = MASKED - HASH;
  private static final byte SEPARATOR = 0x01;
  private static final byte TRAILER = (byte) 0xBC;

  /** Eight zeros, the message's hash, the salt. */
  private static final short ZEROS = 8;

  private static final short SALTED = ZEROS + 2 * HASH;

  private final MessageDigest sha;
  private final Randomness random;
  private final byte[] ram;

  Pss(MessageDigest sha, Randomness random) {
    this.sha = sha;
    this.random = random;
    ram = JCSystem.makeTransientByteArray((short) (SALTED + HASH), JCSystem.CLEAR_ON_DESELECT);
  }

  /** Encodes the hash with a fresh salt into 256 bytes of RAM. */
  void encode(byte[] hash, short hashAt, byte[] encoded, short at) {
    random.fill(ram, (short) (ZEROS + HASH), HASH);
    Util.arrayFillNonAtomic(encoded, at, SALT_AT, (byte) 0);
    encoded[(short) (at + SALT_AT - 1)] = SEPARATOR;
    Util.arrayCopyNonAtomic(ram, (short) (ZEROS + HASH), encoded, (short) (at + SALT_AT), HASH);
    hashSalted(hash, hashAt, encoded, (short) (at + MASKED));
    encoded[(short) (at + ENCODED - 1)] = TRAILER;
    mask(encoded, at);
    encoded[at] = (byte) (encoded[at] & 0x7F);
  }

  /** Whether the 256 bytes of RAM encode the hash; leaves them unmasked. */
  boolean verify(byte[] hash, short hashAt, byte[] encoded, short at) {
    if (encoded[(short) (at + ENCODED - 1)] != TRAILER || encoded[at] < 0) {
      return false;
    }
    mask(encoded, at);
    encoded[at] = (byte) (encoded[at] & 0x7F);
    if (!Amounts.isZero(encoded, at, (short) (SALT_AT - 1))
        || encoded[(short) (at + SALT_AT - 1)] != SEPARATOR) {
      return false;
    }
    Util.arrayCopyNonAtomic(encoded, (short) (at + SALT_AT), ram, (short) (ZEROS + HASH), HASH);
    hashSalted(hash, hashAt, ram, SALTED);
    return Util.arrayCompare(ram, SALTED, encoded, (short) (at + MASKED), HASH) == 0;
  }

  private void hashSalted(byte[] hash, short hashAt, byte[] to, short at) {
    Util.arrayFillNonAtomic(ram, (short) 0, ZEROS, (byte) 0);
    Util.arrayCopyNonAtomic(hash, hashAt, ram, ZEROS, HASH);
    sha.reset();
    sha.doFinal(ram, (short) 0, SALTED, to, at);
  }

  /** Adds MGF1 of the hash behind the masked part to it. */
  private void mask(byte[] encoded, short at) {
    short counter = 0;
    for (short done = 0; done < MASKED; done = (short) (done + HASH)) {
      Util.setShort(ram, (short) 0, (short) 0);
      Util.setShort(ram, (short) 2, counter);
      sha.reset();
      sha.update(encoded, (short) (at + MASKED), HASH);
      sha.doFinal(ram, (short) 0, (short) 4, ram, SALTED);
      for (short i = 0; i < HASH && (short) (done + i) < MASKED; i++) {
        short here = (short) (at + done + i);
        encoded[here] = (byte) (encoded[here] ^ ram[(short) (SALTED + i)]);
      }
      counter++;
    }
  }
}
