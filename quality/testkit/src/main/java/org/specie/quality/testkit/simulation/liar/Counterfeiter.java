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
import org.specie.ledger.consensus.message.Message;
import org.specie.ledger.consensus.message.Message.PrePrepare;
import org.specie.ledger.consensus.message.Message.ViewChange;
import org.specie.ledger.consensus.message.SlotReport;
import org.specie.ledger.consensus.value.Batch;
import org.specie.ledger.consensus.value.ReplicaId;
import org.specie.ledger.consensus.value.SequenceNumber;
import org.specie.ledger.consensus.value.View;
import org.specie.quality.testkit.simulation.network.Packet;

/**
 * Makes certificates out of its own share alone: whatever a primary proposes, it shows that another
 * batch was prepared or committed, and in view changes it reports that the empty batch was prepared
 * everywhere. As primary it leaves out proposals, so that there are view changes.
 */
public final class Counterfeiter implements Liar {
  private static final int SLOTS_REPORTED = 8;
  private static final int LEFT_OUT_EVERY = 4;

  @Override
  public void says(int to, Message message, Wire wire) {
    switch (message) {
      case ViewChange it -> wire.send(to, wire.resigned(withCounterfeits(it, wire)));
      case PrePrepare it when it.sequence().number() % LEFT_OUT_EVERY == 0 -> {}
      default -> wire.send(to, message);
    }
  }

  /** It answers primaries alone: two counterfeiters do not answer each other. */
  @Override
  public boolean hears(Packet packet, Wire wire) {
    packet
        .message()
        .ifPresent(
            message -> {
              if (message instanceof PrePrepare it
                  && wire.isFrom(packet, wire.configuration().primary(it.view()))) {
                show(it.proposal(), wire);
              }
            });
    return true;
  }

  private static void show(Proposal proposal, Wire wire) {
    Proposal other =
        new Proposal(proposal.view(), proposal.sequence(), Hash32.sha256(proposal.batch().bytes()));
    Statement vote = new Statement.Vote(other);
    wire.broadcast(new Message.Prepare(other, counterfeit(vote, wire)));
    if (wire.chance().percent(20)) {
      wire.broadcast(
          new Message.FullCommitProof(other, CertificateKind.FAST, counterfeit(vote, wire)));
    }
  }

  /** The certificate that its share would be if everybody's looked alike. */
  private static QuorumCertificate counterfeit(Statement statement, Wire wire) {
    ByteString share = wire.keys().share(statement);
    if (wire.chance().percent(20)) {
      return new ThresholdSignature(share.slice(0, ThresholdSignature.POINT_SIZE));
    }
    List<Part> parts = new ArrayList<>();
    for (int signer = 0; signer < wire.replicas(); signer++) {
      parts.add(new Part(signer, share));
    }
    return new MultiSignature(parts);
  }

  private static ViewChange withCounterfeits(ViewChange it, Wire wire) {
    View before = new View(it.view().number() - 1);
    List<SlotReport> reports = new ArrayList<>();
    for (int ahead = 1; ahead <= SLOTS_REPORTED; ahead++) {
      SequenceNumber sequence = it.stable().sequence().plus(ahead);
      Hash32 empty = Batch.NULL.digest();
      Statement vote = new Statement.Vote(new Proposal(before, sequence, empty));
      reports.add(
          new SlotReport(
              sequence,
              Optional.of(new SlotReport.Accepted(before, empty)),
              Optional.of(new SlotReport.Prepared(before, empty, counterfeit(vote, wire))),
              Optional.empty()));
    }
    ReplicaId self = new ReplicaId(wire.self());
    return new ViewChange(self, it.view(), it.stable(), reports, it.signature());
  }
}
