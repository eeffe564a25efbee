package org.specie.cli;

import java.util.Locale;
import java.util.regex.Pattern;
import org.specie.kernel.core.Hash32;

/** Words of 64 hexadecimal digits, as people copy them. */
public final class HexWord {
  /** Of the name of an issuer of offline cash, for the help of commands that take one. */
  public static final String ISSUER = "64 digits: the SHA-256 of the issuer's root certificate";

  private static final Pattern DIGITS = Pattern.compile("[0-9a-f]{64}");

  private HexWord() {}

  /** Reads {@code text}, which is to be {@code what}. */
  public static Hash32 read(String text, String what) {
    String digits = text.toLowerCase(Locale.ROOT);
    if (!DIGITS.matcher(digits).matches()) {
      throw new UsageMistake("'" + text + "' is not 64 hexadecimal digits", "name " + what);
    }
    return Hash32.hex(digits);
  }

  /** Reads the name of an issuer of offline cash. */
  public static Hash32 issuer(String text) {
    return read(text, "the SHA-256 of the issuer's root certificate");
  }
}
