package org.specie.page;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;

/**
 * As much of PDF 1.7 (ISO 32000-1) as one page of text and codes with one attached file needs:
 * nothing is compressed, nothing depends on time or machine, so that the same content is always the
 * same bytes. The three fonts are of those that every reader has; they show Windows-1252.
 */
public final class PdfFile {
  /** What every PDF begins with, also one that is not of this kind. */
  public static final String SIGNATURE = "%PDF-";

  /** What stands before the attached file, which is the first thing in a file of this kind. */
  public static final String ATTACHED_FROM = "stream\n";

  /** A font every reader has. */
  public enum Font {
    PLAIN(7, "Helvetica"),
    BOLD(8, "Helvetica-Bold"),
    DIGITS(9, "Courier");

    private final int object;
    private final String baseName;

    Font(int object, String baseName) {
      this.object = object;
      this.baseName = baseName;
    }

    /** As the page calls it. */
    private String alias() {
      return "/F" + object;
    }
  }

  /** Which modules of a square are dark, counted from above left. */
  @FunctionalInterface
  public interface Modules {
    boolean isDark(int column, int row);
  }

  /**
   * A file that a page carries.
   *
   * @param name as readers show it
   * @param mediaType such as application/json
   * @param content ASCII
   */
  public record Attached(String name, String mediaType, String content) {
    public Attached {
      Check.that(content.chars().allMatch(each -> each < 0x80), "what is attached is ASCII");
    }
  }

  private static final Charset SHOWN = Charset.forName("windows-1252");
  private static final String HEAD = "%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n";
  private static final int INFO = 10;

  private final StringBuilder page = new StringBuilder();

  /** Whether {@code bytes} begin as such a file does. */
  public static boolean begins(ByteString bytes) {
    return bytes.startsWith(ByteString.copyOf(HEAD.getBytes(StandardCharsets.ISO_8859_1)));
  }

  /** Whether a page can show all of {@code text}. */
  public static boolean shows(String text) {
    return SHOWN.newEncoder().canEncode(text);
  }

  /** Puts a line of text on the page, {@code x} and {@code y} in points from below left. */
  public PdfFile line(Font font, int size, int x, int y, String text) {
    page.append("BT ").append(font.alias()).append(' ').append(size).append(" Tf ");
    page.append(x).append(' ').append(y).append(" Td ").append(literal(text)).append(" Tj ET\n");
    return this;
  }

  /**
   * Puts a square of {@code count} by {@code count} modules on the page, {@code side} points wide,
   * {@code x} and {@code y} in points from below left. Dark modules of a row that touch are one
   * rectangle, so that no reader draws a gap between them.
   */
  public PdfFile square(int x, int y, int side, int count, Modules modules) {
    Check.that(0 < count && count <= side * 10, "a module can be seen");
    page.append("q ").append(hundredths(side, count)).append(" 0 0 ");
    page.append(hundredths(side, count)).append(' ').append(x).append(' ').append(y);
    page.append(" cm\n");
    for (int row = 0; row < count; row++) {
      int from = 0;
      for (int column = 0; column <= count; column++) {
        if (column < count && modules.isDark(column, row)) {
          continue;
        }
        if (from < column) {
          page.append(from).append(' ').append(count - 1 - row).append(' ');
          page.append(column - from).append(" 1 re\n");
        }
        from = column + 1;
      }
    }
    page.append("f Q\n");
    return this;
  }

  /** The quotient as PDF writes it, exact to a hundredth and never more than it. */
  private static String hundredths(int side, int count) {
    int hundredths = side * 100 / count;
    return String.format(Locale.ROOT, "%d.%02d", hundredths / 100, hundredths % 100);
  }

  /** The characters as a string of PDF; a question mark for each that cannot be shown. */
  private static String literal(String text) {
    CharsetEncoder encoder = SHOWN.newEncoder();
    StringBuilder literal = new StringBuilder("(");
    text.codePoints()
        .forEach(
            point -> {
              String character = Character.toString(point);
              byte[] shown = (encoder.canEncode(character) ? character : "?").getBytes(SHOWN);
              int code = shown[0] & 0xff;
              boolean isPlain =
                  code >= ' ' && code <= '~' && code != '(' && code != ')' && code != '\\';
              literal.append(isPlain ? Character.toString(code) : "\\%03o".formatted(code));
            });
    return literal.append(')').toString();
  }

  /** The file, with {@code attached} in it. */
  public ByteString write(String title, Attached attached) {
    List<String> objects = new ArrayList<>();
    String mediaType = attached.mediaType().replace("/", "#2F");
    objects.add(stream("/Type /EmbeddedFile /Subtype /" + mediaType, attached.content()));
    objects.add(
        "<< /Type /Catalog /Pages 3 0 R /AF [4 0 R] /Lang (en) /Names << /EmbeddedFiles << /Names ["
            + literal(attached.name())
            + " 4 0 R] >> >> >>");
    objects.add("<< /Type /Pages /Kids [5 0 R] /Count 1 >>");
    objects.add(
        "<< /Type /Filespec /AFRelationship /Data /F %1$s /UF %1$s /EF << /F 1 0 R >> >>"
            .formatted(literal(attached.name())));
    objects.add(
        "<< /Type /Page /Parent 3 0 R /MediaBox [0 0 595 842] /Contents 6 0 R /Resources << /Font <<"
            + fontNames()
            + " >> >> >>");
    objects.add(stream("", page.toString()));
    for (Font font : Font.values()) {
      objects.add(
          "<< /Type /Font /Subtype /Type1 /BaseFont /%s /Encoding /WinAnsiEncoding >>"
              .formatted(font.baseName));
    }
    objects.add("<< /Title " + literal(title) + " >>");
    return assemble(objects);
  }

  private static String fontNames() {
    StringBuilder names = new StringBuilder();
    for (Font font : Font.values()) {
      names.append(' ').append(font.alias()).append(' ').append(font.object).append(" 0 R");
    }
    return names.toString();
  }

  private static String stream(String entries, String content) {
    return "<< "
        + entries
        + " /Length "
        + content.length()
        + " >>\n"
        + ATTACHED_FROM
        + content
        + "\nendstream";
  }

  private static ByteString assemble(List<String> objects) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    append(out, HEAD);
    StringBuilder table = new StringBuilder("0000000000 65535 f \n");
    for (int i = 0; i < objects.size(); i++) {
      table.append(String.format(Locale.ROOT, "%010d 00000 n \n", out.size()));
      append(out, (i + 1) + " 0 obj\n" + objects.get(i) + "\nendobj\n");
    }
    int tableAt = out.size();
    int size = objects.size() + 1;
    append(out, "xref\n0 " + size + "\n" + table);
    append(out, "trailer\n<< /Size " + size + " /Root 2 0 R /Info " + INFO + " 0 R >>\n");
    append(out, "startxref\n" + tableAt + "\n%%EOF\n");
    return ByteString.copyOf(out.toByteArray());
  }

  private static void append(ByteArrayOutputStream out, String text) {
    out.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
  }
}
