package org.specie.ledger.consensus.message;

import java.util.List;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.quorum.QuorumCertificate;
import org.specie.ledger.api.block.Transaction;
import org.specie.ledger.consensus.certificate.CertificateKind;
import org.specie.ledger.consensus.certificate.Proposal;
import org.specie.ledger.consensus.certificate.Statement.Execution;
import org.specie.ledger.consensus.message.Message.BatchBody;
import org.specie.ledger.consensus.message.Message.CommitShare;
import org.specie.ledger.consensus.message.Message.Complaint;
import org.specie.ledger.consensus.message.Message.FetchBatch;
import org.specie.ledger.consensus.message.Message.FullCommitProof;
import org.specie.ledger.consensus.message.Message.FullExecuteProof;
import org.specie.ledger.consensus.message.Message.NewView;
import org.specie.ledger.consensus.message.Message.PrePrepare;
import org.specie.ledger.consensus.message.Message.Prepare;
import org.specie.ledger.consensus.message.Message.Request;
import org.specie.ledger.consensus.message.Message.SignShare;
import org.specie.ledger.consensus.message.Message.SignState;
import org.specie.ledger.consensus.message.Message.Status;
import org.specie.ledger.consensus.message.Message.ViewChange;
import org.specie.ledger.consensus.value.Batch;
import org.specie.ledger.consensus.value.ReplicaId;
import org.specie.ledger.consensus.value.SequenceNumber;
import org.specie.ledger.consensus.value.Tuning;
import org.specie.ledger.consensus.value.View;

/** The one encoding of messages, with their epoch. Source: docs/spec/23-sbft.md, clause 4.1. */
public final class MessageCodec {
  /** The most bytes of a share or an identity signature: two points, or an Ed25519 signature. */
  public static final int SHARE_BYTES_MAX = 192;

  private static final int VERSION = 1;

  /** A message and the epoch it belongs to. */
  public record Enveloped(long epoch, Message message) {}

  private MessageCodec() {}

  public static ByteString encode(long epoch, Message message) {
    Encoder out = new Encoder().u8(VERSION).u64(epoch);
    switch (message) {
      case Request request ->
          out.u8(1).list(request.transactions(), (to, each) -> to.bytes(each.bytes()));
      case PrePrepare prePrepare -> {
        out.u8(2);
        encodePrePrepare(out, prePrepare);
      }
      case SignShare share -> share(out.u8(3), share.proposal(), share.share());
      case Prepare prepare -> certified(out.u8(4), prepare.proposal(), prepare.certificate());
      case CommitShare share -> share(out.u8(5), share.proposal(), share.share());
      case FullCommitProof proof ->
          certified(
              out.u8(6).bool(proof.kind() == CertificateKind.FAST),
              proof.proposal(),
              proof.certificate());
      case SignState state -> {
        state.execution().encode(out.u8(7));
        out.bytes(state.share());
      }
      case FullExecuteProof proof -> {
        proof.execution().encode(out.u8(8));
        proof.certificate().encode(out);
      }
      case Complaint complaint -> {
        complaint.view().encode(out.u8(9));
        out.bytes(complaint.signature());
      }
      case ViewChange change -> encodeViewChange(out.u8(10), change);
      case NewView newView -> encodeNewView(out.u8(11), newView);
      case Status status -> {
        status.view().encode(out.u8(12));
        out.bool(status.isActive());
        status.stable().encode(out);
        status.executed().encode(out);
        out.bool(status.isRejoining());
      }
      case FetchBatch fetch -> {
        fetch.sequence().encode(out.u8(13));
        out.hash(fetch.digest());
      }
      case BatchBody body -> {
        body.sequence().encode(out.u8(14));
        body.batch().encode(out);
      }
    }
    return out.toByteString();
  }

  private static void share(Encoder out, Proposal proposal, ByteString share) {
    proposal.encode(out);
    out.bytes(share);
  }

  private static void certified(Encoder out, Proposal proposal, QuorumCertificate certificate) {
    proposal.encode(out);
    certificate.encode(out);
  }

  public static void encodePrePrepare(Encoder out, PrePrepare prePrepare) {
    prePrepare.view().encode(out);
    prePrepare.sequence().encode(out);
    prePrepare.batch().encode(out);
    out.bytes(prePrepare.signature());
  }

  public static void encodeViewChange(Encoder out, ViewChange change) {
    change.encodeBody(out);
    out.bytes(change.signature());
  }

  public static void encodeNewView(Encoder out, NewView newView) {
    newView.view().encode(out);
    out.list(newView.viewChanges(), MessageCodec::encodeViewChange);
  }

  /** Reads what {@link #encode} wrote, and nothing else. */
  public static Enveloped decode(ByteString bytes) throws MalformedInput {
    Decoder in = new Decoder(bytes);
    if (in.u8() != VERSION) {
      throw new MalformedInput("not a message of version 1");
    }
    long epoch = in.u64();
    Message message = decodeMessage(in);
    in.end();
    return new Enveloped(epoch, message);
  }

  private static Message decodeMessage(Decoder in) throws MalformedInput {
    int kind = in.u8();
    return switch (kind) {
      case 1 -> decodeRequest(in);
      case 2 -> decodePrePrepare(in);
      case 3 -> new SignShare(Proposal.decode(in), in.bytes(SHARE_BYTES_MAX));
      case 4 -> new Prepare(Proposal.decode(in), QuorumCertificate.decode(in));
      case 5 -> new CommitShare(Proposal.decode(in), in.bytes(SHARE_BYTES_MAX));
      case 6 -> decodeCommitProof(in);
      case 7 -> new SignState(Execution.decode(in), in.bytes(SHARE_BYTES_MAX));
      case 8 -> new FullExecuteProof(Execution.decode(in), QuorumCertificate.decode(in));
      case 9 -> new Complaint(View.decode(in), in.bytes(SHARE_BYTES_MAX));
      case 10 -> decodeViewChange(in);
      case 11 -> decodeNewView(in);
      case 12 ->
          new Status(
              View.decode(in),
              in.bool(),
              Checkpoint.decode(in),
              SequenceNumber.decode(in),
              in.bool());
      case 13 -> new FetchBatch(SequenceNumber.decode(in), in.hash());
      case 14 -> new BatchBody(SequenceNumber.decode(in), Batch.decode(in));
      default -> throw new MalformedInput("no message has this kind");
    };
  }

  private static Request decodeRequest(Decoder in) throws MalformedInput {
    List<Transaction> transactions =
        in.list(Request.TRANSACTIONS_MAX, MessageCodec::decodeTransaction);
    if (transactions.isEmpty()) {
      throw new MalformedInput("a request without transactions");
    }
    return new Request(transactions);
  }

  private static Transaction decodeTransaction(Decoder in) throws MalformedInput {
    ByteString bytes = in.bytes(Transaction.BYTES_MAX);
    if (!Transaction.fits(bytes)) {
      throw new MalformedInput("empty transaction");
    }
    return new Transaction(bytes);
  }

  public static PrePrepare decodePrePrepare(Decoder in) throws MalformedInput {
    return new PrePrepare(
        View.decode(in), SequenceNumber.decode(in), Batch.decode(in), in.bytes(SHARE_BYTES_MAX));
  }

  private static FullCommitProof decodeCommitProof(Decoder in) throws MalformedInput {
    CertificateKind kind = in.bool() ? CertificateKind.FAST : CertificateKind.COMMITTED;
    return new FullCommitProof(Proposal.decode(in), kind, QuorumCertificate.decode(in));
  }

  public static ViewChange decodeViewChange(Decoder in) throws MalformedInput {
    ReplicaId sender = ReplicaId.decode(in);
    View view = View.decode(in);
    Checkpoint stable = Checkpoint.decode(in);
    List<SlotReport> reports = in.list(Tuning.WINDOW, SlotReport::decode);
    if (!ViewChange.isIncreasing(reports)) {
      throw new MalformedInput("reports out of order");
    }
    return new ViewChange(sender, view, stable, reports, in.bytes(SHARE_BYTES_MAX));
  }

  public static NewView decodeNewView(Decoder in) throws MalformedInput {
    return new NewView(
        View.decode(in), in.list(ReplicaId.REPLICAS_MAX, MessageCodec::decodeViewChange));
  }
}
