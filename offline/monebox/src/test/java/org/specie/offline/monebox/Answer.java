package org.specie.offline.monebox;

import java.util.Arrays;
import java.util.HexFormat;
import javacard.framework.ISO7816;

/** What a card answered: data and a status word. */
final class Answer {
  private final byte[] bytes;

  Answer(byte[] bytes) {
    this.bytes = bytes.clone();
  }

  /** The status word. */
  short status() {
    return (short) ((bytes[bytes.length - 2] << 8) | (bytes[bytes.length - 1] & 0xFF));
  }

  boolean isOk() {
    return status() == ISO7816.SW_NO_ERROR;
  }

  byte[] data() {
    return Arrays.copyOf(bytes, bytes.length - 2);
  }

  /** The data of a command that must have succeeded. */
  byte[] expectData() {
    expectOk();
    return data();
  }

  void expectOk() {
    if (!isOk()) {
      throw new AssertionError("the card answered " + this);
    }
  }

  @Override
  public String toString() {
    return HexFormat.of().withUpperCase().toHexDigits(status());
  }
}
