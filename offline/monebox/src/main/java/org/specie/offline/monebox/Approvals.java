package org.specie.offline.monebox;

import javacard.framework.ISOException;
import javacard.framework.JCSystem;
import javacard.framework.Util;
import javacard.security.AESKey;
import javacard.security.MessageDigest;

/**
 * Who may command: a fresh challenge, used once, and an AES-CMAC over the command's header, the
 * challenge and the digest of its data (51.6). Also whether the button was pressed since.
 */
final class Approvals {
  static final short CHALLENGE = 8;

  private static final short HEADER = 3;
  private static final short HASH_AT = HEADER + CHALLENGE;
  private static final short MESSAGE = HASH_AT + Pss.HASH;

  /** Added to the instruction in the header of an answer's code; no instruction has it. */
  private static final byte ANSWER = (byte) 0x80;

  /** Both parameters in the header of what is derived. */
  private static final byte DERIVED = (byte) 0xFF;

  // Flags in RAM.
  private static final short CHALLENGED = 0;
  private static final short PRESSED = 1;

  private final Cmac cmac;
  private final MessageDigest sha;
  private final Randomness random;
  private final byte[] message;
  private final byte[] flags;

  Approvals(MessageDigest sha, Randomness random) {
    this.sha = sha;
    this.random = random;
    cmac = new Cmac();
    message = JCSystem.makeTransientByteArray(MESSAGE, JCSystem.CLEAR_ON_DESELECT);
    flags = JCSystem.makeTransientByteArray((short) 2, JCSystem.CLEAR_ON_DESELECT);
  }

  /** Writes a new challenge, which alone counts from now on. */
  void challenge(byte[] to, short at) {
    random.fill(message, HEADER, CHALLENGE);
    Util.arrayCopyNonAtomic(message, HEADER, to, at, CHALLENGE);
    flags[CHALLENGED] = 1;
  }

  /** Refuses a command whose first bytes are not vouched for by the code behind them. */
  void require(AESKey key, Exchange exchange, short covered, short codeAt) {
    if (flags[CHALLENGED] == 0) {
      ISOException.throwIt(StatusWords.NO_CHALLENGE);
    }
    flags[CHALLENGED] = 0;
    message[0] = exchange.instruction();
    message[1] = exchange.p1();
    message[2] = exchange.p2();
    sha.reset();
    sha.doFinal(exchange.data(), (short) 0, covered, message, HASH_AT);
    if (!key.isInitialized()
        || !cmac.verify(key, message, (short) 0, MESSAGE, exchange.data(), codeAt)) {
      ISOException.throwIt(StatusWords.NOT_AUTHENTIC);
    }
  }

  /**
   * Writes the card's own code over an answer, for the challenge that the command used up. The
   * header is that of no command, so that nobody's answer is ever somebody's command.
   */
  void vouch(AESKey key, Exchange exchange, short covered) {
    message[0] = (byte) (exchange.instruction() | ANSWER);
    message[1] = 0;
    message[2] = 0;
    sha.reset();
    sha.doFinal(exchange.data(), (short) 0, covered, message, HASH_AT);
    cmac.compute(key, message, (short) 0, MESSAGE, exchange.data(), covered);
  }

  /**
   * Writes what only the host of the binding knows besides the card: a code over these bytes and
   * the challenge that the command used up. No command and no answer has such parameters.
   */
  void derive(
      AESKey key, Exchange exchange, byte[] of, short at, short length, byte[] to, short toAt) {
    message[0] = exchange.instruction();
    message[1] = DERIVED;
    message[2] = DERIVED;
    sha.reset();
    sha.doFinal(of, at, length, message, HASH_AT);
    cmac.compute(key, message, (short) 0, MESSAGE, to, toAt);
  }

  void press() {
    flags[PRESSED] = 1;
  }

  boolean pressed() {
    return flags[PRESSED] != 0;
  }

  /** One press, one command. */
  void release() {
    flags[PRESSED] = 0;
  }
}
