package org.specie.ledger.consensus.certificate;

import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.ledger.api.block.DomainTag;
import org.specie.ledger.api.certificate.CommitCertificate;
import org.specie.ledger.consensus.value.SequenceNumber;

/**
 * What replicas sign shares on. Each kind has a tag of its own, so that no share means anything as
 * one of another kind, slot, view, epoch or ledger. Source: docs/spec/23-sbft.md, clause 3.2.
 */
public sealed interface Statement {
  /** The bytes that are signed. */
  ByteString signedBytes(Hash32 ledgerId, long epoch);

  /** "I accepted this proposal": gives fast commit and prepared certificates. */
  record Vote(Proposal proposal) implements Statement {
    private static final DomainTag TAG = new DomainTag("specie/consensus/vote/1");

    @Override
    public ByteString signedBytes(Hash32 ledgerId, long epoch) {
      return framed(TAG, ledgerId, epoch, proposal);
    }
  }

  /** "I saw this proposal prepared": gives slow commit certificates. */
  record Commitment(Proposal proposal) implements Statement {
    private static final DomainTag TAG = new DomainTag("specie/consensus/commit/1");

    @Override
    public ByteString signedBytes(Hash32 ledgerId, long epoch) {
      return framed(TAG, ledgerId, epoch, proposal);
    }
  }

  /**
   * "I executed this slot and its block is durable here": gives execution certificates, which are
   * the ledger's commit certificates. They carry no epoch: the chain fixes it.
   */
  record Execution(SequenceNumber sequence, Hash32 headerHash) implements Statement {
    @Override
    public ByteString signedBytes(Hash32 ledgerId, long epoch) {
      return CommitCertificate.signedBytes(ledgerId, sequence.number(), headerHash);
    }

    public void encode(Encoder out) {
      sequence.encode(out);
      out.hash(headerHash);
    }

    public static Execution decode(Decoder in) throws MalformedInput {
      return new Execution(SequenceNumber.decode(in), in.hash());
    }
  }

  /** Tag, ledger, epoch, view, sequence, batch: fixed places, so that evidence can be read. */
  static ByteString framed(DomainTag tag, Hash32 ledgerId, long epoch, Proposal proposal) {
    Encoder out = new Encoder().hash(ledgerId).u64(epoch);
    proposal.encode(out);
    return tag.frame(out.toByteString());
  }
}
