package org.specie.kernel.crypto.dkg;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.security.auth.Destroyable;
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
  private final ShareReceiver receiver;

  private DkgParticipant(
      DkgParameters parameters,
      int index,
      List<SecretPolynomial> polynomials,
      ShareReceiver receiver) {
    this.parameters = parameters;
    this.index = index;
    this.polynomials = polynomials;
    this.receiver = receiver;
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
    return new DkgParticipant(
        parameters, index, polynomials, ShareReceiver.create(parameters, index, entropy));
  }

  /** The operator's index. */
  public int index() {
    return index;
  }

  /** First round. */
  public Announcement announcement() {
    return new Announcement(Dealing.hash(parameters, index, vectors), receiver.encryptionKey());
  }

  /** Second round: shares for everybody who announced itself. */
  public Dealing deal(DkgBoard board, Entropy entropy) {
    Check.that(board.phase() == DkgBoard.Phase.DEALING, "the board takes dealings");
    SortedMap<Integer, G1> keys = new TreeMap<>();
    board.recipients().forEach((i, announcement) -> keys.put(i, announcement.encryptionKey()));
    return Dealing.deal(parameters, index, polynomials, vectors, keys, entropy);
  }

  /** Third round: one complaint for each dealer whose shares for this operator are wrong. */
  public List<Complaint> complaints(DkgBoard board, Entropy entropy) {
    Check.that(board.phase() == DkgBoard.Phase.COMPLAINING, "the board takes complaints");
    List<Complaint> complaints = new ArrayList<>();
    for (int dealer : board.qualified()) {
      receiver
          .complaint(dealer, board.dealing(dealer), board.sealedFor(dealer, index), entropy)
          .ifPresent(complaints::add);
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
      List<Scalar> shares =
          receiver.open(dealer, board.dealing(dealer), board.sealedFor(dealer, index));
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

  /** Lets go of polynomials and decryption key; due as soon as the share is safely stored. */
  @Override
  public void destroy() {
    polynomials.forEach(SecretPolynomial::destroy);
    receiver.destroy();
  }

  @Override
  public boolean isDestroyed() {
    return receiver.isDestroyed();
  }

  @Override
  public String toString() {
    return "DkgParticipant[" + index + ", redacted]";
  }
}
