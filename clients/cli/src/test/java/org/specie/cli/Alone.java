package org.specie.cli;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Of the classes that say so one runs at a time, in however many processes the tests of this room
 * run: each has up to eight replicas, and two of them beside each other leave a small machine none
 * in time.
 */
final class Alone implements BeforeAllCallback, AfterAllCallback {
  private static final Path LOCK = Path.of("target", "alone.lock");

  private Optional<FileChannel> held = Optional.empty();

  @Override
  @SuppressWarnings("resource") // Closed after all tests of the class; the lock goes with it.
  public void beforeAll(ExtensionContext context) throws IOException {
    Files.createDirectories(LOCK.getParent());
    FileChannel channel =
        FileChannel.open(LOCK, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    held = Optional.of(channel);
    FileLock _ = channel.lock();
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    if (held.isPresent()) {
      held.get().close();
    }
  }
}
