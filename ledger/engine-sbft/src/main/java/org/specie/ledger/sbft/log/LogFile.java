package org.specie.ledger.sbft.log;

import java.io.IOException;
import org.specie.kernel.core.ByteString;

/**
 * One file of a consensus log: read anywhere, written and cut only at its end. What was appended is
 * durable only after a {@link #sync} that returned. After a failed append or sync nothing is known
 * about what the disk has; the log stops using the file.
 */
public interface LogFile extends AutoCloseable {
  /** Bytes in the file. */
  long size() throws IOException;

  /** Exactly {@code count} bytes from {@code from} on, which the file has. */
  ByteString read(long from, int count) throws IOException;

  /** Writes all of {@code bytes} at the end. */
  void append(ByteString bytes) throws IOException;

  /** Forgets all bytes from {@code size} on. */
  void truncate(long size) throws IOException;

  /** Makes everything appended, and what was truncated, durable. */
  void sync() throws IOException;

  @Override
  void close() throws IOException;
}
