package org.specie.quality.testkit.simulation.replica;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.specie.kernel.core.Hash32;
import org.specie.ledger.consensus.certificate.Statement.Execution;
import org.specie.ledger.consensus.step.LogRecord;
import org.specie.ledger.sbft.handover.EngineRecord;
import org.specie.ledger.sbft.handover.Recovery;
import org.specie.ledger.sbft.log.LogLimits;
import org.specie.quality.testkit.simulation.disk.SimulatedDisk;
import org.specie.quality.testkit.simulation.invariant.Memory;

/** The production log of one machine, with what its disk is known to have. */
final class VoteLog {
  private static final LogLimits LIMITS = new LogLimits(64 * 1024, 32 * 1024 * 1024);

  private final Recovery recovery;
  private final List<LogRecord> unsynced = new ArrayList<>();
  private Memory memory = new Memory();

  private VoteLog(Recovery recovery) {
    this.recovery = recovery;
  }

  private static Hash32 owner(Hash32 ledgerId, int machine) {
    return Recovery.owner(ledgerId, "operator " + machine);
  }

  /** Makes the empty log of a machine that never ran. */
  static void prepare(SimulatedDisk disk, Hash32 ledgerId, int machine) throws IOException {
    Recovery.prepare(disk, owner(ledgerId, machine), LIMITS);
  }

  /** The log on {@code disk}; one that is damaged begins anew. */
  static VoteLog open(SimulatedDisk disk, Hash32 ledgerId, int machine) throws IOException {
    return new VoteLog(Recovery.open(disk, owner(ledgerId, machine), LIMITS));
  }

  /** What was found when it was opened. */
  Recovery recovery() {
    return recovery;
  }

  /** Whether what was found belongs to {@code epoch}. */
  boolean isOf(long epoch) {
    return recovery.epoch().filter(begun -> begun.epoch() == epoch).isPresent();
  }

  /** The records that were found are those of the epoch in hand. */
  void goOn() {
    memory = new Memory();
    memory.add(recovery.records());
  }

  /** What was said in another epoch is not said in the one in hand. */
  void beginAnew() {
    unsynced.clear();
    memory = new Memory();
  }

  void append(List<LogRecord> records) throws IOException {
    unsynced.addAll(records);
    recovery
        .log()
        .append(records.stream().map(each -> new EngineRecord.Said(each).encode()).toList());
  }

  /** Makes everything appended durable, and says what became so. */
  List<LogRecord> sync() throws IOException {
    recovery.log().sync();
    List<LogRecord> durable = List.copyOf(unsynced);
    memory.add(durable);
    unsynced.clear();
    return durable;
  }

  /** Replaces everything by what an epoch begins with. */
  void begin(List<EngineRecord> beginning) throws IOException {
    recovery.log().checkpoint(beginning.stream().map(EngineRecord::encode).toList());
    beginAnew();
  }

  /** Replaces everything by {@code records} of the epoch in hand. */
  void replace(long epoch, Execution base, List<LogRecord> records) throws IOException {
    List<EngineRecord> kept = new ArrayList<>();
    kept.add(new EngineRecord.Begun(epoch, base));
    records.forEach(each -> kept.add(new EngineRecord.Said(each)));
    begin(kept);
    memory.add(records);
  }

  /** What the disk remembers. */
  Memory memory() {
    return memory;
  }
}
