package org.specie.quality.testkit.engines;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.specie.ledger.api.Admission;
import org.specie.ledger.api.CommitWatch;
import org.specie.ledger.api.ConsensusEngine;
import org.specie.ledger.api.block.Genesis;
import org.specie.ledger.api.block.Transaction;

/** All processes of a ledger of one kind of engine on one kind of disks. */
final class Ledger implements AutoCloseable {
  private static final String STATE = "state";
  private static final long DEADLINE_SECONDS = 60;

  /** A condition that may look at a disk. */
  @FunctionalInterface
  interface Condition {
    boolean holds() throws IOException;
  }

  /** One process, running or not. */
  final class Member {
    private final int number;
    final Disks disks;
    private Optional<Founding.Made> made = Optional.empty();
    private Optional<StoryApplication> application = Optional.empty();
    private CommitWatch watch = new CommitWatch();

    private Member(int number, Disks disks) {
      this.number = number;
      this.disks = disks;
    }

    ConsensusEngine engine() {
      return made.orElseThrow().engine();
    }

    StoryApplication application() {
      return application.orElseThrow();
    }

    boolean isUp() {
      return made.isPresent();
    }

    long height() {
      return engine().status().height();
    }

    void create() throws IOException {
      made = Optional.of(founding.make(number, disks));
      watch = new CommitWatch();
      engine().onCommit(watch);
    }

    void start() throws IOException {
      if (made.isEmpty()) {
        create();
      }
      StoryApplication started = new StoryApplication(disks.open(STATE));
      application = Optional.of(started);
      engine().start(started);
    }

    void stop() throws IOException {
      if (made.isPresent()) {
        engine().close();
        made.get().rest().close();
        made = Optional.empty();
        disks.release();
      }
    }

    /** Submits, and waits until the transaction is executed and final here. */
    CommitWatch.Inclusion execute(Transaction transaction) throws Exception {
      try (CommitWatch.Watch watching = watch.watch(transaction.id())) {
        Admission admission = submit(transaction);
        assertThat(admission).isEqualTo(new Admission.Admitted(transaction.id()));
        return watching.inclusion().toCompletableFuture().get(DEADLINE_SECONDS, TimeUnit.SECONDS);
      }
    }

    Admission submit(Transaction transaction) throws Exception {
      return engine()
          .submit(transaction)
          .toCompletableFuture()
          .get(DEADLINE_SECONDS, TimeUnit.SECONDS);
    }
  }

  private final Founding founding;
  private final List<Member> processes = new ArrayList<>();

  /** Makes the disks of a ledger that has never run; nothing runs yet. */
  Ledger(Founding founding, Path root, Disks.Kind kind) throws IOException {
    this.founding = founding;
    for (int i = 0; i < founding.processes(); i++) {
      Disks disks = new Disks(root.resolve("process-" + i), kind);
      founding.prepare(i, disks);
      processes.add(new Member(i, disks));
    }
  }

  Founding founding() {
    return founding;
  }

  Genesis genesis() {
    return founding.genesis();
  }

  List<Member> processes() {
    return processes;
  }

  /** The process that users talk to unless a story says otherwise. */
  Member first() {
    return processes.getFirst();
  }

  void start() throws IOException {
    for (Member each : processes) {
      each.start();
    }
  }

  void stop() throws IOException {
    for (Member each : processes) {
      each.stop();
    }
  }

  /** Loses what the applications know, whose chain remembers it. */
  void loseStates() {
    processes.forEach(each -> each.disks.lose(STATE));
  }

  /** Moves chains and states to the other kind of disk. */
  void swapDisks() throws IOException {
    for (Member each : processes) {
      each.disks.swap(Founding.BLOCKS, STATE);
    }
  }

  /** Waits until all that run have the block at {@code height} and every certificate up to it. */
  void awaitCertified(long height) throws IOException {
    for (Member each : processes) {
      if (each.isUp()) {
        until("height " + height, () -> each.height() >= height);
        for (long at = 0; at <= height; at++) {
          long wanted = at;
          until("certificate " + at, () -> each.engine().certificate(wanted).isPresent());
        }
      }
    }
  }

  /** Waits until {@code condition} holds, which it does soon or never. */
  static void until(String what, Condition condition) throws IOException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
    while (!condition.holds()) {
      assertThat(System.nanoTime())
          .as("no %s in %d s", what, DEADLINE_SECONDS)
          .isLessThan(deadline);
      LockSupport.parkNanos(2_000_000);
    }
  }

  @Override
  public void close() throws IOException {
    stop();
  }
}
