package org.specie.offline.monebox;

import javacard.framework.APDU;
import javacard.framework.ISOException;
import javacard.framework.JCSystem;
import javacard.framework.Util;
import org.specie.offline.token.layout.ArtLayout;

/**
 * From a blank card to one that somebody owns (51.4): TEST, INITIALISE, PERSONALISE, BIND, UNBIND,
 * ACTIVATE, and what may be changed afterwards: SET LIMIT, UPDATE CONFIG, TIME.
 */
final class Provisioning {
  private static final byte[] INITIALISE_DOMAIN = {'A', 'R', 'T', '1', '-', 'I', 'N', 'I'};
  private static final byte[] OWNER_DOMAIN = {'A', 'R', 'T', '1', '-', 'O', 'W', 'N'};
  private static final byte[] BIND_DOMAIN = {'A', 'R', 'T', '1', '-', 'B', 'N', 'D'};
  private static final byte[] CONFIG_DOMAIN = {'A', 'R', 'T', '1', '-', 'C', 'O', 'N'};
  private static final byte[] TIME_DOMAIN = {'A', 'R', 'T', '1', '-', 'T', 'I', 'M'};

  // The data of INITIALISE.
  private static final short DEVICE_ID = 0;
  private static final short CURRENCY = DEVICE_ID + ArtLayout.ID_SIZE;
  private static final short CLASS = CURRENCY + 3;
  private static final short MANAGEMENT_KEY = CLASS + 1;
  private static final short PROCESSOR_KEY = MANAGEMENT_KEY + ArtLayout.POINT_SIZE;
  private static final short LIMITS = PROCESSOR_KEY + Cmac.SIZE;
  private static final short INITIALISE_SIGNATURE = LIMITS + Limits.UNPRESSED;

  // The data of BIND.
  private static final short HOST_POINT = 0;
  private static final short BINDING_LIMIT = HOST_POINT + Curve.POINT;
  private static final short BIND_DATA = BINDING_LIMIT + Amounts.SIZE;

  /** The answer to BIND: the binding, the card's point, the device's signature. */
  private static final short BIND_ANSWER = 1 + Curve.POINT + Ecdsa.SIGNATURE;

  // The data of UPDATE CONFIG.
  private static final short CONFIG_SERIAL = 0;
  private static final short CONFIG_LIMITS = CONFIG_SERIAL + Counters.SIZE;
  private static final short CONFIG_SIGNATURE = CONFIG_LIMITS + 2 * Amounts.SIZE;

  // The data of TIME.
  private static final short TIME_KEY = 0;
  private static final short TIME_NOW = TIME_KEY + ArtLayout.KEY_ID_SIZE;
  private static final short TIME_SIGNATURE = TIME_NOW + ArtLayout.TIME_SIZE;

  private final Device device;

  /** The number of the last configuration. */
  private final byte[] configSerial;

  Provisioning(Device device) {
    this.device = device;
    configSerial = new byte[Counters.SIZE];
  }

  /**
   * TEST: takes the root's certificate, makes the device's key, tries it, answers its point; once
   * tested, only answers it again, for a factory that lost the answer.
   */
  void test(APDU apdu) {
    byte[] data = device.exchange.data();
    if (!device.lifecycle.is(Lifecycle.TESTED)) {
      device.lifecycle.require(Lifecycle.BLANK);
    }
    device.exchange.requireLength(ArtLayout.KEY_SIZE);
    if (device.lifecycle.is(Lifecycle.BLANK)) {
      device.trusted.installRoot(data, (short) 0);
      device.identity.generate(device.generated, device.rsa.workspace());
      requireKeyWorks();
      device.lifecycle.become(Lifecycle.TESTED, device.digests, (short) 0);
    }
    Util.arrayCopyNonAtomic(
        device.identity.devicePoint(), (short) 0, data, (short) 0, ArtLayout.POINT_SIZE);
    device.exchange.answer(apdu, ArtLayout.POINT_SIZE);
  }

  private void requireKeyWorks() {
    byte[] ram = device.rsa.workspace();
    device.identity.beginSign(BIND_DOMAIN);
    device.ecdsa.sign(ram, (short) 0, Curve.POINT, ram, Curve.POINT);
    device.ecdsa.beginVerify(device.identity.devicePoint(), (short) 0, BIND_DOMAIN);
    device.ecdsa.update(device.identity.facts(), Identity.DEVICE_ID, ArtLayout.ID_SIZE);
    if (!device.ecdsa.verify(ram, (short) 0, Curve.POINT, ram, Curve.POINT)) {
      ISOException.throwIt(StatusWords.NOT_SIGNED);
    }
  }

  /** INITIALISE: who the device is, signed by the root for its key. */
  void initialise() {
    byte[] data = device.exchange.data();
    device.lifecycle.require(Lifecycle.TESTED);
    device.exchange.requireLength((short) (INITIALISE_SIGNATURE + Ecdsa.SIGNATURE));
    byte deviceClass = data[CLASS];
    if (deviceClass == 0 || (byte) (deviceClass & (byte) (deviceClass - 1)) != 0) {
      ISOException.throwIt(StatusWords.MALFORMED);
    }
    for (short i = LIMITS; i < INITIALISE_SIGNATURE; i = (short) (i + Amounts.SIZE)) {
      Form.requireAmount(data, i);
    }
    device.trusted.beginVerify(TrustedKeys.ROOT, INITIALISE_DOMAIN);
    device.ecdsa.update(device.identity.devicePoint(), (short) 0, ArtLayout.POINT_SIZE);
    if (!device.ecdsa.verify(data, (short) 0, INITIALISE_SIGNATURE, data, INITIALISE_SIGNATURE)) {
      ISOException.throwIt(StatusWords.NOT_SIGNED);
    }
    device.processorKey.setKey(data, PROCESSOR_KEY);
    JCSystem.beginTransaction();
    device.identity.set(Identity.DEVICE_ID, data, DEVICE_ID, ArtLayout.ID_SIZE);
    device.identity.set(Identity.CURRENCY, data, CURRENCY, (short) (PROCESSOR_KEY - CURRENCY));
    device.limits.set(Limits.BUTTON, data, LIMITS, Limits.UNPRESSED);
    device.lifecycle.become(Lifecycle.INITIALISED, device.digests, (short) 0);
    JCSystem.commitTransaction();
  }

  /** PERSONALISE: the owner's pseudonym, signed by the managers. */
  void personalise() {
    byte[] data = device.exchange.data();
    device.lifecycle.require(Lifecycle.INITIALISED);
    device.exchange.requireLength((short) (ArtLayout.ID_SIZE + Ecdsa.SIGNATURE));
    device.identity.beginManaged(OWNER_DOMAIN);
    if (!device.ecdsa.verify(data, (short) 0, ArtLayout.ID_SIZE, data, ArtLayout.ID_SIZE)) {
      ISOException.throwIt(StatusWords.NOT_SIGNED);
    }
    JCSystem.beginTransaction();
    device.identity.set(Identity.OWNER_ID, data, (short) 0, ArtLayout.ID_SIZE);
    device.lifecycle.become(Lifecycle.PERSONALISED, device.digests, (short) 0);
    JCSystem.commitTransaction();
  }

  /**
   * BIND: a host's point and limit; the button agrees to it, and once the card is in use a binding.
   * Until then a binding takes the place of the one before, whose answer may have been lost.
   */
  void bind(APDU apdu) {
    byte[] data = device.exchange.data();
    device.lifecycle.requireOwned();
    boolean inUse = device.lifecycle.is(Lifecycle.OPERATIONAL);
    short length = BIND_DATA;
    if (inUse) {
      length = (short) (length + Bindings.TRAILER);
    }
    device.exchange.requireLength(length);
    if (data[HOST_POINT] != Curve.UNCOMPRESSED) {
      ISOException.throwIt(StatusWords.MALFORMED);
    }
    Form.requireAmount(data, BINDING_LIMIT);
    if (!device.approvals.pressed()) {
      ISOException.throwIt(StatusWords.BUTTON_REQUIRED);
    }
    if (inUse) {
      device.bindings.authenticate(device.exchange);
    } else {
      device.bindings.clearAll();
    }
    device.approvals.release();
    // The place may have been another host's, which proved something a moment ago.
    device.secrets.release();
    byte[] answer = device.rsa.workspace();
    answer[0] = (byte) device.bindings.bind(data, HOST_POINT, BINDING_LIMIT, answer, (short) 1);
    device.identity.beginSign(BIND_DOMAIN);
    device.ecdsa.update(data, (short) 0, BIND_DATA);
    device.ecdsa.sign(
        answer, (short) 0, (short) (1 + Curve.POINT), answer, (short) (1 + Curve.POINT));
    Util.arrayCopyNonAtomic(answer, (short) 0, data, (short) 0, BIND_ANSWER);
    device.exchange.answer(apdu, BIND_ANSWER);
  }

  /** UNBIND: a binding ends another, or itself. */
  void unbind() {
    device.lifecycle.requireOwned();
    device.exchange.requireLength((short) (1 + Bindings.TRAILER));
    device.bindings.authenticate(device.exchange);
    device.bindings.unbind(device.exchange.data()[0]);
  }

  /** ACTIVATE: the owner completes what the station began (R51). */
  void activate() {
    device.lifecycle.require(Lifecycle.PERSONALISED);
    device.exchange.requireLength(Bindings.TRAILER);
    device.bindings.authenticate(device.exchange);
    device.lifecycle.become(Lifecycle.OPERATIONAL, device.digests, (short) 0);
  }

  /** SET LIMIT: the button's limit, down only (R113). */
  void setLimit() {
    byte[] data = device.exchange.data();
    device.lifecycle.require(Lifecycle.OPERATIONAL);
    device.exchange.requireLength((short) (Amounts.SIZE + Bindings.TRAILER));
    device.bindings.authenticate(device.exchange);
    device.limits.requireLower(data, (short) 0);
    device.limits.set(Limits.BUTTON, data, (short) 0, Amounts.SIZE);
  }

  /** UPDATE CONFIG: the tap's limit and the cap, by contactless only (R109). */
  void updateConfig() {
    byte[] data = device.exchange.data();
    device.lifecycle.require(Lifecycle.OPERATIONAL);
    if (!Limits.isContactless()) {
      ISOException.throwIt(StatusWords.WRONG_MEDIUM);
    }
    device.exchange.requireLength((short) (CONFIG_SIGNATURE + Ecdsa.SIGNATURE));
    Form.requireAmount(data, CONFIG_LIMITS);
    Form.requireAmount(data, (short) (CONFIG_LIMITS + Amounts.SIZE));
    device.identity.beginManaged(CONFIG_DOMAIN);
    if (!device.ecdsa.verify(data, (short) 0, CONFIG_SIGNATURE, data, CONFIG_SIGNATURE)) {
      ISOException.throwIt(StatusWords.NOT_SIGNED);
    }
    if (Amounts.compare(data, CONFIG_SERIAL, configSerial, (short) 0, Counters.SIZE) <= 0) {
      ISOException.throwIt(StatusWords.WRONG_SERIAL);
    }
    JCSystem.beginTransaction();
    Util.arrayCopy(data, CONFIG_SERIAL, configSerial, (short) 0, Counters.SIZE);
    device.limits.set(Limits.TAP, data, CONFIG_LIMITS, (short) (2 * Amounts.SIZE));
    JCSystem.commitTransaction();
  }

  /** TIME: what a time keeper signed; raises the floor. */
  void time() {
    byte[] data = device.exchange.data();
    device.lifecycle.require(Lifecycle.OPERATIONAL);
    device.exchange.requireLength((short) (TIME_SIGNATURE + Ecdsa.SIGNATURE));
    Form.requireTime(data, TIME_NOW);
    short keeper = device.trusted.find(data, TIME_KEY);
    device.trusted.requireUse(keeper, ArtLayout.USE_TIME);
    if (!device.trusted.covers(keeper, data, TIME_NOW)) {
      ISOException.throwIt(StatusWords.OUTSIDE_DATES);
    }
    device.trusted.beginVerify(keeper, TIME_DOMAIN);
    if (!device.ecdsa.verify(data, (short) 0, TIME_SIGNATURE, data, TIME_SIGNATURE)) {
      ISOException.throwIt(StatusWords.NOT_SIGNED);
    }
    device.floor.raise(data, TIME_NOW);
  }

  /** INSTALL KEY: an agent's certificate. */
  void installKey() {
    byte[] data = device.exchange.data();
    requireProvisioned();
    device.exchange.requireLength(ArtLayout.KEY_SIZE);
    device.trusted.install(data, (short) 0);
    device.floor.raise(data, ArtLayout.KEY_VALID_FROM);
  }

  /** INSTALL CLASS: a class key's certificate. */
  void installClass() {
    byte[] data = device.exchange.data();
    device.lifecycle.requireOwned();
    device.exchange.requireLength(ArtLayout.CLASS_SIZE);
    device.classKeys.install(data, (short) 0, device.payerKeys, device.floor);
    device.floor.raise(data, ArtLayout.KEY_VALID_FROM);
  }

  private void requireProvisioned() {
    byte state = device.lifecycle.current();
    if (state == Lifecycle.BLANK || state == Lifecycle.RECOVERED) {
      ISOException.throwIt(StatusWords.WRONG_STATE);
    }
  }
}
