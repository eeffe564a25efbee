package org.specie.qr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.InvariantViolation;
import org.specie.quality.requirements.Requirement;

class QrCodeTest {
  private static String words(int bytes) {
    Random random = new Random(bytes);
    StringBuilder text = new StringBuilder();
    while (text.length() < bytes) {
      text.append((char) ('!' + random.nextInt(94)));
    }
    return text.toString();
  }

  /** What a terminal shows, seen again as a picture: a character is two modules. */
  private static BufferedImage photograph(String printed) {
    List<String> lines =
        printed.lines().map(line -> line.replaceAll("\u001b\\[[0-9;]*m", "")).toList();
    int points = 6;
    int width = lines.getFirst().length() * points;
    BufferedImage picture =
        new BufferedImage(width, lines.size() * 2 * points, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = picture.createGraphics();
    pen.setColor(Color.WHITE);
    for (int y = 0; y < lines.size(); y++) {
      for (int x = 0; x < lines.get(y).length(); x++) {
        char each = lines.get(y).charAt(x);
        if (each == '\u2588' || each == '\u2580') {
          pen.fillRect(x * points, 2 * y * points, points, points);
        }
        if (each == '\u2588' || each == '\u2584') {
          pen.fillRect(x * points, (2 * y + 1) * points, points, points);
        }
      }
    }
    pen.dispose();
    return picture;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 20, 350, 799, 800})
  @Requirement("U3")
  void readsItsOwnCodesFromATerminal(int bytes) {
    String text = words(bytes);
    assertThat(QrCode.read(photograph(QrCode.of(text).print()))).contains(text);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 350, 800, 801, 3_000, Frames.TEXT_BYTES_MAX})
  @Requirement("U3")
  void readsItsOwnPicturesStillAndAnimated(int bytes) throws IOException {
    String text = words(bytes);
    assertThat(QrPicture.format(text)).isEqualTo(bytes <= QrCode.TEXT_BYTES_MAX ? "png" : "gif");
    assertThat(QrPicture.read(QrPicture.write(text))).isEqualTo(new QrText.Read(text));
  }

  @Test
  void readsWordsOfEveryLanguage() throws IOException {
    String text = "שלום — ₪ 12.50 — 你好";
    assertThat(QrPicture.read(QrPicture.write(text))).isEqualTo(new QrText.Read(text));
  }

  /** A code survives a stain of a few modules, because it is written with redundancy. */
  @Test
  void readsACodeWithAStain() {
    BufferedImage picture = QrCode.of(words(350)).picture(8);
    int middle = picture.getWidth() / 2;
    Graphics2D pen = picture.createGraphics();
    pen.setColor(Color.WHITE);
    pen.fillOval(middle, middle, 40, 40);
    pen.dispose();
    assertThat(QrCode.read(picture)).contains(words(350));
  }

  @Test
  void refusesWhatIsNoPictureOrHasNoCode() throws IOException {
    for (ByteString none :
        List.of(
            ByteString.EMPTY, ByteString.utf8("no picture"), ByteString.hex("89504e470d0a1a0a"))) {
      assertThat(QrPicture.read(none)).isEqualTo(new QrText.Refused(QrReason.NOT_A_PICTURE));
    }
    ByteString whole = QrPicture.write(words(3_000));
    assertThat(QrPicture.read(whole.slice(0, whole.size() / 3))).isInstanceOf(QrText.Refused.class);
    assertThat(QrCode.read(new BufferedImage(40, 40, BufferedImage.TYPE_INT_RGB))).isEmpty();
  }

  @Test
  void refusesToMakeWhatNobodyCouldRead() {
    assertThatThrownBy(() -> QrCode.of("")).isInstanceOf(InvariantViolation.class);
    assertThatThrownBy(() -> QrCode.of(words(801))).isInstanceOf(InvariantViolation.class);
    assertThatThrownBy(() -> Frames.split(words(Frames.TEXT_BYTES_MAX + 1)))
        .isInstanceOf(InvariantViolation.class);
  }
}
