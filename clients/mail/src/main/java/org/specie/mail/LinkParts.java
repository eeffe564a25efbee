package org.specie.mail;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.parser.AbstractContentHandler;
import org.apache.james.mime4j.stream.BodyDescriptor;
import org.specie.kernel.core.ByteString;
import org.specie.mail.LinkMail.MailText;
import org.specie.qr.QrPicture;
import org.specie.qr.QrText;

/** Collects the links in the parts of a mail: those of its plain text, and of codes in it. */
final class LinkParts extends AbstractContentHandler {
  private static final int DEPTH_MAX = 16;
  private static final int PARTS_MAX = 64;
  private static final int PICTURES_MAX = 8;
  private static final String TEXT = "text/plain";
  private static final Set<String> PICTURES = Set.of("image/png", "image/gif");

  private final String scheme;
  private final Pattern line;
  private final Set<String> links = new TreeSet<>();
  private int depth;
  private int parts;
  private int pictures;

  LinkParts(String scheme, int lengthMax) {
    this.scheme = scheme;
    String link = Pattern.quote(scheme) + "[!-;=?-~]{1," + lengthMax + "}";
    this.line = Pattern.compile("(?m)^[> \\t]*+<?(" + link + ")>?[ \\t]*\\r?$");
  }

  /** What all parts say together. */
  MailText link() {
    return switch (links.size()) {
      case 0 -> new MailText.Refused(MailReason.NO_LINK_IN_MAIL);
      case 1 -> new MailText.Read(links.iterator().next());
      default -> new MailText.Refused(MailReason.LINKS_DIFFER);
    };
  }

  @Override
  public void startMessage() throws MimeException {
    enter();
  }

  @Override
  public void startBodyPart() throws MimeException {
    enter();
  }

  private void enter() throws MimeException {
    depth++;
    parts++;
    if (depth > DEPTH_MAX || parts > PARTS_MAX) {
      throw new MimeException("more parts than a mail with a link has");
    }
  }

  @Override
  public void endMessage() {
    depth--;
  }

  @Override
  public void endBodyPart() {
    depth--;
  }

  @Override
  public void body(BodyDescriptor descriptor, InputStream in) throws MimeException, IOException {
    String type = descriptor.getMimeType().toLowerCase(Locale.ROOT);
    if (type.equals(TEXT)) {
      // Links are of ASCII: whatever the characters around them are, this finds them.
      seeText(new String(in.readAllBytes(), StandardCharsets.ISO_8859_1));
    } else if (PICTURES.contains(type)) {
      pictures++;
      if (pictures > PICTURES_MAX) {
        throw new MimeException("more pictures than a mail with a link has");
      }
      seePicture(ByteString.copyOf(in.readAllBytes()));
    }
  }

  private void seeText(String text) {
    Matcher found = line.matcher(text);
    while (found.find()) {
      links.add(found.group(1));
    }
  }

  /** A picture without a code is a logo, or somebody's face. */
  private void seePicture(ByteString picture) {
    if (QrPicture.read(picture) instanceof QrText.Read(String text) && isLink(text)) {
      links.add(text.strip());
    }
  }

  private boolean isLink(String text) {
    return text.strip().startsWith(scheme);
  }
}
