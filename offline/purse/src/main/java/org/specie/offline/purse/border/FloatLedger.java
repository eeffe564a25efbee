package org.specie.offline.purse.border;

import java.io.IOException;
import java.util.Optional;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.crypto.signature.Address;

/**
 * The ledger as a border sees it, with one float in it. What it answers is final: it does not
 * become another answer later, but for nothing becoming something.
 */
public interface FloatLedger {
  /**
   * That money crossed.
   *
   * @param height the block
   * @param account who paid, or who was paid
   */
  record Crossed(long height, Address account, Amount amount) {
    /**
     * This one, if it is what was ordered under {@code reference}.
     *
     * @throws CannotRedeem it is not: a reference is public once it was ordered, and another
     *     redeemer of the float took it
     */
    public Crossed ordered(Hash32 reference, Address to, Amount ordered) throws CannotRedeem {
      if (!account.equals(to) || !amount.equals(ordered)) {
        throw new CannotRedeem(
            "the float's reference %s was redeemed by somebody else: %s went to %s, and not %s to %s; tell the committee"
                .formatted(reference.toHex(), amount, account, ordered, to));
      }
      return this;
    }
  }

  /** The height of the last block. */
  long height() throws IOException;

  /** What {@code from} loaded under {@code reference}, if it did. */
  Optional<Crossed> loaded(Address from, Hash32 reference) throws IOException;

  /**
   * What was redeemed under {@code reference}, if it was.
   *
   * @param to whom it was ordered for
   * @param amount that was ordered
   * @throws CannotRedeem it was redeemed otherwise
   */
  Optional<Crossed> redeemed(Hash32 reference, Address to, Amount amount) throws IOException;

  /**
   * A signed redemption that can be applied up to the block {@code validUntil}.
   *
   * @throws CannotRedeem too few of those who have to sign are here
   */
  ByteString redemption(Hash32 reference, Address to, Amount amount, long validUntil)
      throws IOException;

  /** Hands {@code transaction} to the ledger, which may lose it or refuse it. */
  void submit(ByteString transaction) throws IOException;
}
