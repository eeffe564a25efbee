package org.specie.kernel.crypto.range;

import java.util.ArrayList;
import java.util.List;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;

/**
 * What the prover sends, in the order of the encoding. Points are on the curve and not necessarily
 * in the group of order r; there is no check to make before the equation.
 *
 * @param bits A, the commitment to all bits
 * @param left L of each round
 * @param right R of each round
 * @param lastCross A' of the last step
 * @param lastSquare B of the last step
 * @param r response r'
 * @param s response s'
 * @param delta response delta'
 */
record BulletproofPlusProof(
    G1 bits,
    List<G1> left,
    List<G1> right,
    G1 lastCross,
    G1 lastSquare,
    Scalar r,
    Scalar s,
    Scalar delta) {

  ByteString encode() {
    Encoder out = new Encoder();
    bits.encode(out);
    for (int round = 0; round < left.size(); round++) {
      left.get(round).encode(out);
      right.get(round).encode(out);
    }
    lastCross.encode(out);
    lastSquare.encode(out);
    r.encode(out);
    s.encode(out);
    delta.encode(out);
    return out.toByteString();
  }

  static BulletproofPlusProof decode(BulletproofPlusShape shape, ByteString bytes)
      throws MalformedInput {
    Decoder in = new Decoder(bytes);
    G1 bits = G1.decode(in);
    List<G1> left = new ArrayList<>(shape.rounds());
    List<G1> right = new ArrayList<>(shape.rounds());
    for (int round = 0; round < shape.rounds(); round++) {
      left.add(G1.decode(in));
      right.add(G1.decode(in));
    }
    G1 lastCross = G1.decode(in);
    G1 lastSquare = G1.decode(in);
    Scalar r = Scalar.decode(in);
    Scalar s = Scalar.decode(in);
    Scalar delta = Scalar.decode(in);
    in.end();
    return new BulletproofPlusProof(
        bits, List.copyOf(left), List.copyOf(right), lastCross, lastSquare, r, s, delta);
  }
}
