package org.specie.wallet.holding;

import org.specie.cash.protocol.credential.Coin;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;

/**
 * A received coin that has not been claimed.
 *
 * @param nullifier canonical; once it is on the ledger, the coin is claimed
 * @param transactionId what brought it
 */
public record HeldCoin(Coin coin, ByteString nullifier, Hash32 transactionId) {
  @Override
  public String toString() {
    return "HeldCoin[redacted]";
  }
}
