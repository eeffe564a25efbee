package org.specie.quality.testkit.chaos;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.specie.quality.testkit.processes.Processes;
import org.specie.quality.testkit.processes.Sight;

/**
 * Strikes replicas one after the other. At most one of four is impaired at a time, unless all are
 * at once: the next strike waits until the last victim is well. While one is impaired the clients
 * must be served.
 */
final class Storm {
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long SERVICE_NANOS_MAX = TimeUnit.SECONDS.toNanos(90);
  private static final long WELL_NANOS_MAX = TimeUnit.SECONDS.toNanos(120);
  private static final long STANDSTILL_NANOS = TimeUnit.SECONDS.toNanos(3);
  private static final int ANSWERS_BETWEEN = 40;

  private final Processes processes;
  private final Crowd crowd;
  private final Random random;
  private final Consumer<String> progress;
  private final List<String> log = new ArrayList<>();

  Storm(Processes processes, Crowd crowd, long seed, Consumer<String> progress) {
    this.processes = processes;
    this.crowd = crowd;
    this.random = new Random(seed);
    this.progress = progress;
  }

  /** Strikes once in every way, and then on until {@code seconds} are over. */
  List<String> rage(int seconds) throws IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    awaitService("before the first strike");
    for (Strike strike : Strike.each(random, processes.size())) {
      strike(strike);
    }
    while (System.nanoTime() < end) {
      strike(Strike.any(random, processes.size()));
    }
    awaitWell();
    return log;
  }

  private void strike(Strike strike) throws IOException {
    int primary = processes.sight(strike.victim()).primary();
    int victim = strike.isAtPrimary() && primary >= 0 ? primary : strike.victim();
    String what =
        strike.kind() == Strike.Kind.KILL_ALL
            ? "KILL_ALL"
            : "%s replica %d%s for %d ms"
                .formatted(
                    strike.kind(), victim, victim == primary ? " (primary)" : "", strike.millis());
    progress.accept(what);
    long began = System.nanoTime();
    switch (strike.kind()) {
      case KILL -> {
        processes.kill(victim);
        outlast(strike, what);
        processes.restart(victim);
      }
      case PAUSE -> {
        processes.pause(victim);
        outlast(strike, what);
        processes.resume(victim);
      }
      case WIPE -> {
        processes.kill(victim);
        processes.wipe(victim);
        outlast(strike, what);
        processes.restart(victim);
      }
      case KILL_ALL -> {
        for (int i = 0; i < processes.size(); i++) {
          processes.kill(i);
        }
        processes.startAll();
      }
    }
    awaitWell();
    awaitService("after " + what);
    log.add("%s: well again after %d ms".formatted(what, (System.nanoTime() - began) / 1_000_000));
    progress.accept(log.getLast());
  }

  private void outlast(Strike strike, String what) throws IOException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(strike.millis());
    awaitService("during " + what);
    await(strike + " to pass", WELL_NANOS_MAX, () -> System.nanoTime() >= end);
  }

  /** Until clients are served again. */
  void awaitService(String when) throws IOException {
    int before = crowd.answered();
    await(
        "clients to be served " + when,
        SERVICE_NANOS_MAX,
        () -> crowd.answered() >= before + ANSWERS_BETWEEN);
  }

  /** Until nothing is answered for a while. */
  void awaitStandstill() throws IOException {
    long[] since = {System.nanoTime()};
    int[] answered = {crowd.answered()};
    await(
        "the ledger to stand still without a quorum",
        SERVICE_NANOS_MAX,
        () -> {
          if (crowd.answered() != answered[0]) {
            answered[0] = crowd.answered();
            since[0] = System.nanoTime();
          }
          return System.nanoTime() - since[0] > STANDSTILL_NANOS;
        });
  }

  /** Until every replica takes part and keeps up. */
  void awaitWell() throws IOException {
    long end = System.nanoTime() + WELL_NANOS_MAX;
    List<Sight> ill = ill();
    while (!ill.isEmpty()) {
      if (System.nanoTime() > end) {
        throw new IOException(
            "replicas are not well %d s after the last strike: %s"
                .formatted(WELL_NANOS_MAX / 1_000_000_000, ill));
      }
      LockSupport.parkNanos(LOOK_NANOS);
      ill = ill();
    }
  }

  /** Under load a replica may always be a few blocks behind for a moment. */
  private List<Sight> ill() throws IOException {
    List<Sight> ill = new ArrayList<>();
    for (int i = 0; i < processes.size(); i++) {
      Sight sight = processes.sight(i);
      if (!sight.isInService()) {
        ill.add(sight);
      }
    }
    return ill;
  }

  private static void await(String what, long nanosMax, BooleanSupplier isThere)
      throws IOException {
    long end = System.nanoTime() + nanosMax;
    while (!isThere.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new IOException(
            "waited %d s in vain for %s".formatted(nanosMax / 1_000_000_000, what));
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }
}
