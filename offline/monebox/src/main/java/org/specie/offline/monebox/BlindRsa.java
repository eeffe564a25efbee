package org.specie.offline.monebox;

import javacard.framework.ISOException;
import javacard.framework.JCSystem;
import javacard.security.CryptoException;
import javacard.security.KeyBuilder;
import javacard.security.RSAPublicKey;
import javacardx.crypto.Cipher;

/**
 * Arithmetic modulo an RSA modulus of 2048 bits, out of the one operation that a card offers: raw
 * RSA with a public key (51.9). A product is {@code ((a+b)² − a² − b²) / 2}, and a square is raw
 * RSA with the exponent 2.
 */
final class BlindRsa {
  static final short SIZE = 256;

  private static final byte[] TWO = {2};

  private final Cipher rsa;
  private final RSAPublicKey squaring;

  /** Three numbers: the message, the factor, their product. */
  private final byte[] ram;

  private static final short FIRST = 0;
  private static final short SECOND = SIZE;
  private static final short THIRD = 2 * SIZE;

  BlindRsa() {
    rsa = Cipher.getInstance(Cipher.ALG_RSA_NOPAD, false);
    squaring =
        (RSAPublicKey)
            KeyBuilder.buildKey(KeyBuilder.TYPE_RSA_PUBLIC, KeyBuilder.LENGTH_RSA_2048, false);
    ram = JCSystem.makeTransientByteArray((short) (3 * SIZE), JCSystem.CLEAR_ON_DESELECT);
  }

  /** 256 bytes of RAM in which the caller encodes what is to be blinded. */
  byte[] workspace() {
    return ram;
  }

  /**
   * Blinds the number at the start of the workspace with {@code factor^e} and leaves the result at
   * the place that it returns. The factor is what the host chose; its power never comes from there.
   */
  short blind(RSAPublicKey key, byte[] modulus, short at, byte[] factor, short factorAt) {
    if (Amounts.compare(factor, factorAt, modulus, at, SIZE) >= 0
        || Amounts.isZero(factor, factorAt, SIZE)) {
      ISOException.throwIt(StatusWords.MALFORMED);
    }
    power(key, factor, factorAt, ram, SECOND);
    squaring.setModulus(modulus, at, SIZE);
    squaring.setExponent(TWO, (short) 0, (short) 1);
    copy(FIRST, THIRD);
    addModulo(THIRD, SECOND, modulus, at);
    square(THIRD);
    square(FIRST);
    subtractModulo(THIRD, FIRST, modulus, at);
    square(SECOND);
    subtractModulo(THIRD, SECOND, modulus, at);
    halve(modulus, at);
    return THIRD;
  }

  /** Raw RSA with the public key, into RAM; a number that is no residue is malformed. */
  void power(RSAPublicKey key, byte[] number, short at, byte[] result, short resultAt) {
    try {
      rsa.init(key, Cipher.MODE_ENCRYPT);
      rsa.doFinal(number, at, SIZE, result, resultAt);
    } catch (CryptoException refused) {
      ISOException.throwIt(StatusWords.MALFORMED);
    }
  }

  private void copy(short from, short to) {
    for (short i = 0; i < SIZE; i++) {
      ram[(short) (to + i)] = ram[(short) (from + i)];
    }
  }

  private void square(short at) {
    rsa.init(squaring, Cipher.MODE_ENCRYPT);
    rsa.doFinal(ram, at, SIZE, ram, at);
  }

  private void addModulo(short to, short other, byte[] modulus, short at) {
    short carry = add(ram, other, to);
    if (carry != 0 || Amounts.compare(ram, to, modulus, at, SIZE) >= 0) {
      subtract(modulus, at, to);
    }
  }

  private void subtractModulo(short from, short other, byte[] modulus, short at) {
    short borrow = subtract(ram, other, from);
    if (borrow != 0) {
      add(modulus, at, from);
    }
  }

  /** Halves the third number modulo an odd modulus. */
  private void halve(byte[] modulus, short at) {
    short carry = 0;
    if ((ram[(short) (THIRD + SIZE - 1)] & 1) != 0) {
      carry = add(modulus, at, THIRD);
    }
    for (short i = THIRD; i < (short) (THIRD + SIZE); i++) {
      short digit = (short) ((ram[i] & 0xFF) | (short) (carry << 8));
      carry = (short) (digit & 1);
      ram[i] = (byte) (digit >> 1);
    }
  }

  private short add(byte[] other, short at, short to) {
    short carry = 0;
    for (short i = SIZE - 1; i >= 0; i--) {
      short digit =
          (short) ((ram[(short) (to + i)] & 0xFF) + (other[(short) (at + i)] & 0xFF) + carry);
      ram[(short) (to + i)] = (byte) digit;
      carry = (short) ((digit >> 8) & 1);
    }
    return carry;
  }

  private short subtract(byte[] other, short at, short from) {
    short borrow = 0;
    for (short i = SIZE - 1; i >= 0; i--) {
      short digit =
          (short) ((ram[(short) (from + i)] & 0xFF) - (other[(short) (at + i)] & 0xFF) - borrow);
      ram[(short) (from + i)] = (byte) digit;
      borrow = (short) ((digit >> 8) & 1);
    }
    return borrow;
  }
}
