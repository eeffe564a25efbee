package org.specie.offline.monebox;

import javacard.framework.APDU;
import javacard.framework.ISOException;
import javacard.framework.JCSystem;

/**
 * The commands about what the owner knows (51.14): PROTECT, PROVE, SECRETS, ASK UNLOCK, and UNLOCK
 * by those who manage the device.
 */
final class Protection {
  private static final byte[] UNLOCK_DOMAIN = {'A', 'R', 'T', '1', '-', 'U', 'N', 'L'};

  private static final short PROOF_DATA = 1 + Secrets.VALUE;

  private final Device device;

  Protection(Device device) {
    this.device = device;
  }

  /** PROTECT: the button agrees, and whoever knows what is changed. */
  void protect() {
    device.lifecycle.require(Lifecycle.OPERATIONAL);
    short length = (short) (device.exchange.length() - Bindings.TRAILER);
    device.secrets.requireForm(device.exchange.data(), length);
    if (!device.approvals.pressed()) {
      ISOException.throwIt(StatusWords.BUTTON_REQUIRED);
    }
    short binding = device.bindings.authenticate(device.exchange);
    device.approvals.release();
    device.secrets.protect(device.exchange, length, device.bindings.key(binding), binding);
  }

  /** PROVE: the host was told a secret. Only a bound host can use up a try. */
  void prove(APDU apdu) {
    device.lifecycle.require(Lifecycle.OPERATIONAL);
    device.exchange.requireLength((short) (PROOF_DATA + Bindings.TRAILER));
    short binding = device.bindings.authenticate(device.exchange);
    device.secrets.prove(apdu, device.exchange, device.bindings.key(binding), binding);
  }

  /** SECRETS: which there are, how often each may be tried, and the tiers. */
  void read(APDU apdu) {
    device.lifecycle.require(Lifecycle.OPERATIONAL);
    device.exchange.requireLength(Bindings.TRAILER);
    device.bindings.authenticate(device.exchange);
    device.exchange.answer(apdu, device.secrets.read(device.exchange.data()));
  }

  /** ASK UNLOCK: what an order has to answer from now on; only a bound host has it asked. */
  void ask(APDU apdu) {
    device.lifecycle.require(Lifecycle.OPERATIONAL);
    device.exchange.requireLength(Bindings.TRAILER);
    device.bindings.authenticate(device.exchange);
    device.asking.begin(device.exchange.data());
    device.exchange.answer(apdu, Asking.SIZE);
  }

  /** UNLOCK: the managers take secrets and tiers away, for an owner who forgot. */
  void unlock() {
    byte[] data = device.exchange.data();
    device.lifecycle.require(Lifecycle.OPERATIONAL);
    device.exchange.requireLength((short) (Asking.SIZE + Ecdsa.SIGNATURE));
    device.identity.beginManaged(UNLOCK_DOMAIN);
    if (!device.ecdsa.verify(data, (short) 0, Asking.SIZE, data, Asking.SIZE)) {
      ISOException.throwIt(StatusWords.NOT_SIGNED);
    }
    device.asking.require(data, (short) 0);
    JCSystem.beginTransaction();
    device.secrets.forget();
    JCSystem.commitTransaction();
  }
}
