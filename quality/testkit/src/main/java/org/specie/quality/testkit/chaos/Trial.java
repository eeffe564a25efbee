package org.specie.quality.testkit.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.specie.quality.testkit.processes.Folders;
import org.specie.quality.testkit.processes.Plant;
import org.specie.quality.testkit.processes.Processes;
import org.specie.quality.testkit.processes.Sight;

/** Four replicas as processes, clients, misfortunes, and what must be true afterwards. */
public final class Trial {
  /**
   * One thing that happened.
   *
   * @param silenceMillis the longest time in which no client was answered
   * @param wellMillis until all replicas took part and kept up again
   */
  public record Struck(String what, long silenceMillis, long wellMillis) {
    /**
     * What is left of the silence once replicas may have asked for another primary: where the
     * primary was struck, how long the change of view took. Silence and timer both begin with the
     * last block that came in time.
     */
    public long afterTimerMillis() {
      return Math.max(0, silenceMillis - Plant.PRIMARY_TIMER_MS);
    }

    @Override
    public String toString() {
      return "%s: silent for %d ms, well after %d ms".formatted(what, silenceMillis, wellMillis);
    }
  }

  /**
   * What came of it.
   *
   * @param answered requests that were answered
   * @param strikes what happened to whom
   * @param violations what must not be; nothing if all is well
   */
  public record Outcome(int answered, List<Struck> strikes, List<String> violations) {
    public Outcome {
      strikes = List.copyOf(strikes);
      violations = List.copyOf(violations);
    }
  }

  /** What happens while clients are at work; what it gives back is kept as the strikes. */
  @FunctionalInterface
  interface During {
    List<Struck> happen(Processes processes, Crowd crowd) throws IOException;
  }

  private static final int CLIENTS = 24;
  private static final Duration LAST_REQUESTS_MAX = Duration.ofMinutes(3);
  private static final long QUIET_NANOS_MAX = TimeUnit.SECONDS.toNanos(120);
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private Trial() {}

  /** Strikes for {@code seconds} or until every kind of strike was there once. */
  public static Outcome run(long seed, int seconds, Consumer<String> progress) throws IOException {
    return run(seed, progress, storm -> storm.rage(seconds));
  }

  /** The same, and in the end the primary hangs for as long as one may. */
  public static Outcome runAndHang(long seed, int seconds, Consumer<String> progress)
      throws IOException {
    return run(
        seed,
        progress,
        storm -> {
          storm.rage(seconds);
          storm.strike(Strike.hang());
        });
  }

  /** A course of strikes. */
  @FunctionalInterface
  private interface Course {
    void strike(Storm storm) throws IOException;
  }

  private static Outcome run(long seed, Consumer<String> progress, Course course)
      throws IOException {
    Path folder = Files.createTempDirectory("specie-chaos");
    try {
      Plant plant = Plant.found(folder, 1);
      try (Processes processes = Processes.start(plant, "disk")) {
        return run(
            plant,
            processes,
            seed,
            (all, crowd) -> {
              Storm storm = new Storm(all, crowd, seed, progress);
              course.strike(storm);
              return storm.log();
            });
      }
    } finally {
      Folders.delete(folder);
    }
  }

  /** The same with something else than a storm. */
  static Outcome run(Plant plant, Processes processes, long seed, During during)
      throws IOException {
    try (Crowd crowd = Crowd.start(plant, CLIENTS, seed)) {
      List<Struck> strikes = during.happen(processes, crowd);
      List<Call> calls = crowd.finish(LAST_REQUESTS_MAX);
      awaitQuiet(processes);
      processes.close();
      List<String> violations = new ArrayList<>(Aftermath.violations(plant, calls));
      if (crowd.unanswered() > 0) {
        violations.add(crowd.unanswered() + " requests were never answered");
      }
      if (crowd.forgedAnswers() > 0) {
        violations.add(crowd.forgedAnswers() + " answers did not verify");
      }
      return new Outcome(crowd.answered(), strikes, violations);
    }
  }

  /** Nobody asks for anything any more: all replicas come to the same height. */
  private static void awaitQuiet(Processes processes) throws IOException {
    long end = System.nanoTime() + QUIET_NANOS_MAX;
    List<Sight> sights = sights(processes);
    while (!areQuiet(sights)) {
      if (System.nanoTime() > end) {
        throw new IOException(
            "replicas do not come to one height within %d s: %s"
                .formatted(QUIET_NANOS_MAX / 1_000_000_000, sights));
      }
      LockSupport.parkNanos(LOOK_NANOS);
      sights = sights(processes);
    }
  }

  private static List<Sight> sights(Processes processes) throws IOException {
    List<Sight> sights = new ArrayList<>();
    for (int i = 0; i < processes.size(); i++) {
      sights.add(processes.sight(i));
    }
    return sights;
  }

  private static boolean areQuiet(List<Sight> sights) {
    return sights.stream().allMatch(Sight::isWell)
        && sights.stream().mapToLong(Sight::height).distinct().count() == 1;
  }
}
