package org.specie.services.api;

import java.util.Optional;
import java.util.regex.Pattern;
import org.specie.kernel.core.ByteString;

/** Bytes as callers write them. Spec: docs/spec/40-service-api.md 40.2. */
public final class Hex {
  private static final Pattern DIGITS = Pattern.compile("[0-9a-f]*");

  private Hex() {}

  /** The bytes, if {@code digits} are pairs of small hexadecimal digits. */
  public static Optional<ByteString> bytes(String digits) {
    return digits.length() % 2 == 0 && DIGITS.matcher(digits).matches()
        ? Optional.of(ByteString.hex(digits))
        : Optional.empty();
  }

  /** The bytes, if {@code digits} are those of {@code size} bytes. */
  public static Optional<ByteString> bytes(String digits, int size) {
    return bytes(digits).filter(bytes -> bytes.size() == size);
  }
}
