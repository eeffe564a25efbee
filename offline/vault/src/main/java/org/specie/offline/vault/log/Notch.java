package org.specie.offline.vault.log;

import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Entropy;

/**
 * A key in the HSM that stands for one state of a vault. Spec: docs/spec/55-vault.md 2.2.
 *
 * @param number counts states
 * @param mark random, so that two processes that make the same state have different keys
 */
record Notch(long number, long mark) {
  /** Before anything was written. */
  static final Notch ZERO = new Notch(0, 0);

  /** Length in bytes. */
  static final int SIZE = 2 * Long.BYTES;

  static final Comparator<Notch> BY_NUMBER = Comparator.comparingLong(Notch::number);

  private static final String PREFIX = "specie-vault/notch/";
  private static final int DIGITS = 2 * Long.BYTES;
  private static final HexFormat HEX = HexFormat.of();

  Notch {
    Check.that(number >= 0 && mark >= 0, "a notch has a number and a mark");
  }

  /** A notch of the state after {@code last}. */
  static Notch after(long last, Entropy entropy) {
    long mark = 0;
    for (byte each : entropy.bytes(Long.BYTES)) {
      mark = mark << Byte.SIZE | (each & 0xff);
    }
    return new Notch(last + 1, mark & Long.MAX_VALUE);
  }

  /** Every notch among names of keys. */
  static List<Notch> among(SortedSet<String> names) {
    return names.stream().map(Notch::of).flatMap(Optional::stream).sorted(BY_NUMBER).toList();
  }

  private static Optional<Notch> of(String name) {
    if (!name.startsWith(PREFIX) || name.length() != PREFIX.length() + 2 * DIGITS + 1) {
      return Optional.empty();
    }
    int middle = PREFIX.length() + DIGITS;
    try {
      long number = HexFormat.fromHexDigitsToLong(name, PREFIX.length(), middle);
      long mark = HexFormat.fromHexDigitsToLong(name, middle + 1, name.length());
      return number < 0 || mark < 0 ? Optional.empty() : Optional.of(new Notch(number, mark));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /** The name of the key. */
  String name() {
    return PREFIX + HEX.toHexDigits(number) + "/" + HEX.toHexDigits(mark);
  }

  static Notch decode(Decoder in) throws MalformedInput {
    return new Notch(in.u64(), in.u64());
  }

  void encode(Encoder out) {
    out.u64(number).u64(mark);
  }
}
