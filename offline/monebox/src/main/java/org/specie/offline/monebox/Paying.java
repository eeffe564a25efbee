package org.specie.offline.monebox;

import javacard.framework.APDU;
import javacard.framework.ISOException;
import javacard.framework.JCSystem;
import javacard.framework.Util;
import org.specie.offline.token.layout.ArtLayout;

/**
 * PAY and GET RESULT (51.8). The checks stand in the order of the page; then the payment is signed
 * and written where it does not count, and one transaction takes the money, counts the key's use
 * and makes the payment count. It leaves the card after that, and the same bytes do so ever after.
 */
final class Paying {
  // The data of PAY, up to the configuration.
  private static final short AMOUNT = 0;
  private static final short TIME = AMOUNT + ArtLayout.AMOUNT_SIZE;
  private static final short REFERENCE = TIME + ArtLayout.TIME_SIZE;
  private static final short CONFIGURATION = REFERENCE + ArtLayout.REFERENCE_SIZE;

  /** P1: without approval. */
  private static final byte TAP = 1;

  /** Of what is tapped: no binding has proven a secret for it. */
  private static final short NOBODY = -1;

  /** P2: a payment follows the configuration. */
  private static final byte CARRIES_PAYMENT = 1;

  /** The draft in the workspace, behind what a verification needs. */
  private static final short DRAFT = BlindRsa.SIZE;

  private final Device device;

  Paying(Device device) {
    this.device = device;
  }

  void pay(APDU apdu) {
    Exchange exchange = device.exchange;
    byte[] data = exchange.data();
    device.lifecycle.require(Lifecycle.OPERATIONAL);
    device.requireSound();
    if ((exchange.p1() & ~TAP) != 0 || (exchange.p2() & ~CARRIES_PAYMENT) != 0) {
      ISOException.throwIt(StatusWords.WRONG_PARAMETERS);
    }
    short end = exchange.length();
    if (exchange.p1() != TAP) {
      end = (short) (end - Bindings.TRAILER);
    }
    short length = requireForm(data, end);
    short payment = (short) (CONFIGURATION + length);
    short binding = requireApproval(exchange, data);
    device.digest(CONFIGURATION, length, Device.CONFIGURATION);
    device.digest(CONFIGURATION, (short) (end - CONFIGURATION), Device.TOKEN);
    draft(data, payment);
    if (repeats(data)) {
      repeat(apdu, data);
      return;
    }
    device.secrets.requireFor(data, AMOUNT, binding);
    boolean pressed = device.approvals.pressed();
    device.limits.requirePress(data, AMOUNT, pressed);
    requireToken(data, length, payment);
    short key = requireOwn(data);
    short entry = device.paidLog.freeEntry(device.floor);
    sign(data, key);
    device.approvals.release();
    device.secrets.release();
    JCSystem.beginTransaction();
    device.vault.spend(data, AMOUNT);
    device.limits.count(data, AMOUNT, pressed);
    device.payerKeys.use(key, device.classKeys);
    device.paidLog.commit(entry, data, (short) (CONFIGURATION + ArtLayout.CFG_VALID_UNTIL));
    JCSystem.commitTransaction();
    device.payerKeys.clearSpent();
    answer(apdu, requireKept(stored(data)), (short) 0);
  }

  /** Lengths and ranges of what came; the configuration's length. */
  private short requireForm(byte[] data, short end) {
    short available = (short) (end - CONFIGURATION);
    if (available < ArtLayout.CFG_SIZE_MIN) {
      ISOException.throwIt(StatusWords.WRONG_LENGTH);
    }
    Form.requireAmount(data, AMOUNT);
    Form.requireTime(data, TIME);
    short length = Form.requireConfiguration(data, CONFIGURATION, available);
    short rest = (short) (available - length);
    if (device.exchange.p2() == CARRIES_PAYMENT) {
      if (rest != ArtLayout.PAY_SIZE) {
        ISOException.throwIt(StatusWords.WRONG_LENGTH);
      }
      Form.requirePayment(data, (short) (CONFIGURATION + length));
    } else if (rest != 0) {
      ISOException.throwIt(StatusWords.WRONG_LENGTH);
    }
    return length;
  }

  /** The binding that approves, or {@link #NOBODY}. */
  private short requireApproval(Exchange exchange, byte[] data) {
    if (exchange.p1() == TAP) {
      device.limits.requireTap(data, AMOUNT);
      return NOBODY;
    }
    short binding = device.bindings.authenticate(exchange);
    device.bindings.requireWithinLimit(binding, data, AMOUNT);
    return binding;
  }

  /** Everything of the new payment that needs no key: number, aggregate, amount, time, digest. */
  private void draft(byte[] data, short previous) {
    byte[] draft = device.rsa.workspace();
    Util.arrayFillNonAtomic(draft, DRAFT, ArtLayout.PAY_AMOUNT, (byte) 0);
    if (device.exchange.p2() == CARRIES_PAYMENT) {
      Util.arrayCopyNonAtomic(data, previous, draft, DRAFT, ArtLayout.PAY_AMOUNT);
    }
    Counters.increment(draft, (short) (DRAFT + ArtLayout.PAY_SEQUENCE));
    Util.arrayCopyNonAtomic(
        data,
        AMOUNT,
        draft,
        (short) (DRAFT + ArtLayout.PAY_AMOUNT),
        (short) (ArtLayout.AMOUNT_SIZE + ArtLayout.TIME_SIZE));
    Util.arrayCopyNonAtomic(
        device.digests,
        Device.TOKEN,
        draft,
        (short) (DRAFT + ArtLayout.PAY_PREVIOUS),
        ArtLayout.DIGEST_SIZE);
    Util.arrayCopyNonAtomic(
        data,
        REFERENCE,
        draft,
        (short) (DRAFT + ArtLayout.PAY_REFERENCE),
        ArtLayout.REFERENCE_SIZE);
  }

  /** Whether this token was paid at this number before, whatever the amount (G6). */
  private boolean repeats(byte[] data) {
    device.paidLog.open(
        data,
        (short) (CONFIGURATION + ArtLayout.CFG_TOKEN_ID),
        device.rsa.workspace(),
        (short) (DRAFT + ArtLayout.PAY_SEQUENCE),
        device.digests,
        Device.TOKEN);
    return device.paidLog.paid();
  }

  /** Where the payment on the token that came is stored, or -1. */
  private short stored(byte[] data) {
    return device.paidLog.find(
        data,
        (short) (CONFIGURATION + ArtLayout.CFG_TOKEN_ID),
        device.rsa.workspace(),
        (short) (DRAFT + ArtLayout.PAY_SEQUENCE),
        device.digests,
        Device.TOKEN);
  }

  private void repeat(APDU apdu, byte[] data) {
    short stored = requireKept(stored(data));
    short amount = (short) (stored + ArtLayout.PAY_AMOUNT);
    short status = 0;
    if (Amounts.compare(data, AMOUNT, device.paidLog.results(), amount) != 0) {
      status = StatusWords.PAID_OTHER_AMOUNT;
    }
    answer(apdu, stored, status);
  }

  /** The token that came: 5.1 at the time, and 5.2 for the payment in it. */
  private void requireToken(byte[] data, short length, short payment) {
    if (!device.floor.reached(data, TIME)) {
      ISOException.throwIt(StatusWords.BEFORE_TIME_FLOOR);
    }
    device.configurations.require(
        data, CONFIGURATION, length, data, TIME, device.digests, Device.CONFIGURATION);
    if (device.exchange.p2() == CARRIES_PAYMENT) {
      short place = device.payments.requireWithin(data, CONFIGURATION, payment);
      device.payments.requireBeginning(data, payment, device.digests, Device.CONFIGURATION);
      device.payments.requireSigned(place, data, payment, device.digests, Device.CONFIGURATION);
    }
  }

  /** What limits this payment, up to the balance; the key to pay with. */
  private short requireOwn(byte[] data) {
    byte[] draft = device.rsa.workspace();
    short aggregate = (short) (DRAFT + ArtLayout.PAY_AGGREGATE);
    if (Amounts.isZero(data, AMOUNT)) {
      ISOException.throwIt(StatusWords.AMOUNT_ZERO);
    }
    if ((device.identity.deviceClass() & data[(short) (CONFIGURATION + ArtLayout.CFG_CLASSES)])
        == 0) {
      ISOException.throwIt(StatusWords.CLASS_NOT_ALLOWED);
    }
    if (!Amounts.add(draft, aggregate, data, AMOUNT, draft, aggregate)) {
      ISOException.throwIt(StatusWords.ABOVE_AGGREGATE);
    }
    device.payments.requireConfigured(
        data, CONFIGURATION, draft, (short) (DRAFT + ArtLayout.PAY_AMOUNT), aggregate, DRAFT);
    short key = device.payerKeys.choose(device.classKeys, data, TIME, data, AMOUNT);
    device.vault.requireSpendable(data, AMOUNT);
    return key;
  }

  /** Completes and signs the draft, and writes it where it does not count yet. */
  private void sign(byte[] data, short key) {
    byte[] draft = device.rsa.workspace();
    Util.setShort(draft, (short) (DRAFT + ArtLayout.PAY_USE), device.payerKeys.nextUse(key));
    Util.arrayCopyNonAtomic(
        device.payerKeys.certificates(),
        PayerKeys.certificate(key),
        draft,
        (short) (DRAFT + ArtLayout.PAY_CERT),
        ArtLayout.PAY_CERT_SIZE);
    device.payments.sign(device.payerKeys, key, draft, DRAFT, device.digests, Device.CONFIGURATION);
    device.paidLog.stage(data, (short) (CONFIGURATION + ArtLayout.CFG_TOKEN_ID), draft, DRAFT);
  }

  private static short requireKept(short stored) {
    if (stored < 0) {
      ISOException.throwIt(StatusWords.RESULT_EVICTED);
    }
    return stored;
  }

  private void answer(APDU apdu, short stored, short status) {
    Util.arrayCopyNonAtomic(
        device.paidLog.results(), stored, device.exchange.data(), (short) 0, ArtLayout.PAY_SIZE);
    device.exchange.answer(apdu, ArtLayout.PAY_SIZE, status);
  }

  /**
   * GET RESULT: a token id, a sequence number, the digest of what was to be paid. A card that has
   * ended answers too: what was deducted before is the payee's, and stands in no recovery record.
   */
  void getResult(APDU apdu) {
    byte[] data = device.exchange.data();
    short digest = ArtLayout.ID_SIZE + Counters.SIZE;
    device.lifecycle.requireUsed();
    device.exchange.requireLength((short) (digest + ArtLayout.DIGEST_SIZE));
    device.paidLog.open(data, (short) 0, data, ArtLayout.ID_SIZE, data, digest);
    if (!device.paidLog.paid()) {
      ISOException.throwIt(StatusWords.NOT_FOUND);
    }
    short stored = device.paidLog.find(data, (short) 0, data, ArtLayout.ID_SIZE, data, digest);
    answer(apdu, requireKept(stored), (short) 0);
  }
}
