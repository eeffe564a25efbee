package org.specie.offline.monebox;

import javacard.framework.Util;
import javacard.security.ECKey;
import javacard.security.ECPrivateKey;
import javacard.security.ECPublicKey;
import javacard.security.KeyBuilder;

/** The curve P-256 with its parameters, which a card wants to be told (FIPS 186-4, D.1.2.3). */
final class Curve {
  static final short COORDINATE = 32;

  /** Two coordinates, as keys stand in certificates. */
  static final short RAW_POINT = 64;

  /** With the byte 04 in front, as Java Card writes points. */
  static final short POINT = 65;

  static final byte UNCOMPRESSED = 0x04;

  private static final byte[] FIELD = {
    -1, -1, -1, -1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1
  };
  private static final byte[] A = {
    -1, -1, -1, -1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -4
  };
  private static final byte[] B = {
    0x5A,
    (byte) 0xC6,
    0x35,
    (byte) 0xD8,
    (byte) 0xAA,
    0x3A,
    (byte) 0x93,
    (byte) 0xE7,
    (byte) 0xB3,
    (byte) 0xEB,
    (byte) 0xBD,
    0x55,
    0x76,
    (byte) 0x98,
    (byte) 0x86,
    (byte) 0xBC,
    0x65,
    0x1D,
    0x06,
    (byte) 0xB0,
    (byte) 0xCC,
    0x53,
    (byte) 0xB0,
    (byte) 0xF6,
    0x3B,
    (byte) 0xCE,
    0x3C,
    0x3E,
    0x27,
    (byte) 0xD2,
    0x60,
    0x4B
  };
  private static final byte[] G = {
    0x04,
    0x6B,
    0x17,
    (byte) 0xD1,
    (byte) 0xF2,
    (byte) 0xE1,
    0x2C,
    0x42,
    0x47,
    (byte) 0xF8,
    (byte) 0xBC,
    (byte) 0xE6,
    (byte) 0xE5,
    0x63,
    (byte) 0xA4,
    0x40,
    (byte) 0xF2,
    0x77,
    0x03,
    0x7D,
    (byte) 0x81,
    0x2D,
    (byte) 0xEB,
    0x33,
    (byte) 0xA0,
    (byte) 0xF4,
    (byte) 0xA1,
    0x39,
    0x45,
    (byte) 0xD8,
    (byte) 0x98,
    (byte) 0xC2,
    (byte) 0x96,
    0x4F,
    (byte) 0xE3,
    0x42,
    (byte) 0xE2,
    (byte) 0xFE,
    0x1A,
    0x7F,
    (byte) 0x9B,
    (byte) 0x8E,
    (byte) 0xE7,
    (byte) 0xEB,
    0x4A,
    0x7C,
    0x0F,
    (byte) 0x9E,
    0x16,
    0x2B,
    (byte) 0xCE,
    0x33,
    0x57,
    0x6B,
    0x31,
    0x5E,
    (byte) 0xCE,
    (byte) 0xCB,
    (byte) 0xB6,
    0x40,
    0x68,
    0x37,
    (byte) 0xBF,
    0x51,
    (byte) 0xF5
  };
  static final byte[] ORDER = {
    -1,
    -1,
    -1,
    -1,
    0,
    0,
    0,
    0,
    -1,
    -1,
    -1,
    -1,
    -1,
    -1,
    -1,
    -1,
    (byte) 0xBC,
    (byte) 0xE6,
    (byte) 0xFA,
    (byte) 0xAD,
    (byte) 0xA7,
    0x17,
    (byte) 0x9E,
    (byte) 0x84,
    (byte) 0xF3,
    (byte) 0xB9,
    (byte) 0xCA,
    (byte) 0xC2,
    (byte) 0xFC,
    0x63,
    0x25,
    0x51
  };

  /** Half the order, rounded down: the largest s of a signature. */
  static final byte[] HALF_ORDER = {
    0x7F,
    -1,
    -1,
    -1,
    (byte) 0x80,
    0,
    0,
    0,
    0x7F,
    -1,
    -1,
    -1,
    -1,
    -1,
    -1,
    -1,
    (byte) 0xDE,
    0x73,
    0x7D,
    0x56,
    (byte) 0xD3,
    (byte) 0x8B,
    (byte) 0xCF,
    0x42,
    0x79,
    (byte) 0xDC,
    (byte) 0xE5,
    0x61,
    0x7E,
    0x31,
    (byte) 0x92,
    (byte) 0xA8
  };

  private Curve() {}

  static ECPublicKey newPublicKey() {
    ECPublicKey key =
        (ECPublicKey)
            KeyBuilder.buildKey(KeyBuilder.TYPE_EC_FP_PUBLIC, KeyBuilder.LENGTH_EC_FP_256, false);
    setParameters(key);
    return key;
  }

  static ECPrivateKey newPrivateKey() {
    ECPrivateKey key =
        (ECPrivateKey)
            KeyBuilder.buildKey(KeyBuilder.TYPE_EC_FP_PRIVATE, KeyBuilder.LENGTH_EC_FP_256, false);
    setParameters(key);
    return key;
  }

  /** A key that was cleared has lost the curve as well. */
  static void setParameters(ECKey key) {
    key.setFieldFP(FIELD, (short) 0, COORDINATE);
    key.setA(A, (short) 0, COORDINATE);
    key.setB(B, (short) 0, COORDINATE);
    key.setG(G, (short) 0, POINT);
    key.setR(ORDER, (short) 0, COORDINATE);
    key.setK((short) 1);
  }

  /** Sets a key from two coordinates, by way of 65 bytes of RAM. */
  static void setRaw(ECPublicKey key, byte[] raw, short at, byte[] scratch, short scratchAt) {
    scratch[scratchAt] = UNCOMPRESSED;
    Util.arrayCopyNonAtomic(raw, at, scratch, (short) (scratchAt + 1), RAW_POINT);
    key.setW(scratch, scratchAt, POINT);
  }
}
