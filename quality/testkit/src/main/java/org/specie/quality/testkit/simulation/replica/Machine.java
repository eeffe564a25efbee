package org.specie.quality.testkit.simulation.replica;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.InvariantViolation;
import org.specie.ledger.api.LedgerDamage;
import org.specie.ledger.api.block.Transaction;
import org.specie.ledger.consensus.ReplicaStatus;
import org.specie.ledger.consensus.step.Notice;
import org.specie.quality.testkit.simulation.chance.Chance;
import org.specie.quality.testkit.simulation.disk.SimulatedDisk;
import org.specie.quality.testkit.simulation.invariant.InvariantBroken;
import org.specie.quality.testkit.simulation.network.Packet;
import org.specie.quality.testkit.simulation.operators.Reign;
import org.specie.quality.testkit.simulation.time.MachineClock;
import org.specie.quality.testkit.simulation.time.Trace.Kind;

/**
 * One machine: its disk and its clock, which outlive the processes on it. Cutting its power ends
 * the process and whatever was not synced; starting it goes on from the disk.
 */
public final class Machine {
  private final int id;
  private final World world;
  private final Outlet outlet;
  private final boolean isHonest;
  private final Chance chance;
  private final SimulatedDisk disk = new SimulatedDisk();
  private final Set<Integer> connected = new TreeSet<>();
  private MachineClock clock;
  private Optional<Life> process = Optional.empty();
  private int incarnation;
  private boolean mustRejoin;
  private boolean isPaused;

  public Machine(int id, World world, Outlet outlet, boolean isHonest, Chance chance) {
    this.id = id;
    this.world = world;
    this.outlet = outlet;
    this.isHonest = isHonest;
    this.chance = chance;
    this.clock = new MachineClock(world.timeline(), chance);
  }

  // --- life and death

  /** Starts the machine, for the first time or after a crash; somebody made room on its disk. */
  public void start() throws IOException {
    Check.that(process.isEmpty(), "a machine is started once");
    disk.setBytesFree(Long.MAX_VALUE);
    if (incarnation == 0) {
      VoteLog.prepare(disk, world.genesis().ledgerId(), id);
    }
    incarnation++;
    clock = clock.restarted(chance);
    VoteLog log = VoteLog.open(disk, world.genesis().ledgerId(), id);
    if (log.recovery().isForgetful()) {
      mustRejoin = true;
      world.watch().forgot(id);
    } else if (!mustRejoin) {
      world.watch().noticesNothing(id);
    }
    note(Kind.STARTED, incarnation, "incarnation " + incarnation);
    Life started = new Life(this, log);
    process = Optional.of(started);
    guard(started::begin);
  }

  /** Cuts the power. */
  public void crash() {
    if (process.isEmpty()) {
      return;
    }
    note(Kind.CRASHED, incarnation, "power lost");
    process = Optional.empty();
    disk.losePower(chance);
    isPaused = false;
    connected.clear();
    world.crashed(id);
  }

  /** Cuts the power and takes the disk away. */
  public void wipe() {
    crash();
    disk.wipe();
    mustRejoin = true;
    world.watch().wiped(id);
  }

  /** Cuts the power and turns a bit of the log on the disk. */
  public void rot() {
    crash();
    disk.rot(chance);
  }

  /** The disk has room for so many bytes of log. */
  public void setBytesFree(long bytes) {
    disk.setBytesFree(bytes);
  }

  /** Stops the process without ending it, as an overloaded host does; or lets it go on. */
  public void setPaused(boolean paused) {
    isPaused = paused;
    if (!paused) {
      process.ifPresent(Life::planTurn);
    }
  }

  /** Does {@code work} of a process after a while, unless the power goes before. */
  void later(Life of, long delayUs, Life.Work work) {
    world
        .timeline()
        .after(
            delayUs,
            () -> {
              if (isRunning(of)) {
                guard(work);
              }
            });
  }

  /** What a process does goes wrong in two ways: its disk fails, and it dies; or it has a bug. */
  private void guard(Life.Work work) {
    try {
      work.run();
    } catch (LedgerDamage | InvariantViolation e) {
      if (isHonest) {
        throw new InvariantBroken("no bug", "r" + id + " stopped: " + e.getMessage());
      }
      crash();
    } catch (HandOver.UnknownStart e) {
      note(Kind.CRASHED, incarnation, String.valueOf(e.getMessage()));
      if (mustRejoin) {
        wipe(); // It votes for nothing yet, and somebody does as it says.
      } else {
        crash();
      }
    } catch (IOException e) {
      note(Kind.CRASHED, incarnation, String.valueOf(e.getMessage()));
      crash();
    }
  }

  // --- what there is to see

  public boolean isUp() {
    return process.isPresent();
  }

  /** Whether it was ever started. */
  public boolean hasBegun() {
    return incarnation > 0;
  }

  public boolean isHonest() {
    return isHonest;
  }

  public MachineClock clock() {
    return clock;
  }

  /** How far its chain goes; -1 if it is down or has no state. */
  public long height() {
    return process.map(each -> each.ledger().height()).orElse(-1L);
  }

  /** Where its state machine stands; nothing if it is down or no operator. */
  public Optional<ReplicaStatus> status() {
    return process.flatMap(Life::status);
  }

  /** The epoch it takes part in. */
  public Optional<Reign> reign() {
    return process.flatMap(Life::seat).map(Seat::reign);
  }

  // --- what happens to it

  /** A frame arrived. */
  public void receive(Packet packet) {
    if (isUp() && outlet.hears(packet)) {
      guard(() -> process.orElseThrow().received(packet));
    }
  }

  /** A client submitted a transaction here. */
  public void submit(int client, Transaction transaction) {
    if (isUp() && outlet.takes(transaction)) {
      guard(() -> process.orElseThrow().submitted(client, transaction));
    }
  }

  /** The link to another machine stands. */
  public void connected(int other) {
    connected.add(other);
    process.ifPresent(each -> guard(() -> each.linkChanged(other, true)));
  }

  /** The link to another machine is gone. */
  public void disconnected(int other) {
    connected.remove(other);
    process.ifPresent(each -> guard(() -> each.linkChanged(other, false)));
  }

  /** The application has work open. */
  public void hearWork() {
    process.ifPresent(Life::hearWork);
  }

  // --- for the process on it

  int id() {
    return id;
  }

  World world() {
    return world;
  }

  Outlet outlet() {
    return outlet;
  }

  Chance chance() {
    return chance;
  }

  SimulatedDisk disk() {
    return disk;
  }

  int incarnation() {
    return incarnation;
  }

  boolean isPaused() {
    return isPaused;
  }

  boolean isConnected(int other) {
    return connected.contains(other);
  }

  boolean isRunning(Life of) {
    return process.filter(each -> each == of).isPresent();
  }

  long nowMs() {
    return clock.now().monotonicMs();
  }

  /** It takes part in an epoch. */
  void seated(Seat seat) {
    note(Kind.STARTED, seat.reign().epoch(), "epoch " + seat.reign().epoch());
    if (isHonest) {
      boolean isVoting = seat.replica().status().isVoting();
      world.watch().begins(id, seat.reign(), seat.base(), isVoting);
      if (!isVoting && !mustRejoin) {
        world.watch().doesNotVote(id, seat.reign().epoch());
      }
    }
  }

  void notice(Notice notice) {
    note(Kind.NOTICE, notice.getClass().getSimpleName().hashCode(), notice.toString());
    if (notice instanceof Notice.Rejoined && mustRejoin) {
      mustRejoin = false;
      world.rejoined(id);
    }
  }

  void note(Kind kind, long detail, String words) {
    world.trace().note(kind, id, detail, () -> words);
  }
}
