package org.specie.kernel.crypto.dkg;

import java.util.ArrayList;
import java.util.List;
import javax.security.auth.Destroyable;
import org.jspecify.annotations.Nullable;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.sharing.FeldmanVector;
import org.specie.kernel.crypto.sharing.SecretPolynomial;

/**
 * An old holder that hands its share of a key on: for each secret a fresh polynomial whose value at
 * zero is the share. It deals once; a second, different dealing would be equivocation, so who does
 * not know whether its dealing was posted looks at the board before it makes another. Source:
 * docs/spec/04-threshold-signatures.md, clause 4.21.
 */
public final class ResharingDealer implements Destroyable {
  private final ResharingParameters parameters;
  private final int index;
  private final List<FeldmanVector> vectors = new ArrayList<>();
  private @Nullable List<SecretPolynomial> polynomials;

  private ResharingDealer(
      ResharingParameters parameters, int index, List<SecretPolynomial> polynomials) {
    this.parameters = parameters;
    this.index = index;
    this.polynomials = polynomials;
    for (int k = 0; k < polynomials.size(); k++) {
      vectors.add(polynomials.get(k).commit(parameters.secrets().get(k)));
    }
    Check.that(
        parameters.from().areSharedBy(index, vectors),
        "a holder hands on the share its public key is of");
  }

  /** For the holder {@code index} of the old key, whose shares of its secrets these are. */
  public static ResharingDealer create(
      ResharingParameters parameters, int index, List<Scalar> shares, Entropy entropy) {
    Check.that(parameters.from().isHolder(index), "the index is a holder's");
    Check.that(shares.size() == parameters.secrets().size(), "a share of each secret");
    List<SecretPolynomial> polynomials =
        shares.stream()
            .map(share -> SecretPolynomial.sharing(share, parameters.threshold(), entropy))
            .toList();
    return new ResharingDealer(parameters, index, polynomials);
  }

  /** The holder's old index. */
  public int index() {
    return index;
  }

  /** Second round: shares of the share for every new operator that announced a key. */
  public ResharingMessage.Redealing deal(ResharingBoard board, Entropy entropy) {
    Check.that(board.phase() == DkgBoard.Phase.DEALING, "the board takes dealings");
    if (polynomials == null) {
      throw new IllegalStateException("this dealer was destroyed");
    }
    return new ResharingMessage.Redealing(
        Dealing.deal(parameters, index, polynomials, vectors, board.encryptionKeys(), entropy));
  }

  /** Lets go of the polynomials; due as soon as the dealing is posted. */
  @Override
  public void destroy() {
    if (polynomials != null) {
      polynomials.forEach(SecretPolynomial::destroy);
      polynomials = null;
    }
  }

  @Override
  public boolean isDestroyed() {
    return polynomials == null;
  }

  @Override
  public String toString() {
    return "ResharingDealer[" + index + ", redacted]";
  }
}
