package org.specie.quality.bench.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.specie.quality.testkit.processes.Fetched;
import org.specie.quality.testkit.processes.Folders;
import org.specie.quality.testkit.processes.Operation;
import org.specie.quality.testkit.processes.Plant;
import org.specie.quality.testkit.processes.Processes;
import org.specie.quality.testkit.processes.Sight;

/**
 * Kills one of four replicas under load, empties its disks, starts it again and watches it come
 * back, all of it while the others go on under the same load; then copies the same files by hand.
 */
final class CatchupBench {
  /** What to run. */
  record Plan(int entries, int clients, double awaySeconds) {}

  private static final int EMPTIED = 3;
  private static final double WARM_UP_SECONDS = 3;
  private static final int FILLING_CLIENTS = 4;
  private static final double LOAD_SECONDS_MAX = 900;

  /** Blocks that a replica may be behind under load and still be with the others. */
  private static final long LAG_MAX = 16;

  private static final long LOOK_NANOS = 20_000_000L;
  private static final double NANOS = 1e9;

  private final Plan plan;
  private final String machine;
  private final Consumer<String> progress;

  CatchupBench(Plan plan, String machine, Consumer<String> progress) {
    this.plan = plan;
    this.machine = machine;
    this.progress = progress;
  }

  CatchupResult run() throws IOException {
    Path folder = Files.createTempDirectory("specie-bench-catchup");
    try {
      return run(Plant.found(folder, 1));
    } finally {
      Folders.delete(folder);
    }
  }

  private CatchupResult run(Plant plant) throws IOException {
    progress.accept("starting four replicas");
    try (Processes processes = Processes.start(plant, "disk");
        LoadGenerator load = LoadGenerator.connect(plant, processes)) {
      fill(load);
      load.run(plan.clients(), WARM_UP_SECONDS, () -> {});
      progress.accept("killing one and emptying its disks, under load");
      load.run(plan.clients(), plan.awaySeconds(), () -> processes.kill(EMPTIED));
      processes.wipe(EMPTIED);
      AtomicReference<Timeline> timeline = new AtomicReference<>(Timeline.NONE);
      AtomicReference<IOException> failure = new AtomicReference<>();
      Histogram during =
          load.runWhile(
              plan.clients(),
              LOAD_SECONDS_MAX,
              () -> {
                try {
                  timeline.set(comeBack(processes));
                } catch (IOException e) {
                  failure.set(e);
                }
              });
      if (failure.get() != null) {
        throw failure.get();
      }
      Fetched fetched = timeline.get().fetched();
      progress.accept("baseline: copying the same files");
      processes.kill(0);
      long begun = System.nanoTime();
      Path copy = plant.folder().resolve("copy");
      long bytes =
          Folders.copy(plant.blocks(0), copy.resolve("blocks"))
              + Folders.copy(plant.state(0), copy.resolve("state"));
      double copySeconds = (System.nanoTime() - begun) / NANOS;
      return new CatchupResult(
          machine, plan, timeline.get(), fetched, during.perSecond(), bytes, copySeconds);
    }
  }

  /** By requests that add many entries each, so that the entries come in blocks like others. */
  private void fill(LoadGenerator load) throws IOException {
    progress.accept("filling the state with %,d entries".formatted(plan.entries()));
    int fillings = Math.ceilDiv(plan.entries(), Operation.FILL_ENTRIES);
    AtomicInteger told = new AtomicInteger();
    boolean isFilled =
        load.fill(
            FILLING_CLIENTS,
            fillings,
            LOAD_SECONDS_MAX,
            done -> {
              int tenth = 10 * done / fillings;
              if (tenth > told.getAndSet(tenth)) {
                progress.accept("%d of %d".formatted(done, fillings));
              }
            });
    if (!isFilled) {
      throw new IOException(
          "the state was not filled in %.0f s; ask for fewer --entries"
              .formatted(LOAD_SECONDS_MAX));
    }
  }

  /**
   * When what happened, in seconds from the start of the process.
   *
   * @param ready the process serves
   * @param firstChunk the first chunk was stored
   * @param installed the fetched state was current
   * @param caughtUp it had every block that the others had when it asked them
   * @param voting it votes again
   */
  record Timeline(
      double ready,
      double firstChunk,
      double installed,
      double caughtUp,
      double voting,
      Fetched fetched) {
    static final Timeline NONE = new Timeline(0, 0, 0, 0, 0, new Fetched(0, 0, 0, 0, 0, 0, 0));
  }

  private Timeline comeBack(Processes processes) throws IOException {
    long begun = System.nanoTime();
    processes.restart(EMPTIED);
    double ready = since(begun);
    double firstChunk = 0;
    double installed = 0;
    double caughtUp = 0;
    Fetched atCaughtUp = Timeline.NONE.fetched();
    while (true) {
      Fetched fetched = processes.fetched(EMPTIED);
      Sight sight = processes.sight(EMPTIED);
      if (firstChunk == 0 && fetched.chunks() > 0) {
        firstChunk = since(begun);
        progress.accept("fetching after %.1f s".formatted(firstChunk));
      }
      if (installed == 0 && fetched.installs() > 0) {
        installed = since(begun);
        progress.accept("installed after %.1f s".formatted(installed));
      }
      boolean isThere = sight.certified() + LAG_MAX >= processes.sight(0).certified();
      if (installed > 0 && caughtUp == 0 && isThere) {
        caughtUp = since(begun);
        atCaughtUp = processes.fetched(EMPTIED);
        progress.accept("caught up after %.1f s".formatted(caughtUp));
      }
      if (caughtUp > 0 && sight.isVoting()) {
        return new Timeline(ready, firstChunk, installed, caughtUp, since(begun), atCaughtUp);
      }
      if (since(begun) > LOAD_SECONDS_MAX) {
        throw new IOException("the emptied replica does not come back: " + sight);
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  private static double since(long nanos) {
    return (System.nanoTime() - nanos) / NANOS;
  }
}
