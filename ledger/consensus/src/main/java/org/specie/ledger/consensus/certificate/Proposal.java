package org.specie.ledger.consensus.certificate;

import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.ledger.consensus.value.SequenceNumber;
import org.specie.ledger.consensus.value.View;

/** A batch, by its digest, for a slot in a view: the h of the protocol. */
public record Proposal(View view, SequenceNumber sequence, Hash32 batch) {
  public void encode(Encoder out) {
    view.encode(out);
    sequence.encode(out);
    out.hash(batch);
  }

  public static Proposal decode(Decoder in) throws MalformedInput {
    return new Proposal(View.decode(in), SequenceNumber.decode(in), in.hash());
  }

  @Override
  public String toString() {
    return sequence + "/" + view + "/" + batch.toShortHex();
  }
}
