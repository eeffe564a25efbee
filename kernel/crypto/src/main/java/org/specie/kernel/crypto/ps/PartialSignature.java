package org.specie.kernel.crypto.ps;

import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.sharing.Lagrange;

/**
 * One operator's share of a signature, still blinded: its index and a point. Encoding: index in two
 * bytes, the point in 96. Decoding checks the subgroup, because a small-order component planted in
 * a share would mark the credential for life.
 */
public record PartialSignature(int index, G1 value) {
  /** Bytes of the encoding. */
  public static final int SIZE = 2 + G1.SIZE;

  public PartialSignature {
    Check.that(Lagrange.isIndex(index), "an operator index is in range");
  }

  public void encode(Encoder out) {
    value.encode(out.u16(index));
  }

  public static PartialSignature decode(Decoder in) throws MalformedInput {
    int index = in.u16();
    if (!Lagrange.isIndex(index)) {
      throw new MalformedInput("operator index out of range");
    }
    return new PartialSignature(index, G1.decodeInSubgroup(in));
  }
}
