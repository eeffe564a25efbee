package org.specie.quality.testkit.processes;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.specie.ledger.sbft.metrics.EngineMetrics;

/**
 * What a process has used up since it started. Wall-clock time says as much about the neighbours as
 * about the code; these figures say nothing about the neighbours.
 *
 * @param blocks final blocks this replica told its listeners of
 * @param transactions in them
 * @param cpuNanos processor time of all threads, the compiler's and the collector's included
 * @param allocatedBytes on the heap
 * @param logSyncs flushes of the consensus log
 * @param storageSyncs flushes of the block log and the state
 * @param framesSent to other replicas
 * @param handOffs times a thread gave up its core to wait; 0 where the system does not tell
 */
public record Cost(
    long blocks,
    long transactions,
    long cpuNanos,
    long allocatedBytes,
    long logSyncs,
    long storageSyncs,
    long framesSent,
    long handOffs) {
  private static final int FIELDS = 8;
  private static final Path THREADS = Path.of("/proc/self/task");
  private static final String WAITS = "voluntary_ctxt_switches:";

  /** Nothing used. */
  public static final Cost NONE = new Cost(0, 0, 0, 0, 0, 0, 0, 0);

  /** What this process, which is no replica, has used. */
  public static Cost ofThisProcess() throws IOException {
    return new Cost(0, 0, cpu(), allocated(), 0, 0, 0, waits());
  }

  static Cost of(long blocks, long transactions, EngineMetrics metrics, long storageSyncs)
      throws IOException {
    return new Cost(
        blocks,
        transactions,
        cpu(),
        allocated(),
        metrics.logSync().count(),
        storageSyncs,
        metrics.of(EngineMetrics.Event.FRAME_SENT),
        waits());
  }

  private static long cpu() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? Math.max(0, system.getProcessCpuTime())
        : 0;
  }

  private static long allocated() {
    return ManagementFactory.getThreadMXBean() instanceof com.sun.management.ThreadMXBean threads
        ? Math.max(0, threads.getTotalThreadAllocatedBytes())
        : 0;
  }

  private static long waits() throws IOException {
    if (!Files.isDirectory(THREADS)) {
      return 0;
    }
    long waits = 0;
    try (Stream<Path> threads = Files.list(THREADS)) {
      for (Path thread : threads.toList()) {
        waits += waits(thread.resolve("status"));
      }
    }
    return waits;
  }

  private static long waits(Path status) throws IOException {
    try {
      for (String line : Files.readAllLines(status)) {
        if (line.startsWith(WAITS)) {
          return Long.parseLong(line.substring(WAITS.length()).strip());
        }
      }
      return 0;
    } catch (NoSuchFileException e) {
      return 0; // The thread ended in between.
    }
  }

  /** What was used after {@code before}. */
  public Cost minus(Cost before) {
    return new Cost(
        blocks - before.blocks,
        transactions - before.transactions,
        cpuNanos - before.cpuNanos,
        allocatedBytes - before.allocatedBytes,
        logSyncs - before.logSyncs,
        storageSyncs - before.storageSyncs,
        framesSent - before.framesSent,
        handOffs - before.handOffs);
  }

  /** One line, which {@link #parse} reads. */
  String print() {
    return Stream.of(
            blocks,
            transactions,
            cpuNanos,
            allocatedBytes,
            logSyncs,
            storageSyncs,
            framesSent,
            handOffs)
        .map(number -> Long.toString(number))
        .reduce((left, right) -> left + " " + right)
        .orElseThrow();
  }

  static Cost parse(String line) throws IOException {
    String[] words = line.split(" ", -1);
    try {
      if (words.length == FIELDS) {
        List<Long> of = Stream.of(words).map(Long::parseLong).toList();
        return new Cost(
            of.get(0), of.get(1), of.get(2), of.get(3), of.get(4), of.get(5), of.get(6), of.get(7));
      }
    } catch (NumberFormatException e) {
      throw new IOException("a replica answers \"" + line + "\", which is no cost of one", e);
    }
    throw new IOException("a replica answers \"" + line + "\", which is no cost of one");
  }
}
