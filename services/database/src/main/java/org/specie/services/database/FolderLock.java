package org.specie.services.database;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Says that a process uses a folder, in a file beside it that the system gives back when the
 * process ends, however it ends. Without it a second process would take the server of a first one
 * that lives for a leftover and stop it. Spec: docs/spec/40-service-api.md 40.9.
 */
final class FolderLock implements AutoCloseable {
  private final FileChannel file;

  private FolderLock(FileChannel file) {
    this.file = file;
  }

  /** Takes the folder, or says that it is taken. */
  static FolderLock of(Path folder) throws IOException {
    Path absolute = folder.toAbsolutePath();
    Path beside = absolute.resolveSibling(absolute.getFileName() + ".lock");
    Files.createDirectories(absolute.getParent());
    FileChannel file =
        FileChannel.open(beside, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    @Nullable FileLock held = null;
    try {
      held = file.tryLock();
    } catch (OverlappingFileLockException _) {
      // This process has it already.
    } finally {
      if (held == null) {
        file.close();
      }
    }
    if (held == null) {
      throw new IOException(
          "the database in "
              + folder
              + " is used by a process that runs; stop that one first, or ask it");
    }
    return new FolderLock(file);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
