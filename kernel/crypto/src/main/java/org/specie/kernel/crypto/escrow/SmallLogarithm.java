package org.specie.kernel.crypto.escrow;

import java.util.OptionalLong;
import org.specie.kernel.core.Check;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.G1Walk;
import org.specie.kernel.crypto.bls381.Scalar;

/**
 * Recovers v from v·A when v is small, by baby steps and giant steps (Shanks 1971), in order of
 * increasing v. A table of 2^b multiples answers for v and -v alike and takes 2^(b+3) bytes; a
 * search below 2^n takes at most 2^(n-b-1) steps of about a microsecond.
 *
 * <p>With b = 20: 8 MiB, 0.6 s to build, milliseconds below 2^32, three minutes for the largest of
 * 48 bits. With b = 24: 128 MiB, 10 s to build, 12 s for the largest. Variable time: the number is
 * public to whoever runs this. Source: docs/spec/05b-threshold-escrow.md, clause 5b.6.
 */
public final class SmallLogarithm {
  /** The most bits of a table. */
  public static final int TABLE_BITS_MAX = 24;

  /** The most bits of a number to be found. */
  public static final int BITS_MAX = 48;

  private static final int INDEX_MASK = (1 << TABLE_BITS_MAX) - 1;

  private final G1 base;
  private final long reach;

  /**
   * Open addressing, half full. An entry holds multiple - 1 below and eight more bits of the name
   * above, never zero, which spare the check of most wrong candidates.
   */
  private final int[] table;

  /** Walks 2^tableBits multiples of {@code base}, a member of the group of order r. */
  public SmallLogarithm(G1 base, int tableBits) {
    Check.that(0 < tableBits && tableBits <= TABLE_BITS_MAX, "a table has 1 to 24 bits");
    Check.that(!base.isInfinity() && base.isInSubgroup(), "the base is a proper group element");
    this.base = base;
    reach = 1L << tableBits;
    table = new int[2 << tableBits];
    long[] names = new long[G1Walk.BATCH];
    try (G1Walk walk = new G1Walk(base, base)) {
      for (long multiple = 1; multiple <= reach; multiple += G1Walk.BATCH) {
        walk.next(names);
        for (int i = 0; i < names.length && multiple + i <= reach; i++) {
          insert(names[i], (int) (multiple + i - 1));
        }
      }
    }
  }

  private void insert(long name, int index) {
    int at = slot(name);
    while (table[at] != 0) {
      at = (at + 1) & (table.length - 1);
    }
    table[at] = tag(name) | index;
  }

  private int slot(long name) {
    return (int) (name & (table.length - 1));
  }

  private static int tag(long name) {
    return (1 + (int) ((name >>> 40) % 255)) << TABLE_BITS_MAX;
  }

  /** The v below 2^{@code bits} with v·A = {@code point}, if there is one. */
  public OptionalLong find(G1 point, int bits) {
    Check.that(0 < bits && bits <= BITS_MAX, "a number to be found has 1 to 48 bits");
    long limit = 1L << bits;
    long stride = 2 * reach + 1;
    long[] names = new long[G1Walk.BATCH];
    try (G1Walk walk = new G1Walk(point, base.times(Scalar.of(stride)).negate())) {
      // Step k stands at v - k·stride, so what is k strides away lies within reach of zero.
      for (long step = 0; step * stride < limit + reach; step += G1Walk.BATCH) {
        walk.next(names);
        for (int i = 0; i < names.length; i++) {
          OptionalLong found = candidate(point, names[i], (step + i) * stride, limit);
          if (found.isPresent()) {
            return found;
          }
        }
      }
    }
    return OptionalLong.empty();
  }

  private OptionalLong candidate(G1 point, long name, long middle, long limit) {
    if (name == G1Walk.INFINITY) {
      return confirmed(point, middle, limit);
    }
    int tag = tag(name);
    for (int at = slot(name); table[at] != 0; at = (at + 1) & (table.length - 1)) {
      if ((table[at] & ~INDEX_MASK) == tag) {
        long distance = (table[at] & INDEX_MASK) + 1L;
        OptionalLong above = confirmed(point, middle + distance, limit);
        OptionalLong found = above.isPresent() ? above : confirmed(point, middle - distance, limit);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return OptionalLong.empty();
  }

  private OptionalLong confirmed(G1 point, long value, long limit) {
    return 0 <= value && value < limit && base.times(Scalar.of(value)).equals(point)
        ? OptionalLong.of(value)
        : OptionalLong.empty();
  }
}
