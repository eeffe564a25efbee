package org.specie.cli.demo;

import java.io.IOException;
import org.specie.cli.town.Stopwatch;

/**
 * How long something took, split into what the wallet did and what the ledger did.
 *
 * @param walletNanos proving, mostly
 * @param ledgerNanos from submission to final and signed
 */
record Measured<T>(T value, long walletNanos, long ledgerNanos) {
  private static final long NANOS_PER_MS = 1_000_000;

  /** What is measured. */
  @FunctionalInterface
  interface Action<T> {
    T run() throws IOException;
  }

  static <T> Measured<T> of(Stopwatch stopwatch, Action<T> action) throws IOException {
    long submitted = stopwatch.submittedNanos();
    long before = System.nanoTime();
    T value = action.run();
    long ledger = stopwatch.submittedNanos() - submitted;
    return new Measured<>(value, System.nanoTime() - before - ledger, ledger);
  }

  private static long milliseconds(long nanos) {
    return (nanos + NANOS_PER_MS / 2) / NANOS_PER_MS;
  }

  String proved() {
    return "proved in " + milliseconds(walletNanos) + " ms";
  }

  String settled() {
    return "final in " + milliseconds(ledgerNanos) + " ms";
  }

  /** Both together, in milliseconds. */
  long wholeMs() {
    return milliseconds(walletNanos + ledgerNanos);
  }
}
