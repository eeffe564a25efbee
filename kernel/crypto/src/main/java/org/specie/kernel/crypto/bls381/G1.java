package org.specie.kernel.crypto.bls381;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;

/**
 * A point of the curve E over the base field, in affine coordinates. Immutable.
 *
 * <p>A decoded point lies on the curve but <b>not necessarily in the group of order r</b>: checking
 * that costs as much as half a multiplication, and a cofactored batch equation does not need it.
 * Whoever multiplies a decoded point by a secret, compares it, or uses it as the only multiplicand
 * of a statement first calls {@link #clearCofactor} or {@link #isInSubgroup}. Points from {@link
 * #hashToCurve}, {@link #times} of such points and the generator are in the group.
 *
 * <p>Encodings: 96 bytes uncompressed on links, 48 bytes compressed where bytes are kept or
 * compared, both in the flag-bit format of the ZCash BLS12-381 serialisation.
 */
public final class G1 {
  /** Bytes of the uncompressed encoding. */
  public static final int SIZE = 96;

  /** Bytes of the compressed encoding. */
  public static final int COMPRESSED_SIZE = 48;

  private static final int WORDS = Blst.P1_AFFINE / 8;

  /** 1 - z for the curve parameter z = -0xd201000000010000: kills every component outside G1. */
  private static final long ONE_MINUS_Z = 0xd201000000010001L;

  /** {@link #ONE_MINUS_Z} as a scalar, and its inverse, for secrets that undo the clearing. */
  public static final Scalar COFACTOR_CLEARER = Scalar.reduce(longBytes(ONE_MINUS_Z));

  public static final Scalar COFACTOR_CLEARER_INVERSE = COFACTOR_CLEARER.inverse();

  /** The neutral element. It has no accepted encoding: no message may carry it. */
  public static final G1 INFINITY = new G1(new long[WORDS]);

  /** The standard generator g. */
  public static final G1 GENERATOR =
      mustDecode(
          "17f1d3a73197d7942695638c4fa9ac0fc3688c4f9774b905a14e3a3f171bac586c55e83ff97a1aeffb3af00adb22c6bb"
              + "08b3f481e3aaa0f1a09e30ed741d8ae4fcf5e095d5d00af600db18cb2c04b3edd03cc744a2888ae40caa232946c5e7e1");

  /** Affine x and y in Montgomery form, six words each; all zero at infinity. Never changed. */
  private final long[] words;

  private G1(long[] words) {
    this.words = words;
  }

  private static byte[] longBytes(long value) {
    byte[] bytes = new byte[8];
    for (int i = 0; i < 8; i++) {
      bytes[i] = (byte) (value >>> (56 - 8 * i));
    }
    return bytes;
  }

  private static G1 mustDecode(String hex) {
    try {
      return decode(new Decoder(ByteString.hex(hex)));
    } catch (MalformedInput e) {
      throw new IllegalStateException("the generator decodes", e);
    }
  }

  /** Hashes {@code message} to the group by the random-oracle suite of RFC 9380. 60 µs. */
  public static G1 hashToCurve(ByteString message, ByteString domainSeparationTag) {
    Check.that(
        0 < domainSeparationTag.size() && domainSeparationTag.size() <= 255,
        "a domain separation tag has 1 to 255 bytes");
    Scratch scratch = Scratch.ofThread();
    scratch.putMessage(message.toByteArray());
    scratch.putBytes(Scratch.TAG, domainSeparationTag.toByteArray());
    Blst.call(
        Blst.HASH_TO_G1,
        scratch.at(Scratch.OUT),
        scratch.messageAt(),
        message.size(),
        scratch.at(Scratch.TAG),
        domainSeparationTag.size(),
        0L,
        0L);
    return takeProjective(scratch);
  }

  /** Reads 96 bytes: canonical, on the curve, not infinity. Does not check the subgroup. 0.3 µs. */
  public static G1 decode(Decoder in) throws MalformedInput {
    byte[] bytes = in.fixedArray(SIZE);
    if ((bytes[0] & 0xe0) != 0) {
      throw new MalformedInput("point with flag bits");
    }
    Scratch scratch = Scratch.ofThread();
    scratch.putBytes(Scratch.A, bytes);
    int error = Blst.ask(Blst.P1_DESERIALIZE, scratch.at(Scratch.OUT), scratch.at(Scratch.A));
    return accept(scratch, error);
  }

  /** Reads 48 bytes: canonical, on the curve, not infinity. Does not check the subgroup. 15 µs. */
  public static G1 decodeCompressed(Decoder in) throws MalformedInput {
    byte[] bytes = in.fixedArray(COMPRESSED_SIZE);
    if ((bytes[0] & 0xc0) != 0x80) {
      throw new MalformedInput("point with wrong flag bits");
    }
    Scratch scratch = Scratch.ofThread();
    scratch.putBytes(Scratch.A, bytes);
    int error = Blst.ask(Blst.P1_UNCOMPRESS, scratch.at(Scratch.OUT), scratch.at(Scratch.A));
    return accept(scratch, error);
  }

  private static G1 accept(Scratch scratch, int error) throws MalformedInput {
    if (error != 0) {
      throw new MalformedInput("not a point of the curve");
    }
    G1 point = new G1(scratch.longs(Scratch.OUT, WORDS));
    if (point.isInfinity()) {
      throw new MalformedInput("point at infinity");
    }
    return point;
  }

  /** As {@link #decode}, and refuses points outside the group of order r. 45 µs. */
  public static G1 decodeInSubgroup(Decoder in) throws MalformedInput {
    G1 point = decode(in);
    if (!point.isInSubgroup()) {
      throw new MalformedInput("point outside the group");
    }
    return point;
  }

  /** Takes the point a call left in projective form at {@link Scratch#OUT}. */
  static G1 takeProjective(Scratch scratch) {
    Blst.call(Blst.P1_TO_AFFINE, scratch.at(Scratch.C), scratch.at(Scratch.OUT));
    return new G1(scratch.longs(Scratch.C, WORDS));
  }

  static G1 ofWords(long[] owned) {
    return new G1(owned);
  }

  /** The affine words; the caller must not change them. */
  long[] words() {
    return words;
  }

  public G1 plus(G1 other) {
    Scratch scratch = Scratch.ofThread();
    loadProjective(scratch, Scratch.A);
    scratch.putLongs(Scratch.B, other.words);
    Blst.call(
        Blst.P1_ADD_OR_DOUBLE_AFFINE,
        scratch.at(Scratch.OUT),
        scratch.at(Scratch.A),
        scratch.at(Scratch.B));
    return takeProjective(scratch);
  }

  public G1 minus(G1 other) {
    return plus(other.negate());
  }

  public G1 negate() {
    Scratch scratch = Scratch.ofThread();
    loadProjective(scratch, Scratch.OUT);
    Blst.callFlag(Blst.P1_CNEG, scratch.at(Scratch.OUT), true);
    return takeProjective(scratch);
  }

  /**
   * The multiple by a scalar in constant time (80 µs). The point must be in the group of order r:
   * blst multiplies through the curve's endomorphism, which is wrong elsewhere.
   */
  public G1 times(Scalar scalar) {
    Scratch scratch = Scratch.ofThread();
    loadProjective(scratch, Scratch.A);
    scratch.putScalar(Scratch.B, scalar);
    Blst.call(
        Blst.P1_MULT, scratch.at(Scratch.OUT), scratch.at(Scratch.A), scratch.at(Scratch.B), 255L);
    return takeProjective(scratch);
  }

  /**
   * This point times 1 - z: the component in the group of order r, scaled, and nothing else.
   * Infinity exactly if that component vanishes. Variable time only in the (public) constant. 23
   * µs.
   */
  public G1 clearCofactor() {
    Scratch scratch = Scratch.ofThread();
    loadProjective(scratch, Scratch.OUT);
    scratch.putLongs(Scratch.B, words);
    long out = scratch.at(Scratch.OUT);
    for (int bit = 62; bit >= 0; bit--) {
      Blst.call(Blst.P1_DOUBLE, out, out);
      if ((ONE_MINUS_Z >>> bit & 1) == 1) {
        Blst.call(Blst.P1_ADD_OR_DOUBLE_AFFINE, out, out, scratch.at(Scratch.B));
      }
    }
    return takeProjective(scratch);
  }

  /** Whether the point is in the group of order r. 44 µs. */
  public boolean isInSubgroup() {
    Scratch scratch = Scratch.ofThread();
    scratch.putLongs(Scratch.A, words);
    return Blst.ask(Blst.P1_AFFINE_IN_G1, scratch.at(Scratch.A)) != 0;
  }

  public boolean isInfinity() {
    long any = 0;
    for (long word : words) {
      any |= word;
    }
    return any == 0;
  }

  /** Whether x is zero: at infinity, and on the curve y² = x³ + 4 at the two points of order 3. */
  boolean isInfinityOrOfOrderThree() {
    long any = 0;
    for (int i = 0; i < WORDS / 2; i++) {
      any |= words[i];
    }
    return any == 0;
  }

  private void loadProjective(Scratch scratch, int place) {
    scratch.putLongs(Scratch.C, words);
    Blst.call(Blst.P1_FROM_AFFINE, scratch.at(place), scratch.at(Scratch.C));
  }

  /** Ninety-six bytes. Infinity has no encoding: asking for it is a bug. */
  public byte[] toByteArray() {
    Check.that(!isInfinity(), "infinity is never encoded");
    Scratch scratch = Scratch.ofThread();
    scratch.putLongs(Scratch.A, words);
    Blst.call(Blst.P1_AFFINE_SERIALIZE, scratch.at(Scratch.OUT), scratch.at(Scratch.A));
    return scratch.bytes(Scratch.OUT, SIZE);
  }

  /** Forty-eight bytes: one string a point, whatever its path here. */
  public ByteString toCompressed() {
    Check.that(!isInfinity(), "infinity is never encoded");
    Scratch scratch = Scratch.ofThread();
    scratch.putLongs(Scratch.A, words);
    Blst.call(Blst.P1_AFFINE_COMPRESS, scratch.at(Scratch.OUT), scratch.at(Scratch.A));
    return ByteString.copyOf(scratch.bytes(Scratch.OUT, COMPRESSED_SIZE));
  }

  /** Appends 96 bytes. */
  public void encode(Encoder out) {
    out.fixed(toByteArray());
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof G1 that && Arrays.equals(words, that.words);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(words);
  }

  @Override
  public String toString() {
    return isInfinity() ? "G1[infinity]" : "G1[" + toCompressed().slice(0, 6).toHex() + "…]";
  }
}
