package org.specie.cash.application.state;

import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;

/**
 * A turnstile: what entered and what left. That of the private pool of one key generation, and that
 * of a float. Nobody sees inside, but no more leaves than entered, whatever was forged within.
 */
public record Pool(long enteredMinor, long leftMinor) {
  /** Before anything entered. */
  public static final Pool EMPTY = new Pool(0, 0);

  public Pool {
    Check.that(0 <= leftMinor && leftMinor <= enteredMinor, "no more leaves than entered");
  }

  /** What must be inside. */
  public Amount inside() {
    return Amount.ofMinor(enteredMinor - leftMinor);
  }

  Pool entered(Amount amount) {
    return new Pool(Math.addExact(enteredMinor, amount.minor()), leftMinor);
  }

  Pool left(Amount amount) {
    return new Pool(enteredMinor, Math.addExact(leftMinor, amount.minor()));
  }

  ByteString encode() {
    return new Encoder().u64(enteredMinor).u64(leftMinor).toByteString();
  }

  static Pool decode(Decoder in) throws MalformedInput {
    long entered = in.u64();
    long left = in.u64();
    if (left > entered) {
      throw new MalformedInput("not a pool");
    }
    return new Pool(entered, left);
  }
}
