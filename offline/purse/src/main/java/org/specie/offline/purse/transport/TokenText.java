package org.specie.offline.purse.transport;

import java.util.Base64;
import java.util.List;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.offline.token.message.Message;
import org.specie.qr.Frames;

/**
 * A message as text: a link on a page or in a mail, the content of a code and that of a file are
 * the same characters. Spec: docs/spec/52-purse.md section 5.
 */
public final class TokenText {
  /** What every text begins with. */
  public static final String SCHEME = "specie-token:";

  /** Longest text; the longest message is a proof with four certificates. */
  public static final int LENGTH_MAX = 4_096;

  private TokenText() {}

  /** The text of {@code message}. */
  public static String write(Message message) {
    return SCHEME
        + Base64.getUrlEncoder().withoutPadding().encodeToString(message.encode().toByteArray());
  }

  /** The codes of {@code message}, one or several to be shown one after the other. */
  public static List<String> codes(Message message) {
    return Frames.split(write(message));
  }

  /** Reads a text; white space around it is ignored, anything else that differs is refused. */
  public static Message read(String text) throws MalformedInput {
    String link = text.strip();
    if (link.length() > LENGTH_MAX || !link.startsWith(SCHEME)) {
      throw new MalformedInput("a message begins with " + SCHEME);
    }
    String digits = link.substring(SCHEME.length());
    try {
      Message message = Message.decode(ByteString.copyOf(Base64.getUrlDecoder().decode(digits)));
      if (!write(message).equals(link)) {
        throw new MalformedInput("a message has one text");
      }
      return message;
    } catch (IllegalArgumentException _) {
      throw new MalformedInput("not base64url");
    }
  }
}
