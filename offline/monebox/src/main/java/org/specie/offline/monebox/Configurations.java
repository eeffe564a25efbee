package org.specie.offline.monebox;

import javacard.framework.ISOException;
import javacard.framework.Util;
import org.specie.offline.token.layout.ArtLayout;

/**
 * Verifies configurations (50, 5.1) and remembers the last ones by digest, so that the factory's
 * signature is checked once a token (51.7).
 */
final class Configurations {
  static final short REMEMBERED = 8;

  private static final byte[] DOMAIN = {'A', 'R', 'T', '1', '-', 'C', 'F', 'G'};

  private final byte[] digests;
  private final byte[] next;
  private final TrustedKeys trusted;
  private final Ecdsa ecdsa;
  private final Identity identity;
  private final TimeFloor floor;

  Configurations(TrustedKeys trusted, Ecdsa ecdsa, Identity identity, TimeFloor floor) {
    this.trusted = trusted;
    this.ecdsa = ecdsa;
    this.identity = identity;
    this.floor = floor;
    digests = new byte[(short) (REMEMBERED * ArtLayout.DIGEST_SIZE)];
    next = new byte[1];
  }

  /** Refuses a configuration, canonical already, that does not hold at the time. */
  void require(
      byte[] b, short c, short length, byte[] time, short timeAt, byte[] digest, short digestAt) {
    if (Util.arrayCompare(
            b, (short) (c + ArtLayout.CFG_CURRENCY), identity.facts(), Identity.CURRENCY, (short) 3)
        != 0) {
      ISOException.throwIt(StatusWords.WRONG_CURRENCY);
    }
    short factory = trusted.find(b, (short) (c + ArtLayout.CFG_FACTORY));
    trusted.requireUse(factory, ArtLayout.USE_FACTORY);
    if (!Form.within(time, timeAt, b, (short) (c + ArtLayout.CFG_VALID_FROM))) {
      ISOException.throwIt(StatusWords.OUTSIDE_DATES);
    }
    requireWithin(factory, b, c);
    if (!remembered(digest, digestAt)) {
      verify(factory, b, c, length);
      remember(digest, digestAt);
      floor.raise(b, (short) (c + ArtLayout.CFG_VALID_FROM));
    }
  }

  private void requireWithin(short factory, byte[] b, short c) {
    byte[] records = trusted.records();
    byte classes = records[(short) (factory + ArtLayout.KEY_CLASSES)];
    if ((b[(short) (c + ArtLayout.CFG_CLASSES)] & ~classes) != 0
        || !trusted.covers(factory, b, (short) (c + ArtLayout.CFG_VALID_FROM))
        || !trusted.covers(factory, b, (short) (c + ArtLayout.CFG_VALID_UNTIL))
        || Amounts.compare(
                b,
                (short) (c + ArtLayout.CFG_LARGEST_PAYMENT),
                records,
                (short) (factory + ArtLayout.KEY_LARGEST_PAYMENT))
            > 0
        || Amounts.compare(
                b,
                (short) (c + ArtLayout.CFG_LARGEST_AGGREGATE),
                records,
                (short) (factory + ArtLayout.KEY_LARGEST_AGGREGATE))
            > 0) {
      ISOException.throwIt(StatusWords.BEYOND_ISSUER);
    }
  }

  private void verify(short factory, byte[] b, short c, short length) {
    short signed = (short) (length - ArtLayout.SIGNATURE_SIZE);
    trusted.beginVerify(factory, DOMAIN);
    if (!ecdsa.verify(b, c, signed, b, (short) (c + signed))) {
      ISOException.throwIt(StatusWords.NOT_SIGNED);
    }
  }

  private boolean remembered(byte[] digest, short at) {
    for (short i = 0; i < REMEMBERED; i++) {
      if (Util.arrayCompare(
              digest, at, digests, (short) (i * ArtLayout.DIGEST_SIZE), ArtLayout.DIGEST_SIZE)
          == 0) {
        return true;
      }
    }
    return false;
  }

  /** The digest is one atomic write; a cut before the second makes the place be used again. */
  private void remember(byte[] digest, short at) {
    Util.arrayCopy(
        digest, at, digests, (short) (next[0] * ArtLayout.DIGEST_SIZE), ArtLayout.DIGEST_SIZE);
    next[0] = (byte) ((short) (next[0] + 1) % REMEMBERED);
  }
}
