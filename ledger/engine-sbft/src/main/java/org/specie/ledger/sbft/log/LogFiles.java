package org.specie.ledger.sbft.log;

import java.io.IOException;
import java.util.List;

/**
 * The one directory a consensus log lives in: a port, so that a simulator can lose what was not
 * synced, tear what was, rot bits and run out of space. A name that was created or deleted is
 * durable only after {@link #syncDirectory}. Used by one thread.
 */
public interface LogFiles extends AutoCloseable {
  /** Names of the files, in no particular order. */
  List<String> list() throws IOException;

  /** A new, empty file; fails if there is one of this name. */
  LogFile create(String name) throws IOException;

  /** The file of this name, to be read. */
  LogFile open(String name) throws IOException;

  /** Removes the file of this name. */
  void delete(String name) throws IOException;

  /** Makes creations and deletions durable. */
  void syncDirectory() throws IOException;

  @Override
  void close() throws IOException;
}
