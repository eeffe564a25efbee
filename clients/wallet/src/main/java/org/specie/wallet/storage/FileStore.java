package org.specie.wallet.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.InvariantViolation;
import org.specie.wallet.Answer;
import org.specie.wallet.WalletReason;

/**
 * A wallet in a {@linkplain PrivateFile file that only its owner may read}. A lock on a neighbour
 * keeps two programs from overwriting each other's payments.
 */
public final class FileStore implements WalletStore {
  /** No wallet is larger; guards against reading something else. */
  static final long BYTES_MAX = 1L << 30;

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
    PrivateFile.replace(file, bytes);
  }

  @Override
  public void close() throws IOException {
    lock.release();
    lockFile.close();
  }
}
