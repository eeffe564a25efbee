package org.specie.offline.token.receipt;

import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.VisibleText;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.offline.token.layout.ArtLayout;

/**
 * What a payer is shown of a payee: name, trade, place. A factory compared it with what it knows;
 * no check of money rests on it.
 *
 * @param text at most 40 bytes of UTF-8, nothing of it invisible
 */
public record PayeeInfo(String text) {
  public PayeeInfo {
    Check.that(isShowable(text), "information has at most 40 bytes and nothing invisible");
  }

  /** Whether {@code text} can be shown to a payer as it is. */
  public static boolean isShowable(String text) {
    return VisibleText.isShowable(text, ArtLayout.CFG_INFO_MAX);
  }

  static PayeeInfo decode(ByteString bytes) throws MalformedInput {
    String text = bytes.toUtf8();
    if (!ByteString.utf8(text).equals(bytes) || !isShowable(text)) {
      throw new MalformedInput("information is visible UTF-8");
    }
    return new PayeeInfo(text);
  }

  ByteString bytes() {
    return ByteString.utf8(text);
  }
}
