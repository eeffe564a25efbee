package org.specie.quality.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;

/**
 * Times work on the calling thread by its CPU time, because other processes share the machine; the
 * median of several rounds.
 */
final class Stopwatch {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private Stopwatch() {}

  /** Median CPU microseconds of {@code work} over {@code rounds}, after {@code warmUps}. */
  static double cpuMicros(int warmUps, int rounds, Runnable work) {
    for (int i = 0; i < warmUps; i++) {
      work.run();
    }
    double[] micros = new double[rounds];
    for (int i = 0; i < rounds; i++) {
      long start = THREADS.getCurrentThreadCpuTime();
      work.run();
      micros[i] = (THREADS.getCurrentThreadCpuTime() - start) / 1000.0;
    }
    return median(micros);
  }

  /** Median CPU microseconds of all threads of this process, for work on several of them. */
  static double processCpuMicros(int warmUps, int rounds, Runnable work) {
    var system =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    for (int i = 0; i < warmUps; i++) {
      work.run();
    }
    double[] micros = new double[rounds];
    for (int i = 0; i < rounds; i++) {
      long start = system.getProcessCpuTime();
      work.run();
      micros[i] = (system.getProcessCpuTime() - start) / 1000.0;
    }
    return median(micros);
  }

  /** Median elapsed microseconds, for work on several threads. */
  static double wallMicros(int warmUps, int rounds, Runnable work) {
    for (int i = 0; i < warmUps; i++) {
      work.run();
    }
    double[] micros = new double[rounds];
    for (int i = 0; i < rounds; i++) {
      long start = System.nanoTime();
      work.run();
      micros[i] = (System.nanoTime() - start) / 1000.0;
    }
    return median(micros);
  }

  /** Bytes {@code work} allocates on the heap, on the calling thread. */
  static long allocatedBytes(Runnable work) {
    var threads = (com.sun.management.ThreadMXBean) THREADS;
    long before = threads.getCurrentThreadAllocatedBytes();
    work.run();
    return threads.getCurrentThreadAllocatedBytes() - before;
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    return values[values.length / 2];
  }
}
