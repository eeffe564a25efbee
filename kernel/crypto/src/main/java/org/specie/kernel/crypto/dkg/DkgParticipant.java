package org.specie.kernel.crypto.dkg;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.security.auth.Destroyable;
import org.jspecify.annotations.Nullable;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.sharing.FeldmanVector;
import org.specie.kernel.crypto.sharing.Groups;
import org.specie.kernel.crypto.sharing.SecretPolynomial;

/**
 * One operator in a ceremony: its polynomials and the key under which it receives shares. It lives
 * as long as the ceremony; lost in a crash, it is a dealer at fault and the ceremony goes on
 * without it. Source: docs/spec/04-threshold-signatures.md, clauses 4.12 to 4.16.
 */
public final class DkgParticipant implements Destroyable {
  private final DkgParameters parameters;
  private final int index;
  private final List<SecretPolynomial> polynomials;
  private final List<FeldmanVector> vectors;
  private @Nullable Scalar decryptionKey;

  private DkgParticipant(
      DkgParameters parameters,
      int index,
      List<SecretPolynomial> polynomials,
      Scalar decryptionKey) {
    this.parameters = parameters;
    this.index = index;
    this.polynomials = polynomials;
    this.decryptionKey = decryptionKey;
    vectors = new ArrayList<>();
    for (int k = 0; k < polynomials.size(); k++) {
      vectors.add(polynomials.get(k).commit(parameters.secrets().get(k)));
    }
  }

  /** Draws all secrets of operator {@code index}. */
  public static DkgParticipant create(DkgParameters parameters, int index, Entropy entropy) {
    Check.that(parameters.isOperator(index), "the index is an operator's");
    List<SecretPolynomial> polynomials = new ArrayList<>();
    for (Groups _ : parameters.secrets()) {
      polynomials.add(SecretPolynomial.random(parameters.threshold(), entropy));
    }
    return new DkgParticipant(parameters, index, polynomials, Scalar.random(entropy));
  }

  /** The operator's index. */
  public int index() {
    return index;
  }

  /** First round. */
  public Announcement announcement() {
    return new Announcement(
        Dealing.hash(parameters, index, vectors), G1.GENERATOR.times(decryptionKey()));
  }

  /** Second round: shares for everybody who announced itself. */
  public Dealing deal(DkgBoard board, Entropy entropy) {
    Check.that(board.phase() == DkgBoard.Phase.DEALING, "the board takes dealings");
    Scalar sealing = Scalar.random(entropy);
    G1 sealingPoint = G1.GENERATOR.times(sealing);
    DealerProof proof =
        DealerProof.prove(
            new DealerProof.Statement(parameters, index, vectors, sealingPoint),
            polynomials,
            sealing,
            entropy);
    List<List<Scalar>> sealed = new ArrayList<>();
    board
        .recipients()
        .forEach(
            (recipient, announcement) ->
                sealed.add(
                    ShareSealing.seal(
                        new ShareSealing.Route(parameters, index, recipient),
                        sealingPoint,
                        announcement.encryptionKey().times(sealing),
                        polynomials.stream().map(p -> p.at(recipient)).toList())));
    return new Dealing(vectors, sealingPoint, proof, sealed);
  }

  /** Third round: one complaint for each dealer whose shares for this operator are wrong. */
  public List<Complaint> complaints(DkgBoard board, Entropy entropy) {
    Check.that(board.phase() == DkgBoard.Phase.COMPLAINING, "the board takes complaints");
    List<Complaint> complaints = new ArrayList<>();
    for (int dealer : board.qualified()) {
      Dealing dealing = board.dealing(dealer);
      if (!DkgBoard.areRight(dealing, index, opened(board, dealer))) {
        G1 agreed = dealing.sealingPoint().times(decryptionKey());
        ShareSealing.Route route = new ShareSealing.Route(parameters, dealer, index);
        complaints.add(
            new Complaint(
                dealer,
                agreed,
                ShareSealing.proveAgreement(
                    route,
                    decryptionKey(),
                    G1.GENERATOR.times(decryptionKey()),
                    dealing.sealingPoint(),
                    agreed,
                    entropy)));
      }
    }
    return complaints;
  }

  /**
   * This operator's share of the key, or nothing if the ceremony failed or a qualified dealer's
   * shares are wrong after all, which only an operator that kept silent when it should have
   * complained can meet.
   */
  public Optional<DkgShare> finish(DkgBoard board) {
    if (!(board.outcome() instanceof DkgOutcome.Complete(var key, var qualified, var _))) {
      return Optional.empty();
    }
    List<Scalar> sum = new ArrayList<>();
    for (int dealer : qualified) {
      List<Scalar> shares = opened(board, dealer);
      for (int k = 0; k < shares.size(); k++) {
        if (sum.size() == k) {
          sum.add(Scalar.ZERO);
        }
        sum.set(k, sum.get(k).plus(shares.get(k)));
      }
    }
    boolean right = true;
    for (int k = 0; k < sum.size(); k++) {
      right &= key.vectors().get(k).opensAt(index, sum.get(k));
    }
    return right ? Optional.of(new DkgShare(index, sum)) : Optional.empty();
  }

  private List<Scalar> opened(DkgBoard board, int dealer) {
    G1 sealingPoint = board.dealing(dealer).sealingPoint();
    return ShareSealing.open(
        new ShareSealing.Route(parameters, dealer, index),
        sealingPoint,
        sealingPoint.times(decryptionKey()),
        board.sealedFor(dealer, index));
  }

  private Scalar decryptionKey() {
    if (decryptionKey == null) {
      throw new IllegalStateException("this participant was destroyed");
    }
    return decryptionKey;
  }

  /** Lets go of polynomials and decryption key; due as soon as the share is safely stored. */
  @Override
  public void destroy() {
    polynomials.forEach(SecretPolynomial::destroy);
    decryptionKey = null;
  }

  @Override
  public boolean isDestroyed() {
    return decryptionKey == null;
  }

  @Override
  public String toString() {
    return "DkgParticipant[" + index + ", redacted]";
  }
}
