package org.specie.kernel.crypto.ps;

import java.util.ArrayList;
import java.util.List;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;

/**
 * What is to be signed: the base h and one {@link Attribute} for each component of the key. The
 * base comes from {@link G1#hashToCurve} of something consumed exactly once, never from the
 * requester; two messages under one base forge a third. Whether a request may be signed at all is
 * decided elsewhere. Source: docs/spec/04-threshold-signatures.md, clause 4.5.
 */
public record SigningRequest(G1 base, List<Attribute> attributes) {
  public SigningRequest {
    Check.that(!base.isInfinity(), "infinity is never a base");
    Check.that(!attributes.isEmpty(), "a message has attributes");
    attributes = List.copyOf(attributes);
  }

  /** The committed points, in order. */
  public List<G1> commitments() {
    List<G1> points = new ArrayList<>();
    for (Attribute attribute : attributes) {
      switch (attribute) {
        case Attribute.Public _, Attribute.Common _ -> {}
        case Attribute.Committed committed -> points.add(committed.commitment());
      }
    }
    return points;
  }

  /**
   * A collision-free name of the request, for a signer's log of what it signed under which base.
   * Commitments enter with all their bytes, torsion included.
   */
  public Hash32 digest() {
    Encoder out = new Encoder();
    out.text("SPECIE-PS-REQUEST-V1");
    base.encode(out);
    out.list(
        attributes,
        (each, attribute) -> {
          switch (attribute) {
            case Attribute.Public(Scalar known) -> known.encode(each.u8(0));
            case Attribute.Common(Scalar known) -> known.encode(each.u8(0));
            case Attribute.Committed hidden -> hidden.commitment().encode(each.u8(1));
          }
        });
    return Hash32.sha256(out.toByteArray());
  }
}
