package org.specie.offline.purse.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.offline.purse.Mint;
import org.specie.offline.purse.PurseReason;
import org.specie.offline.purse.Table;
import org.specie.offline.purse.transport.RequestPage.PageRead;
import org.specie.offline.token.message.Message.Request;
import org.specie.qr.Frames;
import org.specie.qr.QrCode;
import org.specie.qr.QrText;

/** Page 52, 5.4: to other people's programs, and to those who change a word. */
class RequestPageTest {
  private static final int DOTS_PER_INCH = 200;
  private static final int POINTS_PER_INCH = 72;

  private final Table ana = Table.with("ana", 0);
  private final Table ben = Table.with("ben", 5_000);

  RequestPageTest() throws IOException {}

  private static String text(ByteString file) {
    return new String(file.toByteArray(), StandardCharsets.ISO_8859_1);
  }

  private static ByteString file(String text) {
    return ByteString.copyOf(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static PurseReason refusal(ByteString file) {
    if (RequestPage.read(file) instanceof PageRead.Refused(PurseReason reason)) {
      return reason;
    }
    throw new AssertionError("it is paid");
  }

  private static ByteString replaced(ByteString page, String from, String to) {
    assertThat(text(page)).contains(from);
    return file(text(page).replace(from, to));
  }

  @Test
  void refusesFilesThatAreNoPageOfARequest() throws IOException {
    assertThat(refusal(file("%PDF-1.7\n"))).isEqualTo(PurseReason.NO_REQUEST_ON_PAGE);
    assertThat(refusal(file("%PDF-1.7\nstream\nspecie-token:\nendstream")))
        .isEqualTo(PurseReason.NO_REQUEST_ON_PAGE);
    ByteString page = RequestPage.write(ana.ask(1_250));
    assertThat(refusal(page.slice(0, 60))).isEqualTo(PurseReason.NO_REQUEST_ON_PAGE);
    assertThat(refusal(page.slice(0, page.size() - 1))).isEqualTo(PurseReason.PAGE_DIFFERS);
    ByteString large = ByteString.copyOf(new byte[RequestPage.BYTES_MAX + 1]);
    assertThat(refusal(large)).isEqualTo(PurseReason.PAGE_TOO_LARGE);
    assertThat(refusal(large.slice(0, RequestPage.BYTES_MAX)))
        .isEqualTo(PurseReason.NO_REQUEST_ON_PAGE);
  }

  @Test
  void refusesAPageOnWhichAnythingWasChanged() throws IOException {
    ByteString page = RequestPage.write(ana.ask(1_250));
    for (String[] change :
        new String[][] {
          {"(12.50 EUR)", "(1.25 EUR)"},
          {"(Bakery, Old Town)", "(Bakery, New Town)"},
          {"/Count 1", "/Count 2"},
          {" re\n", " re\n0 0 1 1 re\n"},
          {"%%EOF\n", "%%EOF\n%"},
          {"%PDF-1.7", "%PDF-1.4"}
        }) {
      assertThat(refusal(replaced(page, change[0], change[1])))
          .as(change[0])
          .isEqualTo(PurseReason.PAGE_DIFFERS);
    }
  }

  @Test
  void refusesAPageWithAnAnswerOrWithTwoRequests() throws IOException {
    Request request = ana.ask(1_250);
    String link = TokenText.write(request);
    ByteString page = RequestPage.write(request);
    String other = TokenText.write(ana.ask(9_900));
    assertThat(refusal(replaced(page, link, other))).isEqualTo(PurseReason.PAGE_DIFFERS);
    assertThat(refusal(file(text(page) + "%" + other + "\n"))).isEqualTo(PurseReason.TWO_REQUESTS);
    assertThat(refusal(file(text(page) + "%" + link + "\n"))).isEqualTo(PurseReason.PAGE_DIFFERS);
    assertThat(refusal(replaced(page, link, TokenText.write(ben.pay(request, 1_250)))))
        .isEqualTo(PurseReason.PAGE_DIFFERS);
  }

  @Test
  void anyReaderFindsTheTextTheCodeAndTheFileInIt() throws IOException {
    Request request = ana.ask(1_250);
    ByteString page = RequestPage.write(request);
    assertThat(RequestPage.begins(page.slice(0, 8))).isTrue();
    assertThat(RequestPage.read(page)).isEqualTo(new PageRead.Found(request));
    assertThat(RequestPage.write(request)).isEqualTo(page);
    try (PDDocument document = Loader.loadPDF(page.toByteArray())) {
      assertThat(document.getNumberOfPages()).isEqualTo(1);
      assertThat(new PDFTextStripper().getText(document))
          .contains(
              "Payment request",
              "12.50 EUR",
              "Bakery, Old Town",
              request.reference().toString(),
              request.token().configuration().id().toString());
      String attached =
          new String(
              Objects.requireNonNull(
                      document
                          .getDocumentCatalog()
                          .getNames()
                          .getEmbeddedFiles()
                          .getNames()
                          .get("request.txt"))
                  .getEmbeddedFile()
                  .toByteArray(),
              StandardCharsets.US_ASCII);
      assertThat(attached).isEqualTo(TokenText.write(request) + "\n");
      assertThat(QrCode.read(picture(document, "one code"))).contains(TokenText.write(request));
    }
  }

  /** With -Dspecie.pictures=FOLDER the pages are left there, to be looked at. */
  private static BufferedImage picture(PDDocument document, String name) throws IOException {
    BufferedImage picture =
        new PDFRenderer(document).renderImageWithDPI(0, DOTS_PER_INCH, ImageType.RGB);
    Optional<String> folder = Optional.ofNullable(System.getProperty("specie.pictures"));
    if (folder.isPresent()) {
      assertThat(ImageIO.write(picture, "png", new File(folder.get(), name + ".png"))).isTrue();
    }
    return picture;
  }

  /** A request that carries a payment and certificates needs frames. */
  @Test
  void aLongRequestIsSeveralCodesOnThePage() throws IOException {
    Request first = ana.ask(1_250);
    ana.take(ben.pay(first, 1_250));
    Request longer =
        new Request(
            Optional.empty(),
            Table.REFERENCE,
            first.token().with(ben.pay(first, 1_250).payment()),
            Mint.shared().document().chain());
    List<String> codes = Frames.split(TokenText.write(longer));
    assertThat(codes).hasSizeBetween(5, 9);
    ByteString page = RequestPage.write(longer);
    assertThat(RequestPage.read(page)).isEqualTo(new PageRead.Found(longer));
    try (PDDocument document = Loader.loadPDF(page.toByteArray())) {
      assertThat(new PDFTextStripper().getText(document))
          .contains("You name the amount, in EUR", codes.size() + " of " + codes.size());
      assertThat(scanned(picture(document, "several codes"), document.getPage(0)))
          .isEqualTo(new QrText.Read(TokenText.write(longer)));
    }
  }

  /** Three codes in a row, each looked at alone, as with a telephone. */
  private static QrText scanned(BufferedImage picture, PDPage page) {
    Frames frames = new Frames();
    float height = page.getMediaBox().getHeight();
    for (int row = 0; row < 3; row++) {
      for (int column = 0; column < 3; column++) {
        int x = dots(56 + column * 165);
        int y = dots(height - 590 + row * 165);
        QrCode.read(picture.getSubimage(x, y, dots(152), dots(152))).ifPresent(frames::see);
      }
    }
    return frames.text();
  }

  private static int dots(double points) {
    return (int) Math.round(points * DOTS_PER_INCH / POINTS_PER_INCH);
  }

  @Test
  void showsAnAmountAsItsCurrencyCountsIt() throws IOException {
    Request request = ana.ask(5);
    assertThat(text(RequestPage.write(request))).contains("(0.05 EUR)");
    assertThat(request.amount()).contains(Amount.ofMinor(5));
  }
}
