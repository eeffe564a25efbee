package org.specie.wallet.showing;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.function.Function;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Reason;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.wallet.Answer;

/**
 * A kind of file as JSON: a line for each thing it says to people and programs, then its canonical
 * bytes in Base64. What is shown has one text. It is read back from the bytes and written again,
 * and what differs then was changed, so that nobody reads anything that is not proven. Source:
 * docs/spec/33-receipts.md, clause 33.5.
 *
 * @param <T> what files of this kind show
 */
public final class ShownText<T> {
  /** The last second of the year 9999, after which nothing is written. */
  public static final long SECONDS_MAX = 253_402_300_799L;

  private static final String PROOF_LINE = "\n  \"proof\": \"";
  private static final String END = "\"\n}\n";

  /** Reads canonical bytes. */
  @FunctionalInterface
  public interface Reading<T> {
    T decode(ByteString bytes) throws MalformedInput;
  }

  /**
   * What files of one kind say and hold.
   *
   * @param fields what it says, in order: the name of each thing and its value
   * @param encode the canonical bytes
   * @param decode reads them; that they hold is still to be verified
   */
  public record Content<T>(
      Function<T, Map<String, String>> fields, Function<T, ByteString> encode, Reading<T> decode) {}

  private final String head;
  private final Content<T> content;
  private final Reason unreadable;
  private final Reason wordsDiffer;

  /**
   * @param format names this kind of file
   * @param unreadable refuses what is no such file
   * @param wordsDiffer refuses one that says something else than it proves
   */
  public ShownText(String format, Content<T> content, Reason unreadable, Reason wordsDiffer) {
    this.head = "{\n  \"format\": \"" + format + "\",";
    this.content = content;
    this.unreadable = unreadable;
    this.wordsDiffer = wordsDiffer;
  }

  /** The text of {@code shown}, in ASCII. */
  public String write(T shown) {
    StringBuilder text = new StringBuilder(head);
    content
        .fields()
        .apply(shown)
        .forEach(
            (name, value) ->
                text.append("\n  \"")
                    .append(name)
                    .append("\": ")
                    .append(quoted(value))
                    .append(','));
    return text.append(PROOF_LINE)
        .append(Base64.getEncoder().encodeToString(content.encode().apply(shown).toByteArray()))
        .append(END)
        .toString();
  }

  private static String quoted(String value) {
    StringBuilder text = new StringBuilder("\"");
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        text.append('\\').append(c);
      } else if (c < ' ' || c > '~') {
        text.append("\\u%04x".formatted((int) c));
      } else {
        text.append(c);
      }
    }
    return text.append('"').toString();
  }

  /** Reads a text; that what it shows holds is still to be verified. */
  public Answer<T> read(String text) {
    int proof = text.indexOf(PROOF_LINE);
    boolean isForm =
        text.startsWith(head + "\n")
            && proof > 0
            && text.endsWith(END)
            && proof + PROOF_LINE.length() <= text.length() - END.length();
    if (!isForm) {
      return Answer.refused(unreadable);
    }
    String encoded = text.substring(proof + PROOF_LINE.length(), text.length() - END.length());
    try {
      byte[] bytes = Base64.getDecoder().decode(encoded.getBytes(StandardCharsets.ISO_8859_1));
      T shown = content.decode().decode(ByteString.copyOf(bytes));
      return write(shown).equals(text) ? Answer.done(shown) : Answer.refused(wordsDiffer);
    } catch (IllegalArgumentException e) {
      return Answer.refused(unreadable, "(not Base64)");
    } catch (MalformedInput e) {
      return Answer.refused(unreadable, "(" + e.getMessage() + ")");
    }
  }
}
