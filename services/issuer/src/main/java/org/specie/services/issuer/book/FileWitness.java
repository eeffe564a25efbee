package org.specie.services.issuer.book;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.specie.kernel.core.codec.MalformedInput;

/**
 * A witness in a file of 40 bytes, which is written beside its place, synced and moved there. A
 * copy of the folder it lies in is set back with it: keep it out of the database's backups.
 */
public final class FileWitness implements Witness {
  private final Path file;

  /** The witness in {@code file}, which nobody else writes. */
  public FileWitness(Path file) {
    this.file = file.toAbsolutePath();
  }

  @Override
  public Optional<Mark> last() throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Mark.decode(Files.readAllBytes(file)));
    } catch (MalformedInput e) {
      throw new IOException(file + " is no mark of a book; restore it as it was last", e);
    }
  }

  @Override
  public void keep(Mark mark) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try (FileChannel out =
        FileChannel.open(
            fresh,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer rest = ByteBuffer.wrap(mark.encode());
      while (rest.hasRemaining()) {
        out.write(rest);
      }
      out.force(true);
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    // Without this a power cut may bring back the name's old content.
    try (FileChannel folder = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
      folder.force(true);
    }
  }
}
