package org.specie.ledger.sbft.handover;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.ledger.api.block.DomainTag;
import org.specie.ledger.consensus.Acceptance;
import org.specie.ledger.consensus.Replica;
import org.specie.ledger.consensus.certificate.Cryptography;
import org.specie.ledger.consensus.certificate.Statement.Execution;
import org.specie.ledger.consensus.message.Checkpoint;
import org.specie.ledger.consensus.step.LogRecord;
import org.specie.ledger.consensus.value.Configuration;
import org.specie.ledger.consensus.value.SequenceNumber;
import org.specie.ledger.consensus.value.Tuning;
import org.specie.ledger.sbft.log.ConsensusLog;
import org.specie.ledger.sbft.log.LogFiles;
import org.specie.ledger.sbft.log.LogLimits;

/**
 * The consensus log at start: what it says, and what follows from it for the state machine. A
 * replica votes from the start only if it knows that it has forgotten nothing. Source:
 * docs/spec/25-sbft-engine.md, section 5.
 *
 * @param log open, to be written from now on
 * @param epoch of the records, if there are any
 * @param records of the state machine, in order
 * @param isForgetful whether something it said may be lost
 */
public record Recovery(
    ConsensusLog log,
    Optional<EngineRecord.Begun> epoch,
    List<LogRecord> records,
    boolean isForgetful) {
  private static final DomainTag OWNER = new DomainTag("specie/sbft/log-owner/1");

  /** Beyond this nothing can have been voted for. */
  private static final SequenceNumber UNKNOWN = new SequenceNumber(Long.MAX_VALUE);

  /** Whose log it is: one of another ledger or operator is damage. */
  public static Hash32 owner(Hash32 ledgerId, String operator) {
    return OWNER.hash(new Encoder().hash(ledgerId).text(operator).toByteString());
  }

  /** Makes the empty log of a replica that has never run, all of it or nothing. */
  public static void prepare(LogFiles files, Hash32 owner, LogLimits limits) throws IOException {
    if (ConsensusLog.open(files, owner, limits) instanceof ConsensusLog.Opening.Absent) {
      ConsensusLog.startOver(files, owner, limits, List.of()).close();
    } else {
      throw new IOException(
          "there is a consensus log here already; a new replica begins in an empty directory");
    }
  }

  /** Reads the log on a disk; one that is lost or damaged begins anew and says so. */
  public static Recovery open(LogFiles files, Hash32 owner, LogLimits limits) throws IOException {
    return switch (ConsensusLog.open(files, owner, limits)) {
      case ConsensusLog.Opening.Sound(ConsensusLog log, List<ByteString> records, long tornBytes) ->
          read(log, records);
      case ConsensusLog.Opening.Absent absent -> forgotten(files, owner, limits);
      case ConsensusLog.Opening.Damaged damaged -> forgotten(files, owner, limits);
    };
  }

  /** The log that replaces a lost one says so from its first record on. */
  private static Recovery forgotten(LogFiles files, Hash32 owner, LogLimits limits)
      throws IOException {
    LogRecord lost = new LogRecord.VotesFrom(UNKNOWN);
    ConsensusLog log =
        ConsensusLog.startOver(files, owner, limits, List.of(new EngineRecord.Said(lost).encode()));
    return new Recovery(log, Optional.empty(), List.of(), true);
  }

  private static Recovery read(ConsensusLog log, List<ByteString> records) throws IOException {
    Optional<EngineRecord.Begun> epoch = Optional.empty();
    List<LogRecord> said = new ArrayList<>();
    try {
      for (ByteString each : records) {
        switch (EngineRecord.decode(each)) {
          case EngineRecord.Begun begun -> {
            epoch = Optional.of(begun);
            said.clear();
          }
          case EngineRecord.Said(LogRecord record) -> said.add(record);
        }
      }
    } catch (MalformedInput e) {
      throw new IOException(
          "the consensus log has a record that this version does not know; run the version that"
              + " wrote it",
          e);
    }
    boolean isForgetful = epoch.isEmpty() && !said.isEmpty();
    return new Recovery(log, epoch, List.copyOf(said), isForgetful);
  }

  /** Whether the replica has never run. */
  public boolean isNew() {
    return !isForgetful && epoch.isEmpty();
  }

  /** What the log begins with when an epoch does. */
  public static List<EngineRecord> beginning(long epoch, Execution base, boolean isRejoining) {
    return beginning(
        epoch, base, isRejoining ? List.of(new LogRecord.VotesFrom(UNKNOWN)) : List.of());
  }

  private static List<EngineRecord> beginning(long epoch, Execution base, List<LogRecord> carried) {
    List<EngineRecord> records = new ArrayList<>();
    records.add(new EngineRecord.Begun(epoch, base));
    carried.forEach(each -> records.add(new EngineRecord.Said(each)));
    return records;
  }

  /**
   * What of the records counts in a later epoch: from where on the replica may vote, if it lost a
   * log. The log of that epoch says the same, or the replica would wait again after a crash for
   * what it had waited for.
   */
  private List<LogRecord> carried() {
    return records.stream().filter(LogRecord.VotesFrom.class::isInstance).toList();
  }

  /**
   * The state machine that continues {@code standing}.
   *
   * @param heightAtStart of the block log as it was found, -1 if there was none
   */
  public Replica replica(
      Configuration configuration,
      Tuning tuning,
      Cryptography cryptography,
      Acceptance acceptance,
      Standing standing,
      Execution base,
      long heightAtStart)
      throws IOException {
    Checkpoint start = new Checkpoint(base, Optional.empty());
    boolean isSame = epoch.filter(begun -> begun.epoch() == configuration.epoch()).isPresent();
    boolean isBlockLogLost = heightAtStart < 0 && epoch.isPresent() && !records.isEmpty();
    boolean isLogNewer = epoch.filter(begun -> begun.epoch() > configuration.epoch()).isPresent();
    boolean isLogOlderThanBlocks = epoch.isEmpty() && heightAtStart > 0;
    if (isForgetful || isBlockLogLost || isLogNewer || isLogOlderThanBlocks) {
      write(beginning(configuration.epoch(), base, true));
      return Replica.rejoin(
          configuration,
          tuning,
          cryptography,
          acceptance,
          start,
          standing.durable(),
          standing.lastOfEpoch());
    }
    if (!isSame) {
      write(beginning(configuration.epoch(), base, carried()));
    }
    List<LogRecord> known = isSame ? records : carried();
    return Replica.recover(
        configuration,
        tuning,
        cryptography,
        acceptance,
        start,
        known,
        standing.durable(),
        standing.lastOfEpoch());
  }

  /**
   * The state machine of an epoch that begins on top of what was just certified here: with nothing
   * said yet, or still without a vote if the replica had none in the epoch before.
   */
  public static Replica fresh(
      Configuration configuration,
      Tuning tuning,
      Cryptography cryptography,
      Acceptance acceptance,
      Standing standing,
      Execution base,
      boolean wasVoting) {
    Checkpoint start = new Checkpoint(base, Optional.empty());
    return wasVoting
        ? Replica.recover(
            configuration,
            tuning,
            cryptography,
            acceptance,
            start,
            List.of(),
            standing.durable(),
            standing.lastOfEpoch())
        : Replica.rejoin(
            configuration,
            tuning,
            cryptography,
            acceptance,
            start,
            standing.durable(),
            standing.lastOfEpoch());
  }

  private void write(List<EngineRecord> beginning) throws IOException {
    log.checkpoint(beginning.stream().map(EngineRecord::encode).toList());
  }
}
