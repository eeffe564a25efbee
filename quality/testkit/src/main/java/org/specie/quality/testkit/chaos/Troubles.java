package org.specie.quality.testkit.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.specie.quality.testkit.processes.Folders;
import org.specie.quality.testkit.processes.Plant;
import org.specie.quality.testkit.processes.Processes;

/**
 * Four replicas with something wrong about the machine of one: a clock that is ahead, a clock by
 * which everybody's certificate has expired, a disk that takes nothing more.
 */
public final class Troubles {
  private static final int FIRST_PRIMARY = 0;
  private static final int FULL = 2;
  private static final int LATE = 3;
  private static final long AHEAD_SECONDS = 60;
  private static final long EXPIRED_SECONDS = TimeUnit.DAYS.toSeconds(30);

  private final Map<Integer, Long> clockErrors = new HashMap<>();
  private final Consumer<String> progress;

  private Troubles(Consumer<String> progress) {
    this.progress = progress;
  }

  /** Why this cannot be done here, if it cannot. */
  public static Optional<String> obstacle() {
    try {
      Process asked = new ProcessBuilder("prlimit", "--version").start();
      return asked.waitFor(10, TimeUnit.SECONDS) && asked.exitValue() == 0
          ? Optional.empty()
          : Optional.of("a full disk is made with prlimit, which does not work here");
    } catch (IOException e) {
      return Optional.of("a full disk is made with prlimit of util-linux: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted");
    }
  }

  /** Each trouble once. */
  public static Trial.Outcome run(long seed, Consumer<String> progress) throws IOException {
    Troubles troubles = new Troubles(progress);
    troubles.clockErrors.put(FIRST_PRIMARY, AHEAD_SECONDS);
    Path folder = Files.createTempDirectory("specie-troubles");
    try {
      Plant plant = Plant.found(folder, 1);
      try (Processes processes = Processes.start(plant, "disk", troubles::prefix)) {
        return Trial.run(
            plant,
            processes,
            seed,
            (all, crowd) -> troubles.happen(new Storm(all, crowd, seed, progress), all, crowd));
      }
    } finally {
      Folders.delete(folder);
    }
  }

  private List<String> prefix(int replica) {
    long error = clockErrors.getOrDefault(replica, 0L);
    return List.of("env", Plant.CLOCK_ERROR + "=" + error);
  }

  private List<Trial.Struck> happen(Storm storm, Processes processes, Crowd crowd)
      throws IOException {
    crowd.listen();
    long began = System.nanoTime();
    storm.awaitService("while the primary's clock is ahead");
    storm.awaitSight(1, "to leave the primary whose clock is ahead", sight -> sight.view() > 0);
    storm.awaitWell();
    storm.struck(
        "replica %d, the first primary, is %d s ahead".formatted(FIRST_PRIMARY, AHEAD_SECONDS),
        began);

    crowd.listen();
    began = System.nanoTime();
    processes.kill(LATE);
    clockErrors.put(LATE, EXPIRED_SECONDS);
    processes.restart(LATE);
    storm.awaitService("while all certificates have expired for replica " + LATE);
    storm.awaitSight(LATE, "to trust nobody", sight -> sight.connected() == 0);
    processes.kill(LATE);
    clockErrors.remove(LATE);
    processes.restart(LATE);
    storm.awaitWell();
    storm.struck("all certificates have expired for replica " + LATE, began);

    crowd.listen();
    began = System.nanoTime();
    processes.fillDisk(FULL);
    storm.awaitSight(FULL, "to stop", sight -> sight.phase().startsWith("FAILED:"));
    progress.accept("replica %d: %s".formatted(FULL, processes.sight(FULL).phase()));
    storm.awaitService("while the disk of replica " + FULL + " is full");
    processes.kill(FULL);
    processes.restart(FULL);
    storm.awaitWell();
    storm.struck("the disk of replica " + FULL + " takes nothing more", began);
    return storm.log();
  }
}
