package org.specie.cash.gateway.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;

/**
 * A reply on its way: cut into frames that a link carries, each with the number of the request and
 * whether it is the last. Links keep the order of frames. Not thread-safe.
 */
public final class ReplyParts {
  /** The longest part, in bytes; with its head it fits a frame of any client link. */
  public static final int PART_BYTES_MAX = 192 * 1024;

  private static final int VERSION = 1;

  private final List<ByteString> parts = new ArrayList<>();
  private int size;

  /** The frames of {@code reply}, which answers request {@code number}. */
  public static List<ByteString> split(long number, ByteString reply) {
    List<ByteString> frames = new ArrayList<>();
    int from = 0;
    do {
      int to = Math.min(reply.size(), from + PART_BYTES_MAX);
      frames.add(
          new Encoder()
              .u8(VERSION)
              .u64(number)
              .bool(to == reply.size())
              .fixed(reply.slice(from, to))
              .toByteString());
      from = to;
    } while (from < reply.size());
    return frames;
  }

  /** The number of the request that {@code frame} belongs to. */
  public static long number(ByteString frame) throws MalformedInput {
    Decoder in = new Decoder(frame);
    if (in.u8() != VERSION) {
      throw new MalformedInput("not a part of version 1");
    }
    return in.u64();
  }

  /** Takes the next part; the whole reply when it was the last one. */
  public Optional<ByteString> add(ByteString frame) throws MalformedInput {
    Decoder in = new Decoder(frame);
    if (in.u8() != VERSION) {
      throw new MalformedInput("not a part of version 1");
    }
    long _ = in.u64();
    boolean isLast = in.bool();
    ByteString part = in.fixed(in.remaining());
    boolean isWithinLimits =
        part.size() <= PART_BYTES_MAX
            && size + part.size() <= Reply.BYTES_MAX
            && (isLast || part.size() == PART_BYTES_MAX);
    if (!isWithinLimits) {
      throw new MalformedInput("a reply comes in parts of 192 KiB, 3 MiB in all");
    }
    parts.add(part);
    size += part.size();
    return isLast ? Optional.of(joined()) : Optional.empty();
  }

  private ByteString joined() {
    if (parts.size() == 1) {
      return parts.getFirst();
    }
    Encoder whole = new Encoder();
    parts.forEach(whole::fixed);
    return whole.toByteString();
  }
}
