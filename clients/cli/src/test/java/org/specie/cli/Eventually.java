package org.specie.cli;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Waits for what comes soon or never. */
public final class Eventually {
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private Eventually() {}

  /** Waits until {@code condition} holds. */
  public static void holds(int seconds, Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (!condition.call()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("did not happen within " + seconds + " s");
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }
}
