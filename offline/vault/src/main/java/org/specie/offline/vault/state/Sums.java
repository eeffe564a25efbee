package org.specie.offline.vault.state;

import org.specie.kernel.core.Amount;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.Encoder;
import org.specie.offline.token.value.OfflineAmount;

/**
 * A vault's money, ever. What came in is what went out and what is there; the sum of what is there
 * and what ever went out stays below 2^40, as on a card.
 *
 * @param balance what it holds
 * @param loaded what was lent to it
 * @param received what it redeemed
 * @param spent what it paid
 */
public record Sums(Amount balance, Amount loaded, Amount received, Amount spent) {
  /** Before anything moved. */
  public static final Sums NONE = new Sums(Amount.ZERO, Amount.ZERO, Amount.ZERO, Amount.ZERO);

  public Sums {
    Check.that(
        balance.minor() == loaded.minor() + received.minor() - spent.minor(),
        "a balance is what came in less what went out");
    Check.that(
        balance.minor() + spent.minor() <= OfflineAmount.MAX.minor(),
        "balance and spent stay below 2^40 together");
  }

  /** Whether {@code amount} can come in. */
  public boolean takes(Amount amount) {
    return amount.minor() <= OfflineAmount.MAX.minor() - balance.minor() - spent.minor();
  }

  Sums load(Amount amount) {
    return new Sums(balance.plus(amount), loaded.plus(amount), received, spent);
  }

  Sums receive(Amount amount) {
    return new Sums(balance.plus(amount), loaded, received.plus(amount), spent);
  }

  Sums spend(Amount amount) {
    return new Sums(balance.minus(amount), loaded, received, spent.plus(amount));
  }

  /** Writes 32 bytes, as page 54, 1.4 has them. */
  public void encode(Encoder out) {
    OfflineAmount.encode(out, balance);
    OfflineAmount.encode(out, loaded);
    OfflineAmount.encode(out, received);
    OfflineAmount.encode(out, spent);
  }
}
