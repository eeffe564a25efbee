package org.specie.offline.purse.device;

import org.specie.kernel.core.Amount;
import org.specie.kernel.core.Hash32;
import org.specie.offline.token.receipt.Token;
import org.specie.offline.token.value.Minutes;
import org.specie.offline.token.value.Reference;

/**
 * What a device is told to pay.
 *
 * @param token what the payment continues
 * @param amount what it moves
 * @param reference the payee's
 * @param time what the payer claims
 */
public record PayOrder(Token token, Amount amount, Reference reference, Minutes time) {
  /** Names the payment: token and number stand in the digested bytes, the amount does not. */
  public Hash32 key() {
    return token.digest();
  }
}
