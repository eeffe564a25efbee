package org.specie.cash.application.policy;

import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;

/**
 * The name of a payment service provider, by which customers, registrars and the register know it.
 * Source: docs/spec/44-provider-register.md, clause 1.1.
 *
 * @param text 2 to 63 of a-z, 0-9, dot and hyphen, the first a letter or a digit
 */
public record ProviderName(String text) {
  /** In bytes, each a character. */
  public static final int SIZE_MAX = 63;

  private static final int SIZE_MIN = 2;

  public ProviderName {
    Check.that(isName(text), "a provider's name is checked before");
  }

  /** Whether a provider may be called {@code text}. */
  public static boolean isName(String text) {
    return text.length() >= SIZE_MIN
        && text.length() <= SIZE_MAX
        && isAlphanumeric(text.charAt(0))
        && text.chars().allMatch(each -> isAlphanumeric(each) || each == '.' || each == '-');
  }

  private static boolean isAlphanumeric(int character) {
    return (character >= 'a' && character <= 'z') || (character >= '0' && character <= '9');
  }

  public void encode(Encoder out) {
    out.text(text);
  }

  public static ProviderName decode(Decoder in) throws MalformedInput {
    String text = in.text(SIZE_MAX);
    if (!isName(text)) {
      throw new MalformedInput("not a name of a provider");
    }
    return new ProviderName(text);
  }

  @Override
  public String toString() {
    return text;
  }
}
