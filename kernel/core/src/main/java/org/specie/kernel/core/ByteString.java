package org.specie.kernel.core;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * An immutable sequence of bytes, compared byte by byte as unsigned numbers. It exists because a
 * {@code byte[]} has identity equality and can be changed behind its owner's back.
 */
public final class ByteString implements Comparable<ByteString> {
  /** The empty sequence. */
  public static final ByteString EMPTY = new ByteString(new byte[0]);

  private final byte[] bytes;

  private ByteString(byte[] owned) {
    this.bytes = owned;
  }

  /** Copies {@code bytes}. */
  public static ByteString copyOf(byte[] bytes) {
    return bytes.length == 0 ? EMPTY : new ByteString(bytes.clone());
  }

  /** Takes {@code bytes} over: nobody else has them. */
  static ByteString owning(byte[] bytes) {
    return new ByteString(bytes);
  }

  /** Copies {@code length} bytes starting at {@code offset}. */
  public static ByteString copyOf(byte[] bytes, int offset, int length) {
    return new ByteString(Arrays.copyOfRange(bytes, offset, offset + length));
  }

  /** The UTF-8 encoding of {@code text}. */
  public static ByteString utf8(String text) {
    return new ByteString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Parses lower- or upper-case hexadecimal digits without a prefix. */
  public static ByteString hex(String digits) {
    return new ByteString(HexFormat.of().parseHex(digits));
  }

  /** The bytes of all {@code parts}, one after the other. */
  public static ByteString concat(ByteString... parts) {
    int size = 0;
    for (ByteString part : parts) {
      size = Math.addExact(size, part.bytes.length);
    }
    byte[] all = new byte[size];
    int at = 0;
    for (ByteString part : parts) {
      System.arraycopy(part.bytes, 0, all, at, part.bytes.length);
      at += part.bytes.length;
    }
    return new ByteString(all);
  }

  /** Number of bytes. */
  public int size() {
    return bytes.length;
  }

  /** Whether there is no byte. */
  public boolean isEmpty() {
    return bytes.length == 0;
  }

  /** The byte at {@code index}, 0 to 255. */
  public int at(int index) {
    return bytes[index] & 0xff;
  }

  /** The bytes from {@code from} (inclusive) to {@code to} (exclusive). */
  public ByteString slice(int from, int to) {
    Check.that(0 <= from && from <= to && to <= bytes.length, "slice within bounds");
    return new ByteString(Arrays.copyOfRange(bytes, from, to));
  }

  /** Whether this sequence begins with {@code prefix}. */
  public boolean startsWith(ByteString prefix) {
    return bytes.length >= prefix.bytes.length
        && Arrays.equals(bytes, 0, prefix.bytes.length, prefix.bytes, 0, prefix.bytes.length);
  }

  /** A fresh copy of the bytes. */
  public byte[] toByteArray() {
    return bytes.clone();
  }

  /** Hands all bytes to {@code digest}, which only reads them. */
  void feed(MessageDigest digest) {
    digest.update(bytes);
  }

  /** Copies all bytes into {@code target} at {@code offset}. */
  public void copyTo(byte[] target, int offset) {
    System.arraycopy(bytes, 0, target, offset, bytes.length);
  }

  /** The bytes as lower-case hexadecimal digits. */
  public String toHex() {
    return HexFormat.of().formatHex(bytes);
  }

  /** The bytes read as UTF-8. */
  public String toUtf8() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Override
  public int compareTo(ByteString other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ByteString that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return toHex();
  }
}
