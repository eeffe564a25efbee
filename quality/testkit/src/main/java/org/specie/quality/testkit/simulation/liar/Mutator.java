package org.specie.quality.testkit.simulation.liar;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.crypto.quorum.QuorumCertificate;
import org.specie.kernel.crypto.quorum.QuorumCertificate.MultiSignature;
import org.specie.kernel.crypto.quorum.QuorumCertificate.Part;
import org.specie.kernel.crypto.quorum.QuorumCertificate.ThresholdSignature;
import org.specie.ledger.consensus.certificate.CertificateKind;
import org.specie.ledger.consensus.certificate.Proposal;
import org.specie.ledger.consensus.certificate.Statement;
import org.specie.ledger.consensus.certificate.Statement.Execution;
import org.specie.ledger.consensus.message.Checkpoint;
import org.specie.ledger.consensus.message.Message;
import org.specie.ledger.consensus.message.SlotReport;
import org.specie.ledger.consensus.value.Batch;
import org.specie.ledger.consensus.value.ReplicaId;
import org.specie.ledger.consensus.value.SequenceNumber;
import org.specie.ledger.consensus.value.View;
import org.specie.quality.testkit.simulation.chance.Chance;

/**
 * Changes one field of a message and signs again what the liar can sign, so that the lie is well
 * formed and gets as deep as a lie can.
 */
final class Mutator {
  private final Wire wire;
  private final Chance chance;

  Mutator(Wire wire) {
    this.wire = wire;
    this.chance = wire.chance();
  }

  Message mutate(Message message) {
    return switch (message) {
      case Message.Request request -> request;
      case Message.PrePrepare it -> prePrepare(it);
      case Message.SignShare it -> {
        Proposal other = proposal(it.proposal());
        yield chance.percent(50)
            ? wire.vote(other)
            : new Message.SignShare(other, bytes(it.share()));
      }
      case Message.Prepare it ->
          chance.percent(50)
              ? new Message.Prepare(proposal(it.proposal()), it.certificate())
              : new Message.Prepare(it.proposal(), certificate(it.certificate()));
      case Message.CommitShare it -> {
        Proposal other = proposal(it.proposal());
        yield chance.percent(50)
            ? wire.commit(other)
            : new Message.CommitShare(other, wire.keys().share(new Statement.Vote(it.proposal())));
      }
      case Message.FullCommitProof it -> fullCommitProof(it);
      case Message.SignState it -> {
        Execution other = execution(it.execution());
        yield new Message.SignState(other, wire.keys().share(other));
      }
      case Message.FullExecuteProof it ->
          chance.percent(50)
              ? new Message.FullExecuteProof(execution(it.execution()), it.certificate())
              : new Message.FullExecuteProof(it.execution(), certificate(it.certificate()));
      case Message.Complaint it -> wire.complain(view(it.view()));
      case Message.ViewChange it -> wire.resigned(viewChange(it));
      case Message.NewView it -> newView(it);
      case Message.Status it -> status(it);
      case Message.FetchBatch it ->
          new Message.FetchBatch(sequence(it.sequence()), hash(it.digest()));
      case Message.BatchBody it -> new Message.BatchBody(it.sequence(), batch(it.batch()));
    };
  }

  private Message prePrepare(Message.PrePrepare it) {
    return switch (chance.below(4)) {
      case 0 -> wire.propose(view(it.view()), it.sequence(), it.batch());
      case 1 -> wire.propose(it.view(), sequence(it.sequence()), it.batch());
      case 2 -> new Message.PrePrepare(it.view(), it.sequence(), it.batch(), bytes(it.signature()));
      default -> wire.propose(it.view(), it.sequence(), batch(it.batch()));
    };
  }

  private Message fullCommitProof(Message.FullCommitProof it) {
    CertificateKind other =
        it.kind() == CertificateKind.FAST ? CertificateKind.COMMITTED : CertificateKind.FAST;
    return switch (chance.below(3)) {
      case 0 -> new Message.FullCommitProof(proposal(it.proposal()), it.kind(), it.certificate());
      case 1 -> new Message.FullCommitProof(it.proposal(), other, it.certificate());
      default ->
          new Message.FullCommitProof(it.proposal(), it.kind(), certificate(it.certificate()));
    };
  }

  private Message newView(Message.NewView it) {
    List<Message.ViewChange> changes = new ArrayList<>(it.viewChanges());
    if (changes.isEmpty()) {
      return it;
    }
    int at = chance.below(changes.size());
    switch (chance.below(4)) {
      case 0 -> changes.remove(at);
      case 1 -> changes.add(changes.get(at));
      case 2 -> changes.set(at, viewChange(changes.get(at)));
      default -> changes.set(at, wire.resigned(viewChange(changes.get(at))));
    }
    return new Message.NewView(chance.percent(20) ? view(it.view()) : it.view(), changes);
  }

  private Message status(Message.Status it) {
    Checkpoint stable =
        chance.percent(50)
            ? it.stable()
            : new Checkpoint(execution(it.stable().execution()), it.stable().certificate());
    return new Message.Status(
        view(it.view()), chance.percent(50), stable, sequence(it.executed()), chance.percent(20));
  }

  /** A view change that says something else about a slot, or about the checkpoint. */
  Message.ViewChange viewChange(Message.ViewChange it) {
    List<SlotReport> reports = new ArrayList<>(it.reports());
    View view = it.view();
    Checkpoint stable = it.stable();
    switch (chance.below(5)) {
      case 0 -> view = view(view);
      case 1 -> stable = new Checkpoint(execution(stable.execution()), stable.certificate());
      case 2 -> reports.clear();
      default -> {
        if (!reports.isEmpty()) {
          int at = chance.below(reports.size());
          reports.set(at, report(reports.get(at)));
        }
      }
    }
    ReplicaId sender = new ReplicaId(wire.self());
    return new Message.ViewChange(sender, view, stable, reports, it.signature());
  }

  private SlotReport report(SlotReport it) {
    Optional<SlotReport.Accepted> accepted =
        it.accepted().map(each -> new SlotReport.Accepted(view(each.view()), hash(each.batch())));
    Optional<SlotReport.Prepared> prepared =
        it.prepared()
            .map(
                each ->
                    new SlotReport.Prepared(view(each.view()), each.batch(), each.certificate()));
    SlotReport some =
        new SlotReport(
            it.sequence(),
            accepted.isPresent()
                ? accepted
                : Optional.of(new SlotReport.Accepted(View.FIRST, hash(Hash32.ZERO))),
            chance.percent(50) ? prepared : it.prepared(),
            Optional.empty());
    return chance.percent(70)
        ? some
        : new SlotReport(it.sequence(), some.accepted(), Optional.empty(), it.committed());
  }

  private Proposal proposal(Proposal it) {
    return switch (chance.below(3)) {
      case 0 -> new Proposal(view(it.view()), it.sequence(), it.batch());
      case 1 -> new Proposal(it.view(), sequence(it.sequence()), it.batch());
      default -> new Proposal(it.view(), it.sequence(), hash(it.batch()));
    };
  }

  private Execution execution(Execution it) {
    return chance.percent(50)
        ? new Execution(sequence(it.sequence()), it.headerHash())
        : new Execution(it.sequence(), hash(it.headerHash()));
  }

  private View view(View it) {
    return new View(Math.max(0, it.number() + chance.between(-2, 2)));
  }

  private SequenceNumber sequence(SequenceNumber it) {
    long by = chance.percent(80) ? chance.between(-2, 2) : chance.between(-130, 300);
    return new SequenceNumber(Math.max(0, it.number() + by));
  }

  private Hash32 hash(Hash32 it) {
    return new Hash32(bytes(it.bytes()));
  }

  private Batch batch(Batch it) {
    return switch (chance.below(3)) {
      case 0 -> new Batch(it.epochSeconds() + chance.between(1, 100_000), it.transactions());
      case 1 -> new Batch(it.epochSeconds(), chance.shuffled(it.transactions()));
      default -> Batch.NULL;
    };
  }

  private QuorumCertificate certificate(QuorumCertificate it) {
    return switch (it) {
      case MultiSignature(List<Part> parts) -> {
        List<Part> changed = new ArrayList<>(parts);
        if (!changed.isEmpty()) {
          int at = chance.below(changed.size());
          Part part = changed.remove(at);
          if (chance.percent(60)) {
            changed.add(at, new Part(part.signer(), bytes(part.signature())));
          }
        }
        yield new MultiSignature(changed);
      }
      case ThresholdSignature(ByteString point) -> new ThresholdSignature(bytes(point));
    };
  }

  /** The same bytes but for one. */
  ByteString bytes(ByteString it) {
    if (it.isEmpty()) {
      return it;
    }
    byte[] changed = it.toByteArray();
    changed[chance.below(changed.length)] ^= (byte) (1 << chance.below(8));
    return ByteString.copyOf(changed);
  }
}
