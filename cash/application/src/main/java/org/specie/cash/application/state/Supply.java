package org.specie.cash.application.state;

import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;

/**
 * How much money there is and ever was. The first two only grow, so they are counted beyond the
 * bound of a single amount.
 *
 * @param issuedMinor all that was ever issued
 * @param destroyedMinor all that was ever destroyed
 * @param ordinary the sum of all accounts
 */
public record Supply(long issuedMinor, long destroyedMinor, Amount ordinary) {
  /** Before anything is issued. */
  public static final Supply NONE = new Supply(0, 0, Amount.ZERO);

  public Supply {
    Check.that(0 <= destroyedMinor && destroyedMinor <= issuedMinor, "only what exists is unmade");
  }

  /** What exists now, in both forms. */
  public Amount circulating() {
    return Amount.ofMinor(issuedMinor - destroyedMinor);
  }

  Supply issued(Amount amount) {
    return new Supply(Math.addExact(issuedMinor, amount.minor()), destroyedMinor, ordinary);
  }

  Supply destroyed(Amount amount) {
    return new Supply(issuedMinor, Math.addExact(destroyedMinor, amount.minor()), ordinary);
  }

  Supply credited(Amount amount) {
    return new Supply(issuedMinor, destroyedMinor, ordinary.plus(amount));
  }

  Supply debited(Amount amount) {
    return new Supply(issuedMinor, destroyedMinor, ordinary.minus(amount));
  }

  /** The law above all others: issued − destroyed = ordinary + private. */
  public boolean isConserved(Pool pool) {
    return issuedMinor - destroyedMinor == ordinary.minor() + pool.inside().minor();
  }

  ByteString encode() {
    return new Encoder().u64(issuedMinor).u64(destroyedMinor).u64(ordinary.minor()).toByteString();
  }

  static Supply decode(Decoder in) throws MalformedInput {
    long issued = in.u64();
    long destroyed = in.u64();
    long ordinary = in.u64();
    if (destroyed > issued || !Amount.isValid(ordinary)) {
      throw new MalformedInput("not a supply");
    }
    return new Supply(issued, destroyed, Amount.ofMinor(ordinary));
  }
}
