package org.specie.ledger.sbft.log;

import org.specie.kernel.core.Check;

/**
 * Limits of a consensus log.
 *
 * @param segmentBytesMax a segment that would grow beyond this is closed and the next one begun; a
 *     single record, or what survives a checkpoint, may be larger
 * @param recordBytesMax bytes of one record
 */
public record LogLimits(int segmentBytesMax, int recordBytesMax) {
  private static final int MIB = 1024 * 1024;

  public LogLimits {
    Check.that(segmentBytesMax >= 1024, "a segment has at least 1 KiB");
    Check.that(
        1 <= recordBytesMax && recordBytesMax <= 64 * MIB, "a record has 1 byte to 64 MiB at most");
  }

  /** Segments of 16 MiB, records of up to 32 MiB. */
  public static LogLimits defaults() {
    return new LogLimits(16 * MIB, 32 * MIB);
  }
}
