package org.specie.offline.monebox;

import javacard.framework.APDU;
import javacard.framework.ISOException;
import javacard.framework.JCSystem;
import javacard.framework.Util;
import org.specie.offline.token.layout.ArtLayout;

/**
 * Payment keys and their anonymous certificates (51.9): GENERATE, BLIND, INSTALL CERTIFICATE; and
 * SEAL, which vouches for requests of the host's. The card blinds nothing but a key it made, and
 * raises the factor to its power itself (G3).
 */
final class Certification {
  private static final byte[] BLIND_DOMAIN = {'A', 'R', 'T', '1', '-', 'B', 'L', 'D'};
  private static final byte[] SEAL_DOMAIN = {'A', 'R', 'T', '1', '-', 'R', 'E', 'Q'};

  // The data of BLIND.
  private static final short PLACE = 0;
  private static final short CLASS_KEY = PLACE + 1;
  private static final short FACTOR = CLASS_KEY + ArtLayout.KEY_ID_SIZE;
  private static final short BLIND_DATA = FACTOR + BlindRsa.SIZE;

  /** What both BLIND and SEAL report: the device, a serial number, the four sums. */
  private static final short REPORT = ArtLayout.ID_SIZE + Counters.SIZE + Vault.SUMS * Amounts.SIZE;

  /** The answer to BLIND: a class key id, the blinded number, the report, the signature. */
  private static final short BLINDED = ArtLayout.KEY_ID_SIZE + BlindRsa.SIZE;

  private static final short SEAL_DATA_MAX = 512;

  private final Device device;

  /** The number of the last request. */
  private final byte[] requests;

  private final byte[] ram;

  Certification(Device device) {
    this.device = device;
    requests = new byte[Counters.SIZE];
    ram = JCSystem.makeTransientByteArray(Counters.SIZE, JCSystem.CLEAR_ON_DESELECT);
  }

  /** GENERATE: a new payment key; its place and its point. */
  void generate(APDU apdu) {
    device.lifecycle.require(Lifecycle.OPERATIONAL);
    device.exchange.requireLength(Bindings.TRAILER);
    device.bindings.authenticate(device.exchange);
    device.payerKeys.clearOver(device.classKeys, device.floor);
    short place = device.payerKeys.generate();
    byte[] data = device.exchange.data();
    data[0] = (byte) place;
    Util.arrayCopyNonAtomic(
        device.payerKeys.certificates(),
        (short) (PayerKeys.certificate(place) + ArtLayout.PAY_CERT_PUBLIC),
        data,
        (short) 1,
        ArtLayout.POINT_SIZE);
    device.exchange.answer(apdu, (short) (1 + ArtLayout.POINT_SIZE));
  }

  /** BLIND: a place, a known class key, the host's factor; the blinded request, signed. */
  void blind(APDU apdu) {
    byte[] data = device.exchange.data();
    device.lifecycle.require(Lifecycle.OPERATIONAL);
    device.requireSound();
    device.exchange.requireLength((short) (BLIND_DATA + Bindings.TRAILER));
    device.bindings.authenticate(device.exchange);
    short classPlace = device.classKeys.find(data, CLASS_KEY);
    if (device.classKeys.records()[(short) (ClassKeys.record(classPlace) + ArtLayout.KEY_CLASSES)]
        != device.identity.deviceClass()) {
      ISOException.throwIt(StatusWords.CLASS_NOT_ALLOWED);
    }
    short place = data[PLACE];
    device.payerKeys.assign(place, data, CLASS_KEY);
    short blinded =
        device.classKeys.blind(
            classPlace,
            device.payerKeys.certificates(),
            PayerKeys.certificate(place),
            data,
            FACTOR);
    Util.arrayCopyNonAtomic(data, CLASS_KEY, data, (short) 0, ArtLayout.KEY_ID_SIZE);
    Util.arrayCopyNonAtomic(
        device.rsa.workspace(), blinded, data, ArtLayout.KEY_ID_SIZE, BlindRsa.SIZE);
    device.identity.beginSign(BLIND_DOMAIN);
    short length = report(data, BLINDED);
    device.ecdsa.sign(data, (short) 0, length, data, length);
    device.exchange.answer(apdu, (short) (length + Ecdsa.SIGNATURE));
  }

  /** INSTALL CERTIFICATE: the unblinded signature for a place. */
  void install() {
    byte[] data = device.exchange.data();
    device.lifecycle.require(Lifecycle.OPERATIONAL);
    device.exchange.requireLength((short) (1 + BlindRsa.SIZE));
    short place = data[PLACE];
    byte state = device.payerKeys.state(place);
    if (state == PayerKeys.CERTIFIED) {
      return;
    }
    if (state != PayerKeys.BLINDED) {
      ISOException.throwIt(StatusWords.WRONG_STATE);
    }
    short certificate = ArtLayout.PAY_CERT_SIZE;
    Util.arrayCopyNonAtomic(
        device.payerKeys.certificates(),
        PayerKeys.certificate(place),
        data,
        certificate,
        ArtLayout.PAY_CERT_SIGNATURE);
    Util.arrayCopyNonAtomic(
        data, (short) 1, data, (short) (certificate + ArtLayout.PAY_CERT_SIGNATURE), BlindRsa.SIZE);
    if (!device.classKeys.verifies(device.classKeys.find(data, certificate), data, certificate)) {
      ISOException.throwIt(StatusWords.NOT_SIGNED);
    }
    device.payerKeys.certify(place, data, (short) 1);
  }

  /** SEAL: signs the digest of a request, with the device's id, the owner's, and the sums. */
  void seal(APDU apdu) {
    byte[] data = device.exchange.data();
    device.lifecycle.require(Lifecycle.OPERATIONAL);
    device.requireSound();
    short length = (short) (device.exchange.length() - Bindings.TRAILER);
    if (length <= 0 || length > SEAL_DATA_MAX) {
      ISOException.throwIt(StatusWords.WRONG_LENGTH);
    }
    device.bindings.authenticate(device.exchange);
    device.digest((short) 0, length, Device.TOKEN);
    device.identity.beginSign(SEAL_DOMAIN);
    device.ecdsa.update(device.digests, Device.TOKEN, Pss.HASH);
    Util.arrayCopyNonAtomic(
        device.identity.facts(), Identity.OWNER_ID, data, (short) 0, ArtLayout.ID_SIZE);
    length = report(data, ArtLayout.ID_SIZE);
    device.ecdsa.sign(data, (short) 0, length, data, length);
    device.exchange.answer(apdu, (short) (length + Ecdsa.SIGNATURE));
  }

  /** Numbers the request and writes the report behind what is there; where it ends. */
  private short report(byte[] data, short at) {
    Util.arrayCopyNonAtomic(requests, (short) 0, ram, (short) 0, Counters.SIZE);
    Counters.increment(ram, (short) 0);
    Util.arrayCopy(ram, (short) 0, requests, (short) 0, Counters.SIZE);
    Util.arrayCopyNonAtomic(
        device.identity.facts(), Identity.DEVICE_ID, data, at, ArtLayout.ID_SIZE);
    short here = (short) (at + ArtLayout.ID_SIZE);
    Util.arrayCopyNonAtomic(ram, (short) 0, data, here, Counters.SIZE);
    here = (short) (here + Counters.SIZE);
    for (short i = 0; i < Vault.SUMS; i++) {
      device.vault.read(i, data, (short) (here + i * Amounts.SIZE));
    }
    return (short) (at + REPORT);
  }
}
