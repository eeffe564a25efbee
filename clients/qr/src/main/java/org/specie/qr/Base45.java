package org.specie.qr;

import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;

/**
 * Bytes in the 45 characters that a code carries at five and a half bits each. Source: RFC 9285.
 */
final class Base45 {
  private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
  private static final int BASE = 45;

  private Base45() {}

  static String write(ByteString bytes) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < bytes.size(); i += 2) {
      boolean isPair = i + 1 < bytes.size();
      int value = bytes.at(i) & 0xff;
      if (isPair) {
        value = (value << 8) | (bytes.at(i + 1) & 0xff);
      }
      text.append(ALPHABET.charAt(value % BASE)).append(ALPHABET.charAt(value / BASE % BASE));
      if (isPair) {
        text.append(ALPHABET.charAt(value / (BASE * BASE)));
      }
    }
    return text.toString();
  }

  static ByteString read(String text) throws MalformedInput {
    if (text.length() % 3 == 1) {
      throw new MalformedInput("a character is missing");
    }
    Encoder bytes = new Encoder();
    for (int i = 0; i < text.length(); i += 3) {
      boolean isPair = i + 2 < text.length();
      int value = digit(text, i) + BASE * digit(text, i + 1);
      value += isPair ? BASE * BASE * digit(text, i + 2) : 0;
      if (value > (isPair ? 0xffff : 0xff)) {
        throw new MalformedInput("characters that stand for no bytes");
      }
      if (isPair) {
        bytes.u16(value);
      } else {
        bytes.u8(value);
      }
    }
    return bytes.toByteString();
  }

  private static int digit(String text, int at) throws MalformedInput {
    int digit = ALPHABET.indexOf(text.charAt(at));
    if (digit < 0) {
      throw new MalformedInput("a character outside the alphabet");
    }
    return digit;
  }
}
