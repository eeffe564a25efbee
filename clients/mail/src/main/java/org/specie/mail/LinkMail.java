package org.specie.mail;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.parser.MimeStreamParser;
import org.apache.james.mime4j.stream.MimeConfig;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.Reason;
import org.specie.qr.QrPicture;

/**
 * A mail (RFC 5322, RFC 2045 and 2046) with a link in its text, on a line of its own, and the
 * picture of the link's code. Spec: docs/spec/31-payment-requests.md, 31.10 and 31.11.
 */
public final class LinkMail {
  /** Largest mail that is read. */
  public static final int BYTES_MAX = 8 << 20;

  private static final int LINE_MAX = 1 << 16;
  private static final int HEADERS_MAX = 1_000;
  private static final int BOUNDARY_LENGTH = 32;
  private static final String END = "\r\n";
  private static final Base64.Encoder LINES = Base64.getMimeEncoder();

  private LinkMail() {}

  /** What reading comes to. */
  public sealed interface MailText {
    /** The one link of the mail, as it stands there. */
    record Read(String link) implements MailText {}

    /** Nothing that can be believed. */
    record Refused(Reason reason) implements MailText {}
  }

  /**
   * A draft that a mail program opens to be addressed and sent; the same for the same words.
   *
   * @param subject of letters, digits and spaces
   * @param words before the link
   */
  public static ByteString write(String subject, String words, String link) throws IOException {
    Check.that(subject.matches("[A-Za-z0-9 ]+"), "a subject is plain");
    String format = QrPicture.format(link);
    String boundary = Hash32.sha256(ByteString.utf8(link)).toString().substring(0, BOUNDARY_LENGTH);
    String text = words + END + END + link + END;
    return ByteString.utf8(
        String.join(
            END,
            "Subject: " + subject,
            "X-Unsent: 1",
            "MIME-Version: 1.0",
            "Content-Type: multipart/mixed; boundary=\"" + boundary + "\"",
            "",
            "--" + boundary,
            "Content-Type: text/plain; charset=utf-8",
            "Content-Transfer-Encoding: base64",
            "",
            LINES.encodeToString(text.getBytes(StandardCharsets.UTF_8)),
            "--" + boundary,
            "Content-Type: image/" + format,
            "Content-Disposition: attachment; filename=\"code." + format + "\"",
            "Content-Transfer-Encoding: base64",
            "",
            LINES.encodeToString(QrPicture.write(link).toByteArray()),
            "--" + boundary + "--",
            ""));
  }

  /**
   * The link of a mail.
   *
   * @param scheme what it begins with
   * @param lengthMax of its characters
   */
  public static MailText read(ByteString mail, String scheme, int lengthMax) {
    if (mail.size() > BYTES_MAX) {
      return new MailText.Refused(MailReason.MAIL_TOO_LARGE);
    }
    LinkParts parts = new LinkParts(scheme, lengthMax);
    MimeStreamParser parser = new MimeStreamParser(limits());
    parser.setContentDecoding(true);
    parser.setContentHandler(parts);
    try {
      parser.parse(new ByteArrayInputStream(mail.toByteArray()));
    } catch (MimeException | IOException e) {
      return new MailText.Refused(MailReason.NOT_A_MAIL);
    }
    return parts.link();
  }

  private static MimeConfig limits() {
    return MimeConfig.custom()
        .setMaxLineLen(LINE_MAX)
        .setMaxHeaderLen(LINE_MAX)
        .setMaxHeaderCount(HEADERS_MAX)
        .setMaxContentLen(BYTES_MAX)
        .build();
  }
}
