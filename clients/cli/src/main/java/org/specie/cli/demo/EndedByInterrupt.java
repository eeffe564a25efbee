package org.specie.cli.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.specie.cli.town.Folders;

/** Interrupted by Ctrl-C, a story ends, stops what it started, and cleans up behind itself. */
public final class EndedByInterrupt {
  private static final long SHUTDOWN_SECONDS = 90;

  private EndedByInterrupt() {}

  /** A story and its exit code. */
  @FunctionalInterface
  public interface Play {
    int run() throws IOException;
  }

  /** Plays in {@code folder}, which is removed at the end. */
  public static int play(Path folder, Play play) throws IOException {
    return play(
        () -> {
          try {
            return play.run();
          } finally {
            Folders.remove(folder);
          }
        });
  }

  /** Plays, and leaves every folder as it is. */
  public static int play(Play play) throws IOException {
    CountDownLatch ended = new CountDownLatch(1);
    Thread cleaner = cleanerOf(Thread.currentThread(), ended);
    Runtime.getRuntime().addShutdownHook(cleaner);
    try {
      return play.run();
    } finally {
      ended.countDown();
      forget(cleaner);
    }
  }

  private static Thread cleanerOf(Thread story, CountDownLatch ended) {
    return new Thread(
        () -> {
          story.interrupt();
          try {
            boolean _ = ended.await(SHUTDOWN_SECONDS, TimeUnit.SECONDS);
          } catch (InterruptedException e) {
            // The process ends in any case; what is left lies in the folder for temporary files.
            Thread.currentThread().interrupt();
          }
        },
        "specie-demo-cleaner");
  }

  private static void forget(Thread cleaner) {
    try {
      Runtime.getRuntime().removeShutdownHook(cleaner);
    } catch (IllegalStateException e) {
      // The process is ending, and the hook is what waits for this thread.
    }
  }
}
