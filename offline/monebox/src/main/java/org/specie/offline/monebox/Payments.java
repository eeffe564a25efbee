package org.specie.offline.monebox;

import javacard.framework.ISOException;
import javacard.framework.JCSystem;
import javacard.framework.Util;
import org.specie.offline.token.layout.ArtLayout;

/**
 * Verifies payments of others (50, 5.2), and signs our own. The caller has verified the
 * configuration; what came before the payment is checked here if it is the first, and by the caller
 * if it knows more.
 */
final class Payments {
  private static final byte[] DOMAIN = {'A', 'R', 'T', '1', '-', 'P', 'A', 'Y'};

  private final ClassKeys classKeys;
  private final Ecdsa ecdsa;
  private final byte[] ram;

  Payments(ClassKeys classKeys, Ecdsa ecdsa) {
    this.classKeys = classKeys;
    this.ecdsa = ecdsa;
    ram = JCSystem.makeTransientByteArray(Amounts.SIZE, JCSystem.CLEAR_ON_DESELECT);
  }

  /** Checks 1 to 5: class, dates, limits, uses. The place of the class key. */
  short requireWithin(byte[] b, short c, short s) {
    short place = classKeys.find(b, (short) (s + ArtLayout.PAY_CERT));
    short record = ClassKeys.record(place);
    byte[] records = classKeys.records();
    short time = (short) (s + ArtLayout.PAY_TIME);
    if (!Form.within(b, time, b, (short) (c + ArtLayout.CFG_VALID_FROM))
        || !classKeys.covers(place, b, time)) {
      ISOException.throwIt(StatusWords.OUTSIDE_DATES);
    }
    if ((records[(short) (record + ArtLayout.KEY_CLASSES)] & b[(short) (c + ArtLayout.CFG_CLASSES)])
        == 0) {
      ISOException.throwIt(StatusWords.CLASS_NOT_ALLOWED);
    }
    short amount = (short) (s + ArtLayout.PAY_AMOUNT);
    if (Amounts.compare(b, amount, records, (short) (record + ArtLayout.KEY_LARGEST_PAYMENT)) > 0) {
      ISOException.throwIt(StatusWords.ABOVE_PAYMENT_LIMIT);
    }
    requireConfigured(b, c, b, amount, (short) (s + ArtLayout.PAY_AGGREGATE), s);
    if (Amounts.compare(
            b,
            (short) (s + ArtLayout.PAY_USE),
            records,
            (short) (record + ArtLayout.CLASS_USES),
            (short) 2)
        > 0) {
      ISOException.throwIt(StatusWords.USES_EXHAUSTED);
    }
    return place;
  }

  /** Refuses an amount, an aggregate or a number beyond what the configuration allows. */
  void requireConfigured(
      byte[] b, short c, byte[] payment, short amount, short aggregate, short sequence) {
    if (Amounts.compare(payment, amount, b, (short) (c + ArtLayout.CFG_LARGEST_PAYMENT)) > 0) {
      ISOException.throwIt(StatusWords.ABOVE_PAYMENT_LIMIT);
    }
    if (Amounts.compare(payment, aggregate, b, (short) (c + ArtLayout.CFG_LARGEST_AGGREGATE)) > 0) {
      ISOException.throwIt(StatusWords.ABOVE_AGGREGATE);
    }
    if (Util.getShort(payment, sequence) != 0
        || Amounts.compare(
                payment,
                (short) (sequence + 2),
                b,
                (short) (c + ArtLayout.CFG_PAYMENTS_MAX),
                (short) 2)
            > 0) {
      ISOException.throwIt(StatusWords.PAYMENTS_EXHAUSTED);
    }
  }

  /** Check 6 of who has not seen the predecessor; the digest is that of the configuration. */
  void requireBeginning(byte[] b, short s, byte[] digest, short d) {
    Amounts.subtract(
        b,
        (short) (s + ArtLayout.PAY_AGGREGATE),
        b,
        (short) (s + ArtLayout.PAY_AMOUNT),
        ram,
        (short) 0);
    if (isFirst(b, s)) {
      if (Util.arrayCompare(
              b, (short) (s + ArtLayout.PAY_PREVIOUS), digest, d, ArtLayout.DIGEST_SIZE)
          != 0) {
        ISOException.throwIt(StatusWords.WRONG_PREVIOUS);
      }
      if (!Amounts.isZero(ram, (short) 0)) {
        ISOException.throwIt(StatusWords.WRONG_AGGREGATE);
      }
      return;
    }
    // Each payment before was at least one; the sequence number is below 2^16 here.
    if (belowSteps(b, s)) {
      ISOException.throwIt(StatusWords.WRONG_AGGREGATE);
    }
  }

  static boolean isFirst(byte[] b, short s) {
    return Util.getShort(b, s) == 0 && Util.getShort(b, (short) (s + 2)) == 1;
  }

  /** Whether what came before, in RAM, is less than one a payment. */
  private boolean belowSteps(byte[] b, short s) {
    if (!Amounts.isZero(ram, (short) 0, (short) 6)) {
      return false;
    }
    short steps = (short) (Util.getShort(b, (short) (s + 2)) - 1);
    Util.setShort(ram, (short) 0, steps);
    return Amounts.compare(ram, (short) 6, ram, (short) 0, (short) 2) < 0;
  }

  /** Check 7: the blind signature on the payment key, then that of the payment. */
  void requireSigned(short place, byte[] b, short s, byte[] digest, short d) {
    if (!classKeys.verifies(place, b, (short) (s + ArtLayout.PAY_CERT))) {
      ISOException.throwIt(StatusWords.NOT_SIGNED);
    }
    ecdsa.beginVerify(b, (short) (s + ArtLayout.PAY_CERT + ArtLayout.PAY_CERT_PUBLIC), DOMAIN);
    ecdsa.update(digest, d, ArtLayout.DIGEST_SIZE);
    if (!ecdsa.verify(b, s, ArtLayout.PAY_SIGNATURE, b, (short) (s + ArtLayout.PAY_SIGNATURE))) {
      ISOException.throwIt(StatusWords.NOT_SIGNED);
    }
  }

  /** Signs a payment in RAM. */
  void sign(PayerKeys payerKeys, short key, byte[] draft, short s, byte[] digest, short d) {
    ecdsa.beginSign(payerKeys.key(key), DOMAIN);
    ecdsa.update(digest, d, ArtLayout.DIGEST_SIZE);
    ecdsa.sign(draft, s, ArtLayout.PAY_SIGNATURE, draft, (short) (s + ArtLayout.PAY_SIGNATURE));
  }
}
