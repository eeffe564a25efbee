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
 * @param offline the sum of all floats: offline cash in circulation, as far as the ledger knows
 */
public record Supply(long issuedMinor, long destroyedMinor, Amount ordinary, Amount offline) {
  /** Before anything is issued. */
  public static final Supply NONE = new Supply(0, 0, Amount.ZERO, Amount.ZERO);

  public Supply {
    Check.that(0 <= destroyedMinor && destroyedMinor <= issuedMinor, "only what exists is unmade");
  }

  /** What exists now, in all forms. */
  public Amount circulating() {
    return Amount.ofMinor(issuedMinor - destroyedMinor);
  }

  Supply issued(Amount amount) {
    return new Supply(
        Math.addExact(issuedMinor, amount.minor()), destroyedMinor, ordinary, offline);
  }

  Supply destroyed(Amount amount) {
    return new Supply(
        issuedMinor, Math.addExact(destroyedMinor, amount.minor()), ordinary, offline);
  }

  Supply credited(Amount amount) {
    return new Supply(issuedMinor, destroyedMinor, ordinary.plus(amount), offline);
  }

  Supply debited(Amount amount) {
    return new Supply(issuedMinor, destroyedMinor, ordinary.minus(amount), offline);
  }

  /** With {@code amount} more in some float. */
  Supply floated(Amount amount) {
    return new Supply(issuedMinor, destroyedMinor, ordinary, offline.plus(amount));
  }

  /** With {@code amount} less in some float. */
  Supply landed(Amount amount) {
    return new Supply(issuedMinor, destroyedMinor, ordinary, offline.minus(amount));
  }

  /** The law above all others: issued − destroyed = ordinary + private + offline. */
  public boolean isConserved(Pool pool) {
    return issuedMinor - destroyedMinor
        == ordinary.minor() + pool.inside().minor() + offline.minor();
  }

  /** The last number is left out while it is zero: a ledger without offline cash has none. */
  ByteString encode() {
    Encoder out = new Encoder().u64(issuedMinor).u64(destroyedMinor).u64(ordinary.minor());
    return (offline.minor() == 0 ? out : out.u64(offline.minor())).toByteString();
  }

  static Supply decode(Decoder in) throws MalformedInput {
    long issued = in.u64();
    long destroyed = in.u64();
    long ordinary = in.u64();
    boolean isOffline = in.remaining() > 0;
    long offline = isOffline ? in.u64() : 0;
    boolean isCanonical = isOffline == (offline != 0);
    if (destroyed > issued
        || !Amount.isValid(ordinary)
        || !Amount.isValid(offline)
        || !isCanonical) {
      throw new MalformedInput("not a supply");
    }
    return new Supply(issued, destroyed, Amount.ofMinor(ordinary), Amount.ofMinor(offline));
  }
}
