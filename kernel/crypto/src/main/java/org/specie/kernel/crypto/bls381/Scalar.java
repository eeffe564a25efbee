package org.specie.kernel.crypto.bls381;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Entropy;

/**
 * An integer modulo the group order r (255 bits), kept in Montgomery form. Immutable. Arithmetic
 * runs in constant time. The text form is redacted because a scalar may be a key; the encoding is
 * 32 bytes, big-endian, below r.
 */
public final class Scalar {
  /** Bytes of an encoded scalar. */
  public static final int SIZE = 32;

  /** The group order. */
  public static final BigInteger ORDER =
      new BigInteger("73eda753299d7d483339d80809a1d80553bda402fffe5bfeffffffff00000001", 16);

  public static final Scalar ZERO = new Scalar(0, 0, 0, 0);
  public static final Scalar ONE = of(1);

  private final long w0;
  private final long w1;
  private final long w2;
  private final long w3;

  private Scalar(long w0, long w1, long w2, long w3) {
    this.w0 = w0;
    this.w1 = w1;
    this.w2 = w2;
    this.w3 = w3;
  }

  /** A non-negative integer. */
  public static Scalar of(long value) {
    Check.that(value >= 0, "a scalar is built from a non-negative integer");
    byte[] big = new byte[SIZE];
    for (int i = 0; i < 8; i++) {
      big[SIZE - 1 - i] = (byte) (value >>> (8 * i));
    }
    return reduce(big);
  }

  /** The integer that {@code bytes} spell (big-endian, any length up to 1024) modulo r. */
  public static Scalar reduce(byte[] bytes) {
    Scratch scratch = Scratch.ofThread();
    scratch.putBytes(Scratch.A, bytes);
    // The answer only says whether the result is zero, which is a valid scalar here.
    var _ =
        Blst.ask(
            Blst.SCALAR_FROM_BE_BYTES, scratch.at(Scratch.B), scratch.at(Scratch.A), bytes.length);
    Blst.call(Blst.FR_FROM_SCALAR, scratch.at(Scratch.OUT), scratch.at(Scratch.B));
    return take(scratch);
  }

  /** The integer that {@code bytes} spell modulo r; with 64 hash bytes the result is uniform. */
  public static Scalar reduce(ByteString bytes) {
    return reduce(bytes.toByteArray());
  }

  /** A uniform scalar from 64 fresh bytes; zero with negligible probability. */
  public static Scalar random(Entropy entropy) {
    return reduce(entropy.bytes(64));
  }

  /**
   * A non-zero scalar below 2^128 from 16 fresh bytes, for weights of random linear combinations.
   */
  public static Scalar randomWeight(Entropy entropy) {
    byte[] bytes = entropy.bytes(16);
    Scalar weight = reduce(bytes);
    return weight.isZero() ? ONE : weight;
  }

  /** Reads 32 bytes and refuses r and everything above it. */
  public static Scalar decode(Decoder in) throws MalformedInput {
    byte[] big = in.fixedArray(SIZE);
    byte[] little = new byte[SIZE];
    for (int i = 0; i < SIZE; i++) {
      little[i] = big[SIZE - 1 - i];
    }
    Scratch scratch = Scratch.ofThread();
    scratch.putBytes(Scratch.A, little);
    if (Blst.ask(Blst.SCALAR_FR_CHECK, scratch.at(Scratch.A)) == 0) {
      throw new MalformedInput("scalar not below the group order");
    }
    Blst.call(Blst.FR_FROM_SCALAR, scratch.at(Scratch.OUT), scratch.at(Scratch.A));
    return take(scratch);
  }

  private static Scalar take(Scratch scratch) {
    return new Scalar(
        scratch.word(Scratch.OUT, 0),
        scratch.word(Scratch.OUT, 1),
        scratch.word(Scratch.OUT, 2),
        scratch.word(Scratch.OUT, 3));
  }

  public Scalar plus(Scalar other) {
    Scratch scratch = load(other);
    Blst.call(Blst.FR_ADD, scratch.at(Scratch.OUT), scratch.at(Scratch.A), scratch.at(Scratch.B));
    return take(scratch);
  }

  public Scalar minus(Scalar other) {
    Scratch scratch = load(other);
    Blst.call(Blst.FR_SUB, scratch.at(Scratch.OUT), scratch.at(Scratch.A), scratch.at(Scratch.B));
    return take(scratch);
  }

  public Scalar times(Scalar other) {
    Scratch scratch = load(other);
    Blst.call(Blst.FR_MUL, scratch.at(Scratch.OUT), scratch.at(Scratch.A), scratch.at(Scratch.B));
    return take(scratch);
  }

  public Scalar negate() {
    return ZERO.minus(this);
  }

  /** The multiplicative inverse; zero has none and asking for it is a bug. Constant time. */
  public Scalar inverse() {
    Check.that(!isZero(), "zero has no inverse");
    Scratch scratch = load(this);
    Blst.call(Blst.FR_INVERSE, scratch.at(Scratch.OUT), scratch.at(Scratch.A));
    return take(scratch);
  }

  public boolean isZero() {
    return (w0 | w1 | w2 | w3) == 0;
  }

  private Scratch load(Scalar other) {
    Scratch scratch = Scratch.ofThread();
    scratch.putWords(Scratch.A, w0, w1, w2, w3);
    scratch.putWords(Scratch.B, other.w0, other.w1, other.w2, other.w3);
    return scratch;
  }

  void copyMontgomeryTo(MemorySegment target, long offset) {
    target.set(JAVA_LONG, offset, w0);
    target.set(JAVA_LONG, offset + 8, w1);
    target.set(JAVA_LONG, offset + 16, w2);
    target.set(JAVA_LONG, offset + 24, w3);
  }

  /** Thirty-two bytes, big-endian. */
  public byte[] toByteArray() {
    Scratch scratch = Scratch.ofThread();
    scratch.putScalar(Scratch.A, this);
    byte[] little = scratch.bytes(Scratch.A, SIZE);
    byte[] big = new byte[SIZE];
    for (int i = 0; i < SIZE; i++) {
      big[i] = little[SIZE - 1 - i];
    }
    return big;
  }

  /** Thirty-two bytes, big-endian. */
  public ByteString toByteString() {
    return ByteString.copyOf(toByteArray());
  }

  public void encode(Encoder out) {
    out.fixed(toByteArray());
  }

  /** Equality in constant time. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Scalar that
        && ((w0 ^ that.w0) | (w1 ^ that.w1) | (w2 ^ that.w2) | (w3 ^ that.w3)) == 0;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(w0 ^ w1 ^ w2 ^ w3);
  }

  @Override
  public String toString() {
    return "Scalar[redacted]";
  }
}
