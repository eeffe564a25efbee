package org.specie.cash.protocol.proof;

import org.specie.cash.protocol.transaction.Parts.EntryClaim;
import org.specie.kernel.core.Amount;
import org.specie.kernel.crypto.bls381.Scalar;

/**
 * What it takes to move the value of an entry into a state of its owner.
 *
 * @param valueBlinding of its P_v
 * @param ownerBlinding of its P_acc or P_ret, which commits to the owner's pid
 */
public record EntryOpening(
    EntryClaim claim, Amount amount, Scalar valueBlinding, Scalar ownerBlinding) {
  @Override
  public String toString() {
    return "EntryOpening[redacted]";
  }
}
