package org.specie.wallet.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.InvariantViolation;

/**
 * Files that their owner alone reads, from the moment they exist. A file is written as a neighbour
 * that is flushed and then renamed; the folder is flushed too, because a rename lives in it.
 */
public final class PrivateFile {
  private static final String OWNER_FILE = "rw-------";
  private static final String OWNER_FOLDER = "rwx------";

  private PrivateFile() {}

  /** Makes {@code bytes} the whole of {@code file}, whether it was there or not. */
  public static void replace(Path file, ByteString bytes) throws IOException {
    Path next = file.resolveSibling(file.getFileName() + ".next");
    Files.deleteIfExists(next);
    Path _ = Files.createFile(next, ownerOnly(folderOf(file), OWNER_FILE));
    try (FileChannel out = FileChannel.open(next, StandardOpenOption.WRITE)) {
      ByteBuffer left = ByteBuffer.wrap(bytes.toByteArray());
      while (left.hasRemaining()) {
        out.write(left);
      }
      out.force(true);
    }
    move(next, file);
  }

  /** Renames, over what has that name. */
  public static void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    flush(folderOf(to));
  }

  /** Removes {@code file}, if it is there. */
  public static void delete(Path file) throws IOException {
    if (Files.deleteIfExists(file)) {
      flush(folderOf(file));
    }
  }

  /** Makes {@code folder} if it is missing, in one that is there. */
  public static void createFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Path _ = Files.createDirectory(folder, ownerOnly(folderOf(folder), OWNER_FOLDER));
      flush(folderOf(folder));
    }
  }

  private static Path folderOf(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      throw new InvariantViolation("a file stands in a folder");
    }
    return folder;
  }

  private static boolean hasPermissions(Path folder) {
    return Files.getFileAttributeView(folder, PosixFileAttributeView.class) != null;
  }

  private static FileAttribute<?>[] ownerOnly(Path folder, String permissions) {
    return hasPermissions(folder)
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  /** Where folders cannot be opened for reading, as on Windows, a rename is durable by itself. */
  private static void flush(Path folder) throws IOException {
    if (hasPermissions(folder)) {
      try (FileChannel opened = FileChannel.open(folder, StandardOpenOption.READ)) {
        opened.force(true);
      }
    }
  }
}
