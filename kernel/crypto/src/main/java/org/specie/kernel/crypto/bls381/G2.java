package org.specie.kernel.crypto.bls381;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;

/**
 * A point of the second group, of order r. Immutable. Decoding always checks the subgroup: points
 * of this group come from keys and key generation, never from payments. Encoding: 192 bytes
 * uncompressed.
 */
public final class G2 {
  /** Bytes of the encoding. */
  public static final int SIZE = 192;

  private static final int WORDS = Blst.P2_AFFINE / 8;

  public static final G2 INFINITY = new G2(new long[WORDS]);

  /** The standard generator g~. */
  public static final G2 GENERATOR =
      mustDecode(
          "13e02b6052719f607dacd3a088274f65596bd0d09920b61ab5da61bbdc7f5049334cf11213945d57e5ac7d055d042b7e"
              + "024aa2b2f08f0a91260805272dc51051c6e47ad4fa403b02b4510b647ae3d1770bac0326a805bbefd48056c8c121bdb8"
              + "0606c4a02ea734cc32acd2b02bc28b99cb3e287e85a763af267492ab572e99ab3f370d275cec1da1aaa9075ff05f79be"
              + "0ce5d527727d6e118cc9cdc6da2e351aadfd9baa8cbdd3a76d429a695160d12c923ac9cc3baca289e193548608b82801");

  private final long[] words;

  private G2(long[] words) {
    this.words = words;
  }

  private static G2 mustDecode(String hex) {
    try {
      return decode(new Decoder(ByteString.hex(hex)));
    } catch (MalformedInput e) {
      throw new IllegalStateException("the generator decodes", e);
    }
  }

  /** Reads 192 bytes: canonical, on the curve, in the group of order r, not infinity. 52 µs. */
  public static G2 decode(Decoder in) throws MalformedInput {
    byte[] bytes = in.fixedArray(SIZE);
    if ((bytes[0] & 0xe0) != 0) {
      throw new MalformedInput("point with flag bits");
    }
    Scratch scratch = Scratch.ofThread();
    scratch.putBytes(Scratch.A, bytes);
    if (Blst.ask(Blst.P2_DESERIALIZE, scratch.at(Scratch.OUT), scratch.at(Scratch.A)) != 0) {
      throw new MalformedInput("not a point of the curve");
    }
    G2 point = new G2(scratch.longs(Scratch.OUT, WORDS));
    if (point.isInfinity()) {
      throw new MalformedInput("point at infinity");
    }
    if (!point.isInSubgroup()) {
      throw new MalformedInput("point outside the group");
    }
    return point;
  }

  private static G2 takeProjective(Scratch scratch) {
    Blst.call(Blst.P2_TO_AFFINE, scratch.at(Scratch.C), scratch.at(Scratch.OUT));
    return new G2(scratch.longs(Scratch.C, WORDS));
  }

  long[] words() {
    return words;
  }

  public G2 plus(G2 other) {
    Scratch scratch = Scratch.ofThread();
    loadProjective(scratch, Scratch.A);
    scratch.putLongs(Scratch.B, other.words);
    Blst.call(
        Blst.P2_ADD_OR_DOUBLE_AFFINE,
        scratch.at(Scratch.OUT),
        scratch.at(Scratch.A),
        scratch.at(Scratch.B));
    return takeProjective(scratch);
  }

  public G2 minus(G2 other) {
    return plus(other.negate());
  }

  public G2 negate() {
    Scratch scratch = Scratch.ofThread();
    loadProjective(scratch, Scratch.OUT);
    Blst.callFlag(Blst.P2_CNEG, scratch.at(Scratch.OUT), true);
    return takeProjective(scratch);
  }

  /** The multiple by a scalar in constant time. 160 µs. */
  public G2 times(Scalar scalar) {
    Scratch scratch = Scratch.ofThread();
    loadProjective(scratch, Scratch.A);
    scratch.putScalar(Scratch.B, scalar);
    Blst.call(
        Blst.P2_MULT, scratch.at(Scratch.OUT), scratch.at(Scratch.A), scratch.at(Scratch.B), 255L);
    return takeProjective(scratch);
  }

  private boolean isInSubgroup() {
    Scratch scratch = Scratch.ofThread();
    scratch.putLongs(Scratch.A, words);
    return Blst.ask(Blst.P2_AFFINE_IN_G2, scratch.at(Scratch.A)) != 0;
  }

  public boolean isInfinity() {
    long any = 0;
    for (long word : words) {
      any |= word;
    }
    return any == 0;
  }

  private void loadProjective(Scratch scratch, int place) {
    scratch.putLongs(Scratch.C, words);
    Blst.call(Blst.P2_FROM_AFFINE, scratch.at(place), scratch.at(Scratch.C));
  }

  public byte[] toByteArray() {
    Check.that(!isInfinity(), "infinity is never encoded");
    Scratch scratch = Scratch.ofThread();
    scratch.putLongs(Scratch.A, words);
    Blst.call(Blst.P2_AFFINE_SERIALIZE, scratch.at(Scratch.OUT), scratch.at(Scratch.A));
    return scratch.bytes(Scratch.OUT, SIZE);
  }

  /** Appends 192 bytes. */
  public void encode(Encoder out) {
    out.fixed(toByteArray());
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof G2 that && Arrays.equals(words, that.words);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(words);
  }

  @Override
  public String toString() {
    return isInfinity() ? "G2[infinity]" : "G2[" + Integer.toHexString(hashCode()) + "]";
  }
}
