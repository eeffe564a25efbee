package org.specie.offline.monebox;

import javacard.framework.APDU;
import javacard.framework.ISO7816;
import javacard.framework.ISOException;
import javacard.framework.JCSystem;
import javacard.framework.Util;

/**
 * One command and its answer, in RAM: extended lengths where the reader has them, command chaining
 * and GET RESPONSE where it has not (51.5). An answer replaces the command it belongs to.
 */
final class Exchange {
  /** The longest command, PAY with a payment and an approval, has 777 bytes. */
  static final short CAPACITY = 800;

  static final byte CLASS = (byte) 0x80;

  private static final byte CLASS_CHAINED = (byte) 0x90;

  /** What a short answer carries when Le does not say. */
  private static final short SHORT_ANSWER = 256;

  // Places of the numbers.
  private static final short LENGTH = 0;
  private static final short PENDING_AT = 1;
  private static final short PENDING = 2;
  private static final short CHAINED = 3;
  private static final short HEADER = 4;
  private static final short PARAMETERS = 5;

  /** The status word behind the last byte of the answer; zero for 9000. */
  private static final short STATUS = 6;

  private static final short NUMBERS = 7;

  private final byte[] data;
  private final short[] numbers;

  Exchange() {
    data = JCSystem.makeTransientByteArray(CAPACITY, JCSystem.CLEAR_ON_DESELECT);
    numbers = JCSystem.makeTransientShortArray(NUMBERS, JCSystem.CLEAR_ON_DESELECT);
  }

  /** The command's data; after {@link #answer} the answer's. */
  byte[] data() {
    return data;
  }

  short length() {
    return numbers[LENGTH];
  }

  /** Refuses a command whose data has another length. */
  void requireLength(short expected) {
    if (numbers[LENGTH] != expected) {
      ISOException.throwIt(ISO7816.SW_WRONG_LENGTH);
    }
  }

  byte instruction() {
    return (byte) numbers[HEADER];
  }

  byte p1() {
    return (byte) (numbers[PARAMETERS] >> 8);
  }

  byte p2() {
    return (byte) numbers[PARAMETERS];
  }

  /** Takes what the reader sent; false while more links of a chain are to come. */
  boolean receive(APDU apdu) {
    byte[] buffer = apdu.getBuffer();
    byte kind = buffer[ISO7816.OFFSET_CLA];
    if (kind != CLASS && kind != CLASS_CHAINED) {
      forget();
      ISOException.throwIt(StatusWords.UNKNOWN_CLASS);
    }
    short header = buffer[ISO7816.OFFSET_INS];
    short parameters = Util.getShort(buffer, ISO7816.OFFSET_P1);
    if (numbers[CHAINED] == 0) {
      forget();
    } else if (header != numbers[HEADER] || parameters != numbers[PARAMETERS]) {
      forget();
      ISOException.throwIt(StatusWords.CHAINING_BROKEN);
    }
    numbers[HEADER] = header;
    numbers[PARAMETERS] = parameters;
    append(apdu, buffer);
    numbers[CHAINED] = 0;
    if (kind == CLASS_CHAINED) {
      numbers[CHAINED] = 1;
      return false;
    }
    return true;
  }

  private void append(APDU apdu, byte[] buffer) {
    short received = apdu.setIncomingAndReceive();
    short expected = apdu.getIncomingLength();
    if (expected > (short) (CAPACITY - numbers[LENGTH])) {
      forget();
      ISOException.throwIt(StatusWords.WRONG_LENGTH);
    }
    short from = apdu.getOffsetCdata();
    while (received > 0) {
      Util.arrayCopyNonAtomic(buffer, from, data, numbers[LENGTH], received);
      numbers[LENGTH] = (short) (numbers[LENGTH] + received);
      expected = (short) (expected - received);
      if (expected <= 0) {
        return;
      }
      from = 0;
      received = apdu.receiveBytes((short) 0);
    }
  }

  /** Sends the first bytes of {@link #data}; what does not fit waits for GET RESPONSE. */
  void answer(APDU apdu, short length) {
    answer(apdu, length, (short) 0);
  }

  /** The same, with another status word than 9000 behind the last byte. */
  void answer(APDU apdu, short length, short status) {
    numbers[STATUS] = status;
    numbers[LENGTH] = 0;
    numbers[PENDING_AT] = 0;
    numbers[PENDING] = length;
    send(apdu);
  }

  /** Sends what an answer left behind. */
  void more(APDU apdu) {
    if (numbers[PENDING] == 0) {
      ISOException.throwIt(StatusWords.WRONG_STATE);
    }
    send(apdu);
  }

  private void send(APDU apdu) {
    short length = apdu.setOutgoing();
    if (length <= 0) {
      length = SHORT_ANSWER;
    }
    if (length > numbers[PENDING]) {
      length = numbers[PENDING];
    }
    apdu.setOutgoingLength(length);
    apdu.sendBytesLong(data, numbers[PENDING_AT], length);
    numbers[PENDING_AT] = (short) (numbers[PENDING_AT] + length);
    numbers[PENDING] = (short) (numbers[PENDING] - length);
    short left = numbers[PENDING];
    if (left > 0) {
      if (left > (short) 0xFF) {
        left = 0;
      }
      ISOException.throwIt((short) (StatusWords.MORE_DATA | left));
    }
    if (numbers[STATUS] != 0) {
      ISOException.throwIt(numbers[STATUS]);
    }
  }

  private void forget() {
    numbers[LENGTH] = 0;
    numbers[PENDING] = 0;
    numbers[CHAINED] = 0;
  }
}
