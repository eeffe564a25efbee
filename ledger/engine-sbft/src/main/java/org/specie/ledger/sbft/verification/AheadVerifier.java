package org.specie.ledger.sbft.verification;

import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.InvariantViolation;
import org.specie.kernel.crypto.quorum.QuorumCertificate;
import org.specie.ledger.consensus.certificate.CertificateKind;
import org.specie.ledger.consensus.certificate.Proposal;
import org.specie.ledger.consensus.certificate.Signed;
import org.specie.ledger.consensus.certificate.Statement;
import org.specie.ledger.consensus.message.Checkpoint;
import org.specie.ledger.consensus.message.Message;
import org.specie.ledger.consensus.message.SlotReport;
import org.specie.ledger.consensus.value.Configuration;
import org.specie.ledger.consensus.value.ReplicaId;

/**
 * Asks about a message what the state machine is going to ask, on another thread, so that it finds
 * the answers. It decides nothing: what it leaves out is verified later.
 */
public final class AheadVerifier {
  private final Configuration configuration;
  private final QuorumCryptography cryptography;

  public AheadVerifier(Configuration configuration, QuorumCryptography cryptography) {
    this.configuration = configuration;
    this.cryptography = cryptography;
  }

  /** Verifies whatever {@code message} from {@code sender} carries. */
  public void verify(ReplicaId sender, Message message) {
    switch (message) {
      case Message.PrePrepare prePrepare ->
          cryptography.isSignature(
              new Signed.Proposed(prePrepare.proposal()),
              configuration.primary(prePrepare.view()),
              prePrepare.signature());
      case Message.SignShare(var proposal, var share) ->
          share(new Statement.Vote(proposal), sender, share);
      case Message.Prepare(var proposal, var certificate) ->
          certificate(CertificateKind.PREPARED, proposal, certificate);
      case Message.CommitShare(var proposal, var share) ->
          share(new Statement.Commitment(proposal), sender, share);
      case Message.FullCommitProof(var proposal, var kind, var certificate) ->
          certificate(kind, proposal, certificate);
      case Message.SignState(var execution, var share) -> share(execution, sender, share);
      case Message.FullExecuteProof(var execution, var certificate) ->
          cryptography.isCertificate(CertificateKind.EXECUTED, execution, certificate);
      case Message.Complaint(var view, var signature) ->
          cryptography.isSignature(new Signed.Complained(view), sender, signature);
      case Message.ViewChange viewChange -> verify(viewChange);
      case Message.NewView(var view, var viewChanges) -> viewChanges.forEach(this::verify);
      case Message.Status status -> verify(status.stable());
      case Message.Request request -> {}
      case Message.FetchBatch fetch -> {}
      case Message.BatchBody body -> {}
    }
  }

  private void share(Statement statement, ReplicaId sender, ByteString share) {
    if (cryptography.areSharesCheap()) {
      cryptography.isShare(statement, sender, share);
    }
  }

  private void certificate(CertificateKind kind, Proposal proposal, QuorumCertificate certificate) {
    Statement statement =
        switch (kind) {
          case FAST, PREPARED -> new Statement.Vote(proposal);
          case COMMITTED -> new Statement.Commitment(proposal);
          case EXECUTED ->
              throw new InvariantViolation("an execution is no certificate of a proposal");
        };
    cryptography.isCertificate(kind, statement, certificate);
  }

  private void verify(Message.ViewChange viewChange) {
    boolean isGenuine =
        cryptography.isSignature(
            new Signed.ViewChanged(viewChange.body()), viewChange.sender(), viewChange.signature());
    if (isGenuine) {
      verify(viewChange.stable());
      viewChange.reports().forEach(this::verify);
    }
  }

  private void verify(Checkpoint checkpoint) {
    checkpoint
        .certificate()
        .ifPresent(
            certificate ->
                cryptography.isCertificate(
                    CertificateKind.EXECUTED, checkpoint.execution(), certificate));
  }

  private void verify(SlotReport report) {
    report
        .prepared()
        .ifPresent(
            prepared ->
                certificate(
                    CertificateKind.PREPARED, report.proposal(prepared), prepared.certificate()));
    report
        .committed()
        .ifPresent(
            committed ->
                certificate(committed.kind(), report.proposal(committed), committed.certificate()));
  }
}
