package org.specie.offline.monebox;

import javacard.framework.ISOException;
import javacard.framework.JCSystem;
import javacard.framework.Util;
import javacard.security.ECPrivateKey;
import javacard.security.ECPublicKey;
import javacard.security.KeyPair;
import org.specie.offline.token.layout.ArtLayout;

/**
 * The payment keys and their blind certificates (51.9). A place goes from free over generated,
 * blinded and certified to spent, and is cleared before it is free again. A key half written is one
 * whose place still says free.
 */
final class PayerKeys {
  static final byte FREE = 0;
  static final byte GENERATED = 1;
  static final byte BLINDED = 2;
  static final byte CERTIFIED = 3;
  static final byte SPENT = 4;

  /** A state and two bytes of uses. */
  private static final short STATUS = 3;

  private final short places;
  private final byte[] statuses;
  private final byte[] certificates;
  private final ECPrivateKey[] keys;
  private final KeyPair[] pairs;
  private final ECPublicKey generated;
  private final byte[] ram;

  /** One public key serves all pairs, because the points are kept as bytes. */
  PayerKeys(short places, ECPublicKey generated) {
    this.places = places;
    this.generated = generated;
    statuses = new byte[(short) (places * STATUS)];
    certificates = new byte[(short) (places * ArtLayout.PAY_CERT_SIZE)];
    keys = new ECPrivateKey[places];
    pairs = new KeyPair[places];
    for (short i = 0; i < places; i++) {
      keys[i] = Curve.newPrivateKey();
      pairs[i] = new KeyPair(generated, keys[i]);
    }
    ram = JCSystem.makeTransientByteArray((short) (Curve.POINT + 2), JCSystem.CLEAR_ON_DESELECT);
  }

  byte[] certificates() {
    return certificates;
  }

  static short certificate(short place) {
    return (short) (place * ArtLayout.PAY_CERT_SIZE);
  }

  ECPrivateKey key(short place) {
    return keys[place];
  }

  byte state(short place) {
    if (place < 0 || place >= places) {
      ISOException.throwIt(StatusWords.NOT_FOUND);
    }
    return statuses[(short) (place * STATUS)];
  }

  /** How many certified keys are of a class that is valid at the time. */
  short ready(ClassKeys classKeys, byte[] time, short at) {
    short count = 0;
    for (short i = 0; i < places; i++) {
      if (statuses[(short) (i * STATUS)] == CERTIFIED
          && classKeys.knowsCovering(certificates, certificate(i), time, at)) {
        count++;
      }
    }
    return count;
  }

  /** How many places are in a state. */
  short count(byte state) {
    short count = 0;
    for (short i = 0; i < places; i++) {
      if (statuses[(short) (i * STATUS)] == state) {
        count++;
      }
    }
    return count;
  }

  /** Whether a class key certifies, or is about to, one of these keys. */
  boolean stand(byte[] classKeyId, short at) {
    for (short i = 0; i < places; i++) {
      byte state = statuses[(short) (i * STATUS)];
      if ((state == BLINDED || state == CERTIFIED)
          && Util.arrayCompare(classKeyId, at, certificates, certificate(i), ArtLayout.KEY_ID_SIZE)
              == 0) {
        return true;
      }
    }
    return false;
  }

  /** Makes a key in a free place. */
  short generate() {
    for (short i = 0; i < places; i++) {
      if (statuses[(short) (i * STATUS)] == FREE) {
        Curve.setParameters(keys[i]);
        pairs[i].genKeyPair();
        generated.getW(ram, (short) 0);
        Util.arrayCopyNonAtomic(
            ram,
            (short) 1,
            certificates,
            (short) (certificate(i) + ArtLayout.PAY_CERT_PUBLIC),
            ArtLayout.POINT_SIZE);
        statuses[(short) (i * STATUS)] = GENERATED;
        return i;
      }
    }
    ISOException.throwIt(StatusWords.NO_ROOM);
    return 0;
  }

  /** Notes for which class key the place is about to be certified. */
  void assign(short place, byte[] classKeyId, short at) {
    byte state = state(place);
    if (state != GENERATED && state != BLINDED) {
      ISOException.throwIt(StatusWords.WRONG_STATE);
    }
    JCSystem.beginTransaction();
    Util.arrayCopy(classKeyId, at, certificates, certificate(place), ArtLayout.KEY_ID_SIZE);
    statuses[(short) (place * STATUS)] = BLINDED;
    JCSystem.commitTransaction();
  }

  /** Takes the certificate's signature, which the caller has verified. */
  void certify(short place, byte[] signature, short at) {
    Util.arrayCopyNonAtomic(
        signature,
        at,
        certificates,
        (short) (certificate(place) + ArtLayout.PAY_CERT_SIGNATURE),
        ArtLayout.MODULUS_SIZE);
    statuses[(short) (place * STATUS)] = CERTIFIED;
  }

  /**
   * A certified key whose class is valid at the time and pays as much. Refuses with the reason: no
   * key at that time, or none for that much.
   */
  short choose(ClassKeys classKeys, byte[] time, short timeAt, byte[] amount, short amountAt) {
    short refusal = StatusWords.NO_PAYMENT_KEY;
    for (short i = 0; i < places; i++) {
      if (statuses[(short) (i * STATUS)] != CERTIFIED) {
        continue;
      }
      short place = classKeys.find(certificates, certificate(i));
      if (!classKeys.covers(place, time, timeAt)) {
        continue;
      }
      if (Amounts.compare(
              amount,
              amountAt,
              classKeys.records(),
              (short) (ClassKeys.record(place) + ArtLayout.KEY_LARGEST_PAYMENT))
          <= 0) {
        return i;
      }
      refusal = StatusWords.ABOVE_PAYMENT_LIMIT;
    }
    ISOException.throwIt(refusal);
    return 0;
  }

  /** Which use of its key the next payment would be. */
  short nextUse(short place) {
    return (short) (Util.getShort(statuses, (short) (place * STATUS + 1)) + 1);
  }

  /** Counts a use, as part of the caller's transaction. */
  void use(short place, ClassKeys classKeys) {
    short uses = nextUse(place);
    short classPlace = classKeys.find(certificates, certificate(place));
    short most =
        Util.getShort(
            classKeys.records(), (short) (ClassKeys.record(classPlace) + ArtLayout.CLASS_USES));
    Util.setShort(statuses, (short) (place * STATUS + 1), uses);
    if (uses == most) {
      statuses[(short) (place * STATUS)] = SPENT;
    }
  }

  /** Clears the keys that are spent; what a power cut left of that is done here too. */
  void clearSpent() {
    for (short i = 0; i < places; i++) {
      if (statuses[(short) (i * STATUS)] == SPENT) {
        clear(i);
      }
    }
  }

  /**
   * Clears, beside the spent keys, those of a class that is over by the floor: nobody pays with
   * them any more. A key counts as spent before it is cleared, so a power cut leaves nothing that
   * is half a key.
   */
  void clearOver(ClassKeys classKeys, TimeFloor floor) {
    for (short i = 0; i < places; i++) {
      byte state = statuses[(short) (i * STATUS)];
      if ((state == BLINDED || state == CERTIFIED)
          && classKeys.isOver(certificates, certificate(i), floor)) {
        statuses[(short) (i * STATUS)] = SPENT;
      }
    }
    clearSpent();
  }

  /** After tampering no payment key remains, whatever its state. */
  void clearAll() {
    for (short i = 0; i < places; i++) {
      if (statuses[(short) (i * STATUS)] != FREE) {
        clear(i);
      }
    }
  }

  private void clear(short place) {
    keys[place].clearKey();
    ram[0] = FREE;
    Util.setShort(ram, (short) 1, (short) 0);
    Util.arrayCopy(ram, (short) 0, statuses, (short) (place * STATUS), STATUS);
  }
}
