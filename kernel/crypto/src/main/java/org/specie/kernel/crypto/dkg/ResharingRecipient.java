package org.specie.kernel.crypto.dkg;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import javax.security.auth.Destroyable;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.kernel.crypto.sharing.Lagrange;

/**
 * A new operator that receives its share of a key. Its key lives as long as the ceremony, in sealed
 * storage if it is to survive a crash; lost, the operator has no share and is one of the faults the
 * new operators tolerate. Source: docs/spec/04-threshold-signatures.md, clauses 4.21 to 4.23.
 */
public final class ResharingRecipient implements Destroyable {
  private final ResharingParameters parameters;
  private final int index;
  private final ShareReceiver receiver;

  private ResharingRecipient(ResharingParameters parameters, int index, ShareReceiver receiver) {
    this.parameters = parameters;
    this.index = index;
    this.receiver = receiver;
  }

  /** Draws the key of the new operator {@code index}. */
  public static ResharingRecipient create(
      ResharingParameters parameters, int index, Entropy entropy) {
    Check.that(parameters.to().isOperator(index), "the index is an operator's");
    return new ResharingRecipient(
        parameters, index, ShareReceiver.create(parameters, index, entropy));
  }

  /** Goes on with the key that {@link #toSecret} gave, after a crash. */
  public static ResharingRecipient restore(ResharingParameters parameters, int index, Secret key)
      throws MalformedInput {
    Check.that(parameters.to().isOperator(index), "the index is an operator's");
    return new ResharingRecipient(parameters, index, ShareReceiver.restore(parameters, index, key));
  }

  /**
   * The key itself, for sealed storage of its operator until the share is stored, and nothing else:
   * what is sealed under it stays on the board for ever.
   */
  public Secret toSecret() {
    return receiver.toSecret();
  }

  /** The operator's new index. */
  public int index() {
    return index;
  }

  /** First round. */
  public ResharingMessage.RecipientKey key() {
    return new ResharingMessage.RecipientKey(receiver.encryptionKey());
  }

  /** Third round: one complaint for each holder whose shares for this operator are wrong. */
  public List<ResharingMessage.Objection> complaints(ResharingBoard board, Entropy entropy) {
    Check.that(board.phase() == DkgBoard.Phase.COMPLAINING, "the board takes complaints");
    List<ResharingMessage.Objection> objections = new ArrayList<>();
    for (int dealer : board.qualified()) {
      receiver
          .complaint(dealer, board.dealing(dealer), board.sealedFor(dealer, index), entropy)
          .map(ResharingMessage.Objection::new)
          .ifPresent(objections::add);
    }
    return objections;
  }

  /**
   * This operator's share of the key, or nothing if the ceremony failed or what it uses is wrong
   * after all, which only an operator that kept silent when it should have complained can meet.
   */
  public Optional<DkgShare> finish(ResharingBoard board) {
    if (!(board.outcome() instanceof ResharingOutcome.Complete(var key, var used, var _, var _))) {
      return Optional.empty();
    }
    List<Scalar> lambda = Lagrange.atZero(List.copyOf(used));
    List<Scalar> sum =
        new ArrayList<>(Collections.nCopies(parameters.secrets().size(), Scalar.ZERO));
    int at = 0;
    for (int dealer : used) {
      List<Scalar> shares =
          receiver.open(dealer, board.dealing(dealer), board.sealedFor(dealer, index));
      for (int k = 0; k < shares.size(); k++) {
        sum.set(k, sum.get(k).plus(shares.get(k).times(lambda.get(at))));
      }
      at++;
    }
    boolean right = true;
    for (int k = 0; k < sum.size(); k++) {
      right &= key.vectors().get(k).opensAt(index, sum.get(k));
    }
    return right ? Optional.of(new DkgShare(index, sum)) : Optional.empty();
  }

  /** Lets go of the key; due as soon as the share is safely stored. */
  @Override
  public void destroy() {
    receiver.destroy();
  }

  @Override
  public boolean isDestroyed() {
    return receiver.isDestroyed();
  }

  @Override
  public String toString() {
    return "ResharingRecipient[" + index + ", redacted]";
  }
}
