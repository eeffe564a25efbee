package org.specie.ledger.consensus.step;

import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.quorum.QuorumCertificate;
import org.specie.ledger.consensus.certificate.CertificateKind;
import org.specie.ledger.consensus.certificate.Proposal;
import org.specie.ledger.consensus.message.Checkpoint;
import org.specie.ledger.consensus.message.Message.NewView;
import org.specie.ledger.consensus.message.Message.PrePrepare;
import org.specie.ledger.consensus.message.Message.ViewChange;
import org.specie.ledger.consensus.message.MessageCodec;
import org.specie.ledger.consensus.value.SequenceNumber;

/**
 * What a replica must not forget, because it told or will tell others. Replaying the records in
 * order gives back every vote. Source: docs/spec/23-sbft.md, section 8.
 */
public sealed interface LogRecord {
  /**
   * A proposal was accepted, so a vote for it may be out. The signature is empty if a new view
   * implied the proposal.
   */
  record Accepted(PrePrepare prePrepare) implements LogRecord {}

  /** A prepared certificate was seen, so a commit share may be out. */
  record Prepared(Proposal proposal, QuorumCertificate certificate) implements LogRecord {}

  /** A slot was decided. */
  record Committed(Proposal proposal, CertificateKind kind, QuorumCertificate certificate)
      implements LogRecord {}

  /** The replica left for another view with this message. */
  record LeftView(ViewChange viewChange) implements LogRecord {}

  /** The replica entered a view. */
  record EnteredView(NewView newView) implements LogRecord {}

  /** A checkpoint became stable. */
  record StableCheckpoint(Checkpoint checkpoint) implements LogRecord {}

  /** The replica lost its log: it may have voted for anything up to {@code bound}. */
  record VotesFrom(SequenceNumber bound) implements LogRecord {}

  /**
   * Whether a message that follows depends on this being durable. What was decided, and what became
   * stable, others can say again; a replica that forgets it contradicts nothing.
   */
  default boolean isPromise() {
    return switch (this) {
      case Accepted _, Prepared _, LeftView _, EnteredView _, VotesFrom _ -> true;
      case Committed _, StableCheckpoint _ -> false;
    };
  }

  default ByteString encode() {
    Encoder out = new Encoder();
    switch (this) {
      case Accepted(PrePrepare prePrepare) -> MessageCodec.encodePrePrepare(out.u8(1), prePrepare);
      case Prepared(Proposal proposal, QuorumCertificate certificate) -> {
        proposal.encode(out.u8(2));
        certificate.encode(out);
      }
      case Committed(Proposal proposal, CertificateKind kind, QuorumCertificate certificate) -> {
        proposal.encode(out.u8(3).bool(kind == CertificateKind.FAST));
        certificate.encode(out);
      }
      case LeftView(ViewChange viewChange) -> MessageCodec.encodeViewChange(out.u8(4), viewChange);
      case EnteredView(NewView newView) -> MessageCodec.encodeNewView(out.u8(5), newView);
      case StableCheckpoint(Checkpoint checkpoint) -> checkpoint.encode(out.u8(6));
      case VotesFrom(SequenceNumber bound) -> bound.encode(out.u8(7));
    }
    return out.toByteString();
  }

  static LogRecord decode(ByteString bytes) throws MalformedInput {
    Decoder in = new Decoder(bytes);
    int kind = in.u8();
    LogRecord record =
        switch (kind) {
          case 1 -> new Accepted(MessageCodec.decodePrePrepare(in));
          case 2 -> new Prepared(Proposal.decode(in), QuorumCertificate.decode(in));
          case 3 -> decodeCommitted(in);
          case 4 -> new LeftView(MessageCodec.decodeViewChange(in));
          case 5 -> new EnteredView(MessageCodec.decodeNewView(in));
          case 6 -> new StableCheckpoint(Checkpoint.decode(in));
          case 7 -> new VotesFrom(SequenceNumber.decode(in));
          default -> throw new MalformedInput("no record has this kind");
        };
    in.end();
    return record;
  }

  private static Committed decodeCommitted(Decoder in) throws MalformedInput {
    CertificateKind kind = in.bool() ? CertificateKind.FAST : CertificateKind.COMMITTED;
    return new Committed(Proposal.decode(in), kind, QuorumCertificate.decode(in));
  }
}
