package org.specie.offline.monebox;

import javacard.framework.JCSystem;
import javacard.framework.Util;
import javacard.security.AESKey;
import javacard.security.Signature;

/**
 * AES-CMAC (RFC 4493) from the CBC-MAC that every card has; Java Card knows CMAC itself only from
 * 3.0.5 on.
 */
final class Cmac {
  static final short SIZE = 16;

  private static final short SUBKEY = SIZE;
  private static final short RESULT = 2 * SIZE;

  /** What doubling feeds back in GF(2^128). */
  private static final byte FEEDBACK = (byte) 0x87;

  private final Signature cbcMac;
  private final byte[] ram;

  Cmac() {
    cbcMac = Signature.getInstance(Signature.ALG_AES_MAC_128_NOPAD, false);
    ram = JCSystem.makeTransientByteArray((short) (3 * SIZE), JCSystem.CLEAR_ON_DESELECT);
  }

  /** Whether the sixteen bytes are the message's code; takes as long for any answer. */
  boolean verify(AESKey key, byte[] message, short at, short length, byte[] code, short codeAt) {
    compute(key, message, at, length, ram, RESULT);
    byte difference = 0;
    for (short i = 0; i < SIZE; i++) {
      difference = (byte) (difference | (ram[(short) (RESULT + i)] ^ code[(short) (codeAt + i)]));
    }
    return difference == 0;
  }

  void compute(AESKey key, byte[] message, short at, short length, byte[] code, short codeAt) {
    cbcMac.init(key, Signature.MODE_SIGN);
    Util.arrayFillNonAtomic(ram, (short) 0, SIZE, (byte) 0);
    cbcMac.sign(ram, (short) 0, SIZE, ram, SUBKEY);
    doubled();
    short whole = 0;
    while ((short) (length - whole) > SIZE) {
      whole = (short) (whole + SIZE);
    }
    short rest = (short) (length - whole);
    Util.arrayCopyNonAtomic(message, (short) (at + whole), ram, (short) 0, rest);
    if (rest < SIZE) {
      ram[rest] = (byte) 0x80;
      Util.arrayFillNonAtomic(ram, (short) (rest + 1), (short) (SIZE - 1 - rest), (byte) 0);
      doubled();
    }
    for (short i = 0; i < SIZE; i++) {
      ram[i] = (byte) (ram[i] ^ ram[(short) (SUBKEY + i)]);
    }
    if (whole > 0) {
      cbcMac.update(message, at, whole);
    }
    cbcMac.sign(ram, (short) 0, SIZE, code, codeAt);
  }

  private void doubled() {
    boolean feedback = ram[SUBKEY] < 0;
    short carry = 0;
    for (short i = (short) (SUBKEY + SIZE - 1); i >= SUBKEY; i--) {
      short digit = (short) (((ram[i] & 0xFF) << 1) | carry);
      ram[i] = (byte) digit;
      carry = (short) ((digit >> 8) & 1);
    }
    if (feedback) {
      ram[(short) (SUBKEY + SIZE - 1)] = (byte) (ram[(short) (SUBKEY + SIZE - 1)] ^ FEEDBACK);
    }
  }
}
