package org.specie.offline.monebox;

import javacard.framework.APDU;
import javacard.framework.Applet;
import javacard.framework.ISO7816;
import javacard.framework.ISOException;
import javacard.framework.Util;
import javacardx.apdu.ExtendedLength;
import org.specie.offline.token.layout.ArtLayout;

/**
 * The applet: takes commands apart and hands them to what knows them. Spec page 51; installed with
 * how many keys, results, paid tokens and own tokens it keeps (51.3).
 */
public final class MonEbox extends Applet implements ExtendedLength {
  /** The version that SELECT answers. */
  static final byte VERSION = 1;

  // Places when the installer names none.
  private static final short KEYS = 32;
  private static final short RESULTS = 9;
  private static final short PAID = 256;
  private static final short OWN = 64;

  // The most that an array of a card, 32,767 bytes, has room for, or one byte can say.
  private static final short KEYS_MAX = 99;
  private static final short RESULTS_MAX = 68;
  private static final short PAID_MAX = 1000;
  private static final short OWN_MAX = 127;

  /** Bytes of the installer's numbers: keys, results, paid tokens (two bytes), own tokens. */
  private static final short PARAMETERS = 5;

  private static final short INFO = 5;

  private final Device device;
  private final Provisioning provisioning;
  private final Protection protection;
  private final Paying paying;
  private final Receiving receiving;
  private final Certification certification;
  private final Recovery recovery;

  private MonEbox(short keys, short results, short paid, short own) {
    device = new Device(keys, results, paid, own);
    provisioning = new Provisioning(device);
    protection = new Protection(device);
    paying = new Paying(device);
    receiving = new Receiving(device);
    certification = new Certification(device);
    recovery = new Recovery(device);
  }

  /**
   * Called by the card's runtime. The parameters are the applet's id, control information and the
   * installer's numbers, each behind its length.
   */
  public static void install(byte[] parameters, short offset, byte length) {
    short at = (short) (offset + 1 + parameters[offset]);
    at = (short) (at + 1 + parameters[at]);
    MonEbox applet;
    if (parameters[at] == 0) {
      applet = new MonEbox(KEYS, RESULTS, PAID, OWN);
    } else {
      if (parameters[at] != PARAMETERS) {
        ISOException.throwIt(ISO7816.SW_WRONG_LENGTH);
      }
      applet =
          new MonEbox(
              requirePlaces(parameters[(short) (at + 1)], (short) 1, KEYS_MAX),
              requirePlaces(parameters[(short) (at + 2)], (short) 2, RESULTS_MAX),
              requirePlaces(Util.getShort(parameters, (short) (at + 3)), (short) 1, PAID_MAX),
              requirePlaces(parameters[(short) (at + 5)], (short) 1, OWN_MAX));
    }
    applet.register(parameters, (short) (offset + 1), parameters[offset]);
  }

  private static short requirePlaces(short places, short least, short most) {
    if (places < least || places > most) {
      ISOException.throwIt(StatusWords.MALFORMED);
    }
    return places;
  }

  @Override
  public boolean select() {
    recovery.resume();
    return true;
  }

  @Override
  public void process(APDU apdu) {
    byte[] buffer = apdu.getBuffer();
    if (selectingApplet()) {
      selected(apdu);
      return;
    }
    byte instruction = buffer[ISO7816.OFFSET_INS];
    if (buffer[ISO7816.OFFSET_CLA] == Exchange.CLASS) {
      if (instruction == Instructions.GET_RESPONSE) {
        device.exchange.more(apdu);
        return;
      }
      if (instruction == Instructions.CHALLENGE) {
        challenge(apdu);
        return;
      }
    }
    if (device.exchange.receive(apdu)) {
      dispatch(apdu, instruction);
    }
  }

  /** In the old form of switch, because compilers for cards take Java 8 (51.1). */
  @SuppressWarnings("StatementSwitchToExpressionSwitch")
  private void dispatch(APDU apdu, byte instruction) {
    if (instruction != Instructions.PAY
        && (device.exchange.p1() != 0 || device.exchange.p2() != 0)) {
      ISOException.throwIt(StatusWords.WRONG_PARAMETERS);
    }
    switch (instruction) {
      case Instructions.PAY:
        paying.pay(apdu);
        break;
      case Instructions.GET_RESULT:
        paying.getResult(apdu);
        break;
      case Instructions.REDEEM:
        receiving.redeem(apdu);
        break;
      case Instructions.LOAD:
        receiving.load(apdu);
        break;
      case Instructions.GENERATE:
        certification.generate(apdu);
        break;
      case Instructions.BLIND:
        certification.blind(apdu);
        break;
      case Instructions.INSTALL_CERTIFICATE:
        certification.install();
        break;
      case Instructions.SEAL:
        certification.seal(apdu);
        break;
      case Instructions.STATUS:
        status(apdu);
        break;
      case Instructions.ROOT:
        root(apdu);
        break;
      default:
        manage(apdu, instruction);
        break;
    }
  }

  @SuppressWarnings("StatementSwitchToExpressionSwitch")
  private void manage(APDU apdu, byte instruction) {
    switch (instruction) {
      case Instructions.TEST:
        provisioning.test(apdu);
        break;
      case Instructions.INITIALISE:
        provisioning.initialise();
        break;
      case Instructions.PERSONALISE:
        provisioning.personalise();
        break;
      case Instructions.BIND:
        provisioning.bind(apdu);
        break;
      case Instructions.UNBIND:
        provisioning.unbind();
        break;
      case Instructions.ACTIVATE:
        provisioning.activate();
        break;
      case Instructions.SET_LIMIT:
        provisioning.setLimit();
        break;
      case Instructions.UPDATE_CONFIG:
        provisioning.updateConfig();
        break;
      case Instructions.TIME:
        provisioning.time();
        break;
      case Instructions.INSTALL_KEY:
        provisioning.installKey();
        break;
      case Instructions.INSTALL_CLASS:
        provisioning.installClass();
        break;
      case Instructions.PROTECT:
        protection.protect();
        break;
      case Instructions.PROVE:
        protection.prove(apdu);
        break;
      case Instructions.SECRETS:
        protection.read(apdu);
        break;
      case Instructions.UNLOCK:
        protection.unlock();
        break;
      case Instructions.ASK_UNLOCK:
        protection.ask(apdu);
        break;
      case Instructions.PRESS:
        recovery.press();
        break;
      case Instructions.TAMPER:
        recovery.tamper();
        break;
      case Instructions.SHOW:
        recovery.show(apdu);
        break;
      case Instructions.RECOVERY_RECORD:
        recovery.record(apdu);
        break;
      case Instructions.CONFIRM_RECOVERED:
        recovery.confirm();
        break;
      default:
        ISOException.throwIt(StatusWords.UNKNOWN_INSTRUCTION);
        break;
    }
  }

  /** The answer to SELECT says nothing that would tell one card of its class from another. */
  private void selected(APDU apdu) {
    byte[] data = device.exchange.data();
    data[0] = VERSION;
    data[1] = device.lifecycle.current();
    data[2] = device.identity.deviceClass();
    Util.arrayCopyNonAtomic(device.identity.facts(), Identity.CURRENCY, data, (short) 3, (short) 2);
    device.exchange.answer(apdu, INFO);
  }

  private void challenge(APDU apdu) {
    device.approvals.challenge(device.exchange.data(), (short) 0);
    device.exchange.answer(apdu, Approvals.CHALLENGE);
  }

  /** ROOT: under which root this card was made, with the card's word for the host that asks. */
  private void root(APDU apdu) {
    device.lifecycle.requireOwned();
    device.exchange.requireLength(Bindings.TRAILER);
    short binding = device.bindings.authenticate(device.exchange);
    device.trusted.readRoot(device.exchange.data(), (short) 0);
    device.bindings.vouch(binding, device.exchange, ArtLayout.KEY_SIZE);
    device.exchange.answer(apdu, (short) (ArtLayout.KEY_SIZE + Cmac.SIZE));
  }

  /** STATUS: what a bound host may know; with a time, of the keys those that may pay then. */
  private void status(APDU apdu) {
    byte[] data = device.exchange.data();
    device.lifecycle.requireOwned();
    boolean timed = device.exchange.length() != Bindings.TRAILER;
    if (timed) {
      device.exchange.requireLength((short) (ArtLayout.TIME_SIZE + Bindings.TRAILER));
      Form.requireTime(data, (short) 0);
    }
    device.bindings.authenticate(device.exchange);
    device.requireSound();
    short certified =
        timed
            ? device.payerKeys.ready(device.classKeys, data, (short) 0)
            : device.payerKeys.count(PayerKeys.CERTIFIED);
    data[0] = device.lifecycle.current();
    Util.arrayCopyNonAtomic(
        device.identity.facts(), (short) 0, data, (short) 1, (short) (2 * ArtLayout.ID_SIZE));
    short at = 1 + 2 * ArtLayout.ID_SIZE;
    for (short i = 0; i < Vault.SUMS; i++) {
      device.vault.read(i, data, at);
      at = (short) (at + Amounts.SIZE);
    }
    device.limits.read(data, at);
    at = (short) (at + Limits.SIZE);
    device.floor.read(data, at);
    at = (short) (at + ArtLayout.TIME_SIZE);
    data[at] = (byte) device.payerKeys.count(PayerKeys.FREE);
    data[(short) (at + 1)] = (byte) certified;
    data[(short) (at + 2)] = (byte) device.bindings.count();
    device.exchange.answer(apdu, (short) (at + 3));
  }
}
