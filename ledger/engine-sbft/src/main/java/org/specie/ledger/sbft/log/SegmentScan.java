package org.specie.ledger.sbft.log;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.specie.kernel.core.ByteString;

/**
 * What can be read of one segment, and how it ends. A torn end and damage look alike at the place
 * itself; what tells them apart is evidence further on. A frame that says "record s is durable"
 * behind the place where s should be proves that s was there: damage. Without such evidence
 * everything from that place on was never synced, in whatever order the disk wrote it: a torn end.
 *
 * @param start the frame the segment begins with, if it can be read
 * @param records the records up to the end
 * @param lastSequence number of the last of them
 * @param bytesSound where the torn end begins; the size of the segment if there is none
 * @param isConfirmed whether the segment ends in a confirmation of all its records
 * @param isDamaged whether something that was durable cannot be read
 */
record SegmentScan(
    Optional<Frame> start,
    List<ByteString> records,
    long lastSequence,
    int bytesSound,
    boolean isConfirmed,
    boolean isDamaged) {

  static SegmentScan of(Frame.Place place, ByteString segment, int payloadMax) {
    return new Reader(place, segment.toByteArray(), payloadMax).scan();
  }

  /** Whether the segment replaces all before it, and has all the records it took over. */
  boolean isCompleteBase() {
    return start.filter(frame -> frame.kind() == Frame.Kind.BASE).isPresent()
        && records.size() >= survivors();
  }

  /** Whether the segment was to replace all before it, and lacks records it was to take over. */
  boolean isIncompleteBase() {
    return start.filter(frame -> frame.kind() == Frame.Kind.BASE).isPresent()
        && records.size() < survivors();
  }

  /** The number of the last record before this segment. */
  long sequenceBefore() {
    return start.orElseThrow().sequence();
  }

  private long survivors() {
    byte[] payload = start.orElseThrow().payload().toByteArray();
    return payload.length == Integer.BYTES
        ? Integer.toUnsignedLong(ByteBuffer.wrap(payload).getInt())
        : Long.MAX_VALUE;
  }

  private static final class Reader {
    private final Frame.Place place;
    private final byte[] bytes;
    private final int payloadMax;
    private final List<ByteString> records = new ArrayList<>();
    private long last;
    private boolean isConfirmed;
    private boolean isDamaged;

    private Reader(Frame.Place place, byte[] bytes, int payloadMax) {
      this.place = place;
      this.bytes = bytes;
      this.payloadMax = payloadMax;
    }

    private SegmentScan scan() {
      Optional<Frame> start = read(0).filter(Frame::isStart);
      if (start.isEmpty()) {
        return new SegmentScan(start, List.of(), 0, 0, false, bytes.length > Frame.START_BYTES_MAX);
      }
      last = start.get().sequence();
      int at = start.get().size();
      while (at < bytes.length && !isDamaged) {
        Optional<Frame> next = read(at).filter(this::continues);
        if (next.isEmpty()) {
          int found = resume(at);
          if (found < 0) {
            break;
          }
          at = found;
        } else {
          take(next.get());
          at += next.get().size();
        }
      }
      return new SegmentScan(start, List.copyOf(records), last, at, isConfirmed, isDamaged);
    }

    private Optional<Frame> read(int at) {
      return Frame.read(place, bytes, at, payloadMax);
    }

    private boolean continues(Frame frame) {
      return switch (frame.kind()) {
        case RECORD -> frame.sequence() == last + 1;
        case CONFIRMATION -> frame.sequence() == last;
        case START, BASE -> false;
      };
    }

    private void take(Frame frame) {
      isConfirmed = frame.kind() == Frame.Kind.CONFIRMATION;
      if (frame.kind() == Frame.Kind.RECORD) {
        records.add(frame.payload());
        last = frame.sequence();
      }
    }

    /**
     * Where the reading goes on behind unreadable bytes if no record is missing; -1 if it does not.
     */
    private int resume(int from) {
      int at = from + 1;
      while (at <= bytes.length - Frame.HEADER_BYTES) {
        Optional<Frame> found = read(at);
        if (found.isPresent()) {
          if (continues(found.get())) {
            return at;
          }
          if (found.get().durable() > last) {
            isDamaged = true;
            return -1;
          }
          at += found.get().size();
        } else {
          at++;
        }
      }
      return -1;
    }
  }
}
