package org.specie.ledger.sbft.log;

import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The number of a segment as the name of its file. */
final class SegmentName {
  private static final Pattern NAME = Pattern.compile("[0-7][0-9a-f]{15}\\.segment");

  private SegmentName() {}

  static String of(long segment) {
    return HexFormat.of().toHexDigits(segment) + ".segment";
  }

  static Optional<Long> parse(String name) {
    return NAME.matcher(name).matches()
        ? Optional.of(HexFormat.fromHexDigitsToLong(name.substring(0, 16)))
        : Optional.empty();
  }

  /** The segments among {@code names}, oldest first; other files are left alone. */
  static List<Long> segments(List<String> names) {
    return names.stream().map(SegmentName::parse).flatMap(Optional::stream).sorted().toList();
  }
}
