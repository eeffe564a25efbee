package org.specie.services.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The server of a service that was killed: it goes on without its service and holds the folder. It
 * loses nothing by being stopped, since whatever it confirmed is in its log.
 */
public final class Leftover {
  private static final String PID = "postmaster.pid";
  private static final String PROGRAM = "postgres";
  private static final long PATIENCE_SECONDS = 30;

  private Leftover() {}

  /** Stops the server that runs in {@code folder}, if there is one. */
  public static void stop(Path folder) throws IOException {
    Path file = folder.resolve(PID);
    if (!Files.exists(file)) {
      return;
    }
    Optional<ProcessHandle> server = server(file, folder);
    if (server.isPresent()) {
      server.get().destroy();
      try {
        server.get().onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted while an old database server stopped", e);
      } catch (ExecutionException | TimeoutException e) {
        throw new IOException(
            "the database server in "
                + folder
                + " does not stop; stop process "
                + server.get().pid(),
            e);
      }
    }
  }

  /** The process, if its number is still that of a server in the same folder. */
  private static Optional<ProcessHandle> server(Path file, Path folder) throws IOException {
    List<String> lines = Files.readAllLines(file);
    if (lines.size() < 2 || !lines.get(0).strip().matches("[0-9]{1,10}")) {
      return Optional.empty();
    }
    if (!Path.of(lines.get(1).strip()).toAbsolutePath().equals(folder.toAbsolutePath())) {
      return Optional.empty();
    }
    return ProcessHandle.of(Long.parseLong(lines.get(0).strip()))
        .filter(ProcessHandle::isAlive)
        .filter(
            process -> process.info().command().filter(path -> path.endsWith(PROGRAM)).isPresent());
  }
}
