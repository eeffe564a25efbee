package org.specie.quality.bench.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.specie.quality.bench.ledger.LedgerResult.Row;
import org.specie.quality.bench.ledger.payments.Spent;
import org.specie.quality.testkit.processes.Cost;
import org.specie.quality.testkit.processes.Folders;
import org.specie.quality.testkit.processes.Plant;
import org.specie.quality.testkit.processes.Processes;
import org.specie.quality.testkit.processes.ViewChanges;

/** Runs the loads one after the other on one set of replicas. */
final class LedgerBench {
  /**
   * What to run.
   *
   * @param warmUpSecondsMax how long the replicas are warmed up at most; less when they compile
   *     little by then
   */
  record Plan(List<Integer> clients, double seconds, double warmUpSecondsMax, String storage) {
    Plan {
      clients = List.copyOf(clients);
    }
  }

  static final int WARM_UP_CLIENTS = 64;
  private static final int REPLICA_TO_KILL = 3;
  private static final int PRIMARY = 0;
  private static final double STALL_MS = 50;
  private static final double AROUND_A_KILL_SECONDS = 4;
  private static final double WARM_AGAIN_SECONDS_MAX = 20;
  private static final double WARM_UP_STEP_SECONDS = 10;

  /** Warm is who spends less than this share of the processor time on compiling. */
  private static final double COMPILING_MAX = 0.05;

  private static final long CATCH_UP_NANOS_MAX = 90_000_000_000L;

  private final Plan plan;
  private final String machine;
  private final Consumer<String> progress;

  LedgerBench(Plan plan, String machine, Consumer<String> progress) {
    this.plan = plan;
    this.machine = machine;
    this.progress = progress;
  }

  LedgerResult run(Map<Integer, LedgerResult.Traffic> messages) throws IOException {
    Path folder = Files.createTempDirectory("specie-bench-ledger");
    try {
      return run(Plant.found(folder, 1), messages);
    } finally {
      Folders.delete(folder);
    }
  }

  private LedgerResult run(Plant plant, Map<Integer, LedgerResult.Traffic> messages)
      throws IOException {
    progress.accept("starting four replicas");
    try (Processes processes = Processes.start(plant, plan.storage());
        LoadGenerator load = LoadGenerator.connect(plant, processes)) {
      progress.accept("warming up");
      double warmUpSeconds = warmUp(processes, load);
      List<Row> opaque = rows("all up", processes, load);
      Optional<Long> resident = processes.residentMib();
      progress.accept("killing a replica under load");
      Histogram around = load.run(32, AROUND_A_KILL_SECONDS, () -> processes.kill(REPLICA_TO_KILL));
      double silence = around.longestSilenceMillis();
      List<Row> oneDown = rows("one down", processes, load);
      progress.accept("bringing it back, killing the primary under load");
      processes.restart(REPLICA_TO_KILL);
      awaitCaughtUp(processes, load);
      // What it does in the others' stead it has to have done before: machine code is not
      // restarted.
      load.run(
          WARM_UP_CLIENTS, Math.min(plan.warmUpSecondsMax(), WARM_AGAIN_SECONDS_MAX), () -> {});
      List<ViewChanges> changesBefore = viewChanges(processes);
      Histogram afterPrimary =
          load.run(32, 2 * AROUND_A_KILL_SECONDS, () -> processes.kill(PRIMARY));
      OptionalDouble viewChange = slowestViewChangeMillis(processes, changesBefore);
      progress.accept("baselines: the local engine, signatures alone");
      return new LedgerResult(
          machine,
          plan.storage(),
          opaque,
          oneDown,
          new LocalBaseline(plan).run(),
          Signatures.measure(processes.size()),
          warmUpSeconds,
          silence,
          afterPrimary.longestSilenceMillis(),
          viewChange,
          resident,
          messages);
    }
  }

  /** Until the replicas' virtual machines have compiled most of what they will; says how long. */
  private double warmUp(Processes processes, LoadGenerator load) throws IOException {
    double seconds = 0;
    double compiling = 1;
    while (seconds < plan.warmUpSecondsMax() && compiling >= COMPILING_MAX) {
      double step = Math.min(WARM_UP_STEP_SECONDS, plan.warmUpSecondsMax() - seconds);
      Spent before = spent(processes);
      load.run(WARM_UP_CLIENTS, step, () -> {});
      Spent used = spent(processes).minus(before);
      // Where the system does not tell, nobody knows when to stop before the time is over.
      compiling = used.compilers().isZero() ? 1 : used.compilerShare();
      seconds += step;
      progress.accept(
          "warmed up for %.0f s, compilers took %.0f %%".formatted(seconds, 100 * compiling));
    }
    return seconds;
  }

  private static Spent spent(Processes processes) throws IOException {
    Spent sum = Spent.NOTHING;
    for (long pid : processes.pids()) {
      Optional<ProcessHandle> running = ProcessHandle.of(pid);
      if (running.isPresent()) {
        sum = sum.plus(Spent.of(running.get()));
      }
    }
    return sum;
  }

  private static List<ViewChanges> viewChanges(Processes processes) throws IOException {
    List<ViewChanges> changes = new ArrayList<>();
    for (int i = 0; i < processes.size(); i++) {
      changes.add(processes.isUp(i) ? processes.viewChanges(i) : ViewChanges.NONE);
    }
    return changes;
  }

  /** The mean of the replica that took longest, of those that are up and changed view. */
  private static OptionalDouble slowestViewChangeMillis(
      Processes processes, List<ViewChanges> before) throws IOException {
    List<ViewChanges> after = viewChanges(processes);
    return IntStream.range(0, processes.size())
        .filter(processes::isUp)
        .mapToObj(i -> after.get(i).since(before.get(i)))
        .filter(each -> each.count() > 0)
        .mapToDouble(each -> each.micros() / 1e3 / each.count())
        .max();
  }

  /** The primary may only be killed when the others can do without it. */
  private void awaitCaughtUp(Processes processes, LoadGenerator load) throws IOException {
    long end = System.nanoTime() + CATCH_UP_NANOS_MAX;
    while (!processes.sight(REPLICA_TO_KILL).isWell()) {
      if (System.nanoTime() > end) {
        throw new IOException(
            "the replica that was down does not catch up: " + processes.sight(REPLICA_TO_KILL));
      }
      load.run(1, 0.5, () -> {});
    }
  }

  private List<Row> rows(String what, Processes processes, LoadGenerator load) throws IOException {
    List<Row> rows = new ArrayList<>();
    for (int clients : plan.clients()) {
      List<Cost> before = costs(processes);
      Spent spentBefore = spent(processes);
      Cost ownBefore = Cost.ofThisProcess();
      Histogram histogram = load.run(clients, plan.seconds(), () -> {});
      Duration compilers = spent(processes).minus(spentBefore).compilers();
      Row row = row(clients, histogram, use(processes, before, compilers, ownBefore));
      progress.accept(
          "%s, %d clients: %.0f requests/s, p50 %.2f ms, cpu %.0f (compiling %.0f) + %.0f µs, %.1f a block"
              .formatted(
                  what,
                  clients,
                  row.perSecond(),
                  row.p50Ms(),
                  row.use().replicasCpuMicros(),
                  row.use().compilerCpuMicros(),
                  row.use().clientCpuMicros(),
                  row.use().requestsPerBlock()));
      if (histogram.forgedAnswers() > 0 || histogram.unansweredRequests() > 0) {
        throw new IOException(
            histogram.forgedAnswers()
                + " answers did not verify and "
                + histogram.unansweredRequests()
                + " requests were never answered; these figures mean nothing");
      }
      rows.add(row);
    }
    return rows;
  }

  private static List<Cost> costs(Processes processes) throws IOException {
    List<Cost> costs = new ArrayList<>();
    for (int i = 0; i < processes.size(); i++) {
      costs.add(processes.cost(i));
    }
    return costs;
  }

  /** Divided by what was executed meanwhile, which is a little more than what was timed. */
  private static Use use(Processes processes, List<Cost> before, Duration compilers, Cost ownBefore)
      throws IOException {
    Cost own = Cost.ofThisProcess().minus(ownBefore);
    List<Cost> used = new ArrayList<>();
    long requests = 0;
    for (int i = 0; i < processes.size(); i++) {
      used.add(processes.cost(i).minus(before.get(i)));
      requests = Math.max(requests, used.get(i).transactions());
    }
    return Use.of(used, compilers, own, requests);
  }

  static Row row(int clients, Histogram histogram, Use use) {
    return new Row(
        clients,
        histogram.perSecond(),
        histogram.millis(0.5),
        histogram.millis(0.95),
        histogram.millis(0.99),
        histogram.millis(1),
        histogram.slowerThan(STALL_MS),
        use,
        histogram.count());
  }
}
