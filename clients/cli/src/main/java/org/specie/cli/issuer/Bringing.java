package org.specie.cli.issuer;

import java.io.IOException;
import java.util.function.BiConsumer;

/**
 * Brings returned payments to inspection again and again, and says in the log when it cannot: when
 * that begins, every hour while it lasts, and when it is over. Spec: docs/spec/58-issuer-service.md
 * 7.4.
 */
final class Bringing implements Runnable {
  static final long SECONDS_BETWEEN = 5;

  /** An hour. */
  static final int LOOKS_BETWEEN = 720;

  private static final String EVENT = "returned";

  private final Step step;
  private final BiConsumer<String, String> log;
  private int failed;

  /**
   * @param log takes an event and its fields
   */
  Bringing(Step step, BiConsumer<String, String> log) {
    this.step = step;
    this.log = log;
  }

  /** Brings what waits. */
  @FunctionalInterface
  interface Step {
    void bring() throws IOException;
  }

  /** Whoever does not answer now is asked the next time; what waits is on the disk. */
  @Override
  public void run() {
    try {
      step.bring();
      if (failed > 0) {
        log.accept(EVENT, "state=brought tries=" + failed);
      }
      failed = 0;
    } catch (IOException | RuntimeException e) {
      if (failed % LOOKS_BETWEEN == 0) {
        log.accept(EVENT, "state=waiting why=\"" + line(e) + "\"");
      }
      failed++;
    }
  }

  /** In one line, whoever wrote it. */
  private static String line(Exception e) {
    return e.toString().replaceAll("[\\p{Cntrl}\"]", " ");
  }
}
