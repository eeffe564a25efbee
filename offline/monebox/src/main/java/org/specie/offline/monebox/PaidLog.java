package org.specie.offline.monebox;

import javacard.framework.ISOException;
import javacard.framework.JCSystem;
import javacard.framework.Util;
import javacard.security.MessageDigest;
import org.specie.offline.token.layout.ArtLayout;

/**
 * What was paid (51.8): the last payments whole, so that a repeated request gets the same bytes,
 * and a short key of every payment until its token is over, so that none is ever paid twice. One
 * place for a whole payment is always unused; the next payment is written there before it counts.
 */
final class PaidLog {
  /** Whether it counts, the token's id, the payment. */
  private static final short RESULT = 1 + ArtLayout.ID_SIZE + ArtLayout.PAY_SIZE;

  private static final short RESULT_TOKEN = 1;
  private static final short RESULT_PAYMENT = RESULT_TOKEN + ArtLayout.ID_SIZE;

  /** The short key and until when its token is valid; zero where there is none. */
  private static final short ENTRY = ArtLayout.PAID_KEY_SIZE + ArtLayout.TIME_SIZE;

  private static final byte[] DOMAIN = {'A', 'R', 'T', '1', '-', 'I', 'D', 'M'};

  private final short resultPlaces;
  private final byte[] results;
  private final byte[] next;
  private final short entryPlaces;
  private final byte[] entries;
  private final byte[] ram;
  private final MessageDigest sha;

  PaidLog(short resultPlaces, short entryPlaces, MessageDigest sha) {
    this.resultPlaces = resultPlaces;
    this.entryPlaces = entryPlaces;
    this.sha = sha;
    results = new byte[(short) (resultPlaces * RESULT)];
    next = new byte[1];
    entries = new byte[(short) (entryPlaces * ENTRY)];
    ram = JCSystem.makeTransientByteArray(ArtLayout.DIGEST_SIZE, JCSystem.CLEAR_ON_DESELECT);
  }

  byte[] results() {
    return results;
  }

  /** Remembers the key of a payment for the calls that follow: token, number, digest. */
  void open(byte[] tokenId, short at, byte[] sequence, short sequenceAt, byte[] digest, short d) {
    sha.reset();
    sha.update(DOMAIN, (short) 0, (short) DOMAIN.length);
    sha.update(tokenId, at, ArtLayout.ID_SIZE);
    sha.update(sequence, sequenceAt, (short) 4);
    sha.doFinal(digest, d, ArtLayout.DIGEST_SIZE, ram, (short) 0);
  }

  /** Whether the payment that was opened has been made. */
  boolean paid() {
    for (short i = 0; i < entryPlaces; i++) {
      if (Util.arrayCompare(ram, (short) 0, entries, (short) (i * ENTRY), ArtLayout.PAID_KEY_SIZE)
          == 0) {
        return true;
      }
    }
    return false;
  }

  /** A place for the key of one more payment; refuses when every one is still needed. */
  short freeEntry(TimeFloor floor) {
    for (short i = 0; i < entryPlaces; i++) {
      short until = (short) (i * ENTRY + ArtLayout.PAID_KEY_SIZE);
      if (Amounts.isZero(entries, until, ArtLayout.TIME_SIZE)
          || floor.passedWithGrace(entries, until)) {
        return i;
      }
    }
    ISOException.throwIt(StatusWords.PAID_LOG_FULL);
    return 0;
  }

  /** Where the stored payment on the token with a digest begins, or -1. */
  short find(byte[] tokenId, short at, byte[] sequence, short sequenceAt, byte[] digest, short d) {
    for (short i = 0; i < resultPlaces; i++) {
      short payment = (short) (i * RESULT + RESULT_PAYMENT);
      if (holds(i, tokenId, at, sequence, sequenceAt)
          && Util.arrayCompare(
                  digest,
                  d,
                  results,
                  (short) (payment + ArtLayout.PAY_PREVIOUS),
                  ArtLayout.DIGEST_SIZE)
              == 0) {
        return payment;
      }
    }
    return -1;
  }

  private boolean holds(short place, byte[] tokenId, short at, byte[] sequence, short sequenceAt) {
    short result = (short) (place * RESULT);
    return results[result] != 0
        && Util.arrayCompare(
                tokenId, at, results, (short) (result + RESULT_TOKEN), ArtLayout.ID_SIZE)
            == 0
        && Util.arrayCompare(
                sequence,
                sequenceAt,
                results,
                (short) (result + RESULT_PAYMENT + ArtLayout.PAY_SEQUENCE),
                Counters.SIZE)
            == 0;
  }

  /** Writes a payment where it does not count yet. */
  void stage(byte[] tokenId, short at, byte[] payment, short paymentAt) {
    short result = (short) (next[0] * RESULT);
    Util.arrayCopyNonAtomic(
        tokenId, at, results, (short) (result + RESULT_TOKEN), ArtLayout.ID_SIZE);
    Util.arrayCopyNonAtomic(
        payment, paymentAt, results, (short) (result + RESULT_PAYMENT), ArtLayout.PAY_SIZE);
  }

  /** Makes the staged payment count, as part of the caller's transaction. */
  void commit(short entry, byte[] until, short untilAt) {
    short place = next[0];
    short following = (short) ((short) (place + 1) % resultPlaces);
    results[(short) (place * RESULT)] = 1;
    results[(short) (following * RESULT)] = 0;
    next[0] = (byte) following;
    short at = (short) (entry * ENTRY);
    Util.arrayCopy(ram, (short) 0, entries, at, ArtLayout.PAID_KEY_SIZE);
    Util.arrayCopy(
        until, untilAt, entries, (short) (at + ArtLayout.PAID_KEY_SIZE), ArtLayout.TIME_SIZE);
  }
}
