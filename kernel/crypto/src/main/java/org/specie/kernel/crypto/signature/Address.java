package org.specie.kernel.crypto.signature;

import java.util.Locale;
import java.util.regex.Pattern;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.MalformedInput;

/**
 * An ordinary account's name: the last 20 bytes of the Keccak-256 digest of its public key. Its
 * text form carries a checksum in the case of its letters (EIP-55). Source: docs/spec/06-keys.md
 * section 8.
 */
public record Address(ByteString bytes) implements Comparable<Address> {
  /** Length in bytes. */
  public static final int SIZE = 20;

  private static final Pattern TEXT = Pattern.compile("0x[0-9a-fA-F]{40}");

  public Address {
    Check.that(bytes.size() == SIZE, "an address has 20 bytes");
  }

  /** The address of {@code key}. */
  public static Address of(Secp256k1PublicKey key) {
    ByteString digest = Keccak256.digest(key.bytes().slice(1, Secp256k1PublicKey.SIZE));
    return new Address(digest.slice(Keccak256.SIZE - SIZE, Keccak256.SIZE));
  }

  /**
   * Reads the text form. Letters of one case only carry no checksum and are taken as they are; in
   * mixed case one wrong character is refused with a probability above 99.9 %.
   */
  public static Address parse(String text) throws MalformedInput {
    if (!TEXT.matcher(text).matches()) {
      throw new MalformedInput("an address is 0x and 40 hexadecimal digits");
    }
    String digits = text.substring(2);
    Address address = new Address(ByteString.hex(digits));
    boolean oneCase =
        digits.equals(digits.toLowerCase(Locale.ROOT))
            || digits.equals(digits.toUpperCase(Locale.ROOT));
    if (!oneCase && !address.toString().equals(text)) {
      throw new MalformedInput("the checksum of the address is wrong; copy it again");
    }
    return address;
  }

  @Override
  public int compareTo(Address other) {
    return bytes.compareTo(other.bytes);
  }

  /** The text form with its checksum. */
  @Override
  public String toString() {
    String digits = bytes.toHex();
    String digest = Keccak256.digest(ByteString.utf8(digits)).toHex();
    StringBuilder text = new StringBuilder("0x");
    for (int i = 0; i < digits.length(); i++) {
      char digit = digits.charAt(i);
      text.append(digest.charAt(i) >= '8' ? Character.toUpperCase(digit) : digit);
    }
    return text.toString();
  }
}
