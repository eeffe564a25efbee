package org.specie.kernel.crypto.ps;

import java.util.ArrayList;
import java.util.List;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.bls381.G2;
import org.specie.kernel.crypto.sharing.Lagrange;

/**
 * The public side of one operator's key share: its index, X~_i and all Y~_{j,i}. It exists to find
 * out who sent a bad share. Source: docs/spec/04-threshold-signatures.md, clause 4.3.
 */
public record PsShareVerificationKey(int index, G2 xTilde, List<G2> yTilde) {
  public PsShareVerificationKey {
    Check.that(Lagrange.isIndex(index), "an operator index is in range");
    Check.that(
        !yTilde.isEmpty() && yTilde.size() <= PsVerificationKey.ATTRIBUTES_MAX,
        "a key has 1 to 64 attributes");
    yTilde = List.copyOf(yTilde);
  }

  /** Whether {@code share} is this operator's right answer to {@code request}. 2 ms. */
  public boolean verifies(SigningRequest request, PartialSignature share) {
    return share.index() == index
        && new SignatureEquation(xTilde, yTilde).holds(request, share.value());
  }

  /** The index and the number of attributes in two bytes each, X~_i, all Y~_{j,i}. */
  public void encode(Encoder out) {
    out.u16(index).u16(yTilde.size());
    xTilde.encode(out);
    yTilde.forEach(point -> point.encode(out));
  }

  public static PsShareVerificationKey decode(Decoder in) throws MalformedInput {
    int index = in.u16();
    if (!Lagrange.isIndex(index)) {
      throw new MalformedInput("operator index out of range");
    }
    int attributes = in.u16();
    if (attributes == 0 || attributes > PsVerificationKey.ATTRIBUTES_MAX) {
      throw new MalformedInput("a key has 1 to 64 attributes");
    }
    G2 xTilde = G2.decode(in);
    List<G2> yTilde = new ArrayList<>(attributes);
    for (int j = 0; j < attributes; j++) {
      yTilde.add(G2.decode(in));
    }
    return new PsShareVerificationKey(index, xTilde, yTilde);
  }
}
