package org.specie.quality.testkit.simulation.replica;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.ledger.consensus.step.LogRecord;
import org.specie.ledger.sbft.log.ConsensusLog;
import org.specie.ledger.sbft.log.LogLimits;
import org.specie.quality.testkit.simulation.disk.SimulatedDisk;
import org.specie.quality.testkit.simulation.invariant.Memory;

/** The production log of one machine, with what its disk is known to have. */
final class VoteLog {
  private static final LogLimits LIMITS = new LogLimits(64 * 1024, 32 * 1024 * 1024);

  private final ConsensusLog log;
  private final List<LogRecord> found;
  private final boolean isDamaged;
  private final List<LogRecord> unsynced = new ArrayList<>();
  private Memory memory = new Memory();

  private VoteLog(ConsensusLog log, List<LogRecord> found, boolean isDamaged) {
    this.log = log;
    this.found = List.copyOf(found);
    this.isDamaged = isDamaged;
    memory.add(found);
  }

  /**
   * The log on {@code disk}; one that is damaged begins anew.
   *
   * @param isFirst whether the machine never ran before, so that there is none yet
   */
  static VoteLog open(SimulatedDisk disk, Hash32 ledgerId, int replica, boolean isFirst)
      throws IOException {
    Hash32 owner = Hash32.sha256(new Encoder().hash(ledgerId).u16(replica).toByteString());
    return switch (ConsensusLog.open(disk, owner, LIMITS)) {
      case ConsensusLog.Opening.Sound(ConsensusLog log, List<ByteString> records, long _) ->
          new VoteLog(log, decode(records), false);
      case ConsensusLog.Opening.Absent() ->
          new VoteLog(ConsensusLog.startOver(disk, owner, LIMITS, List.of()), List.of(), !isFirst);
      case ConsensusLog.Opening.Damaged(String _) ->
          new VoteLog(ConsensusLog.startOver(disk, owner, LIMITS, List.of()), List.of(), true);
    };
  }

  private static List<LogRecord> decode(List<ByteString> stored) throws IOException {
    List<LogRecord> records = new ArrayList<>();
    for (ByteString each : stored) {
      try {
        records.add(LogRecord.decode(each));
      } catch (MalformedInput e) {
        throw new IOException("the log gave back what is no record", e);
      }
    }
    return records;
  }

  /** Whether something durable could not be read. */
  boolean isDamaged() {
    return isDamaged;
  }

  /** What was found when it was opened. */
  List<LogRecord> records() {
    return found;
  }

  void append(List<LogRecord> records) throws IOException {
    unsynced.addAll(records);
    log.append(records.stream().map(LogRecord::encode).toList());
  }

  /** Makes everything appended durable, and says what became so. */
  List<LogRecord> sync() throws IOException {
    log.sync();
    List<LogRecord> durable = List.copyOf(unsynced);
    memory.add(durable);
    unsynced.clear();
    return durable;
  }

  /** Replaces everything by {@code records}. */
  void replace(List<LogRecord> records) throws IOException {
    log.checkpoint(records.stream().map(LogRecord::encode).toList());
    unsynced.clear();
    memory = new Memory();
    memory.add(records);
  }

  /** What the disk remembers. */
  Memory memory() {
    return memory;
  }
}
