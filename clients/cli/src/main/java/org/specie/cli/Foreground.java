package org.specie.cli;

import java.io.IOException;
import java.time.Instant;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Something that runs in this process until it is told to stop (Ctrl-C, SIGTERM), and logs to
 * stderr, one line an event.
 */
public final class Foreground {
  private static final long LOOK_MS = 500;
  private static final long CLOSE_MS = 20_000;

  private final Surroundings surroundings;
  private final String who;

  /**
   * @param who as it stands in the log, such as {@code replica=replica-1}
   */
  public Foreground(Surroundings surroundings, String who) {
    this.surroundings = surroundings;
    this.who = who;
  }

  /** What runs. */
  public interface Running extends AutoCloseable {
    /** Where it serves, now that it does. */
    String ready();

    /** Looks how it is, twice a second; an exit code if it has come to an end by itself. */
    OptionalInt look();

    @Override
    void close() throws IOException;
  }

  /** Starts what runs here. */
  @FunctionalInterface
  public interface Opening {
    Running open() throws IOException;
  }

  /** Runs it; the exit code. */
  public int run(String version, Opening opening) throws IOException {
    log("start", who + " version=\"" + version + "\"");
    CountDownLatch stop = new CountDownLatch(1);
    CountDownLatch stopped = new CountDownLatch(1);
    Thread hook = new Thread(() -> await(stop, stopped), "specie-stop");
    Runtime.getRuntime().addShutdownHook(hook);
    try (Running running = opening.open()) {
      log("ready", running.ready());
      return watch(running, stop);
    } finally {
      log("stop", who);
      stopped.countDown();
    }
  }

  /** Stays until somebody wants it to stop, or it has stopped by itself. */
  private static int watch(Running running, CountDownLatch stop) {
    try {
      while (!stop.await(LOOK_MS, TimeUnit.MILLISECONDS)) {
        OptionalInt end = running.look();
        if (end.isPresent()) {
          return end.getAsInt();
        }
      }
      return ExitCode.DONE;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitCode.DONE;
    }
  }

  /**
   * The process ends when this returns: after everything is closed, or when that takes too long.
   */
  private static void await(CountDownLatch stop, CountDownLatch stopped) {
    stop.countDown();
    try {
      boolean _ = stopped.await(CLOSE_MS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Writes a line. */
  public void log(String event, String fields) {
    Instant now = Instant.ofEpochSecond(surroundings.clock().epochSeconds());
    surroundings.err().print(now + " " + event + " " + fields + "\n");
    surroundings.err().flush();
  }
}
