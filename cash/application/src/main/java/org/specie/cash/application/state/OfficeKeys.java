package org.specie.cash.application.state;

import java.util.Optional;
import org.specie.kernel.core.Check;
import org.specie.kernel.crypto.dkg.DkgKey;
import org.specie.kernel.crypto.dkg.SharedKey;
import org.specie.kernel.crypto.escrow.EscrowThresholdKey;
import org.specie.kernel.crypto.ps.PsThresholdKey;

/**
 * The keys that go with the office of an operator, as the operators of one epoch hold them: the
 * issuing key and, on a ledger that was founded with tiers, the operators' escrow key. Share i of
 * either belongs to the operator at place i. They are handed on together, as one key with the
 * secrets of both. Source: docs/spec/27-membership.md, clauses 5.1 and 5.8.
 */
public record OfficeKeys(IssuingKey issuing, Optional<EscrowKey> escrow) {
  public OfficeKeys {
    Check.that(
        escrow.isEmpty()
            || (escrow.get().epoch() == issuing.epoch()
                && areInTheSameHands(issuing.key(), escrow.get().key())),
        "keys of one office are in the same hands");
  }

  /** Whether as many hold the two keys, and as many of them make use of them. */
  public static boolean areInTheSameHands(PsThresholdKey issuing, EscrowThresholdKey escrow) {
    return escrow.members() == issuing.operators() && escrow.threshold() == issuing.threshold();
  }

  /** All that is handed on, as one key. */
  public SharedKey shared() {
    SharedKey issued = SharedKey.of(issuing.key());
    return escrow.map(held -> issued.beside(held.key().shared())).orElse(issued);
  }

  /** At which secret of {@link #shared} the escrow key begins, or where the last secret ends. */
  public int escrowFrom() {
    return issuing.key().key().attributes() + 1;
  }

  /**
   * These keys in the hands that {@code outcome} says, which is of handing {@link #shared} on.
   *
   * @param epoch of the new operators
   * @param fromHeight the first height at which their shares are in force
   */
  public OfficeKeys handedOn(DkgKey outcome, long epoch, long fromHeight) {
    int all = outcome.vectors().size();
    PsThresholdKey issued = outcome.part(0, escrowFrom()).signatureKey();
    Check.that(issued.key().equals(issuing.key().key()), "the issuing key stays the same for ever");
    Optional<EscrowKey> handed =
        escrow.map(
            held -> {
              EscrowThresholdKey same = EscrowThresholdKey.of(outcome.part(escrowFrom(), all));
              Check.that(same.key().equals(held.key().key()), "the escrow key stays the same");
              return new EscrowKey(epoch, same);
            });
    return new OfficeKeys(new IssuingKey(epoch, fromHeight, issued), handed);
  }
}
