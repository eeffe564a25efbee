package org.specie.kernel.core;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** A SHA-256 digest, 32 bytes. Source: FIPS 180-4. */
public record Hash32(ByteString bytes) implements Comparable<Hash32> {
  /** Length in bytes. */
  public static final int SIZE = 32;

  /** Thirty-two zero bytes: the parent of the first block, the root of an empty tree. */
  public static final Hash32 ZERO = new Hash32(ByteString.copyOf(new byte[SIZE]));

  /** Looking a digest up and making its state costs as much as hashing two short parts. */
  private static final ThreadLocal<MessageDigest> OF_THREAD =
      ThreadLocal.withInitial(Hash32::newSha256);

  public Hash32 {
    Check.that(bytes.size() == SIZE, "a hash has 32 bytes");
  }

  /** Takes a copy of 32 bytes. */
  public static Hash32 of(byte[] bytes) {
    return new Hash32(ByteString.copyOf(bytes));
  }

  /** Parses 64 hexadecimal digits. */
  public static Hash32 hex(String digits) {
    return new Hash32(ByteString.hex(digits));
  }

  /** SHA-256 over the plain concatenation of {@code parts}; callers delimit. */
  public static Hash32 sha256(ByteString... parts) {
    return sha256After(ByteString.EMPTY, parts);
  }

  /** SHA-256 over the plain concatenation of {@code prefix} and {@code parts}. */
  public static Hash32 sha256After(ByteString prefix, ByteString... parts) {
    MessageDigest digest = OF_THREAD.get();
    digest.reset();
    prefix.feed(digest);
    for (ByteString part : parts) {
      part.feed(digest);
    }
    return new Hash32(ByteString.owning(digest.digest()));
  }

  /** SHA-256 of {@code bytes}. */
  public static Hash32 sha256(byte[] bytes) {
    MessageDigest digest = OF_THREAD.get();
    digest.reset();
    return new Hash32(ByteString.owning(digest.digest(bytes)));
  }

  /** A fresh SHA-256 state; every JDK must carry one. */
  public static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new InvariantViolation("this JDK has no SHA-256", e);
    }
  }

  /** The digest as hexadecimal digits. */
  public String toHex() {
    return bytes.toHex();
  }

  /** The first eight hexadecimal digits, for people. */
  public String toShortHex() {
    return bytes.slice(0, 4).toHex();
  }

  @Override
  public int compareTo(Hash32 other) {
    return bytes.compareTo(other.bytes);
  }

  @Override
  public String toString() {
    return toHex();
  }
}
