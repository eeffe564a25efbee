package org.specie.quality.testkit.chaos;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.specie.quality.testkit.processes.Processes;
import org.specie.quality.testkit.processes.Sight;

/**
 * Strikes replicas one after the other. At most one of four is impaired at a time, unless all are
 * at once or one takes the place of another: the next strike waits until the last victim is well.
 * While one is impaired the clients must be served.
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
  private final List<Trial.Struck> log = new ArrayList<>();

  Storm(Processes processes, Crowd crowd, long seed, Consumer<String> progress) {
    this.processes = processes;
    this.crowd = crowd;
    this.random = new Random(seed);
    this.progress = progress;
  }

  /** Strikes once in every way, and then on until {@code seconds} are over. */
  void rage(int seconds) throws IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    awaitService("before the first strike");
    for (Strike strike : Strike.each(random, processes.size())) {
      strike(strike);
    }
    while (System.nanoTime() < end) {
      strike(Strike.any(random, processes.size()));
    }
    awaitWell();
  }

  void strike(Strike strike) throws IOException {
    int primary = processes.sight(strike.victim()).primary();
    int victim = strike.isAtPrimary() && primary >= 0 ? primary : strike.victim();
    String what = describe(strike, victim, victim == primary);
    progress.accept(what);
    crowd.listen();
    long began = System.nanoTime();
    happen(strike, victim, what);
    awaitWell();
    awaitService("after " + what);
    struck(what, began);
  }

  /** Notes what is over now, and how long clients were not answered meanwhile. */
  void struck(String what, long beganNanos) {
    long wellMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - beganNanos);
    log.add(new Trial.Struck(what, crowd.silenceMillis(), wellMillis));
    progress.accept(log.getLast().toString());
  }

  /** What happened so far. */
  List<Trial.Struck> log() {
    return List.copyOf(log);
  }

  private static String describe(Strike strike, int victim, boolean isPrimary) {
    return strike.kind() == Strike.Kind.KILL_ALL
        ? "KILL_ALL"
        : "%s replica %d%s for %d ms"
            .formatted(strike.kind(), victim, isPrimary ? " (primary)" : "", strike.millis());
  }

  private void happen(Strike strike, int victim, String what) throws IOException {
    switch (strike.kind()) {
      case KILL -> {
        processes.kill(victim);
        outlast(strike, what);
        processes.restart(victim);
      }
      case PAUSE, HANG -> {
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
      case RELIEF -> relieve(strike, victim, what);
      case BIT_FLIP -> {
        processes.kill(victim);
        processes.flipBit(victim, random);
        outlast(strike, what);
        processes.restart(victim);
      }
    }
  }

  /** For a moment two are missing; as soon as the first has caught up the others go on. */
  private void relieve(Strike strike, int victim, String what) throws IOException {
    processes.kill(victim);
    outlast(strike, what);
    int another = (victim + 1) % processes.size();
    processes.restart(victim);
    int primary = processes.sight(another).primary();
    int relieved = primary < 0 || primary == victim ? another : primary;
    processes.kill(relieved);
    awaitService("after " + what + " came back and replica " + relieved + " ended");
    processes.restart(relieved);
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

  /** Until a replica says of itself what is waited for. */
  void awaitSight(int replica, String what, Predicate<Sight> isThere) throws IOException {
    long end = System.nanoTime() + WELL_NANOS_MAX;
    Sight sight = processes.sight(replica);
    while (!isThere.test(sight)) {
      if (System.nanoTime() > end) {
        throw new IOException(
            "waited %d s in vain for replica %d %s: %s"
                .formatted(WELL_NANOS_MAX / 1_000_000_000, replica, what, sight));
      }
      LockSupport.parkNanos(LOOK_NANOS);
      sight = processes.sight(replica);
    }
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
