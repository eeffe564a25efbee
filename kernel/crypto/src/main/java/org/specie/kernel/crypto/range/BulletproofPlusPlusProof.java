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
 * What a proof consists of, in the order it is sent (docs/spec/03b, clause 3b.9). Its lengths
 * follow from the number of claims, so that the bytes carry none.
 *
 * @param digits C_D, to digits and multiplicities
 * @param reciprocals C_R
 * @param blinding C_S, to the blinding vector and the error terms
 * @param folds one for each round
 * @param linear what is left of the linear vector
 * @param norm what is left of the norm vector
 */
record BulletproofPlusPlusProof(
    G1 digits,
    G1 reciprocals,
    G1 blinding,
    List<Fold> folds,
    List<Scalar> linear,
    List<Scalar> norm) {
  /** The two commitments of a round: X to the cross products, R to the odd halves. */
  record Fold(G1 cross, G1 odd) {}

  BulletproofPlusPlusProof {
    folds = List.copyOf(folds);
    linear = List.copyOf(linear);
    norm = List.copyOf(norm);
  }

  static int size(BulletproofPlusPlusShape shape) {
    return shape.points() * G1.SIZE + shape.scalars() * Scalar.SIZE;
  }

  ByteString encode() {
    Encoder out = new Encoder();
    digits.encode(out);
    reciprocals.encode(out);
    blinding.encode(out);
    for (Fold fold : folds) {
      fold.cross.encode(out);
      fold.odd.encode(out);
    }
    linear.forEach(scalar -> scalar.encode(out));
    norm.forEach(scalar -> scalar.encode(out));
    return out.toByteString();
  }

  /** Reads a proof; its points are on the curve, not necessarily in the group of order r. */
  static BulletproofPlusPlusProof decode(ByteString bytes, BulletproofPlusPlusShape shape)
      throws MalformedInput {
    if (bytes.size() != size(shape)) {
      throw new MalformedInput("not the size of a proof for that many claims");
    }
    Decoder in = new Decoder(bytes);
    G1 digits = G1.decode(in);
    G1 reciprocals = G1.decode(in);
    G1 blinding = G1.decode(in);
    List<Fold> folds = new ArrayList<>();
    for (int k = 0; k < shape.rounds(); k++) {
      folds.add(new Fold(G1.decode(in), G1.decode(in)));
    }
    List<Scalar> linear = scalars(in, shape.linearFolded());
    List<Scalar> norm = scalars(in, shape.normFolded());
    in.end();
    return new BulletproofPlusPlusProof(digits, reciprocals, blinding, folds, linear, norm);
  }

  private static List<Scalar> scalars(Decoder in, int count) throws MalformedInput {
    List<Scalar> scalars = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      scalars.add(Scalar.decode(in));
    }
    return scalars;
  }
}
