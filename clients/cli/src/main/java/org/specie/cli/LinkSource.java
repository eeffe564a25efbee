package org.specie.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Reason;
import org.specie.mail.LinkMail;
import org.specie.mail.LinkMail.MailText;
import org.specie.qr.QrPicture;
import org.specie.qr.QrText;
import org.specie.wallet.Answer;

/**
 * A link, from wherever it was given: itself, a file with it, a picture of its code, a mail.
 *
 * @param scheme what it begins with
 * @param lengthMax of its characters
 * @param tooLarge why a file is refused that is larger than any picture
 */
public record LinkSource(String scheme, int lengthMax, Reason tooLarge) {
  private static final String MAIL = ".eml";

  /** Whether {@code where} is a link itself, and no name of a file. */
  public boolean isLink(String where) {
    return where.regionMatches(true, 0, scheme, 0, scheme.length());
  }

  /**
   * The text of the link that {@code where} is, or that stands in the file it names; whether it is
   * right is the reader's to say.
   *
   * @param mistake what to say where there is no such file
   */
  public Answer<String> read(Surroundings surroundings, String where, UsageMistake mistake)
      throws IOException {
    if (isLink(where)) {
      return Answer.done(where);
    }
    Path file = surroundings.resolve(Path.of(where));
    if (!Files.isRegularFile(file)) {
      throw mistake;
    }
    if (Files.size(file) > QrPicture.FILE_BYTES_MAX) {
      return Answer.refused(tooLarge, "(the file is too large)");
    }
    ByteString bytes = ByteString.copyOf(Files.readAllBytes(file));
    if (file.toString().toLowerCase(Locale.ROOT).endsWith(MAIL)) {
      return switch (LinkMail.read(bytes, scheme, lengthMax)) {
        case MailText.Read(String link) -> Answer.done(link);
        case MailText.Refused(var reason) -> Answer.refused(reason);
      };
    }
    Optional<String> text = text(bytes);
    return text.isPresent()
        ? Answer.done(text.get())
        : switch (QrPicture.read(bytes)) {
          case QrText.Read(String seen) -> Answer.done(seen);
          case QrText.Refused(var reason) -> Answer.refused(reason);
        };
  }

  /** The file as text, if it begins as a link does. */
  private Optional<String> text(ByteString bytes) {
    String start = bytes.slice(0, Math.min(bytes.size(), lengthMax + 1)).toUtf8();
    return start.strip().startsWith(scheme) ? Optional.of(start) : Optional.empty();
  }
}
