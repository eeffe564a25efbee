package org.specie.offline.monebox;

import javacard.framework.ISOException;
import javacard.framework.JCSystem;
import javacard.framework.Util;
import javacard.security.MessageDigest;
import org.specie.offline.token.layout.ArtLayout;

/**
 * The keys of the root and its agents, verified once and looked up afterwards (50, 2.5). The root
 * stays; among the others the one learnt first makes room.
 */
final class TrustedKeys {
  static final short ROOT = 0;

  /** What is kept of a certificate: everything before the issuer. */
  private static final short RECORD = ArtLayout.KEY_ISSUER;

  private static final short TAIL = ArtLayout.KEY_SIZE - RECORD;

  private static final byte[] DOMAIN = {'A', 'R', 'T', '1', '-', 'K', 'E', 'Y'};

  private final byte[] records;
  private final byte[] used;

  /** The rest of the root's certificate, for hosts, which get all of it from here. */
  private final byte[] rootTail;

  /** The place that the next certificate takes. */
  private final byte[] next;

  private final Ecdsa ecdsa;
  private final MessageDigest sha;
  private final byte[] ram;

  TrustedKeys(Ecdsa ecdsa, MessageDigest sha) {
    this.ecdsa = ecdsa;
    this.sha = sha;
    records = new byte[(short) (ArtLayout.KNOWN_KEYS_DEVICE * RECORD)];
    used = new byte[ArtLayout.KNOWN_KEYS_DEVICE];
    rootTail = new byte[TAIL];
    next = new byte[] {ROOT + 1};
    ram = JCSystem.makeTransientByteArray(ArtLayout.DIGEST_SIZE, JCSystem.CLEAR_ON_DESELECT);
  }

  byte[] records() {
    return records;
  }

  /** Where the record of a known key begins; refuses a key id that is not known. */
  short find(byte[] keyId, short at) {
    short place = lookUp(keyId, at);
    if (place < 0) {
      ISOException.throwIt(StatusWords.UNKNOWN_KEY);
    }
    return (short) (place * RECORD);
  }

  private short lookUp(byte[] keyId, short at) {
    for (short i = 0; i < ArtLayout.KNOWN_KEYS_DEVICE; i++) {
      if (used[i] != 0
          && Util.arrayCompare(
                  keyId,
                  at,
                  records,
                  (short) (i * RECORD + ArtLayout.KEY_ID),
                  ArtLayout.KEY_ID_SIZE)
              == 0) {
        return i;
      }
    }
    return -1;
  }

  /** Refuses a known key that is for something else. */
  void requireUse(short record, byte use) {
    if (records[(short) (record + ArtLayout.KEY_USE)] != use) {
      ISOException.throwIt(StatusWords.WRONG_USE);
    }
  }

  /** Begins to verify a signature of a known key. */
  void beginVerify(short record, byte[] domain) {
    ecdsa.beginVerify(records, (short) (record + ArtLayout.KEY_PUBLIC), domain);
  }

  /** Whether the time lies in the key's validity. */
  boolean covers(short record, byte[] time, short at) {
    return Form.within(time, at, records, (short) (record + ArtLayout.KEY_VALID_FROM));
  }

  /** Takes the root's certificate, which the factory floor vouches for. */
  void installRoot(byte[] certificate, short at) {
    Form.requireKey(certificate, at);
    requireKeyId(certificate, at, ArtLayout.KEY_PUBLIC, ArtLayout.POINT_SIZE);
    if (certificate[(short) (at + ArtLayout.KEY_USE)] != ArtLayout.USE_ROOT) {
      ISOException.throwIt(StatusWords.WRONG_USE);
    }
    verify(certificate, at, certificate, (short) (at + ArtLayout.KEY_PUBLIC));
    Util.arrayCopyNonAtomic(certificate, (short) (at + RECORD), rootTail, (short) 0, TAIL);
    keep(ROOT, certificate, at);
  }

  /** Writes the root's certificate as it came. */
  void readRoot(byte[] to, short at) {
    Util.arrayCopyNonAtomic(records, (short) (ROOT * RECORD), to, at, RECORD);
    Util.arrayCopyNonAtomic(rootTail, (short) 0, to, (short) (at + RECORD), TAIL);
  }

  /** Takes an agent's certificate; one that is no newer than what is known changes nothing. */
  void install(byte[] certificate, short at) {
    Form.requireKey(certificate, at);
    requireKeyId(certificate, at, ArtLayout.KEY_PUBLIC, ArtLayout.POINT_SIZE);
    short issuer = find(certificate, (short) (at + ArtLayout.KEY_ISSUER));
    requireCurrency(issuer, certificate, at);
    requireUse(issuer, ArtLayout.USE_ROOT);
    if (certificate[(short) (at + ArtLayout.KEY_USE)] == ArtLayout.USE_ROOT) {
      ISOException.throwIt(StatusWords.WRONG_USE);
    }
    requireWithin(issuer, certificate, at);
    if (Amounts.compare(
            certificate,
            (short) (at + ArtLayout.KEY_LARGEST_AGGREGATE),
            records,
            (short) (issuer + ArtLayout.KEY_LARGEST_AGGREGATE))
        > 0) {
      ISOException.throwIt(StatusWords.BEYOND_ISSUER);
    }
    verify(certificate, at, records, (short) (issuer + ArtLayout.KEY_PUBLIC));
    short place = lookUp(certificate, (short) (at + ArtLayout.KEY_ID));
    if (place < 0) {
      keep(next[0], certificate, at);
    } else if (Form.isNewer(certificate, at, records, (short) (place * RECORD))) {
      keep(place, certificate, at);
    }
  }

  /** Refuses a certificate, of a key or a class, in another currency than its issuer's. */
  void requireCurrency(short issuer, byte[] certificate, short at) {
    if (Util.arrayCompare(
            certificate,
            (short) (at + ArtLayout.KEY_CURRENCY),
            records,
            (short) (issuer + ArtLayout.KEY_CURRENCY),
            (short) 2)
        != 0) {
      ISOException.throwIt(StatusWords.WRONG_CURRENCY);
    }
  }

  /** Refuses a certificate, of a key or a class, that goes beyond its issuer's. */
  void requireWithin(short issuer, byte[] certificate, short at) {
    byte classes = records[(short) (issuer + ArtLayout.KEY_CLASSES)];
    if ((certificate[(short) (at + ArtLayout.KEY_CLASSES)] & ~classes) != 0
        || !covers(issuer, certificate, (short) (at + ArtLayout.KEY_VALID_FROM))
        || !covers(issuer, certificate, (short) (at + ArtLayout.KEY_VALID_UNTIL))
        || Amounts.compare(
                certificate,
                (short) (at + ArtLayout.KEY_LARGEST_PAYMENT),
                records,
                (short) (issuer + ArtLayout.KEY_LARGEST_PAYMENT))
            > 0) {
      ISOException.throwIt(StatusWords.BEYOND_ISSUER);
    }
  }

  private void verify(byte[] certificate, short at, byte[] issuer, short issuerAt) {
    ecdsa.beginVerify(issuer, issuerAt, DOMAIN);
    if (!ecdsa.verify(
        certificate,
        at,
        ArtLayout.KEY_SIGNATURE,
        certificate,
        (short) (at + ArtLayout.KEY_SIGNATURE))) {
      ISOException.throwIt(StatusWords.NOT_SIGNED);
    }
  }

  /** Refuses a certificate, of a key or a class, whose key id is not that of its key. */
  void requireKeyId(byte[] certificate, short at, short key, short length) {
    sha.reset();
    sha.doFinal(certificate, (short) (at + key), length, ram, (short) 0);
    if (Util.arrayCompare(
            ram, (short) 0, certificate, (short) (at + ArtLayout.KEY_ID), ArtLayout.KEY_ID_SIZE)
        != 0) {
      ISOException.throwIt(StatusWords.NOT_CANONICAL);
    }
  }

  /** The record is written while it does not count; then one transaction makes it count. */
  private void keep(short place, byte[] certificate, short at) {
    used[place] = 0;
    Util.arrayCopyNonAtomic(certificate, at, records, (short) (place * RECORD), RECORD);
    JCSystem.beginTransaction();
    used[place] = 1;
    if (place == next[0]) {
      next[0] = (byte) (place + 1);
      if (next[0] == ArtLayout.KNOWN_KEYS_DEVICE) {
        next[0] = ROOT + 1;
      }
    }
    JCSystem.commitTransaction();
  }
}
