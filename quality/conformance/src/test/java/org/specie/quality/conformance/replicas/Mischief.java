package org.specie.quality.conformance.replicas;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.specie.cli.network.ReplicaFleet;
import org.specie.node.replica.ReplicaFolder;
import org.specie.node.replica.ReplicaProcess;

/**
 * What happens to replicas, from a seed: one at a time is killed, stopped for a while, or loses its
 * disk, and has to take part again before the next one's turn, so that never more than f fail.
 */
final class Mischief {
  /** What may happen. */
  enum Kind {
    /** The process ends as in a power cut, and is started again after a while. */
    KILL,
    /** The process stands still for a while. */
    PAUSE,
    /** The process is asked to end, and is started again. */
    RESTART,
    /** The process ends as in a power cut, and its disk is empty when it starts again. */
    WIPE
  }

  private static final int PAUSE_MS_MAX = 2_500;
  private static final int DOWN_MS_MAX = 1_500;

  private final ReplicaFleet fleet;
  private final Random random;
  private final List<Kind> order = new ArrayList<>(List.of(Kind.values()));
  private final List<String> done = new ArrayList<>();

  Mischief(ReplicaFleet fleet, long seed) {
    this.fleet = fleet;
    this.random = new Random(seed);
    Collections.shuffle(order, random);
  }

  /** Everything once, in an order of the seed's, and then on until {@code seconds} are over. */
  void rage(long seconds) throws IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    for (Kind kind : order) {
      next(kind);
    }
    while (System.nanoTime() < end) {
      next(order.get(random.nextInt(order.size())));
    }
  }

  /** What happened so far. */
  List<String> done() {
    return List.copyOf(done);
  }

  private void next(Kind kind) throws IOException {
    ReplicaFolder victim = fleet.folders().get(random.nextInt(fleet.folders().size()));
    int millis = 1 + random.nextInt(kind == Kind.PAUSE ? PAUSE_MS_MAX : DOWN_MS_MAX);
    done.add(kind + " " + victim.name() + " for " + millis + " ms");
    System.err.println("… chaos: " + done.getLast());
    ReplicaProcess process = ReplicaProcess.of(victim);
    switch (kind) {
      case KILL -> {
        boolean _ = process.kill();
        pass(millis);
        ProcessHandle _ = fleet.start(victim);
      }
      case PAUSE -> pause(process.handle().orElseThrow(), millis);
      case RESTART -> {
        boolean _ = process.stop();
        ProcessHandle _ = fleet.start(victim);
      }
      case WIPE -> {
        boolean _ = process.kill();
        victim.wipe();
        pass(millis);
        ProcessHandle _ = fleet.start(victim);
      }
    }
    fleet.awaitTakingPart(victim.name());
  }

  private static void pause(ProcessHandle running, long millis) throws IOException {
    signal(running, "-STOP");
    try {
      pass(millis);
    } finally {
      signal(running, "-CONT");
    }
  }

  /** Nothing ends meanwhile but the time. */
  private static void pass(long millis) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  private static void signal(ProcessHandle process, String signal) throws IOException {
    Process kill = new ProcessBuilder("kill", signal, String.valueOf(process.pid())).start();
    try {
      if (!kill.waitFor(30, TimeUnit.SECONDS) || kill.exitValue() != 0) {
        throw new IOException("process " + process.pid() + " takes no signal " + signal);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while a replica was paused", e);
    }
  }
}
