package org.specie.offline.token.certificate;

import org.specie.kernel.core.Amount;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.offline.token.value.OfflineAmount;

/**
 * How much may move at once, and how much in all.
 *
 * @param payment the largest single payment, not zero
 * @param aggregate the largest sum of payments one token collects, not below {@code payment}
 */
public record Limits(Amount payment, Amount aggregate) {
  public Limits {
    Check.that(payment.minor() > 0, "a limit lets something pass");
    Check.that(aggregate.covers(payment), "an aggregate holds the largest payment");
    Check.that(OfflineAmount.fits(aggregate), "an offline amount lies below 2^40");
  }

  /** Reads sixteen bytes. */
  public static Limits decode(Decoder in) throws MalformedInput {
    Amount payment = OfflineAmount.decodePositive(in);
    Amount aggregate = OfflineAmount.decode(in);
    if (!aggregate.covers(payment)) {
      throw new MalformedInput("an aggregate holds the largest payment");
    }
    return new Limits(payment, aggregate);
  }

  /** Writes sixteen bytes. */
  public void encode(Encoder out) {
    OfflineAmount.encode(out, payment);
    OfflineAmount.encode(out, aggregate);
  }

  /** Whether {@code other} allows no more than this. */
  public boolean cover(Limits other) {
    return payment.covers(other.payment) && aggregate.covers(other.aggregate);
  }
}
