package org.specie.kernel.crypto.range;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.crypto.batch.BaseSet;
import org.specie.kernel.crypto.batch.BaseSet.Base;
import org.specie.kernel.crypto.bls381.G1;

/**
 * The bases of the argument. Nobody may know a linear relation among them, or ranges can be forged.
 *
 * @param value g: carries the value of a commitment
 * @param blinding h: carries its blinding factor
 * @param left the vector G, one base a bit
 * @param right the vector H, one base a bit
 * @param digest hash of all of the above; goes into the transcript, so that a proof holds for these
 *     bases only
 */
record BulletproofPlusBases(
    Base value, Base blinding, List<Base> left, List<Base> right, Hash32 digest) {

  /** Hashes two vectors of {@code length} bases to the curve and adds them to {@code builder}. */
  static BulletproofPlusBases create(
      BaseSet.Builder builder,
      Base value,
      Base blinding,
      ByteString domainSeparationTag,
      int length) {
    List<Base> left = vector(builder, "G", domainSeparationTag, length);
    List<Base> right = vector(builder, "H", domainSeparationTag, length);
    List<Base> all = new ArrayList<>(List.of(value, blinding));
    all.addAll(left);
    all.addAll(right);
    Set<G1> distinct = new HashSet<>();
    Encoder encoded = new Encoder().u32(length);
    for (Base base : all) {
      Check.that(distinct.add(base.point()), "the bases of a range proof are distinct");
      base.point().encode(encoded);
    }
    Hash32 digest = Hash32.sha256(encoded.toByteArray());
    return new BulletproofPlusBases(value, blinding, List.copyOf(left), List.copyOf(right), digest);
  }

  private static List<Base> vector(
      BaseSet.Builder builder, String name, ByteString domainSeparationTag, int length) {
    List<Base> vector = new ArrayList<>(length);
    for (int i = 0; i < length; i++) {
      ByteString message = new Encoder().text(name).u32(i).toByteString();
      vector.add(builder.add(G1.hashToCurve(message, domainSeparationTag)));
    }
    return vector;
  }
}
