package org.specie.wallet.address;

import java.util.Locale;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.MalformedInput;

/**
 * Text of 32 letters and digits that are hard to mistake for one another, with a checksum of 30
 * bits. Source: BIP-350, whose limit of 90 characters is lifted: a longer text loses the guarantee
 * that any four wrong characters are noticed, and keeps a chance of 2^-30 that others are not.
 */
final class Bech32m {
  /** A prefix and groups of five bits, one a byte. */
  record Text(String prefix, ByteString groups) {}

  /** The longest text, for which the checksum's code is defined. */
  static final int LENGTH_MAX = 1023;

  private static final String ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
  private static final int CHECKSUM_LENGTH = 6;
  private static final int CONSTANT = 0x2bc830a3;
  private static final int[] GENERATOR = {
    0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3
  };

  private Bech32m() {}

  /** Writes {@code groups} of five bits under a lower-case {@code prefix}. */
  static String write(String prefix, byte[] groups) {
    Check.that(isPrefix(prefix), "a prefix has visible characters, none in upper case");
    int remainder = divide(expand(prefix), groups, new byte[CHECKSUM_LENGTH]) ^ CONSTANT;
    StringBuilder text = new StringBuilder(prefix).append('1');
    for (byte group : groups) {
      text.append(ALPHABET.charAt(group));
    }
    for (int i = CHECKSUM_LENGTH - 1; i >= 0; i--) {
      text.append(ALPHABET.charAt((remainder >>> (5 * i)) & 31));
    }
    Check.that(text.length() <= LENGTH_MAX, "the text is within the code's length");
    return text.toString();
  }

  /** Reads a text in one case. */
  static Text read(String text) throws MalformedInput {
    // Before the case is changed: the sign of kelvin, for one, is a small k afterwards.
    if (!isVisibleAscii(text)) {
      throw new MalformedInput("a character that no address has");
    }
    String lower = text.toLowerCase(Locale.ROOT);
    if (!text.equals(lower) && !text.equals(text.toUpperCase(Locale.ROOT))) {
      throw new MalformedInput("upper and lower case are mixed");
    }
    int separator = lower.lastIndexOf('1');
    int dataLength = lower.length() - separator - 1;
    if (lower.length() > LENGTH_MAX
        || separator < 1
        || dataLength < CHECKSUM_LENGTH
        || !isPrefix(lower.substring(0, separator))) {
      throw new MalformedInput("too short, too long or without a prefix");
    }
    byte[] data = new byte[dataLength];
    for (int i = 0; i < dataLength; i++) {
      int value = ALPHABET.indexOf(lower.charAt(separator + 1 + i));
      if (value < 0) {
        throw new MalformedInput("a character that no address has, at " + (separator + 2 + i));
      }
      data[i] = (byte) value;
    }
    String prefix = lower.substring(0, separator);
    if (divide(expand(prefix), data) != CONSTANT) {
      throw new MalformedInput("the checksum is wrong");
    }
    return new Text(prefix, ByteString.copyOf(data, 0, dataLength - CHECKSUM_LENGTH));
  }

  private static boolean isPrefix(String prefix) {
    return !prefix.isEmpty()
        && isVisibleAscii(prefix)
        && prefix.equals(prefix.toLowerCase(Locale.ROOT));
  }

  private static boolean isVisibleAscii(String text) {
    return text.chars().allMatch(c -> 33 <= c && c <= 126);
  }

  private static byte[] expand(String prefix) {
    byte[] expanded = new byte[2 * prefix.length() + 1];
    for (int i = 0; i < prefix.length(); i++) {
      expanded[i] = (byte) (prefix.charAt(i) >>> 5);
      expanded[prefix.length() + 1 + i] = (byte) (prefix.charAt(i) & 31);
    }
    return expanded;
  }

  /** The remainder of the polynomial of all {@code parts} by the code's generator. */
  private static int divide(byte[]... parts) {
    int remainder = 1;
    for (byte[] part : parts) {
      for (byte group : part) {
        int top = remainder >>> 25;
        remainder = (remainder & 0x1ffffff) << 5 ^ group;
        for (int i = 0; i < GENERATOR.length; i++) {
          remainder ^= ((top >>> i) & 1) == 0 ? 0 : GENERATOR[i];
        }
      }
    }
    return remainder;
  }

  /** The {@code size} bytes that {@code text} carries under {@code prefix}. */
  static ByteString payload(String text, String prefix, int size) throws MalformedInput {
    Text parts = read(text);
    if (!parts.prefix().equals(prefix)) {
      throw new MalformedInput("an address of this kind begins with " + prefix + "1");
    }
    ByteString payload = toBytes(parts.groups());
    if (payload.size() != size) {
      throw new MalformedInput("an address of this kind has another length");
    }
    return payload;
  }

  /** The bits of {@code bytes} in groups of five, padded with zeros. */
  static byte[] toGroups(ByteString bytes) {
    byte[] groups = new byte[(bytes.size() * 8 + 4) / 5];
    for (int bit = 0; bit < bytes.size() * 8; bit++) {
      int set = (bytes.at(bit / 8) >>> (7 - bit % 8)) & 1;
      groups[bit / 5] |= (byte) (set << (4 - bit % 5));
    }
    return groups;
  }

  /** The inverse of {@link #toGroups}; refuses padding that is not zero or too long. */
  static ByteString toBytes(ByteString groups) throws MalformedInput {
    int bits = groups.size() * 5;
    byte[] bytes = new byte[bits / 8];
    for (int bit = 0; bit < bits; bit++) {
      int set = (groups.at(bit / 5) >>> (4 - bit % 5)) & 1;
      if (bit / 8 < bytes.length) {
        bytes[bit / 8] |= (byte) (set << (7 - bit % 8));
      } else if (set != 0) {
        throw new MalformedInput("padding that is not zero");
      }
    }
    if (bits - 8 * bytes.length >= 5) {
      throw new MalformedInput("more padding than needed");
    }
    return ByteString.copyOf(bytes);
  }
}
