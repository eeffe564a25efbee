package org.specie.ledger.consensus.message;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.crypto.quorum.QuorumCertificate;
import org.specie.kernel.crypto.quorum.QuorumCertificate.MultiSignature;
import org.specie.kernel.crypto.quorum.QuorumCertificate.Part;
import org.specie.kernel.crypto.quorum.QuorumCertificate.ThresholdSignature;
import org.specie.ledger.api.block.Transaction;
import org.specie.ledger.consensus.certificate.CertificateKind;
import org.specie.ledger.consensus.certificate.Proposal;
import org.specie.ledger.consensus.certificate.Statement.Execution;
import org.specie.ledger.consensus.message.Message.ViewChange;
import org.specie.ledger.consensus.message.SlotReport.Accepted;
import org.specie.ledger.consensus.message.SlotReport.Committed;
import org.specie.ledger.consensus.message.SlotReport.Prepared;
import org.specie.ledger.consensus.step.LogRecord;
import org.specie.ledger.consensus.value.Batch;
import org.specie.ledger.consensus.value.ReplicaId;
import org.specie.ledger.consensus.value.SequenceNumber;
import org.specie.ledger.consensus.value.View;

/** The values of docs/spec/vectors/sbft.json, by name. Their signatures are bytes and no more. */
final class Samples {
  static final long EPOCH = 3;
  static final Hash32 LEDGER = digest("ledger");
  static final Batch BATCH =
      new Batch(1_700_000_000L, List.of(transaction("pay 1"), transaction("pay 22")));
  static final View VIEW = new View(5);
  static final SequenceNumber SLOT = new SequenceNumber(70);
  static final Proposal PROPOSAL = new Proposal(VIEW, SLOT, BATCH.digest());
  static final Execution EXECUTION = new Execution(new SequenceNumber(64), digest("header"));
  static final Checkpoint STABLE = new Checkpoint(EXECUTION, Optional.of(multi("executed", 0, 2)));
  static final Checkpoint BASE =
      new Checkpoint(new Execution(new SequenceNumber(0), Hash32.ZERO), Optional.empty());

  private Samples() {}

  private static Hash32 digest(String name) {
    return Hash32.sha256(ByteString.utf8(name));
  }

  private static Transaction transaction(String text) {
    return new Transaction(ByteString.utf8(text));
  }

  private static ByteString signature(String name) {
    return ByteString.concat(digest(name + "0").bytes(), digest(name + "1").bytes());
  }

  private static QuorumCertificate multi(String name, int... signers) {
    return new MultiSignature(
        Arrays.stream(signers)
            .mapToObj(signer -> new Part(signer, signature(name + " " + signer)))
            .toList());
  }

  private static QuorumCertificate threshold(String name) {
    return new ThresholdSignature(signature(name).slice(0, ThresholdSignature.POINT_SIZE));
  }

  private static ViewChange viewChange() {
    Accepted accepted = new Accepted(VIEW, BATCH.digest());
    Prepared prepared = new Prepared(new View(4), digest("other"), multi("prepared", 0, 1, 3));
    Committed committed =
        new Committed(VIEW, BATCH.digest(), CertificateKind.FAST, threshold("fast"));
    return new ViewChange(
        new ReplicaId(2),
        new View(6),
        STABLE,
        List.of(
            report(66, Optional.of(accepted), Optional.empty(), Optional.empty()),
            report(67, Optional.empty(), Optional.of(prepared), Optional.empty()),
            report(70, Optional.of(accepted), Optional.of(prepared), Optional.of(committed))),
        signature("view change"));
  }

  private static SlotReport report(
      long slot,
      Optional<Accepted> accepted,
      Optional<Prepared> prepared,
      Optional<Committed> committed) {
    return new SlotReport(new SequenceNumber(slot), accepted, prepared, committed);
  }

  private static ViewChange emptyViewChange() {
    return new ViewChange(
        new ReplicaId(1), new View(6), BASE, List.of(), signature("empty view change"));
  }

  private static Message.PrePrepare prePrepare() {
    return new Message.PrePrepare(VIEW, SLOT, BATCH, signature("pre-prepare"));
  }

  static Map<String, Message> messages() {
    Map<String, Message> all = new LinkedHashMap<>();
    all.put("request", new Message.Request(BATCH.transactions()));
    all.put("pre-prepare", prePrepare());
    all.put("sign-share", new Message.SignShare(PROPOSAL, signature("vote")));
    all.put("prepare", new Message.Prepare(PROPOSAL, multi("prepared", 0, 1, 3)));
    all.put("prepare-threshold", new Message.Prepare(PROPOSAL, threshold("prepared")));
    all.put("commit-share", new Message.CommitShare(PROPOSAL, signature("commitment")));
    all.put(
        "full-commit-proof-fast",
        new Message.FullCommitProof(PROPOSAL, CertificateKind.FAST, multi("fast", 0, 1, 2, 3)));
    all.put(
        "full-commit-proof-slow",
        new Message.FullCommitProof(
            PROPOSAL, CertificateKind.COMMITTED, multi("committed", 0, 1, 2)));
    all.put("sign-state", new Message.SignState(EXECUTION, signature("state")));
    all.put("full-execute-proof", new Message.FullExecuteProof(EXECUTION, multi("executed", 0, 2)));
    all.put("complaint", new Message.Complaint(VIEW, signature("complaint")));
    all.put("view-change", viewChange());
    all.put("view-change-empty", emptyViewChange());
    all.put("new-view", new Message.NewView(new View(6), List.of(emptyViewChange(), viewChange())));
    all.put("status", new Message.Status(VIEW, true, STABLE, new SequenceNumber(69), false));
    all.put("fetch-batch", new Message.FetchBatch(SLOT, BATCH.digest()));
    all.put("batch-body", new Message.BatchBody(SLOT, BATCH));
    return all;
  }

  static Map<String, LogRecord> records() {
    Map<String, LogRecord> all = new LinkedHashMap<>();
    all.put("accepted", new LogRecord.Accepted(prePrepare()));
    all.put("prepared", new LogRecord.Prepared(PROPOSAL, multi("prepared", 0, 1, 3)));
    all.put(
        "committed",
        new LogRecord.Committed(PROPOSAL, CertificateKind.COMMITTED, multi("committed", 0, 1, 2)));
    all.put("left-view", new LogRecord.LeftView(viewChange()));
    all.put(
        "entered-view",
        new LogRecord.EnteredView(
            new Message.NewView(new View(6), List.of(emptyViewChange(), viewChange()))));
    all.put("stable-checkpoint", new LogRecord.StableCheckpoint(STABLE));
    all.put("votes-from", new LogRecord.VotesFrom(new SequenceNumber(320)));
    return all;
  }

  static Message message(String name) {
    return Optional.ofNullable(messages().get(name)).orElseThrow();
  }

  static LogRecord record(String name) {
    return Optional.ofNullable(records().get(name)).orElseThrow();
  }
}
