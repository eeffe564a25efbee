package org.specie.kernel.core;

/**
 * A non-negative sum of money in minor units (cents, agorot), at most {@link #MAX_MINOR}. The bound
 * is the 48 bits of the range proofs; the supply cap is half of it so that no sum of two balances
 * leaves the range. Source: docs/spec/00-notation.md.
 */
public record Amount(long minor) implements Comparable<Amount> {
  /** Bits of an amount. */
  public static final int BITS = 48;

  /** The largest amount a range proof accepts, 2^48 - 1. */
  public static final long MAX_MINOR = (1L << BITS) - 1;

  /** No money may be issued beyond this, 2^47 - 1. */
  public static final long SUPPLY_CAP_MINOR = (1L << (BITS - 1)) - 1;

  /** Nothing. */
  public static final Amount ZERO = new Amount(0);

  public Amount {
    Check.that(0 <= minor && minor <= MAX_MINOR, "an amount lies in [0, 2^48)");
  }

  /** An amount of {@code minor} minor units. */
  public static Amount ofMinor(long minor) {
    return new Amount(minor);
  }

  /** Whether {@code minor} is a valid amount, for untrusted input. */
  public static boolean isValid(long minor) {
    return 0 <= minor && minor <= MAX_MINOR;
  }

  /** The exact sum; a sum beyond the bound is a bug of the caller. */
  public Amount plus(Amount other) {
    return new Amount(Math.addExact(minor, other.minor));
  }

  /** The exact difference; the caller has checked that {@code other} is not larger. */
  public Amount minus(Amount other) {
    return new Amount(Math.subtractExact(minor, other.minor));
  }

  /** Whether this amount covers {@code other}. */
  public boolean covers(Amount other) {
    return minor >= other.minor;
  }

  /**
   * Reads a decimal such as {@code 12}, {@code 12.5} or {@code 12.50}.
   *
   * @throws IllegalArgumentException if the text is not a non-negative decimal with at most two
   *     places below the bound
   */
  public static Amount parse(String text) {
    if (!text.matches("[0-9]{1,13}(\\.[0-9]{1,2})?")) {
      throw new IllegalArgumentException("'" + text + "' is not an amount such as 12.50");
    }
    int dot = text.indexOf('.');
    String whole = dot < 0 ? text : text.substring(0, dot);
    String places = dot < 0 ? "00" : (text.substring(dot + 1) + "0").substring(0, 2);
    long minor =
        Math.addExact(Math.multiplyExact(Long.parseLong(whole), 100L), Long.parseLong(places));
    if (!isValid(minor)) {
      throw new IllegalArgumentException("'" + text + "' is more than the largest amount");
    }
    return new Amount(minor);
  }

  /** The amount with two decimal places, such as {@code 12.50}. */
  public String toDecimal() {
    long places = minor % 100;
    return (minor / 100) + (places < 10 ? ".0" : ".") + places;
  }

  @Override
  public int compareTo(Amount other) {
    return Long.compare(minor, other.minor);
  }

  @Override
  public String toString() {
    return toDecimal();
  }
}
