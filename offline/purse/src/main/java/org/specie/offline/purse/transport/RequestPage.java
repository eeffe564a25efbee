package org.specie.offline.purse.transport;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.offline.purse.PurseReason;
import org.specie.offline.token.message.Message.Request;
import org.specie.offline.token.receipt.Configuration;
import org.specie.offline.token.receipt.Terms;
import org.specie.offline.token.value.Currency;
import org.specie.offline.token.value.Minutes;
import org.specie.page.PdfFile;
import org.specie.page.PdfFile.Attached;
import org.specie.page.PdfFile.Font;
import org.specie.qr.Frames;
import org.specie.qr.QrCode;

/**
 * A request as a page to print or to send, a PDF with its text attached. It is read back from what
 * is attached and written again, and what differs then is refused: a page cannot show one amount
 * and ask for another, and no stranger's PDF is ever interpreted. Spec: docs/spec/52-purse.md 5.4.
 */
public final class RequestPage {
  /** Largest file that is read. */
  public static final int BYTES_MAX = 1 << 20;

  private static final String TITLE = "Payment request";
  private static final String ATTACHED = "request.txt";
  private static final Pattern LINK =
      Pattern.compile(TokenText.SCHEME + "[A-Za-z0-9_-]{1," + TokenText.LENGTH_MAX + "}");
  private static final Map<Integer, String> NAMES =
      Map.of(376, "ILS", 978, "EUR", 840, "USD", 826, "GBP", 756, "CHF");
  private static final int SECONDS_PER_MINUTE = 60;
  private static final int LEFT = 56;
  private static final int WIDTH = 595 - 2 * LEFT;
  private static final int VALUES_AT = 150;
  private static final int CODES_FROM = 590;
  private static final int SINGLE_SIDE = 300;
  private static final int GAP = 14;
  private static final int CODES_MAX = 9;
  private static final int LINE = 14;
  private static final int END = 70;

  private RequestPage() {}

  /** What reading comes to. */
  public sealed interface PageRead {
    /** The request that the page shows; who asks and whether it is right is still to be seen. */
    record Found(Request request) implements PageRead {}

    /** There is nothing in the file that may be paid. */
    record Refused(PurseReason reason) implements PageRead {}
  }

  /** Whether a file that begins so claims to be a PDF. */
  public static boolean begins(ByteString start) {
    return start.startsWith(ByteString.utf8(PdfFile.SIGNATURE));
  }

  /** The page of {@code request}. */
  public static ByteString write(Request request) {
    Map<String, String> rows = rows(request);
    String text = TokenText.write(request);
    PdfFile file = new PdfFile();
    file.line(Font.BOLD, 18, LEFT, 770, TITLE);
    file.line(Font.BOLD, 24, LEFT, 732, amount(request));
    int y = 698;
    for (Map.Entry<String, String> row : rows.entrySet()) {
      file.line(Font.BOLD, 10, LEFT, y, row.getKey());
      file.line(Font.DIGITS, 10, VALUES_AT, y, row.getValue());
      y -= LINE;
    }
    List<String> codes = Frames.split(text);
    file.line(Font.PLAIN, 10, LEFT, y - LINE, howToPay(codes.size()));
    draw(file, codes);
    file.line(Font.PLAIN, 9, LEFT, END, "This page asks for money and proves nothing by itself.");
    file.line(Font.PLAIN, 9, LEFT, END - LINE, "See who is paid, and how much, before you pay.");
    if (!rows.values().stream().allMatch(PdfFile::shows)) {
      String replaced = "A question mark may stand for a character that this page cannot show.";
      file.line(Font.PLAIN, 9, LEFT, END - 2 * LINE, replaced);
    }
    return file.write(TITLE, new Attached(ATTACHED, "text/plain", text + "\n"));
  }

  private static String howToPay(int codes) {
    String file = "Pay it from this file:  specie purse pay FILE";
    return codes == 1
        ? file + "   or scan the code."
        : file + "   or scan the " + codes + " codes, in any order.";
  }

  private static Map<String, String> rows(Request request) {
    Configuration configuration = request.token().configuration();
    Map<String, String> rows = new LinkedHashMap<>();
    rows.put("to", configuration.info().text());
    rows.put("reference", request.reference().toString());
    rows.put("valid until", time(configuration.terms().validity().until()) + " (UTC)");
    rows.put("token", configuration.id().toString());
    return rows;
  }

  private static String amount(Request request) {
    Terms terms = request.token().configuration().terms();
    Currency currency = terms.currency();
    String name =
        Optional.ofNullable(NAMES.get(currency.number())).orElse("ISO 4217 " + currency.number());
    return request
        .amount()
        .map(each -> BigDecimal.valueOf(each.minor(), currency.places()).toPlainString())
        .map(each -> each + " " + name)
        .orElse("You name the amount, in " + name);
  }

  private static String time(Minutes minutes) {
    return Instant.ofEpochSecond((long) minutes.sinceEpoch() * SECONDS_PER_MINUTE).toString();
  }

  private static void draw(PdfFile file, List<String> codes) {
    Check.that(codes.size() <= CODES_MAX, "a request fits into nine codes");
    if (codes.size() == 1) {
      square(file, LEFT + (WIDTH - SINGLE_SIDE) / 2, CODES_FROM - SINGLE_SIDE, SINGLE_SIDE, codes);
      return;
    }
    int columns = codes.size() <= 4 ? 2 : 3;
    int side = (WIDTH - (columns - 1) * GAP) / columns;
    for (int i = 0; i < codes.size(); i++) {
      int x = LEFT + i % columns * (side + GAP);
      int y = CODES_FROM - side - i / columns * (side + GAP);
      square(file, x, y, side, codes.subList(i, i + 1));
      file.line(Font.PLAIN, 8, x + side / 2 - GAP, y - 2, (i + 1) + " of " + codes.size());
    }
  }

  private static void square(PdfFile file, int x, int y, int side, List<String> one) {
    QrCode code = QrCode.of(one.getFirst());
    PdfFile _ = file.square(x, y, side, code.size(), code::isDark);
  }

  /** Reads a file that {@linkplain #begins claims to be a PDF}. */
  public static PageRead read(ByteString bytes) {
    if (bytes.size() > BYTES_MAX) {
      return new PageRead.Refused(PurseReason.PAGE_TOO_LARGE);
    }
    String file = new String(bytes.toByteArray(), StandardCharsets.ISO_8859_1);
    Optional<Request> request = attached(file);
    if (request.isPresent() && write(request.get()).equals(bytes)) {
      return new PageRead.Found(request.get());
    }
    return new PageRead.Refused(
        switch (links(file)) {
          case 0 -> PurseReason.NO_REQUEST_ON_PAGE;
          case 1 -> PurseReason.PAGE_DIFFERS;
          default -> PurseReason.TWO_REQUESTS;
        });
  }

  private static Optional<Request> attached(String file) {
    int marker = file.indexOf(PdfFile.ATTACHED_FROM);
    int from = marker + PdfFile.ATTACHED_FROM.length();
    int end = file.indexOf('\n', from);
    if (marker < 0 || end < 0) {
      return Optional.empty();
    }
    try {
      return TokenText.read(file.substring(from, end)) instanceof Request request
          ? Optional.of(request)
          : Optional.empty();
    } catch (MalformedInput _) {
      return Optional.empty();
    }
  }

  /** How many different texts of messages there are; two stands for more as well. */
  private static int links(String file) {
    Set<String> seen = new HashSet<>();
    Matcher links = LINK.matcher(file);
    while (seen.size() < 2 && links.find()) {
      seen.add(links.group());
    }
    return seen.size();
  }
}
