package org.specie.cash.application.signer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.specie.cash.application.access.EscrowMember;
import org.specie.cash.application.state.OfficeKeys;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.dkg.DkgShare;
import org.specie.kernel.crypto.dkg.ResharingDealer;
import org.specie.kernel.crypto.dkg.ResharingParameters;
import org.specie.kernel.crypto.escrow.EscrowKeyShare;

/**
 * What one operator holds of the keys of its office in one epoch: a share of the issuing key and,
 * on a ledger that was founded with tiers, one of the operators' escrow key.
 */
public final class OfficeShare {
  private final OperatorShare issuing;
  private final Optional<EscrowMember> escrow;

  public OfficeShare(OperatorShare issuing, Optional<EscrowMember> escrow) {
    Check.that(
        escrow.isEmpty() || escrow.get().index() == issuing.index(),
        "an operator has one place in its set");
    this.issuing = issuing;
    this.escrow = escrow;
  }

  /**
   * What came of handing the keys on to somebody.
   *
   * @param keys as the new operators hold them
   */
  public static OfficeShare of(DkgShare outcome, OfficeKeys keys, int generation) {
    int all = outcome.secrets().size();
    DkgShare issued = outcome.part(0, keys.escrowFrom());
    Optional<EscrowMember> handed =
        keys.escrow()
            .map(
                held -> {
                  DkgShare part = outcome.part(keys.escrowFrom(), all);
                  EscrowMember member = new EscrowMember(held.key(), EscrowKeyShare.of(part));
                  part.destroy();
                  return member;
                });
    OfficeShare share =
        new OfficeShare(new OperatorShare(generation, issued.signatureShare()), handed);
    issued.destroy();
    return share;
  }

  /** The operator's index in both keys, from 1. */
  public int index() {
    return issuing.index();
  }

  /** Whether what is here is of {@code keys} as their holders have them. */
  public boolean isOf(OfficeKeys keys) {
    return issuing.isOf(keys.issuing().key())
        && (escrow.isEmpty()
            || keys.escrow().filter(held -> escrow.get().isOf(held.key())).isPresent());
  }

  /** The share that signs outputs. */
  public OperatorShare issuing() {
    return issuing;
  }

  /** The share that opens sealed payments, if there is one. */
  public Optional<EscrowMember> escrow() {
    return escrow;
  }

  /**
   * Hands all of {@code keys} on in the ceremony with {@code parameters}; nothing if a share of one
   * of them is missing here, because who does not deal all of them deals nothing.
   */
  public Optional<ResharingDealer> dealer(
      OfficeKeys keys, ResharingParameters parameters, Entropy entropy) {
    if (escrow.isPresent() != keys.escrow().isPresent()) {
      return Optional.empty();
    }
    List<Scalar> secrets = new ArrayList<>(issuing.share().secrets());
    escrow.ifPresent(member -> secrets.addAll(member.secrets()));
    return Optional.of(ResharingDealer.create(parameters, index(), secrets, entropy));
  }

  @Override
  public String toString() {
    return "OfficeShare[" + index() + ", redacted]";
  }
}
