package org.specie.offline.monebox;

import javacard.framework.ISOException;
import javacard.framework.Util;
import org.specie.offline.token.layout.ArtLayout;

/**
 * The one form of certificates, configurations and payments (50, 1.6), as far as a card looks:
 * types, reserved bytes, ranges, lengths. It does not read the payee's information as text, and it
 * leaves to the arithmetic under a signature whether a point lies on the curve.
 */
final class Form {
  private static final short ACCOUNT_EXTENSION = 2 + ArtLayout.ACCOUNT_SIZE;
  private static final short WITHDRAWAL_EXTENSIONS = ACCOUNT_EXTENSION + 2 + ArtLayout.POINT_SIZE;

  /** Two times, one behind the other. */
  private static final short VALIDITY = 2 * ArtLayout.TIME_SIZE;

  private static final byte KINDS =
      ArtLayout.FLAG_DEPOSIT
          | ArtLayout.FLAG_WITHDRAWAL
          | ArtLayout.FLAG_WHOLESALE
          | ArtLayout.FLAG_RECOVERY;

  private Form() {}

  /** Whether a time lies within two that stand one behind the other, both inclusive. */
  static boolean within(byte[] time, short at, byte[] bounds, short from) {
    return Amounts.compare(time, at, bounds, from, ArtLayout.TIME_SIZE) >= 0
        && Amounts.compare(
                time, at, bounds, (short) (from + ArtLayout.TIME_SIZE), ArtLayout.TIME_SIZE)
            <= 0;
  }

  /**
   * Whether a certificate, of a key or a class, is newer than one of the same key: its validity
   * begins later, or at the same time and ends later.
   */
  static boolean isNewer(byte[] certificate, short at, byte[] known, short knownAt) {
    return Amounts.compare(
            certificate,
            (short) (at + ArtLayout.KEY_VALID_FROM),
            known,
            (short) (knownAt + ArtLayout.KEY_VALID_FROM),
            VALIDITY)
        > 0;
  }

  private static void require(boolean canonical) {
    if (!canonical) {
      ISOException.throwIt(StatusWords.NOT_CANONICAL);
    }
  }

  static void requireAmount(byte[] bytes, short at) {
    require(Amounts.fits(bytes, at));
  }

  static void requireTime(byte[] bytes, short at) {
    require(bytes[at] >= 0);
  }

  private static void requirePositive(byte[] bytes, short at) {
    require(Amounts.fits(bytes, at) && !Amounts.isZero(bytes, at));
  }

  /** Two times, the second not before the first. */
  private static void requireTimes(byte[] bytes, short at) {
    short until = (short) (at + ArtLayout.TIME_SIZE);
    require(
        bytes[at] >= 0
            && bytes[until] >= 0
            && Amounts.compare(bytes, at, bytes, until, ArtLayout.TIME_SIZE) <= 0);
  }

  /** A largest payment and behind it a largest aggregate, not below it. */
  private static void requireLimits(byte[] bytes, short at) {
    short aggregate = (short) (at + ArtLayout.AMOUNT_SIZE);
    requirePositive(bytes, at);
    require(Amounts.fits(bytes, aggregate) && Amounts.compare(bytes, at, bytes, aggregate) <= 0);
  }

  private static boolean oneBit(byte bits) {
    return bits != 0 && (byte) (bits & (byte) (bits - 1)) == 0;
  }

  private static void requireHead(byte[] b, short at, byte type, byte algorithm) {
    require(
        b[(short) (at + ArtLayout.KEY_TYPE)] == type
            && b[(short) (at + ArtLayout.KEY_ALGORITHM)] == algorithm
            && Util.getShort(b, (short) (at + ArtLayout.KEY_CURRENCY)) != 0
            && Util.getShort(b, (short) (at + ArtLayout.KEY_RESERVED)) == 0);
    requireTimes(b, (short) (at + ArtLayout.KEY_VALID_FROM));
  }

  /** A key certificate of 180 bytes. */
  static void requireKey(byte[] b, short at) {
    byte use = b[(short) (at + ArtLayout.KEY_USE)];
    requireHead(b, at, ArtLayout.TYPE_KEY_CERT, ArtLayout.ALGORITHM_P256);
    requireLimits(b, (short) (at + ArtLayout.KEY_LARGEST_PAYMENT));
    require(
        oneBit(use)
            && use > 0
            && use <= ArtLayout.USE_TIME
            && b[(short) (at + ArtLayout.KEY_CLASSES)] != 0
            && Amounts.isZero(b, (short) (at + ArtLayout.KEY_RESERVED_TAIL), ArtLayout.TIME_SIZE));
  }

  /** A class certificate of 376 bytes. */
  static void requireClass(byte[] b, short at) {
    requireHead(b, at, ArtLayout.TYPE_CLASS_CERT, ArtLayout.ALGORITHM_RSA_PSS);
    requirePositive(b, (short) (at + ArtLayout.KEY_LARGEST_PAYMENT));
    requirePositive(b, (short) (at + ArtLayout.CLASS_QUOTA));
    short modulus = (short) (at + ArtLayout.CLASS_MODULUS);
    require(
        b[(short) (at + ArtLayout.KEY_USE)] == ArtLayout.USE_CLASS
            && oneBit(b[(short) (at + ArtLayout.KEY_CLASSES)])
            && Util.getShort(b, (short) (at + ArtLayout.CLASS_USES)) != 0
            && b[modulus] < 0
            && (b[(short) (modulus + ArtLayout.MODULUS_SIZE - 1)] & 1) == 1
            && Amounts.isZero(
                b, (short) (at + ArtLayout.CLASS_RESERVED_TAIL), ArtLayout.TIME_SIZE));
  }

  /** A configuration at the beginning of so many bytes; its length. */
  static short requireConfiguration(byte[] b, short at, short available) {
    require(available >= ArtLayout.CFG_SIZE_MIN);
    short info = b[(short) (at + ArtLayout.CFG_INFO_SIZE)];
    short extensions = b[(short) (at + ArtLayout.CFG_EXTENSIONS_SIZE)];
    require(
        info >= 0
            && info <= ArtLayout.CFG_INFO_MAX
            && extensions >= 0
            && extensions <= ArtLayout.CFG_EXTENSIONS_MAX);
    short length = (short) (ArtLayout.CFG_SIZE_MIN + info + extensions);
    require(length <= available);
    requireFields(b, at);
    requireTimes(b, (short) (at + ArtLayout.CFG_VALID_FROM));
    requireLimits(b, (short) (at + ArtLayout.CFG_LARGEST_PAYMENT));
    requireExtensions(
        b,
        (short) (at + ArtLayout.CFG_INFO + info),
        extensions,
        b[(short) (at + ArtLayout.CFG_FLAGS)]);
    return length;
  }

  private static void requireFields(byte[] b, short at) {
    byte flags = b[(short) (at + ArtLayout.CFG_FLAGS)];
    byte kind = (byte) (flags & KINDS);
    byte places = b[(short) (at + ArtLayout.CFG_PLACES)];
    require(
        b[(short) (at + ArtLayout.CFG_TYPE)] == ArtLayout.TYPE_CONFIGURATION
            && (byte) (flags & ~ArtLayout.FLAGS_ALL) == 0
            && (kind == 0 || oneBit(kind))
            && Util.getShort(b, (short) (at + ArtLayout.CFG_CURRENCY)) != 0
            && places >= 0
            && places <= ArtLayout.CFG_PLACES_MAX
            && b[(short) (at + ArtLayout.CFG_CLASSES)] != 0
            && Util.getShort(b, (short) (at + ArtLayout.CFG_PAYMENTS_MAX)) != 0);
    if ((flags & (ArtLayout.FLAG_DEPOSIT | ArtLayout.FLAG_WITHDRAWAL)) != 0) {
      require((flags & ArtLayout.FLAG_DEDICATED) != 0);
    }
  }

  /** A deposit names an account, a withdrawal a key as well, others nothing. */
  private static void requireExtensions(byte[] b, short at, short length, byte flags) {
    short expected = 0;
    if ((flags & ArtLayout.FLAG_DEPOSIT) != 0) {
      expected = ACCOUNT_EXTENSION;
    } else if ((flags & ArtLayout.FLAG_WITHDRAWAL) != 0) {
      expected = WITHDRAWAL_EXTENSIONS;
    }
    require(length == expected);
    if (length > 0) {
      require(
          b[at] == ArtLayout.EXTENSION_ACCOUNT
              && b[(short) (at + 1)] == (byte) ArtLayout.ACCOUNT_SIZE);
    }
    if (length > ACCOUNT_EXTENSION) {
      short key = (short) (at + ACCOUNT_EXTENSION);
      require(
          b[key] == ArtLayout.EXTENSION_WITHDRAWAL_KEY
              && b[(short) (key + 1)] == (byte) ArtLayout.POINT_SIZE);
    }
  }

  /** A payment of 458 bytes. */
  static void requirePayment(byte[] b, short at) {
    short aggregate = (short) (at + ArtLayout.PAY_AGGREGATE);
    short amount = (short) (at + ArtLayout.PAY_AMOUNT);
    requirePositive(b, amount);
    requireAmount(b, aggregate);
    requireTime(b, (short) (at + ArtLayout.PAY_TIME));
    require(
        Amounts.compare(b, amount, b, aggregate) <= 0
            && !Amounts.isZero(b, (short) (at + ArtLayout.PAY_SEQUENCE), (short) 4)
            && Util.getShort(b, (short) (at + ArtLayout.PAY_USE)) != 0);
  }
}
