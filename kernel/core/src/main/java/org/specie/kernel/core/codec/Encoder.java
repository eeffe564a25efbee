package org.specie.kernel.core.codec;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;

/** Appends values in the canonical encoding. Not thread-safe; one encoder a message. */
public final class Encoder {
  /** Room for a key or a small record; what is larger doubles it. */
  private static final int FIRST_BYTES = 64;

  private byte[] buffer = new byte[FIRST_BYTES];
  private int size;

  /** Makes room and answers where; asked before {@link #buffer} is, because it may replace it. */
  private int reserve(int count) {
    int at = size;
    size = Math.addExact(size, count);
    if (size > buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.max(size, buffer.length * 2));
    }
    return at;
  }

  /** One byte, 0 to 255. */
  public Encoder u8(int value) {
    Check.that(0 <= value && value <= 0xff, "fits one byte");
    int at = reserve(1);
    buffer[at] = (byte) value;
    return this;
  }

  /** Two bytes, big-endian. */
  public Encoder u16(int value) {
    Check.that(0 <= value && value <= 0xffff, "fits two bytes");
    int at = reserve(2);
    buffer[at] = (byte) (value >>> 8);
    buffer[at + 1] = (byte) value;
    return this;
  }

  /** Four bytes, big-endian, 0 to 2^31 - 1. */
  public Encoder u32(int value) {
    Check.that(value >= 0, "not negative");
    int at = reserve(4);
    for (int i = 0; i < 4; i++) {
      buffer[at + i] = (byte) (value >>> (24 - 8 * i));
    }
    return this;
  }

  /** Eight bytes, big-endian, 0 to 2^63 - 1. */
  public Encoder u64(long value) {
    Check.that(value >= 0, "not negative");
    int at = reserve(8);
    for (int i = 0; i < 8; i++) {
      buffer[at + i] = (byte) (value >>> (56 - 8 * i));
    }
    return this;
  }

  /** One byte, 1 for true and 0 for false. */
  public Encoder bool(boolean value) {
    return u8(value ? 1 : 0);
  }

  /** The bytes as they are; the layout fixes their number. */
  public Encoder fixed(ByteString bytes) {
    int at = reserve(bytes.size());
    bytes.copyTo(buffer, at);
    return this;
  }

  /** The bytes as they are; the layout fixes their number. */
  public Encoder fixed(byte[] bytes) {
    int at = reserve(bytes.length);
    System.arraycopy(bytes, 0, buffer, at, bytes.length);
    return this;
  }

  /** Thirty-two bytes. */
  public Encoder hash(Hash32 hash) {
    return fixed(hash.bytes());
  }

  /** A four-byte length, then the bytes. */
  public Encoder bytes(ByteString bytes) {
    return u32(bytes.size()).fixed(bytes);
  }

  /** A four-byte length, then UTF-8. */
  public Encoder text(String text) {
    return bytes(ByteString.copyOf(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** A four-byte count, then each element. */
  public <T> Encoder list(List<T> elements, BiConsumer<Encoder, ? super T> element) {
    u32(elements.size());
    for (T each : elements) {
      element.accept(this, each);
    }
    return this;
  }

  /** What has been appended so far. */
  public ByteString toByteString() {
    return ByteString.copyOf(buffer, 0, size);
  }

  /** What has been appended so far, as a fresh array. */
  public byte[] toByteArray() {
    return Arrays.copyOf(buffer, size);
  }

  /** Bytes appended so far. */
  public int size() {
    return size;
  }
}
