package org.specie.offline.monebox;

import javacard.framework.ISOException;
import javacard.framework.JCSystem;
import javacard.framework.Util;
import javacard.security.KeyBuilder;
import javacard.security.MessageDigest;
import javacard.security.RSAPublicKey;
import org.specie.offline.token.layout.ArtLayout;

/**
 * The class keys under which payment keys are certified blindly (50, 2.3), the card's own and those
 * of payers it met. One that certifies a key of this card stays; among the others the one learnt
 * first makes room.
 */
final class ClassKeys {
  static final short PLACES = 4;

  /** What is kept of a certificate: all but the signature. */
  private static final short RECORD = ArtLayout.CLASS_SIGNATURE;

  private static final byte[] DOMAIN = {'A', 'R', 'T', '1', '-', 'C', 'L', 'S'};
  private static final byte[] PAYMENT_KEY_DOMAIN = {'A', 'R', 'T', '1', '-', 'C', 'E', 'R', 'T'};

  /** The exponent 65537. */
  private static final byte[] EXPONENT = {1, 0, 1};

  private final byte[] records;
  private final byte[] used;
  private final byte[] next;
  private final RSAPublicKey[] keys;
  private final TrustedKeys trusted;
  private final Ecdsa ecdsa;
  private final MessageDigest sha;
  private final Pss pss;
  private final BlindRsa rsa;
  private final byte[] ram;

  ClassKeys(TrustedKeys trusted, Ecdsa ecdsa, MessageDigest sha, Pss pss, BlindRsa rsa) {
    this.trusted = trusted;
    this.ecdsa = ecdsa;
    this.sha = sha;
    this.pss = pss;
    this.rsa = rsa;
    records = new byte[(short) (PLACES * RECORD)];
    used = new byte[PLACES];
    next = new byte[1];
    keys = new RSAPublicKey[PLACES];
    for (short i = 0; i < PLACES; i++) {
      keys[i] =
          (RSAPublicKey)
              KeyBuilder.buildKey(KeyBuilder.TYPE_RSA_PUBLIC, KeyBuilder.LENGTH_RSA_2048, false);
    }
    ram = JCSystem.makeTransientByteArray(ArtLayout.DIGEST_SIZE, JCSystem.CLEAR_ON_DESELECT);
  }

  byte[] records() {
    return records;
  }

  /** Where the record begins. */
  static short record(short place) {
    return (short) (place * RECORD);
  }

  /** The place of a known class key; refuses one that is not known. */
  short find(byte[] keyId, short at) {
    short place = lookUp(keyId, at);
    if (place < 0) {
      ISOException.throwIt(StatusWords.UNKNOWN_KEY);
    }
    return place;
  }

  private short lookUp(byte[] keyId, short at) {
    for (short i = 0; i < PLACES; i++) {
      if (used[i] != 0
          && Util.arrayCompare(
                  keyId, at, records, (short) (record(i) + ArtLayout.KEY_ID), ArtLayout.KEY_ID_SIZE)
              == 0) {
        return i;
      }
    }
    return -1;
  }

  /** Whether the time lies in the validity of the class key, and so in that of all above it. */
  boolean covers(short place, byte[] time, short at) {
    return Form.within(time, at, records, (short) (record(place) + ArtLayout.KEY_VALID_FROM));
  }

  /** Whether the class key is known and the time lies in its validity. */
  boolean knowsCovering(byte[] keyId, short keyAt, byte[] time, short at) {
    short place = lookUp(keyId, keyAt);
    return place >= 0 && covers(place, time, at);
  }

  /** Whether the class key is known and its validity ended before the floor. */
  boolean isOver(byte[] keyId, short at, TimeFloor floor) {
    short place = lookUp(keyId, at);
    return place >= 0 && floor.passed(records, (short) (record(place) + ArtLayout.KEY_VALID_UNTIL));
  }

  /**
   * Takes a class certificate into a place that no payment key of this card needs, once those are
   * cleared whose class is over. One that is no newer than what is known changes nothing.
   */
  void install(byte[] certificate, short at, PayerKeys payerKeys, TimeFloor floor) {
    Form.requireClass(certificate, at);
    trusted.requireKeyId(certificate, at, ArtLayout.CLASS_MODULUS, ArtLayout.MODULUS_SIZE);
    short issuer = trusted.find(certificate, (short) (at + ArtLayout.CLASS_ISSUER));
    trusted.requireCurrency(issuer, certificate, at);
    trusted.requireUse(issuer, ArtLayout.USE_CERTIFIER);
    trusted.requireWithin(issuer, certificate, at);
    verify(issuer, certificate, at);
    short place = lookUp(certificate, (short) (at + ArtLayout.KEY_ID));
    if (place < 0) {
      payerKeys.clearOver(this, floor);
      place = freePlace(payerKeys);
    } else if (!Form.isNewer(certificate, at, records, record(place))) {
      return;
    }
    used[place] = 0;
    Util.arrayCopyNonAtomic(certificate, at, records, record(place), RECORD);
    keys[place].setModulus(
        records, (short) (record(place) + ArtLayout.CLASS_MODULUS), ArtLayout.MODULUS_SIZE);
    keys[place].setExponent(EXPONENT, (short) 0, (short) EXPONENT.length);
    JCSystem.beginTransaction();
    used[place] = 1;
    next[0] = (byte) ((short) (place + 1) % PLACES);
    JCSystem.commitTransaction();
  }

  private void verify(short issuer, byte[] certificate, short at) {
    trusted.beginVerify(issuer, DOMAIN);
    if (!ecdsa.verify(
        certificate,
        at,
        ArtLayout.CLASS_SIGNATURE,
        certificate,
        (short) (at + ArtLayout.CLASS_SIGNATURE))) {
      ISOException.throwIt(StatusWords.NOT_SIGNED);
    }
  }

  private short freePlace(PayerKeys payerKeys) {
    for (short i = 0; i < PLACES; i++) {
      short place = (short) ((short) (next[0] + i) % PLACES);
      if (used[place] == 0
          || !payerKeys.stand(records, (short) (record(place) + ArtLayout.KEY_ID))) {
        return place;
      }
    }
    ISOException.throwIt(StatusWords.NO_ROOM);
    return 0;
  }

  /** Whether a payment certificate is signed by the class key; its number is in the workspace. */
  boolean verifies(short place, byte[] certificate, short at) {
    hash(certificate, at);
    byte[] workspace = rsa.workspace();
    if (!isResidue(place, certificate, (short) (at + ArtLayout.PAY_CERT_SIGNATURE))) {
      return false;
    }
    rsa.power(
        keys[place],
        certificate,
        (short) (at + ArtLayout.PAY_CERT_SIGNATURE),
        workspace,
        (short) 0);
    return pss.verify(ram, (short) 0, workspace, (short) 0);
  }

  private boolean isResidue(short place, byte[] number, short at) {
    return Amounts.compare(
            number,
            at,
            records,
            (short) (record(place) + ArtLayout.CLASS_MODULUS),
            ArtLayout.MODULUS_SIZE)
        < 0;
  }

  /** Encodes the certificate's content and blinds it; the result's place in the workspace. */
  short blind(short place, byte[] certificate, short at, byte[] factor, short factorAt) {
    hash(certificate, at);
    pss.encode(ram, (short) 0, rsa.workspace(), (short) 0);
    return rsa.blind(
        keys[place], records, (short) (record(place) + ArtLayout.CLASS_MODULUS), factor, factorAt);
  }

  /** What a class key signs: the domain, its own id, the payment key. */
  private void hash(byte[] certificate, short at) {
    sha.reset();
    sha.update(PAYMENT_KEY_DOMAIN, (short) 0, (short) PAYMENT_KEY_DOMAIN.length);
    sha.doFinal(certificate, at, ArtLayout.PAY_CERT_SIGNATURE, ram, (short) 0);
  }
}
