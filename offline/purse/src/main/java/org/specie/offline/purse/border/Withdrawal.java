package org.specie.offline.purse.border;

import org.specie.kernel.core.Amount;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.crypto.signature.Address;
import org.specie.offline.token.message.Message.Request;
import org.specie.offline.token.message.Message.Response;

/**
 * A withdrawal and how far it is.
 *
 * @param request of an amount, by the customer's purse
 * @param account that loads the amount into the float
 * @param salt of the reference, the customer's
 */
public record Withdrawal(Request request, Address account, Hash32 salt, Stage stage) {
  /** How far it is. */
  public sealed interface Stage {
    /** The ledger does not know the load yet. */
    record Waiting() implements Stage {}

    /** The load is final, at this height; the vault has not paid, as far as is known. */
    record Funded(long height) implements Stage {}

    /** The vault has paid: what the customer's purse gets, as often as it asks. */
    record Paid(Response response) implements Stage {}

    /** The vault has not paid and never will; so much goes back to the account. */
    record Refused(Amount back) implements Stage {}
  }

  /** Names it: the digest of the token that is paid. */
  public Hash32 key() {
    return request.token().digest();
  }

  /** How much. */
  public Amount amount() {
    return request.amount().orElseThrow();
  }

  /** Under which the account loads. */
  public Hash32 reference() {
    return Way.OUT.reference(key(), salt);
  }

  Withdrawal at(Stage next) {
    return new Withdrawal(request, account, salt, next);
  }
}
