package org.specie.qr;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.ImageOutputStream;
import org.specie.kernel.core.ByteString;

/** Codes as the bytes of picture files: PNG for one, an animated GIF that loops for several. */
public final class QrPicture {
  /** Largest file that is read. */
  public static final int FILE_BYTES_MAX = 16 << 20;

  private static final int POINTS_MAX = 4096;
  private static final int POINTS_A_MODULE = 6;
  private static final int HUNDREDTHS_A_FRAME = 40;
  private static final String GIF_METADATA = "javax_imageio_gif_image_1.0";

  private QrPicture() {}

  /** How the file of {@code text} should end: {@code png} or {@code gif}. */
  public static String format(String text) {
    return Frames.split(text).size() == 1 ? "png" : "gif";
  }

  /** The picture of {@code text}. */
  public static ByteString write(String text) throws IOException {
    List<BufferedImage> pictures =
        Frames.split(text).stream().map(each -> QrCode.of(each).picture(POINTS_A_MODULE)).toList();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    if (pictures.size() == 1) {
      ImageIO.write(pictures.getFirst(), "png", out);
    } else {
      animate(pictures, out);
    }
    return ByteString.copyOf(out.toByteArray());
  }

  private static void animate(List<BufferedImage> pictures, ByteArrayOutputStream bytes)
      throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.prepareWriteSequence(null);
      for (BufferedImage each : pictures) {
        IIOMetadata metadata =
            writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(each), null);
        metadata.mergeTree(GIF_METADATA, timing());
        writer.writeToSequence(new IIOImage(each, null, metadata), null);
      }
      writer.endWriteSequence();
    } finally {
      writer.dispose();
    }
  }

  /** How long a frame is shown, and that the first follows the last. */
  private static IIOMetadataNode timing() {
    IIOMetadataNode root = new IIOMetadataNode(GIF_METADATA);
    IIOMetadataNode control = new IIOMetadataNode("GraphicControlExtension");
    control.setAttribute("disposalMethod", "none");
    control.setAttribute("userInputFlag", "FALSE");
    control.setAttribute("transparentColorFlag", "FALSE");
    control.setAttribute("delayTime", Integer.toString(HUNDREDTHS_A_FRAME));
    control.setAttribute("transparentColorIndex", "0");
    root.appendChild(control);
    IIOMetadataNode extensions = new IIOMetadataNode("ApplicationExtensions");
    IIOMetadataNode loop = new IIOMetadataNode("ApplicationExtension");
    loop.setAttribute("applicationID", "NETSCAPE");
    loop.setAttribute("authenticationCode", "2.0");
    loop.setUserObject(new byte[] {1, 0, 0});
    extensions.appendChild(loop);
    root.appendChild(extensions);
    return root;
  }

  /** What the codes in the picture of {@code file} say together. */
  public static QrText read(ByteString file) {
    if (file.size() > FILE_BYTES_MAX) {
      return new QrText.Refused(QrReason.PICTURE_TOO_LARGE);
    }
    try (ImageInputStream in =
        ImageIO.createImageInputStream(new ByteArrayInputStream(file.toByteArray()))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        return new QrText.Refused(QrReason.NOT_A_PICTURE);
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(in);
        return read(reader);
      } finally {
        reader.dispose();
      }
    } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
      // What the JDK's readers throw for files that are damaged or made to confuse them.
      return new QrText.Refused(QrReason.NOT_A_PICTURE);
    }
  }

  private static QrText read(ImageReader reader) throws IOException {
    int count = reader.getNumImages(true);
    if (count > Frames.COUNT_MAX) {
      return new QrText.Refused(QrReason.PICTURE_TOO_LARGE);
    }
    Frames frames = new Frames();
    for (int i = 0; i < count; i++) {
      if (reader.getWidth(i) > POINTS_MAX || reader.getHeight(i) > POINTS_MAX) {
        return new QrText.Refused(QrReason.PICTURE_TOO_LARGE);
      }
      Optional<QrReason> reason = QrCode.read(reader.read(i)).flatMap(frames::see);
      if (reason.isPresent()) {
        return new QrText.Refused(reason.get());
      }
    }
    return frames.text();
  }
}
