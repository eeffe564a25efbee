package org.specie.ledger.consensus.message;

import java.util.Optional;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.quorum.QuorumCertificate;
import org.specie.ledger.consensus.certificate.CertificateKind;
import org.specie.ledger.consensus.certificate.Proposal;
import org.specie.ledger.consensus.value.SequenceNumber;
import org.specie.ledger.consensus.value.View;

/**
 * What a replica that leaves a view knows of one slot: x_j of the protocol. At most one accepted
 * proposal, the one of the latest view; reporting two would break the counting of the safe-value
 * rule. Source: docs/spec/23-sbft.md, clause 7.3.
 *
 * @param accepted the last proposal accepted (fm_j)
 * @param prepared the prepared certificate of the highest view (lm_j)
 * @param committed a commit certificate, which ends the discussion
 */
public record SlotReport(
    SequenceNumber sequence,
    Optional<Accepted> accepted,
    Optional<Prepared> prepared,
    Optional<Committed> committed) {
  /** A proposal accepted and voted for. */
  public record Accepted(View view, Hash32 batch) {}

  /** A prepared certificate. */
  public record Prepared(View view, Hash32 batch, QuorumCertificate certificate) {}

  /** A commit certificate of either path. */
  public record Committed(
      View view, Hash32 batch, CertificateKind kind, QuorumCertificate certificate) {
    public Committed {
      Check.that(
          kind == CertificateKind.FAST || kind == CertificateKind.COMMITTED,
          "a slot is committed by a fast or a slow commit certificate");
    }
  }

  public SlotReport {
    Check.that(
        accepted.isPresent() || prepared.isPresent() || committed.isPresent(),
        "a report says something");
  }

  public Proposal proposal(Prepared of) {
    return new Proposal(of.view(), sequence, of.batch());
  }

  public Proposal proposal(Committed of) {
    return new Proposal(of.view(), sequence, of.batch());
  }

  void encode(Encoder out) {
    sequence.encode(out);
    out.bool(accepted.isPresent()).bool(prepared.isPresent()).bool(committed.isPresent());
    accepted.ifPresent(
        each -> {
          each.view().encode(out);
          out.hash(each.batch());
        });
    prepared.ifPresent(
        each -> {
          each.view().encode(out);
          out.hash(each.batch());
          each.certificate().encode(out);
        });
    committed.ifPresent(
        each -> {
          each.view().encode(out);
          out.hash(each.batch()).bool(each.kind() == CertificateKind.FAST);
          each.certificate().encode(out);
        });
  }

  static SlotReport decode(Decoder in) throws MalformedInput {
    SequenceNumber sequence = SequenceNumber.decode(in);
    boolean isAccepted = in.bool();
    boolean isPrepared = in.bool();
    boolean isCommitted = in.bool();
    if (!isAccepted && !isPrepared && !isCommitted) {
      throw new MalformedInput("a report that says nothing");
    }
    return new SlotReport(
        sequence,
        isAccepted ? Optional.of(new Accepted(View.decode(in), in.hash())) : Optional.empty(),
        isPrepared
            ? Optional.of(new Prepared(View.decode(in), in.hash(), QuorumCertificate.decode(in)))
            : Optional.empty(),
        isCommitted ? Optional.of(decodeCommitted(in)) : Optional.empty());
  }

  private static Committed decodeCommitted(Decoder in) throws MalformedInput {
    View view = View.decode(in);
    Hash32 batch = in.hash();
    CertificateKind kind = in.bool() ? CertificateKind.FAST : CertificateKind.COMMITTED;
    return new Committed(view, batch, kind, QuorumCertificate.decode(in));
  }
}
