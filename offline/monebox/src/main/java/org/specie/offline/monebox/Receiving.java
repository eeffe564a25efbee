package org.specie.offline.monebox;

import javacard.framework.APDU;
import javacard.framework.ISOException;
import javacard.framework.JCSystem;
import javacard.framework.Util;
import org.specie.offline.token.layout.ArtLayout;

/**
 * REDEEM and LOAD: the two ways in which the balance grows (51.8). A payment is credited step by
 * step, each verified whole and only as what follows the last (G2); a load is numbered and signed
 * by those who manage the device. Either answers a repetition with "already" and changes nothing.
 */
final class Receiving {
  /** What both answer. */
  static final byte CREDITED = 0;

  static final byte ALREADY = 1;

  private static final byte[] LOAD_DOMAIN = {'A', 'R', 'T', '1', '-', 'L', 'O', 'D'};

  // The data of LOAD.
  private static final short SERIAL = 0;
  private static final short AMOUNT = SERIAL + Counters.SIZE;
  private static final short SIGNATURE = AMOUNT + ArtLayout.AMOUNT_SIZE;

  private final Device device;

  /** The number of the last load. */
  private final byte[] loads;

  private final byte[] ram;

  Receiving(Device device) {
    this.device = device;
    loads = new byte[Counters.SIZE];
    ram = JCSystem.makeTransientByteArray(Counters.SIZE, JCSystem.CLEAR_ON_DESELECT);
  }

  /** REDEEM: a configuration of this owner's and one payment. */
  void redeem(APDU apdu) {
    Exchange exchange = device.exchange;
    byte[] data = exchange.data();
    device.lifecycle.require(Lifecycle.OPERATIONAL);
    device.requireSound();
    short available = (short) (exchange.length() - ArtLayout.PAY_SIZE);
    if (available < ArtLayout.CFG_SIZE_MIN) {
      ISOException.throwIt(StatusWords.WRONG_LENGTH);
    }
    short length = Form.requireConfiguration(data, (short) 0, available);
    if (length != available) {
      ISOException.throwIt(StatusWords.WRONG_LENGTH);
    }
    Form.requirePayment(data, length);
    requireOwner(data);
    device.digest((short) 0, length, Device.CONFIGURATION);
    device.digest((short) 0, exchange.length(), Device.TOKEN);
    short place = device.redeemTable.find(data, ArtLayout.CFG_TOKEN_ID);
    if (device.redeemTable.isLast(place, device.digests, Device.TOKEN)) {
      answer(apdu, ALREADY);
      return;
    }
    requirePayment(data, length);
    device.redeemTable.requireNext(place, data, length);
    device.vault.requireAcceptable(Vault.RECEIVED, data, (short) (length + ArtLayout.PAY_AMOUNT));
    if (place == RedeemTable.NONE) {
      place = device.redeemTable.freePlace(device.floor);
    }
    JCSystem.beginTransaction();
    device.vault.accept(Vault.RECEIVED, data, (short) (length + ArtLayout.PAY_AMOUNT));
    device.redeemTable.advance(place, data, (short) 0, length, device.digests, Device.TOKEN);
    JCSystem.commitTransaction();
    answer(apdu, CREDITED);
  }

  private void requireOwner(byte[] data) {
    if (Amounts.compare(
            data,
            ArtLayout.CFG_OWNER_ID,
            device.identity.facts(),
            Identity.OWNER_ID,
            ArtLayout.ID_SIZE)
        != 0) {
      ISOException.throwIt(StatusWords.NOT_OWNER);
    }
  }

  /** 5.1 and 5.2 at the claimed time, and not too late. */
  private void requirePayment(byte[] data, short payment) {
    device.configurations.require(
        data,
        (short) 0,
        payment,
        data,
        (short) (payment + ArtLayout.PAY_TIME),
        device.digests,
        Device.CONFIGURATION);
    short classPlace = device.payments.requireWithin(data, (short) 0, payment);
    device.payments.requireBeginning(data, payment, device.digests, Device.CONFIGURATION);
    device.payments.requireSigned(classPlace, data, payment, device.digests, Device.CONFIGURATION);
    if (device.floor.passedWithGrace(data, ArtLayout.CFG_VALID_UNTIL)
        || device.floor.passedWithGrace(
            device.classKeys.records(),
            (short) (ClassKeys.record(classPlace) + ArtLayout.KEY_VALID_UNTIL))) {
      ISOException.throwIt(StatusWords.TOO_LATE);
    }
  }

  /** LOAD: a serial number, an amount, the managers' signature for this device. */
  void load(APDU apdu) {
    Exchange exchange = device.exchange;
    byte[] data = exchange.data();
    device.lifecycle.require(Lifecycle.OPERATIONAL);
    device.requireSound();
    exchange.requireLength((short) (SIGNATURE + Ecdsa.SIGNATURE));
    Form.requireAmount(data, AMOUNT);
    device.identity.beginManaged(LOAD_DOMAIN);
    if (!device.ecdsa.verify(data, SERIAL, SIGNATURE, data, SIGNATURE)) {
      ISOException.throwIt(StatusWords.NOT_SIGNED);
    }
    if (Amounts.compare(data, SERIAL, loads, (short) 0, Counters.SIZE) == 0) {
      answer(apdu, ALREADY);
      return;
    }
    Util.arrayCopyNonAtomic(loads, (short) 0, ram, (short) 0, Counters.SIZE);
    Counters.increment(ram, (short) 0);
    if (Amounts.compare(data, SERIAL, ram, (short) 0, Counters.SIZE) != 0) {
      ISOException.throwIt(StatusWords.WRONG_SERIAL);
    }
    if (Amounts.isZero(data, AMOUNT)) {
      ISOException.throwIt(StatusWords.AMOUNT_ZERO);
    }
    device.vault.requireAcceptable(Vault.LOADED, data, AMOUNT);
    JCSystem.beginTransaction();
    device.vault.accept(Vault.LOADED, data, AMOUNT);
    Util.arrayCopy(ram, (short) 0, loads, (short) 0, Counters.SIZE);
    JCSystem.commitTransaction();
    answer(apdu, CREDITED);
  }

  private void answer(APDU apdu, byte outcome) {
    device.exchange.data()[0] = outcome;
    device.exchange.answer(apdu, (short) 1);
  }
}
