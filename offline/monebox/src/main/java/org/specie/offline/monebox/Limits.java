package org.specie.offline.monebox;

import javacard.framework.APDU;
import javacard.framework.ISOException;
import javacard.framework.JCSystem;
import javacard.framework.Util;

/**
 * How much may be paid without whom (51.7): from the button's limit on a finger is needed, up to
 * the tap's limit nothing but contact, and what was paid since the last press must stay below a
 * cap.
 */
final class Limits {
  static final short BUTTON = 0;
  static final short TAP = Amounts.SIZE;
  static final short CAP = TAP + Amounts.SIZE;

  /** What was paid since the button was pressed last. */
  static final short UNPRESSED = CAP + Amounts.SIZE;

  static final short SIZE = UNPRESSED + Amounts.SIZE;

  private final byte[] amounts;
  private final byte[] ram;

  Limits() {
    amounts = new byte[SIZE];
    ram = JCSystem.makeTransientByteArray(Amounts.SIZE, JCSystem.CLEAR_ON_DESELECT);
  }

  /** Writes limits, as part of the caller's transaction. */
  void set(short first, byte[] values, short at, short length) {
    Util.arrayCopy(values, at, amounts, first, length);
  }

  void read(byte[] to, short at) {
    Util.arrayCopyNonAtomic(amounts, (short) 0, to, at, SIZE);
  }

  /** Refuses another limit of the button than a lower one. */
  void requireLower(byte[] limit, short at) {
    if (Amounts.compare(limit, at, amounts, BUTTON) > 0) {
      ISOException.throwIt(StatusWords.LIMIT_ONLY_LOWER);
    }
  }

  /** Refuses a payment without approval but by contactless, up to the tap's limit. */
  void requireTap(byte[] amount, short at) {
    if (!isContactless()) {
      ISOException.throwIt(StatusWords.WRONG_MEDIUM);
    }
    if (Amounts.compare(amount, at, amounts, TAP) > 0) {
      ISOException.throwIt(StatusWords.ABOVE_TAP_LIMIT);
    }
  }

  /** Refuses a payment that needs the button, if it was not pressed. */
  void requirePress(byte[] amount, short at, boolean pressed) {
    if (pressed) {
      return;
    }
    if (Amounts.compare(amount, at, amounts, BUTTON) >= 0) {
      ISOException.throwIt(StatusWords.BUTTON_REQUIRED);
    }
    if (!Amounts.add(amounts, UNPRESSED, amount, at, ram, (short) 0)
        || Amounts.compare(ram, (short) 0, amounts, CAP) > 0) {
      ISOException.throwIt(StatusWords.PRESS_OVERDUE);
    }
  }

  /** Counts what is paid without a press, or forgets it with one; within a transaction. */
  void count(byte[] amount, short at, boolean pressed) {
    Util.arrayFillNonAtomic(ram, (short) 0, Amounts.SIZE, (byte) 0);
    if (!pressed) {
      Amounts.add(amounts, UNPRESSED, amount, at, ram, (short) 0);
    }
    Util.arrayCopy(ram, (short) 0, amounts, UNPRESSED, Amounts.SIZE);
  }

  static boolean isContactless() {
    byte medium = (byte) (APDU.getProtocol() & APDU.PROTOCOL_MEDIA_MASK);
    return medium == APDU.PROTOCOL_MEDIA_CONTACTLESS_TYPE_A
        || medium == APDU.PROTOCOL_MEDIA_CONTACTLESS_TYPE_B;
  }
}
