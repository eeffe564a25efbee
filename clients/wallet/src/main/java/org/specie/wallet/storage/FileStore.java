package org.specie.wallet.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.InvariantViolation;
import org.specie.wallet.Answer;
import org.specie.wallet.WalletReason;

/**
 * A wallet in a file that only its owner may read. Writes go to a neighbour that is flushed and
 * then renamed; the folder is flushed too, because a rename lives in it. A lock on a second
 * neighbour keeps two programs from overwriting each other's payments.
 */
public final class FileStore implements WalletStore {
  /** No wallet is larger; guards against reading something else. */
  static final long BYTES_MAX = 1L << 30;

  private static final String OWNER_ONLY = "rw-------";

  private final Path file;
  private final FileChannel lockFile;
  private final FileLock lock;

  private FileStore(Path file, FileChannel lockFile, FileLock lock) {
    this.file = file;
    this.lockFile = lockFile;
    this.lock = lock;
  }

  /** Takes the place {@code file}, which need not exist yet; its folder is made if it does not. */
  public static Answer<FileStore> open(Path file) throws IOException {
    Path place = file.toAbsolutePath();
    Files.createDirectories(folderOf(place));
    FileChannel channel =
        FileChannel.open(
            neighbour(place, ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    @Nullable FileLock lock = null;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      // Held by this very process; the answer is the same as for another one.
    } finally {
      if (lock == null) {
        channel.close();
      }
    }
    return lock == null
        ? Answer.refused(WalletReason.FILE_IN_USE, file.toString())
        : Answer.done(new FileStore(place, channel, lock));
  }

  private static Path folderOf(Path file) {
    Path folder = file.getParent();
    if (folder == null) {
      throw new InvariantViolation("a file stands in a folder");
    }
    return folder;
  }

  private static Path neighbour(Path file, String suffix) {
    return file.resolveSibling(file.getFileName() + suffix);
  }

  @Override
  public Optional<ByteString> read() throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    if (Files.size(file) > BYTES_MAX) {
      throw new IOException(file + " is larger than any wallet");
    }
    return Optional.of(ByteString.copyOf(Files.readAllBytes(file)));
  }

  @Override
  public void replace(ByteString bytes) throws IOException {
    Path next = neighbour(file, ".next");
    Files.deleteIfExists(next);
    createPrivately(next);
    try (FileChannel out = FileChannel.open(next, StandardOpenOption.WRITE)) {
      ByteBuffer left = ByteBuffer.wrap(bytes.toByteArray());
      while (left.hasRemaining()) {
        out.write(left);
      }
      out.force(true);
    }
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    flushFolder();
  }

  private static void createPrivately(Path path) throws IOException {
    if (Files.getFileAttributeView(folderOf(path), PosixFileAttributeView.class) == null) {
      Files.createFile(path);
    } else {
      Files.createFile(
          path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY)));
    }
  }

  /** Where folders cannot be opened for reading, as on Windows, a rename is durable by itself. */
  private void flushFolder() throws IOException {
    if (Files.getFileAttributeView(folderOf(file), PosixFileAttributeView.class) != null) {
      try (FileChannel folder = FileChannel.open(folderOf(file), StandardOpenOption.READ)) {
        folder.force(true);
      }
    }
  }

  @Override
  public void close() throws IOException {
    lock.release();
    lockFile.close();
  }
}
