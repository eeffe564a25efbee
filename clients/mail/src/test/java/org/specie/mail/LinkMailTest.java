package org.specie.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.specie.kernel.core.ByteString;
import org.specie.mail.LinkMail.MailText;
import org.specie.qr.QrPicture;
import org.specie.quality.requirements.Requirement;

/** Links as mails, written and read. Page 31, 31.10 and 31.11. */
class LinkMailTest {
  private static final String SCHEME = "specie-token:";
  private static final String LINK = SCHEME + "AAECAwQ";
  private static final String OTHER = SCHEME + "BAUGBwg";
  private static final int MAX = 4_096;

  private static MailText read(String... lines) {
    return LinkMail.read(ByteString.utf8(String.join("\r\n", lines) + "\r\n"), SCHEME, MAX);
  }

  private static MailText refused(MailReason reason) {
    return new MailText.Refused(reason);
  }

  private static MailText text(String text) {
    return read("Subject: x", "Content-Type: text/plain", "", text);
  }

  private static String picture(String text) throws IOException {
    return Base64.getMimeEncoder().encodeToString(QrPicture.write(text).toByteArray());
  }

  private static MailText withPicture(String text, String code) throws IOException {
    return read(
        "Content-Type: multipart/mixed; boundary=b",
        "",
        "--b",
        "Content-Type: text/plain",
        "",
        text,
        "--b",
        "Content-Type: image/png",
        "Content-Transfer-Encoding: base64",
        "",
        picture(code),
        "--b--");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 300, 780, 2_000, 4_000})
  @Requirement("U3")
  void isReadAsItWasWritten(int length) throws IOException {
    String link = SCHEME + "aZ_-".repeat(length).substring(0, length);
    ByteString mail = LinkMail.write("Payment request", "Pay this.", link);

    assertThat(LinkMail.read(mail, SCHEME, MAX)).isEqualTo(new MailText.Read(link));
    assertThat(LinkMail.write("Payment request", "Pay this.", link)).isEqualTo(mail);
    assertThat(mail.toUtf8().lines()).allMatch(line -> line.length() < 100);
  }

  /** A mail program that wraps the text leaves the code, and one that drops pictures the text. */
  @Test
  void eitherPartIsEnough() throws IOException {
    assertThat(withPicture("see the code", LINK)).isEqualTo(new MailText.Read(LINK));
    assertThat(text(LINK)).isEqualTo(new MailText.Read(LINK));
    assertThat(withPicture(LINK, "https://example.org")).isEqualTo(new MailText.Read(LINK));
  }

  @ParameterizedTest
  @ValueSource(strings = {"> " + LINK, "> > <" + LINK + ">", "  " + LINK + "  ", "hi\r\n" + LINK})
  void aLinkThatWasQuotedIsOne(String text) {
    assertThat(text(text)).isEqualTo(new MailText.Read(LINK));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "pay " + LINK + " now", "specie-token:", "SPECIE-TOKEN:AAECAwQ"})
  void aLinkInASentenceIsNone(String text) {
    assertThat(text(text)).isEqualTo(refused(MailReason.NO_LINK_IN_MAIL));
  }

  @Test
  void twoThatDifferAreRefused() throws IOException {
    assertThat(text(LINK + "\r\n" + OTHER)).isEqualTo(refused(MailReason.LINKS_DIFFER));
    assertThat(text(LINK + "\r\n> " + LINK)).isEqualTo(new MailText.Read(LINK));
    assertThat(withPicture(LINK, OTHER)).isEqualTo(refused(MailReason.LINKS_DIFFER));
    assertThat(withPicture(LINK, LINK)).isEqualTo(new MailText.Read(LINK));
  }

  /** What is written for a browser can show anything and hide anything. */
  @Test
  void aPageIsNotLookedAt() {
    assertThat(read("Content-Type: text/html", "", LINK))
        .isEqualTo(refused(MailReason.NO_LINK_IN_MAIL));
  }

  @Test
  void aMailInAMailIsLookedAt() {
    assertThat(
            read(
                "Content-Type: multipart/mixed; boundary=b",
                "",
                "--b",
                "Content-Type: message/rfc822",
                "",
                "Subject: forwarded",
                "",
                LINK,
                "--b--"))
        .isEqualTo(new MailText.Read(LINK));
  }

  @Test
  void moreThanAMailWithALinkHasIsRefused() {
    StringBuilder parts = new StringBuilder("Content-Type: multipart/mixed; boundary=b\r\n\r\n");
    StringBuilder deep = new StringBuilder();
    for (int i = 0; i < 70; i++) {
      parts.append("--b\r\nContent-Type: text/plain\r\n\r\n").append(LINK).append("\r\n");
      deep.append("Content-Type: message/rfc822\r\n\r\n");
    }
    assertThat(read(parts + "--b--")).isEqualTo(refused(MailReason.NOT_A_MAIL));
    assertThat(read(deep + "\r\n" + LINK)).isEqualTo(refused(MailReason.NOT_A_MAIL));
    assertThat(read("X: " + "y".repeat(70_000), "", LINK))
        .isEqualTo(refused(MailReason.NOT_A_MAIL));
    byte[] large = new byte[LinkMail.BYTES_MAX + 1];
    assertThat(LinkMail.read(ByteString.copyOf(large), SCHEME, MAX))
        .isEqualTo(refused(MailReason.MAIL_TOO_LARGE));
  }

  /** The code of a long link moves, and its frames have to say the same. */
  @Test
  void aBrokenPictureLeavesTheText() throws IOException {
    String link = SCHEME + "q".repeat(2_000);
    ByteString whole = LinkMail.write("Payment", "x", link);
    String cut = whole.toUtf8().replaceFirst("(?s)(image/gif.*?base64\r\n\r\n.{200}).*", "$1");
    ByteString mail = ByteString.copyOf(cut.getBytes(StandardCharsets.ISO_8859_1));

    assertThat(LinkMail.read(mail, SCHEME, MAX)).isEqualTo(new MailText.Read(link));
  }
}
