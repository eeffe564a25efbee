package org.specie.cash.protocol.transaction;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.specie.kernel.core.ByteString;

/**
 * Lets a fuzzer edit genuine messages instead of guessing points of the curve: its input is a
 * script. The first byte chooses the message (one number beyond them all: an empty one); then each
 * step is an operation, an offset of two bytes, taken modulo the size so far, and operands.
 */
public final class Edits {
  private static final int OPERATIONS = 7;
  private static final int POINT = 96;
  private static final int WORD = 32;

  private final List<ByteString> genuine;
  private final List<ByteString> pieces;

  /**
   * @param genuine messages to begin with, and to copy from
   * @param pieces what no mutation would hit: points that break one rule each, scalars too large
   */
  public Edits(List<ByteString> genuine, List<ByteString> pieces) {
    this.genuine = List.copyOf(genuine);
    this.pieces = List.copyOf(pieces);
  }

  /** The message that {@code script} makes. */
  public ByteString apply(byte[] script) {
    if (script.length == 0) {
      return ByteString.EMPTY;
    }
    ByteBuffer in = ByteBuffer.wrap(script);
    int first = Byte.toUnsignedInt(in.get()) % (genuine.size() + 1);
    byte[] message = first < genuine.size() ? genuine.get(first).toByteArray() : new byte[0];
    while (in.remaining() >= 3) {
      int operation = Byte.toUnsignedInt(in.get()) % OPERATIONS;
      int at = Short.toUnsignedInt(in.getShort()) % (message.length + 1);
      message = step(message, operation, at, in);
    }
    return ByteString.copyOf(message);
  }

  private byte[] step(byte[] message, int operation, int at, ByteBuffer in) {
    return switch (operation) {
      case 0 -> overwrite(message, at, new byte[] {next(in)});
      case 1 -> overwrite(message, at, xor(message, at, next(in)));
      case 2 -> overwrite(message, at, piece(next(in)));
      case 3 -> Arrays.copyOf(message, at);
      case 4 -> insert(message, at, rest(in));
      case 5 -> overwrite(message, at, copied(next(in), at, POINT));
      default -> overwrite(message, at, copied(next(in), at, WORD));
    };
  }

  private static byte next(ByteBuffer in) {
    return in.hasRemaining() ? in.get() : 0;
  }

  private static byte[] rest(ByteBuffer in) {
    byte[] rest = new byte[in.remaining()];
    in.get(rest);
    return rest;
  }

  private static byte[] xor(byte[] message, int at, byte mask) {
    return at < message.length ? new byte[] {(byte) (message[at] ^ mask)} : new byte[0];
  }

  private byte[] piece(byte number) {
    return pieces.get(Byte.toUnsignedInt(number) % pieces.size()).toByteArray();
  }

  /** What stands at the same place of another genuine message. */
  private byte[] copied(byte number, int at, int size) {
    ByteString other = genuine.get(Byte.toUnsignedInt(number) % genuine.size());
    int from = Math.min(at, other.size());
    return other.slice(from, Math.min(from + size, other.size())).toByteArray();
  }

  private static byte[] overwrite(byte[] message, int at, byte[] part) {
    byte[] changed = message.clone();
    System.arraycopy(part, 0, changed, at, Math.min(part.length, message.length - at));
    return changed;
  }

  private static byte[] insert(byte[] message, int at, byte[] part) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(message, 0, at);
    out.writeBytes(part);
    out.write(message, at, message.length - at);
    return out.toByteArray();
  }
}
