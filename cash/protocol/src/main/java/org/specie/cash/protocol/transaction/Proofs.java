package org.specie.cash.protocol.transaction;

import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.sigma.Relation;
import org.specie.kernel.crypto.sigma.SigmaProof;

/** A sigma proof and the aggregated range proof that continues its transcript. */
public record Proofs(SigmaProof sigma, ByteString range) {
  void encode(Encoder out) {
    sigma.encode(out);
    out.fixed(range);
  }

  static Proofs decode(Relation relation, int rangeSize, Decoder in) throws MalformedInput {
    return new Proofs(SigmaProof.decode(relation, in), in.fixed(rangeSize));
  }
}
