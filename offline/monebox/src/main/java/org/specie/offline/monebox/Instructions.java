package org.specie.offline.monebox;

/** The instruction bytes of class 80 (51.5). */
final class Instructions {
  static final byte STATUS = 0x01;
  static final byte CHALLENGE = 0x02;
  static final byte ROOT = 0x03;
  static final byte TEST = 0x10;
  static final byte INITIALISE = 0x11;
  static final byte PERSONALISE = 0x12;
  static final byte BIND = 0x13;
  static final byte UNBIND = 0x14;
  static final byte ACTIVATE = 0x15;
  static final byte SET_LIMIT = 0x16;
  static final byte UPDATE_CONFIG = 0x17;
  static final byte TIME = 0x18;
  static final byte PROTECT = 0x19;
  static final byte PROVE = 0x1B;
  static final byte SECRETS = 0x1C;
  static final byte UNLOCK = 0x1D;
  static final byte ASK_UNLOCK = 0x1E;
  static final byte PRESS = 0x20;
  static final byte TAMPER = 0x21;
  static final byte RECOVERY_RECORD = 0x22;
  static final byte CONFIRM_RECOVERED = 0x23;
  static final byte SHOW = 0x24;
  static final byte INSTALL_KEY = 0x30;
  static final byte INSTALL_CLASS = 0x31;
  static final byte PAY = 0x40;
  static final byte GET_RESULT = 0x41;
  static final byte REDEEM = 0x42;
  static final byte LOAD = 0x43;
  static final byte GENERATE = 0x50;
  static final byte BLIND = 0x51;
  static final byte INSTALL_CERTIFICATE = 0x52;
  static final byte SEAL = 0x60;
  static final byte GET_RESPONSE = (byte) 0xC0;

  private Instructions() {}
}
