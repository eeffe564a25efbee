package org.specie.offline.monebox;

import javacard.framework.APDU;
import javacard.framework.ISOException;
import javacard.framework.Util;
import javacard.security.AESKey;
import javacard.security.CryptoException;
import javacard.security.KeyAgreement;
import javacardx.crypto.Cipher;
import org.specie.offline.token.layout.ArtLayout;

/**
 * What the other chip of the device says (51.6), and the end of a card (51.10): TAMPER disables it
 * and keeps the sums; RECOVERY RECORD tells them to a recovery agent alone; CONFIRM RECOVERED
 * closes it for ever. Nothing leads back.
 */
final class Recovery {
  private static final byte[] RECORD_DOMAIN = {'A', 'R', 'T', '1', '-', 'R', 'E', 'C'};
  private static final byte[] CONFIRM_DOMAIN = {'A', 'R', 'T', '1', '-', 'D', 'O', 'N'};
  private static final byte[] KEY_DOMAIN = {'A', 'R', 'T', '1', '-', 'R', 'K', 'D'};

  // The answer to SHOW: state, currency, places, balance.
  private static final short CURRENCY_AND_PLACES = 3;
  private static final short SHOWN_BALANCE = 1 + CURRENCY_AND_PLACES;
  private static final short SHOWN = SHOWN_BALANCE + Amounts.SIZE;

  // The record before it is sealed, padded to whole blocks.
  private static final short IDS = 0;
  private static final short SUMS = IDS + 2 * ArtLayout.ID_SIZE;
  private static final short SOUND = SUMS + Vault.SUMS * Amounts.SIZE;
  private static final short FLOOR = SOUND + 1;
  private static final short TABLE = FLOOR + ArtLayout.TIME_SIZE;
  private static final short RECORD = 112;

  /** The answer: an ephemeral point, the sealed record, the device's signature. */
  private static final short SEALED = Curve.POINT;

  private static final short SIGNED = SEALED + RECORD;

  private final Device device;
  private final KeyAgreement agreement;
  private final Cipher cipher;
  private final AESKey sealKey;

  Recovery(Device device) {
    this.device = device;
    agreement = KeyAgreement.getInstance(KeyAgreement.ALG_EC_SVDP_DH_PLAIN, false);
    cipher = Cipher.getInstance(Cipher.ALG_AES_BLOCK_128_CBC_NOPAD, false);
    sealKey = Bindings.newKey();
  }

  /** PRESS: the processor saw the button pressed. */
  void press() {
    device.lifecycle.requireOwned();
    requireProcessor();
    device.approvals.press();
  }

  /** TAMPER: the processor's sensors saw an attack. */
  void tamper() {
    byte state = device.lifecycle.current();
    if (state == Lifecycle.BLANK || state == Lifecycle.TESTED || state == Lifecycle.RECOVERED) {
      ISOException.throwIt(StatusWords.WRONG_STATE);
    }
    requireProcessor();
    device.disable();
  }

  /** SHOW: what the device's display says, with the card's word for the processor. */
  void show(APDU apdu) {
    byte[] data = device.exchange.data();
    device.lifecycle.requireOwned();
    requireProcessor();
    device.requireSound();
    data[0] = device.lifecycle.current();
    Util.arrayCopyNonAtomic(
        device.identity.facts(), Identity.CURRENCY, data, (short) 1, CURRENCY_AND_PLACES);
    device.vault.read(Vault.BALANCE, data, SHOWN_BALANCE);
    device.approvals.vouch(device.processorKey, device.exchange, SHOWN);
    device.exchange.answer(apdu, (short) (SHOWN + Cmac.SIZE));
  }

  private void requireProcessor() {
    device.exchange.requireLength(Cmac.SIZE);
    device.approvals.require(device.processorKey, device.exchange, (short) 0, (short) 0);
  }

  /** RECOVERY RECORD: a known recovery key; the sums, sealed for it. */
  void record(APDU apdu) {
    byte[] data = device.exchange.data();
    device.lifecycle.require(Lifecycle.DISABLED);
    device.exchange.requireLength(ArtLayout.KEY_ID_SIZE);
    short agent = device.trusted.find(data, (short) 0);
    device.trusted.requireUse(agent, ArtLayout.USE_RECOVERY);
    byte[] record = device.rsa.workspace();
    write(record);
    seal(agent, record, data);
    device.identity.beginSign(RECORD_DOMAIN);
    device.ecdsa.sign(data, (short) 0, SIGNED, data, SIGNED);
    device.exchange.answer(apdu, (short) (SIGNED + Ecdsa.SIGNATURE));
  }

  private void write(byte[] record) {
    Util.arrayFillNonAtomic(record, (short) 0, RECORD, (byte) 0);
    Util.arrayCopyNonAtomic(
        device.identity.facts(), Identity.DEVICE_ID, record, IDS, (short) (2 * ArtLayout.ID_SIZE));
    for (short i = 0; i < Vault.SUMS; i++) {
      device.vault.read(i, record, (short) (SUMS + i * Amounts.SIZE));
    }
    if (device.vault.sound()) {
      record[SOUND] = 1;
    }
    device.floor.read(record, FLOOR);
    device.redeemTable.digest(device.sha, record, TABLE);
  }

  private void seal(short agent, byte[] record, byte[] data) {
    byte[] scratch = device.digests;
    short point = RECORD;
    record[point] = Curve.UNCOMPRESSED;
    Util.arrayCopyNonAtomic(
        device.trusted.records(),
        (short) (agent + ArtLayout.KEY_PUBLIC),
        record,
        (short) (point + 1),
        ArtLayout.POINT_SIZE);
    device.ephemeral.genKeyPair();
    device.generated.getW(data, (short) 0);
    try {
      agreement.init(device.ephemeral.getPrivate());
      agreement.generateSecret(record, point, Curve.POINT, scratch, (short) 0);
    } catch (CryptoException refused) {
      ISOException.throwIt(StatusWords.MALFORMED);
    }
    device.sha.reset();
    device.sha.update(KEY_DOMAIN, (short) 0, (short) KEY_DOMAIN.length);
    device.sha.update(scratch, (short) 0, Pss.HASH);
    device.sha.doFinal(data, (short) 0, Curve.POINT, scratch, (short) 0);
    sealKey.setKey(scratch, (short) 0);
    Util.arrayFillNonAtomic(scratch, (short) 0, (short) scratch.length, (byte) 0);
    cipher.init(sealKey, Cipher.MODE_ENCRYPT);
    cipher.doFinal(record, (short) 0, RECORD, data, SEALED);
    sealKey.clearKey();
  }

  /** CONFIRM RECOVERED: the recovery agent has paid; the card never works again. */
  void confirm() {
    byte[] data = device.exchange.data();
    device.lifecycle.require(Lifecycle.DISABLED);
    device.exchange.requireLength((short) (ArtLayout.KEY_ID_SIZE + Ecdsa.SIGNATURE));
    short agent = device.trusted.find(data, (short) 0);
    device.trusted.requireUse(agent, ArtLayout.USE_RECOVERY);
    device.trusted.beginVerify(agent, CONFIRM_DOMAIN);
    device.ecdsa.update(device.identity.facts(), Identity.DEVICE_ID, ArtLayout.ID_SIZE);
    if (!device.ecdsa.verify(data, (short) 0, ArtLayout.KEY_ID_SIZE, data, ArtLayout.KEY_ID_SIZE)) {
      ISOException.throwIt(StatusWords.NOT_SIGNED);
    }
    device.lifecycle.become(Lifecycle.RECOVERED, device.digests, (short) 0);
    finishClosing();
  }

  /** After recovery the device signs nothing any more; repeated after a power cut. */
  void finishClosing() {
    device.identity.forgetKey();
  }

  /** What a selection finds to finish. */
  void resume() {
    byte state = device.lifecycle.current();
    if (state == Lifecycle.DISABLED || state == Lifecycle.RECOVERED) {
      device.finishDisabling();
    } else {
      device.payerKeys.clearSpent();
    }
    if (state == Lifecycle.RECOVERED) {
      finishClosing();
    }
  }
}
