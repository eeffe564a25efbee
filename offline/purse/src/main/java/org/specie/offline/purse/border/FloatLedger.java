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
  record Crossed(long height, Address account, Amount amount) {}

  /** The height of the last block. */
  long height() throws IOException;

  /** What {@code from} loaded under {@code reference}, if it did. */
  Optional<Crossed> loaded(Address from, Hash32 reference) throws IOException;

  /** What was redeemed under {@code reference}, if it was. */
  Optional<Crossed> redeemed(Hash32 reference) throws IOException;

  /** A signed redemption that can be applied up to the block {@code validUntil}. */
  ByteString redemption(Hash32 reference, Address to, Amount amount, long validUntil)
      throws IOException;

  /** Hands {@code transaction} to the ledger, which may lose it or refuse it. */
  void submit(ByteString transaction) throws IOException;
}
