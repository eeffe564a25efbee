package org.specie.ledger.sbft.log;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;

/**
 * A directory of the file system, held by a lock for as long as it is open, so that no second
 * process writes the same log. Synced with {@code fdatasync}, the directory with {@code fsync}.
 */
public final class DirectoryLogFiles implements LogFiles {
  private static final String LOCK = "lock";

  private final Path directory;
  private final FileChannel lock;

  private DirectoryLogFiles(Path directory, FileChannel lock) {
    this.directory = directory;
    this.lock = lock;
  }

  /** Opens {@code directory}, which is made if need be. */
  public static DirectoryLogFiles open(Path directory) throws IOException {
    Files.createDirectories(directory);
    FileChannel lock =
        FileChannel.open(
            directory.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (!isHeld(lock)) {
      lock.close();
      throw new IOException(
          "the consensus log in "
              + directory
              + " is in use by another process; stop that process first");
    }
    return new DirectoryLogFiles(directory, lock);
  }

  private static boolean isHeld(FileChannel lock) throws IOException {
    try {
      FileLock held = lock.tryLock();
      return held != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  @Override
  public List<String> list() throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries
          .map(entry -> entry.getFileName().toString())
          .filter(name -> !name.equals(LOCK))
          .toList();
    }
  }

  @Override
  public LogFile create(String name) throws IOException {
    return new ChannelFile(
        FileChannel.open(
            directory.resolve(name),
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE));
  }

  @Override
  public LogFile open(String name) throws IOException {
    return new ChannelFile(
        FileChannel.open(
            directory.resolve(name), StandardOpenOption.READ, StandardOpenOption.WRITE));
  }

  @Override
  public void delete(String name) throws IOException {
    Files.delete(directory.resolve(name));
  }

  @Override
  public void syncDirectory() throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }

  private static final class ChannelFile implements LogFile {
    private final FileChannel channel;

    private ChannelFile(FileChannel channel) {
      this.channel = channel;
    }

    @Override
    public long size() throws IOException {
      return channel.size();
    }

    @Override
    public ByteString read(long from, int count) throws IOException {
      Check.that(from >= 0 && count >= 0, "a range of bytes starts and ends somewhere");
      byte[] bytes = new byte[count];
      ByteBuffer into = ByteBuffer.wrap(bytes);
      while (into.hasRemaining()) {
        if (channel.read(into, from + into.position()) < 0) {
          throw new EOFException("a segment of the consensus log became shorter while it was read");
        }
      }
      return ByteString.copyOf(bytes);
    }

    @Override
    public void append(ByteString bytes) throws IOException {
      long end = channel.size();
      ByteBuffer from = ByteBuffer.wrap(bytes.toByteArray());
      while (from.hasRemaining()) {
        channel.write(from, end + from.position());
      }
    }

    @Override
    public void truncate(long size) throws IOException {
      channel.truncate(size);
    }

    @Override
    public void sync() throws IOException {
      channel.force(false);
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
