package org.specie.kernel.crypto.ps;

import org.specie.kernel.core.Check;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;

/** One attribute of a message to be signed, as the signer sees it. */
public sealed interface Attribute {
  /** A value the signer knows and puts in on its own authority. */
  record Public(Scalar value) implements Attribute {}

  /**
   * A public value that stands in very many requests: the kind of a credential, an epoch, nothing
   * at all. Signed and named exactly like {@link Public}; who verifies folds it into the key once
   * and not for every request.
   */
  record Common(Scalar value) implements Attribute {}

  /**
   * A value hidden in C = m·h + d·g. Whoever builds the request has verified a proof of knowledge
   * of (m, d) for exactly the base of the request: without it the requester obtains y_j·P for a
   * point P of its choice. The point lies on the curve; only its component in the group of order r
   * counts.
   */
  record Committed(G1 commitment) implements Attribute {
    public Committed {
      Check.that(!commitment.isInfinity(), "infinity is never a commitment");
    }
  }
}
