package org.specie.offline.agents.device;

import org.specie.kernel.core.Amount;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.offline.token.value.OfflineAmount;

/**
 * What a device says of its money. Spec: docs/spec/54-agents.md 1.4.
 *
 * @param balance what it holds
 * @param loaded what was lent to it, ever
 * @param received what it redeemed, ever
 * @param spent what it paid, ever
 */
public record Sums(Amount balance, Amount loaded, Amount received, Amount spent) {
  /** Those of a device that was just made. */
  public static final Sums NONE = new Sums(Amount.ZERO, Amount.ZERO, Amount.ZERO, Amount.ZERO);

  /** Reads 32 bytes. */
  public static Sums decode(Decoder in) throws MalformedInput {
    return new Sums(
        OfflineAmount.decode(in),
        OfflineAmount.decode(in),
        OfflineAmount.decode(in),
        OfflineAmount.decode(in));
  }

  /** Writes 32 bytes. */
  public void encode(Encoder out) {
    OfflineAmount.encode(out, balance);
    OfflineAmount.encode(out, loaded);
    OfflineAmount.encode(out, received);
    OfflineAmount.encode(out, spent);
  }

  /** Whether the balance is what came in less what went out. */
  public boolean isSound() {
    return balance.minor() == loaded.minor() + received.minor() - spent.minor();
  }

  /** Whether a device that said {@code before} can say this later: what was once summed stays. */
  public boolean canFollow(Sums before) {
    return loaded.covers(before.loaded)
        && received.covers(before.received)
        && spent.covers(before.spent);
  }
}
