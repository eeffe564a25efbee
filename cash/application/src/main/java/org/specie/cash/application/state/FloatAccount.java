package org.specie.cash.application.state;

import org.specie.cash.application.policy.KeyQuorum;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;

/**
 * What the ledger owes to whoever holds the offline cash of one issuer. It sees no device: what is
 * inside is what was declared to have gone out to people, and no more comes back than that. Source:
 * docs/spec/53-float.md, clause 2.1.
 *
 * @param redeemers who declares that offline cash came back
 * @param limit the most that may be inside after something entered
 * @param turnstile what ever entered and what left
 */
public record FloatAccount(KeyQuorum redeemers, Amount limit, Pool turnstile) {
  /** What is owed now. */
  public Amount inside() {
    return turnstile.inside();
  }

  /** Whether {@code amount} more may enter. */
  public boolean hasRoomFor(Amount amount) {
    return amount.minor() <= limit.minor() - inside().minor();
  }

  FloatAccount entered(Amount amount) {
    return new FloatAccount(redeemers, limit, turnstile.entered(amount));
  }

  FloatAccount left(Amount amount) {
    return new FloatAccount(redeemers, limit, turnstile.left(amount));
  }

  ByteString encode() {
    Encoder out = new Encoder();
    redeemers.encode(out);
    return out.u64(limit.minor()).fixed(turnstile.encode()).toByteString();
  }

  static FloatAccount decode(Decoder in) throws MalformedInput {
    KeyQuorum redeemers = KeyQuorum.decode(in);
    long limit = in.u64();
    if (!Amount.isValid(limit)) {
      throw new MalformedInput("amount out of range");
    }
    return new FloatAccount(redeemers, Amount.ofMinor(limit), Pool.decode(in));
  }
}
