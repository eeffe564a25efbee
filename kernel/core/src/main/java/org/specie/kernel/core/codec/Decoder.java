package org.specie.kernel.core.codec;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;

/**
 * Reads values in the canonical encoding from bytes nobody vouches for. Every length is checked
 * against what is left before anything is allocated. Call {@link #end} last: trailing bytes are
 * refused.
 */
public final class Decoder {
  /** Reads one element of a list. */
  @FunctionalInterface
  public interface Element<T> {
    T read(Decoder in) throws MalformedInput;
  }

  private final byte[] bytes;
  private int at;

  public Decoder(ByteString bytes) {
    this.bytes = bytes.toByteArray();
  }

  /** Reads {@code bytes} without copying; the caller must not change them meanwhile. */
  public Decoder(byte[] bytes) {
    this.bytes = bytes;
  }

  private int take(int count) throws MalformedInput {
    if (count < 0 || count > bytes.length - at) {
      throw new MalformedInput("truncated");
    }
    int from = at;
    at += count;
    return from;
  }

  /** Bytes not read yet. */
  public int remaining() {
    return bytes.length - at;
  }

  /** Bytes read so far. */
  public int position() {
    return at;
  }

  /** One byte, 0 to 255. */
  public int u8() throws MalformedInput {
    return bytes[take(1)] & 0xff;
  }

  /** Two bytes, big-endian. */
  public int u16() throws MalformedInput {
    int from = take(2);
    return ((bytes[from] & 0xff) << 8) | (bytes[from + 1] & 0xff);
  }

  /** Four bytes, big-endian, 0 to 2^31 - 1. */
  public int u32() throws MalformedInput {
    int from = take(4);
    int value = 0;
    for (int i = 0; i < 4; i++) {
      value = (value << 8) | (bytes[from + i] & 0xff);
    }
    if (value < 0) {
      throw new MalformedInput("integer out of range");
    }
    return value;
  }

  /** Eight bytes, big-endian, 0 to 2^63 - 1. */
  public long u64() throws MalformedInput {
    int from = take(8);
    long value = 0;
    for (int i = 0; i < 8; i++) {
      value = (value << 8) | (bytes[from + i] & 0xff);
    }
    if (value < 0) {
      throw new MalformedInput("integer out of range");
    }
    return value;
  }

  /** One byte that is 0 or 1. */
  public boolean bool() throws MalformedInput {
    int value = u8();
    if (value > 1) {
      throw new MalformedInput("not a boolean");
    }
    return value == 1;
  }

  /** Exactly {@code size} bytes. */
  public ByteString fixed(int size) throws MalformedInput {
    int from = take(size);
    return ByteString.copyOf(bytes, from, size);
  }

  /** Exactly {@code size} bytes as a fresh array. */
  public byte[] fixedArray(int size) throws MalformedInput {
    int from = take(size);
    return Arrays.copyOfRange(bytes, from, from + size);
  }

  /** Thirty-two bytes. */
  public Hash32 hash() throws MalformedInput {
    return new Hash32(fixed(Hash32.SIZE));
  }

  /** A four-byte length of at most {@code sizeMax}, then that many bytes. */
  public ByteString bytes(int sizeMax) throws MalformedInput {
    int size = u32();
    if (size > sizeMax) {
      throw new MalformedInput("longer than allowed");
    }
    return fixed(size);
  }

  /** A four-byte length of at most {@code sizeMax}, then well-formed UTF-8. */
  public String text(int sizeMax) throws MalformedInput {
    byte[] utf8 = bytes(sizeMax).toByteArray();
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(utf8))
          .toString();
    } catch (CharacterCodingException e) {
      throw new MalformedInput("not UTF-8");
    }
  }

  /** A four-byte count of at most {@code countMax}, then that many elements. */
  public <T> List<T> list(int countMax, Element<T> element) throws MalformedInput {
    int count = u32();
    if (count > countMax) {
      throw new MalformedInput("more elements than allowed");
    }
    List<T> elements = new ArrayList<>(Math.min(count, 1024));
    for (int i = 0; i < count; i++) {
      elements.add(element.read(this));
    }
    return List.copyOf(elements);
  }

  /** Refuses trailing bytes. */
  public void end() throws MalformedInput {
    if (at != bytes.length) {
      throw new MalformedInput("trailing bytes");
    }
  }
}
