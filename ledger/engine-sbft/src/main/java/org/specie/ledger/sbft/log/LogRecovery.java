package org.specie.ledger.sbft.log;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;

/**
 * Finds out what a directory of segments says: the newest segment that replaces all before it, and
 * those that continue it. Reads only. Every segment but the newest was settled before the next one
 * was made, so it must be whole to its last byte.
 */
final class LogRecovery {
  /** What the segments come to. */
  sealed interface Found {
    /** Nothing was ever durable here. */
    record Nothing() implements Found {}

    /**
     * The records, in order.
     *
     * @param lastSegment the newest segment that counts
     * @param bytesSound how much of it counts; behind that it is torn
     * @param tornBytes how much is to be cut, in this segment and in one that was never finished
     */
    record Sound(
        List<ByteString> records,
        long lastSequence,
        long lastSegment,
        long bytesSound,
        long tornBytes)
        implements Found {}

    /** Something that was durable cannot be read. */
    record Damaged(String what) implements Found {}
  }

  private final LogFiles files;
  private final Hash32 owner;
  private final LogLimits limits;

  LogRecovery(LogFiles files, Hash32 owner, LogLimits limits) {
    this.files = files;
    this.owner = owner;
    this.limits = limits;
  }

  Found find() throws IOException {
    List<Long> segments = SegmentName.segments(files.list());
    if (segments.isEmpty()) {
      return new Found.Nothing();
    }
    long newest = segments.getLast();
    Scanned last = scan(newest);
    if (last.scan().isDamaged()) {
      return damaged(newest);
    }
    boolean isUnfinished = last.scan().start().isEmpty() || last.scan().isIncompleteBase();
    if (!isUnfinished) {
      return chain(segments, last, 0);
    }
    if (segments.size() > 1) {
      long before = segments.get(segments.size() - 2);
      Scanned settled = scan(before);
      return settled.isSettled()
          ? chain(segments.subList(0, segments.size() - 1), settled, last.size())
          : damaged(before);
    }
    return last.scan().start().isEmpty() ? new Found.Nothing() : damaged(newest);
  }

  /** Follows the segments back from {@code last} to the one that replaces all before it. */
  private Found chain(List<Long> segments, Scanned last, long tornBytes) throws IOException {
    Deque<Scanned> chain = new ArrayDeque<>();
    chain.push(last);
    for (int i = segments.size() - 2; !chain.getFirst().scan().isCompleteBase(); i--) {
      Scanned next = chain.getFirst();
      if (i < 0 || segments.get(i) != next.segment() - 1) {
        return damaged(next.segment() - 1);
      }
      Scanned scanned = scan(segments.get(i));
      if (!scanned.isSettled() || scanned.scan().lastSequence() != next.scan().sequenceBefore()) {
        return damaged(scanned.segment());
      }
      chain.push(scanned);
    }
    List<ByteString> records = new ArrayList<>();
    chain.forEach(each -> records.addAll(each.scan().records()));
    return new Found.Sound(
        List.copyOf(records),
        last.scan().lastSequence(),
        last.segment(),
        last.scan().bytesSound(),
        tornBytes + last.size() - last.scan().bytesSound());
  }

  private record Scanned(long segment, long size, SegmentScan scan) {
    /** Whether nothing more was to come when the next segment was made. */
    boolean isSettled() {
      return scan.start().isPresent()
          && !scan.isDamaged()
          && !scan.isIncompleteBase()
          && scan.bytesSound() == size
          && scan.isConfirmed();
    }
  }

  private Scanned scan(long segment) throws IOException {
    try (LogFile file = files.open(SegmentName.of(segment))) {
      long size = file.size();
      if (size > Integer.MAX_VALUE - 8) {
        throw new IOException(
            "segment "
                + SegmentName.of(segment)
                + " of the consensus log has "
                + size
                + " bytes, more than this program ever writes; move it away and rejoin");
      }
      ByteString bytes = file.read(0, (int) size);
      return new Scanned(
          segment,
          size,
          SegmentScan.of(new Frame.Place(owner, segment), bytes, limits.recordBytesMax()));
    }
  }

  private static Found damaged(long where) {
    return new Found.Damaged(
        "segment "
            + SegmentName.of(where)
            + " of the consensus log lacks records that were durable; the replica may have voted"
            + " for what it no longer knows and has to rejoin by state transfer");
  }
}
