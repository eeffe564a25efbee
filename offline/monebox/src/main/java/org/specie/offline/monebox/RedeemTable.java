package org.specie.offline.monebox;

import javacard.framework.ISOException;
import javacard.framework.JCSystem;
import javacard.framework.Util;
import javacard.security.MessageDigest;
import org.specie.offline.token.layout.ArtLayout;

/**
 * How far each of the owner's tokens was redeemed (51.8): the last sequence number, the aggregate
 * and the digest of the whole token then. A token is forgotten when it can no longer be redeemed.
 */
final class RedeemTable {
  private static final short TOKEN = 0;
  private static final short SEQUENCE = TOKEN + ArtLayout.ID_SIZE;
  private static final short AGGREGATE = SEQUENCE + 4;
  private static final short DIGEST = AGGREGATE + ArtLayout.AMOUNT_SIZE;
  private static final short UNTIL = DIGEST + ArtLayout.DIGEST_SIZE;

  /** One token. */
  static final short ENTRY = UNTIL + ArtLayout.TIME_SIZE;

  /** The place of a token of which nothing was redeemed. */
  static final short NONE = -1;

  private final short places;
  private final byte[] entries;
  private final byte[] ram;

  RedeemTable(short places) {
    this.places = places;
    entries = new byte[(short) (places * ENTRY)];
    ram = JCSystem.makeTransientByteArray(ENTRY, JCSystem.CLEAR_ON_DESELECT);
  }

  /** The place of a token, or {@link #NONE}. */
  short find(byte[] tokenId, short at) {
    for (short i = 0; i < places; i++) {
      short entry = (short) (i * ENTRY);
      if (!isFree(entry)
          && Util.arrayCompare(tokenId, at, entries, entry, ArtLayout.ID_SIZE) == 0) {
        return i;
      }
    }
    return NONE;
  }

  /** A place for one more token; refuses when every one may still be needed. */
  short freePlace(TimeFloor floor) {
    for (short i = 0; i < places; i++) {
      short entry = (short) (i * ENTRY);
      if (isFree(entry) || floor.passedWithGrace(entries, (short) (entry + UNTIL))) {
        return i;
      }
    }
    ISOException.throwIt(StatusWords.REDEEM_TABLE_FULL);
    return NONE;
  }

  private boolean isFree(short entry) {
    return Amounts.isZero(entries, (short) (entry + UNTIL), ArtLayout.TIME_SIZE);
  }

  /** Whether the whole token with this digest is the last that was redeemed. */
  boolean isLast(short place, byte[] digest, short at) {
    return place != NONE
        && Util.arrayCompare(
                digest, at, entries, (short) (place * ENTRY + DIGEST), ArtLayout.DIGEST_SIZE)
            == 0;
  }

  /** Refuses a payment that does not follow the last: missing steps, passed ones, forks, sums. */
  void requireNext(short place, byte[] payment, short at) {
    short sequence = (short) (at + ArtLayout.PAY_SEQUENCE);
    short entry = (short) (place * ENTRY);
    Util.arrayFillNonAtomic(ram, (short) 0, DIGEST, (byte) 0);
    if (place != NONE) {
      Util.arrayCopyNonAtomic(entries, entry, ram, (short) 0, DIGEST);
    }
    short order = Amounts.compare(payment, sequence, ram, SEQUENCE, Counters.SIZE);
    if (order == 0) {
      ISOException.throwIt(StatusWords.FORKED);
    }
    if (order < 0) {
      ISOException.throwIt(StatusWords.STALE_STEP);
    }
    Counters.increment(ram, SEQUENCE);
    if (Amounts.compare(payment, sequence, ram, SEQUENCE, Counters.SIZE) > 0) {
      ISOException.throwIt(StatusWords.STEP_MISSING);
    }
    if (place != NONE
        && Util.arrayCompare(
                payment,
                (short) (at + ArtLayout.PAY_PREVIOUS),
                entries,
                (short) (entry + DIGEST),
                ArtLayout.DIGEST_SIZE)
            != 0) {
      ISOException.throwIt(StatusWords.FORKED);
    }
    if (!Amounts.add(ram, AGGREGATE, payment, (short) (at + ArtLayout.PAY_AMOUNT), ram, AGGREGATE)
        || Amounts.compare(ram, AGGREGATE, payment, (short) (at + ArtLayout.PAY_AGGREGATE)) != 0) {
      ISOException.throwIt(StatusWords.WRONG_AGGREGATE);
    }
  }

  /** Moves the token on, as part of the caller's transaction. */
  void advance(short place, byte[] configuration, short c, short payment, byte[] digest, short d) {
    Util.arrayCopyNonAtomic(
        configuration, (short) (c + ArtLayout.CFG_TOKEN_ID), ram, TOKEN, ArtLayout.ID_SIZE);
    Util.arrayCopyNonAtomic(configuration, payment, ram, SEQUENCE, (short) (DIGEST - SEQUENCE));
    Util.arrayCopyNonAtomic(digest, d, ram, DIGEST, ArtLayout.DIGEST_SIZE);
    Util.arrayCopyNonAtomic(
        configuration, (short) (c + ArtLayout.CFG_VALID_UNTIL), ram, UNTIL, ArtLayout.TIME_SIZE);
    Util.arrayCopy(ram, (short) 0, entries, (short) (place * ENTRY), ENTRY);
  }

  /** The digest of the whole table, for the recovery record. */
  void digest(MessageDigest sha, byte[] to, short at) {
    sha.reset();
    sha.doFinal(entries, (short) 0, (short) entries.length, to, at);
  }
}
