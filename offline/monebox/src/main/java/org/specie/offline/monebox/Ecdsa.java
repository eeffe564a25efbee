package org.specie.offline.monebox;

import javacard.framework.JCSystem;
import javacard.framework.Util;
import javacard.security.CryptoException;
import javacard.security.ECPrivateKey;
import javacard.security.ECPublicKey;
import javacard.security.Signature;

/**
 * ECDSA over P-256 with SHA-256 whose signatures are 64 bytes, r and s, as everywhere outside the
 * card; Java Card itself wants DER. A message is a domain and parts after it (51.2).
 */
final class Ecdsa {
  static final short SIGNATURE = 64;

  /** Two integers of at most 33 bytes with a header of two each, and one header of two. */
  private static final short DER = 72;

  private static final byte SEQUENCE = 0x30;
  private static final byte INTEGER = 0x02;

  private final Signature ecdsa;
  private final ECPublicKey verificationKey;
  private final byte[] der;

  Ecdsa() {
    ecdsa = Signature.getInstance(Signature.ALG_ECDSA_SHA_256, false);
    verificationKey = Curve.newPublicKey();
    der = JCSystem.makeTransientByteArray(DER, JCSystem.CLEAR_ON_DESELECT);
  }

  /** Begins to verify under a key of two coordinates. */
  void beginVerify(byte[] raw, short at, byte[] domain) {
    Curve.setRaw(verificationKey, raw, at, der, (short) 0);
    ecdsa.init(verificationKey, Signature.MODE_VERIFY);
    ecdsa.update(domain, (short) 0, (short) domain.length);
  }

  void beginSign(ECPrivateKey key, byte[] domain) {
    ecdsa.init(key, Signature.MODE_SIGN);
    ecdsa.update(domain, (short) 0, (short) domain.length);
  }

  void update(byte[] part, short at, short length) {
    ecdsa.update(part, at, length);
  }

  /** The answer, after the last part of the message; a large s is no signature (50, 1.4). */
  boolean verify(byte[] last, short at, short length, byte[] signature, short signatureAt) {
    short s = (short) (signatureAt + Curve.COORDINATE);
    if (Amounts.compare(signature, s, Curve.HALF_ORDER, (short) 0, Curve.COORDINATE) > 0) {
      return false;
    }
    short size = encode(signature, signatureAt);
    try {
      return ecdsa.verify(last, at, length, der, (short) 0, size);
    } catch (CryptoException refused) {
      return false;
    }
  }

  /** Signs after the last part of the message, into RAM. */
  void sign(byte[] last, short at, short length, byte[] signature, short signatureAt) {
    ecdsa.sign(last, at, length, der, (short) 0);
    short r = (short) 2;
    decode(r, signature, signatureAt);
    short s = (short) (r + 2 + der[(short) (r + 1)]);
    decode(s, signature, (short) (signatureAt + Curve.COORDINATE));
    makeSmall(signature, (short) (signatureAt + Curve.COORDINATE));
  }

  /** Writes n - s for an s beyond half the order. */
  private static void makeSmall(byte[] raw, short s) {
    if (Amounts.compare(raw, s, Curve.HALF_ORDER, (short) 0, Curve.COORDINATE) <= 0) {
      return;
    }
    short borrow = 0;
    for (short i = Curve.COORDINATE - 1; i >= 0; i--) {
      short digit = (short) ((Curve.ORDER[i] & 0xFF) - (raw[(short) (s + i)] & 0xFF) - borrow);
      raw[(short) (s + i)] = (byte) digit;
      borrow = (short) ((digit >> 8) & 1);
    }
  }

  private short encode(byte[] signature, short at) {
    short end = encodeInteger(signature, at, (short) 2);
    end = encodeInteger(signature, (short) (at + Curve.COORDINATE), end);
    der[0] = SEQUENCE;
    der[1] = (byte) (end - 2);
    return end;
  }

  private short encodeInteger(byte[] raw, short at, short to) {
    short skip = 0;
    while (skip < (short) (Curve.COORDINATE - 1) && raw[(short) (at + skip)] == 0) {
      skip++;
    }
    short length = (short) (Curve.COORDINATE - skip);
    short pad = 0;
    if (raw[(short) (at + skip)] < 0) {
      pad = 1;
    }
    der[to] = INTEGER;
    der[(short) (to + 1)] = (byte) (length + pad);
    der[(short) (to + 2)] = 0;
    Util.arrayCopyNonAtomic(raw, (short) (at + skip), der, (short) (to + 2 + pad), length);
    return (short) (to + 2 + pad + length);
  }

  private void decode(short from, byte[] raw, short at) {
    short length = der[(short) (from + 1)];
    short source = (short) (from + 2);
    if (length > Curve.COORDINATE) {
      source = (short) (source + length - Curve.COORDINATE);
      length = Curve.COORDINATE;
    }
    short gap = (short) (Curve.COORDINATE - length);
    Util.arrayFillNonAtomic(raw, at, gap, (byte) 0);
    Util.arrayCopyNonAtomic(der, source, raw, (short) (at + gap), length);
  }
}
