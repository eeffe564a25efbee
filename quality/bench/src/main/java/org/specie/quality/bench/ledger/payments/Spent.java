package org.specie.quality.bench.ledger.payments;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Processor time that processes have used since they started.
 *
 * @param all of all their threads
 * @param compilers of it, what their virtual machines spent on compiling; zero where the system
 *     does not tell
 */
public record Spent(Duration all, Duration compilers) {
  /** None. */
  public static final Spent NOTHING = new Spent(Duration.ZERO, Duration.ZERO);

  /** How the kernel calls the compilers' threads, of whose names it keeps 15 characters. */
  private static final String COMPILERS = "C[12] CompilerThre.*";

  /** Of the words behind the name in a thread's line, where its ticks in user mode stand. */
  private static final int USER_TICKS = 11;

  /** A hundredth of a second on every Linux. */
  private static final long TICK_MS = 10;

  /** What {@code process} has used. */
  public static Spent of(ProcessHandle process) throws IOException {
    Duration all = process.info().totalCpuDuration().orElse(Duration.ZERO);
    Path threads = Path.of("/proc", Long.toString(process.pid()), "task");
    Duration compilers = Duration.ZERO;
    if (Files.isDirectory(threads)) {
      try (DirectoryStream<Path> each = Files.newDirectoryStream(threads)) {
        for (Path thread : each) {
          compilers = compilers.plus(compiling(thread.resolve("stat")));
        }
      }
    }
    return new Spent(all, compilers);
  }

  /** Of all the processor time, the part that went into compiling; nothing of nothing. */
  public double compilerShare() {
    return all.isZero() ? 0 : (double) compilers.toNanos() / all.toNanos();
  }

  private static Duration compiling(Path stat) throws IOException {
    String line;
    try {
      line = Files.readString(stat, StandardCharsets.UTF_8);
    } catch (NoSuchFileException e) {
      return Duration.ZERO; // The thread ended in between.
    }
    int name = line.indexOf('(') + 1;
    int end = line.lastIndexOf(')');
    if (end < name || !line.substring(name, end).matches(COMPILERS)) {
      return Duration.ZERO;
    }
    String[] words = line.substring(end + 2).split(" ", USER_TICKS + 3);
    return Duration.ofMillis(
        TICK_MS * (Long.parseLong(words[USER_TICKS]) + Long.parseLong(words[USER_TICKS + 1])));
  }

  /** Both together. */
  public Spent plus(Spent other) {
    return new Spent(all.plus(other.all), compilers.plus(other.compilers));
  }

  /** What was used after {@code before}. */
  public Spent minus(Spent before) {
    return new Spent(all.minus(before.all), compilers.minus(before.compilers));
  }
}
