package org.specie.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.specie.kernel.core.ByteString;
import org.specie.mail.LinkMail;
import org.specie.qr.Frames;
import org.specie.qr.QrCode;
import org.specie.qr.QrPicture;
import picocli.CommandLine.Option;

/** The ways in which a command hands out a link beside printing it. */
public final class LinkOptions {
  private static final List<String> PICTURES = List.of("png", "gif");
  private static final String PAGE = "pdf";
  private static final String MAIL = "eml";
  private static final String HOW_TO_OPEN =
      "Give the link below, this mail as a file, or the attached code to Specie. See who is paid,"
          + " and how much, before you pay.";

  private final String subject;

  @Option(names = "--qr", description = "also show it as a code on the terminal")
  private boolean isShown;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description =
          "also write it: a picture of the code if the name ends in .png, or .gif if the code"
              + " moves; a mail to address and send if it ends in .eml; a page if that of a request"
              + " of offline cash ends in .pdf; else text")
  private Optional<Path> file = Optional.empty();

  /**
   * For links of one kind.
   *
   * @param subject of a mail with one, letters, digits and spaces
   */
  public LinkOptions(String subject) {
    this.subject = subject;
  }

  /** The link as a page to print. */
  @FunctionalInterface
  public interface Page {
    ByteString write();
  }

  /** For a command whose link is not written as a page; asked before it does anything. */
  public void refusePage() {
    if (file.filter(each -> ending(each).equals(PAGE)).isPresent()) {
      throw new UsageMistake(
          "Only a request of offline cash is written as a PDF.", "name the file ….png or ….txt");
    }
  }

  /**
   * For a command that asks somebody for what costs, before it does: the file is not there, and can
   * be.
   */
  public void refuseTaken(Surroundings surroundings) {
    if (file.isEmpty()) {
      return;
    }
    Path path = surroundings.resolve(file.get()).toAbsolutePath();
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      throw new UsageMistake(
          file.get() + " is there already.", "name a file that is not, or remove it");
    }
    Path parent = path.getParent();
    if (parent == null || !Files.isDirectory(parent) || !Files.isWritable(parent)) {
      throw new UsageMistake(
          file.get() + " cannot be written.", "name a file in a folder that you may write in");
    }
  }

  /** Writes {@code link} where it was asked for; the text for the terminal, which ends with it. */
  public String handOut(Surroundings surroundings, String link) throws IOException {
    refusePage();
    return handOut(surroundings, link, () -> ByteString.EMPTY);
  }

  /** The same, as {@code page} if the name ends in .pdf. */
  public String handOut(Surroundings surroundings, String link, Page page) throws IOException {
    if (file.isPresent()) {
      Path path = surroundings.resolve(file.get());
      if (ending(path).equals(PAGE)) {
        Files.write(path, page.write().toByteArray());
      } else {
        write(path, link);
      }
    }
    String code =
        isShown
            ? Frames.split(link).stream()
                .map(each -> QrCode.of(each).print())
                .collect(Collectors.joining("\n"))
            : "";
    return code + link + "\n";
  }

  private static String ending(Path path) {
    String name = path.getFileName().toString();
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }

  /** A code that needs several frames moves, and a picture that moves is a GIF. */
  private void write(Path path, String link) throws IOException {
    String ending = ending(path);
    if (ending.equals(MAIL)) {
      Files.write(path, LinkMail.write(subject, HOW_TO_OPEN, link).toByteArray());
      return;
    }
    if (!PICTURES.contains(ending)) {
      Files.writeString(path, link + "\n");
      return;
    }
    if (!ending.equals(QrPicture.format(link))) {
      throw new UsageMistake(
          "The code of this text is no ." + ending + " picture.",
          "name the file …." + QrPicture.format(link));
    }
    Files.write(path, QrPicture.write(link).toByteArray());
  }
}
