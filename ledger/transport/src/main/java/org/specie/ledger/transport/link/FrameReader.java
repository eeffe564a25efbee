package org.specie.ledger.transport.link;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.ledger.transport.TransportReason;

/**
 * Takes a stream apart into frames: u32 length ‖ payload. An empty frame is a keep-alive and is
 * passed over. Memory grows with the bytes that came, never with the length that was announced. For
 * one thread.
 */
final class FrameReader {
  private static final int HEADER = 4;

  private final int frameBytesMax;
  private final ByteBudget budget;
  private final byte[] buffer;
  private int from;
  private int to;

  /** A frame that the buffer does not hold: what came of it so far. */
  private byte @Nullable [] large;

  private int largeAt;
  private int largeLength;
  private int headersRead;

  FrameReader(int frameBytesMax, int bufferBytes, ByteBudget budget) {
    this.frameBytesMax = frameBytesMax;
    this.buffer = new byte[bufferBytes];
    this.budget = budget;
  }

  /** Reads what there is, at least one byte; answers how many, or -1 at the end of the stream. */
  int fill(InputStream in) throws IOException {
    byte[] target = large;
    if (target != null) {
      int count = in.read(target, largeAt, target.length - largeAt);
      largeAt += Math.max(0, count);
      return count;
    }
    if (from > 0) {
      System.arraycopy(buffer, from, buffer, 0, to - from);
      to -= from;
      from = 0;
    }
    Check.that(to < buffer.length, "a frame that fits the buffer leaves room until it is complete");
    int count = in.read(buffer, to, buffer.length - to);
    to += Math.max(0, count);
    return count;
  }

  /** Hands out the frames that are complete; a reason means that the stream is of no more use. */
  Optional<TransportReason> drain(Consumer<ByteString> frames) {
    if (large != null) {
      Optional<TransportReason> refusal = growOrFinish(large, frames);
      if (refusal.isPresent() || large != null) {
        return refusal;
      }
    }
    while (to - from >= HEADER) {
      int length = length();
      if (length < 0 || length > frameBytesMax) {
        return Optional.of(TransportReason.FRAME_TOO_LARGE);
      }
      if (to - from - HEADER >= length) {
        headersRead++;
        from += HEADER;
        if (length > 0) {
          frames.accept(ByteString.copyOf(buffer, from, length));
          from += length;
        }
      } else if (HEADER + length > buffer.length) {
        return beginLarge(length);
      } else {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  private int length() {
    return ((buffer[from] & 0xff) << 24)
        | ((buffer[from + 1] & 0xff) << 16)
        | ((buffer[from + 2] & 0xff) << 8)
        | (buffer[from + 3] & 0xff);
  }

  private Optional<TransportReason> beginLarge(int length) {
    int size = Math.min(length, buffer.length);
    if (!budget.take(size)) {
      return Optional.of(TransportReason.INBOUND_MEMORY);
    }
    byte[] begun = new byte[size];
    int have = to - from - HEADER;
    System.arraycopy(buffer, from + HEADER, begun, 0, have);
    headersRead++;
    from = 0;
    to = 0;
    large = begun;
    largeAt = have;
    largeLength = length;
    return Optional.empty();
  }

  private Optional<TransportReason> growOrFinish(byte[] begun, Consumer<ByteString> frames) {
    if (largeAt == largeLength) {
      ByteString frame = ByteString.copyOf(begun, 0, largeLength);
      release();
      frames.accept(frame);
    } else if (largeAt == begun.length) {
      int size = (int) Math.min(largeLength, 2L * begun.length);
      if (!budget.take(size - begun.length)) {
        return Optional.of(TransportReason.INBOUND_MEMORY);
      }
      large = Arrays.copyOf(begun, size);
    }
    return Optional.empty();
  }

  /** Whether a frame is begun and not complete. */
  boolean isInsideFrame() {
    return large != null || to > from;
  }

  /** Headers seen so far, keep-alives among them; a rising number is progress. */
  int headersRead() {
    return headersRead;
  }

  /** Gives the memory back that a half-received frame holds. */
  void release() {
    byte[] held = large;
    if (held != null) {
      budget.giveBack(held.length);
      large = null;
    }
  }
}
