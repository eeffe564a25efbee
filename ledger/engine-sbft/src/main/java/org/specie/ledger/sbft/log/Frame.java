package org.specie.ledger.sbft.log;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;

/**
 * What stands in a segment, one after the other: u32 length of the payload ‖ u32 CRC-32C ‖ u8 kind
 * ‖ u64 sequence ‖ u64 durable ‖ payload. The checksum also covers the log's owner and the
 * segment's number, which are not written, so that a record of another replica, of another segment
 * or of another place is none.
 *
 * @param sequence number of the last record up to here, this one included
 * @param durable number of the last record known to be durable when this was written: the evidence
 *     that tells damage from a torn end
 */
record Frame(Kind kind, long sequence, long durable, ByteString payload) {
  /** Bytes before the payload. */
  static final int HEADER_BYTES = 25;

  /** The most bytes a frame takes that begins a segment. It is durable before any follows. */
  static final int START_BYTES_MAX = HEADER_BYTES + Integer.BYTES;

  private static final int CHECKED_FROM = 8;

  /** What a frame is for. */
  enum Kind {
    /** Begins a segment that continues the one before. */
    START(1),
    /** Begins a segment that replaces all before; the payload counts the records that survive. */
    BASE(2),
    /** A record. */
    RECORD(3),
    /** Says after a sync what is durable; carries nothing that could be missed. */
    CONFIRMATION(4);

    private final int code;

    Kind(int code) {
      this.code = code;
    }

    static Optional<Kind> of(int code) {
      for (Kind kind : values()) {
        if (kind.code == code) {
          return Optional.of(kind);
        }
      }
      return Optional.empty();
    }
  }

  /** Whose log and which segment a frame belongs to. */
  record Place(Hash32 owner, long segment) {}

  /** Whether the frame begins a segment. */
  boolean isStart() {
    return kind == Kind.START || kind == Kind.BASE;
  }

  /** Bytes this frame takes. */
  int size() {
    return HEADER_BYTES + payload.size();
  }

  /** Writes the frame into {@code out} from {@code at} on. */
  void write(Place place, byte[] out, int at) {
    ByteBuffer into = ByteBuffer.wrap(out, at, HEADER_BYTES);
    into.putInt(payload.size()).putInt(0).put((byte) kind.code).putLong(sequence).putLong(durable);
    payload.copyTo(out, at + HEADER_BYTES);
    into.putInt(at + 4, checksum(place, out, at, payload.size()));
  }

  /** The frame at {@code at}, if the bytes there are one. */
  static Optional<Frame> read(Place place, byte[] bytes, int at, int payloadMax) {
    if (bytes.length - at < HEADER_BYTES) {
      return Optional.empty();
    }
    ByteBuffer in = ByteBuffer.wrap(bytes);
    int length = in.getInt(at);
    if (length < 0 || length > payloadMax || length > bytes.length - at - HEADER_BYTES) {
      return Optional.empty();
    }
    Optional<Kind> kind = Kind.of(bytes[at + CHECKED_FROM]);
    long sequence = in.getLong(at + CHECKED_FROM + 1);
    long durable = in.getLong(at + CHECKED_FROM + 9);
    boolean isPlausible = kind.isPresent() && 0 <= durable && durable <= sequence;
    if (!isPlausible || in.getInt(at + 4) != checksum(place, bytes, at, length)) {
      return Optional.empty();
    }
    ByteString payload = ByteString.copyOf(bytes, at + HEADER_BYTES, length);
    return Optional.of(new Frame(kind.get(), sequence, durable, payload));
  }

  private static int checksum(Place place, byte[] bytes, int at, int length) {
    CRC32C checksum = new CRC32C();
    byte[] unwritten = new byte[Hash32.SIZE + 12];
    place.owner().bytes().copyTo(unwritten, 0);
    ByteBuffer.wrap(unwritten).putLong(Hash32.SIZE, place.segment());
    ByteBuffer.wrap(unwritten).putInt(Hash32.SIZE + 8, length);
    checksum.update(unwritten);
    checksum.update(bytes, at + CHECKED_FROM, HEADER_BYTES - CHECKED_FROM + length);
    return (int) checksum.getValue();
  }
}
