package org.specie.ledger.consensus.certificate;

import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Encoder;
import org.specie.ledger.api.block.DomainTag;
import org.specie.ledger.consensus.value.View;

/**
 * What one replica signs with its identity key alone, because others relay it or because it is
 * evidence against the signer. Source: docs/spec/23-sbft.md, clause 3.4.
 */
public sealed interface Signed {
  /** The bytes that are signed. */
  ByteString signedBytes(Hash32 ledgerId, long epoch);

  /** A primary's proposal. Two of one view and slot with different batches convict it. */
  record Proposed(Proposal proposal) implements Signed {
    private static final DomainTag TAG = new DomainTag("specie/consensus/pre-prepare/1");

    @Override
    public ByteString signedBytes(Hash32 ledgerId, long epoch) {
      return Statement.framed(TAG, ledgerId, epoch, proposal);
    }
  }

  /** A wish to leave a view. */
  record Complained(View view) implements Signed {
    private static final DomainTag TAG = new DomainTag("specie/consensus/complaint/1");

    @Override
    public ByteString signedBytes(Hash32 ledgerId, long epoch) {
      Encoder out = new Encoder().hash(ledgerId).u64(epoch);
      view.encode(out);
      return TAG.frame(out.toByteString());
    }
  }

  /** The body of a view-change message. */
  record ViewChanged(ByteString body) implements Signed {
    private static final DomainTag TAG = new DomainTag("specie/consensus/view-change/1");

    @Override
    public ByteString signedBytes(Hash32 ledgerId, long epoch) {
      return TAG.frame(
          new Encoder().hash(ledgerId).u64(epoch).hash(Hash32.sha256(body)).toByteString());
    }
  }
}
