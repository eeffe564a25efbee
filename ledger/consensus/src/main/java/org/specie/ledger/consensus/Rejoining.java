package org.specie.ledger.consensus;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.specie.kernel.crypto.quorum.QuorumCertificate;
import org.specie.ledger.consensus.certificate.CertificateKind;
import org.specie.ledger.consensus.message.Checkpoint;
import org.specie.ledger.consensus.message.Message.Status;
import org.specie.ledger.consensus.step.LogRecord;
import org.specie.ledger.consensus.step.Notice;
import org.specie.ledger.consensus.value.ReplicaId;
import org.specie.ledger.consensus.value.SequenceNumber;
import org.specie.ledger.consensus.value.Tuning;

/**
 * A replica that lost its log follows without voting until it is beyond everything it may have
 * voted for. Source: docs/spec/23-sbft.md, clause 8.2.
 */
final class Rejoining {
  private static final SequenceNumber UNKNOWN = new SequenceNumber(Long.MAX_VALUE);

  private final Core core;
  private final SortedMap<ReplicaId, SequenceNumber> heard = new TreeMap<>();
  private Optional<SequenceNumber> bound = Optional.empty();

  Rejoining(Core core) {
    this.core = core;
  }

  /** The log is gone. */
  void begin() {
    core.setVoting(false);
    bound = Optional.of(UNKNOWN);
    core.persist(new LogRecord.VotesFrom(UNKNOWN));
  }

  /** The log says that an earlier one was gone. */
  void recover(SequenceNumber recorded) {
    core.setVoting(false);
    bound = Optional.of(recorded);
  }

  /** How far somebody else is, if its certificate shows it. */
  void heard(ReplicaId from, Status status) {
    if (!bound.equals(Optional.of(UNKNOWN)) || status.isRejoining()) {
      return;
    }
    Checkpoint stable = status.stable();
    if (isShown(stable)) {
      heard.put(from, stable.sequence());
    }
    int needed = core.quorums.replicas() - core.quorums.faults();
    if (heard.size() >= Math.min(needed, core.quorums.replicas() - 1)) {
      SequenceNumber highest = heard.values().stream().max(SequenceNumber::compareTo).orElseThrow();
      bound = Optional.of(highest.plus(2L * Tuning.WINDOW));
      core.persist(new LogRecord.VotesFrom(bound.get()));
    }
  }

  private boolean isShown(Checkpoint checkpoint) {
    Optional<QuorumCertificate> certificate = checkpoint.certificate();
    if (certificate.isEmpty()) {
      return checkpoint.execution().equals(core.surroundings.base().execution());
    }
    return core.cryptography.isCertificate(
        CertificateKind.EXECUTED, checkpoint.execution(), certificate.get());
  }

  /** Votes again if it is safe by now. */
  void consider() {
    if (bound.isPresent() && !core.stable.sequence().isBefore(bound.get())) {
      bound = Optional.empty();
      core.setVoting(true);
      core.notice(new Notice.Rejoined(core.stable.sequence()));
    }
  }

  List<LogRecord> records() {
    return bound.stream().<LogRecord>map(LogRecord.VotesFrom::new).toList();
  }
}
