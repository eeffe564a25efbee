package org.specie.wallet.holding;

import org.specie.cash.protocol.Suite;
import org.specie.cash.protocol.credential.StateCredential;
import org.specie.kernel.core.ByteString;

/**
 * The state a wallet spends from, and the canonical nullifier by which its consumption shows on the
 * ledger.
 */
public record Live(StateCredential credential, ByteString nullifier) {
  public static Live of(Suite suite, StateCredential credential) {
    return new Live(credential, credential.nullifier(suite).clearCofactor().toCompressed());
  }

  @Override
  public String toString() {
    return "Live[redacted]";
  }
}
