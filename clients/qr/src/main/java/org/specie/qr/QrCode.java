package org.specie.qr;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.EncodeHintType;
import com.google.zxing.LuminanceSource;
import com.google.zxing.NotFoundException;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.Result;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.multi.qrcode.QRCodeMultiReader;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.specie.kernel.core.Check;

/** One code of ISO/IEC 18004: modules that are dark or light. */
public final class QrCode {
  /** Longest text of one code, in bytes of UTF-8: what a telephone still reads from a screen. */
  public static final int TEXT_BYTES_MAX = 800;

  /** The light edge, in modules. */
  private static final int EDGE = 4;

  private static final int BLACK = 0x000000;
  private static final int WHITE = 0xffffff;

  private final BitMatrix modules;

  private QrCode(BitMatrix modules) {
    this.modules = modules;
  }

  /** The code of {@code text}. */
  public static QrCode of(String text) {
    int bytes = text.getBytes(StandardCharsets.UTF_8).length;
    Check.that(0 < bytes && bytes <= TEXT_BYTES_MAX, "one code holds 1 to 800 bytes");
    Map<EncodeHintType, Object> hints =
        Map.of(
            EncodeHintType.ERROR_CORRECTION,
            ErrorCorrectionLevel.M,
            EncodeHintType.MARGIN,
            EDGE,
            EncodeHintType.CHARACTER_SET,
            StandardCharsets.UTF_8.name());
    try {
      return new QrCode(new QRCodeWriter().encode(text, BarcodeFormat.QR_CODE, 0, 0, hints));
    } catch (WriterException e) {
      throw new IllegalStateException("800 bytes fit into a code", e);
    }
  }

  /** Modules from edge to edge. */
  public int size() {
    return modules.getWidth();
  }

  /**
   * For a terminal: two modules in each character. Light is drawn, so that it is right on a dark
   * ground; colours are set, so that it is right on a light one too.
   */
  public String print() {
    StringBuilder out = new StringBuilder();
    for (int y = 0; y < size(); y += 2) {
      out.append("\u001b[97;40m");
      for (int x = 0; x < size(); x++) {
        boolean isUpperLight = !isDark(x, y);
        boolean isLowerLight = !isDark(x, y + 1);
        out.append(half(isUpperLight, isLowerLight));
      }
      out.append("\u001b[0m\n");
    }
    return out.toString();
  }

  private static char half(boolean isUpper, boolean isLower) {
    if (isUpper) {
      return isLower ? '\u2588' : '\u2580';
    }
    return isLower ? '\u2584' : ' ';
  }

  /** Whether the module in this column and row, counted from above left, is dark. */
  public boolean isDark(int x, int y) {
    return y < size() && modules.get(x, y);
  }

  /** As a picture, each module {@code points} wide and high. */
  public BufferedImage picture(int points) {
    Check.that(1 <= points && points <= 32, "a module has 1 to 32 points");
    int width = size() * points;
    BufferedImage picture = new BufferedImage(width, width, BufferedImage.TYPE_BYTE_BINARY);
    for (int y = 0; y < width; y++) {
      for (int x = 0; x < width; x++) {
        picture.setRGB(x, y, isDark(x / points, y / points) ? BLACK : WHITE);
      }
    }
    return picture;
  }

  /** The text of the code in {@code picture}; nothing if there is none. */
  public static Optional<String> read(BufferedImage picture) {
    int width = picture.getWidth();
    int height = picture.getHeight();
    LuminanceSource light =
        new RGBLuminanceSource(width, height, picture.getRGB(0, 0, width, height, null, 0, width));
    BinaryBitmap bits = new BinaryBitmap(new HybridBinarizer(light));
    QRCodeMultiReader patient = new QRCodeMultiReader();
    return read(() -> patient.decode(bits, hints(DecodeHintType.PURE_BARCODE)))
        .or(() -> read(() -> patient.decode(bits, hints(DecodeHintType.TRY_HARDER))))
        .or(() -> read(() -> one(patient.decodeMultiple(bits, hints(DecodeHintType.TRY_HARDER)))));
  }

  /**
   * A drawing is read point by point; in a photograph the code has to be found first. What looks
   * like its corners and is none of them is passed over last, because that takes longest.
   */
  private static Optional<String> read(Looking way) {
    try {
      return Optional.of(way.look().getText());
    } catch (ReaderException e) {
      return Optional.empty();
    }
  }

  /** A way to look for a code. */
  @FunctionalInterface
  private interface Looking {
    Result look() throws ReaderException;
  }

  private static Map<DecodeHintType, Object> hints(DecodeHintType way) {
    return Map.of(way, true, DecodeHintType.CHARACTER_SET, StandardCharsets.UTF_8.name());
  }

  private static Result one(Result[] found) throws ReaderException {
    if (found.length != 1) {
      throw NotFoundException.getNotFoundInstance();
    }
    return found[0];
  }
}
