package org.specie.kernel.crypto.range;

import java.util.ArrayList;
import java.util.List;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.crypto.batch.BaseSet;
import org.specie.kernel.crypto.batch.BaseSet.Base;
import org.specie.kernel.crypto.bls381.G1;

/**
 * The bases of a proof: the value base, the linear vector's (the blinding base first) and the norm
 * vector's. All but the first two are hashed to the curve, so nobody knows a logarithm.
 */
record BulletproofPlusPlusBases(Base value, List<Base> linear, List<Base> norm) {
  BulletproofPlusPlusBases {
    linear = List.copyOf(linear);
    norm = List.copyOf(norm);
    Check.that(linear.size() == BulletproofPlusPlusShape.LINEAR, "four linear bases");
  }

  static BulletproofPlusPlusBases derive(
      BaseSet.Builder builder, Base value, Base blinding, ByteString dst, int claimsMax) {
    List<Base> linear = new ArrayList<>(List.of(blinding));
    for (int i = 1; i < BulletproofPlusPlusShape.LINEAR; i++) {
      linear.add(builder.add(hash("linear", i, dst)));
    }
    List<Base> norm = new ArrayList<>();
    for (int j = 0; j < new BulletproofPlusPlusShape(claimsMax, 0).norm(); j++) {
      norm.add(builder.add(hash("norm", j, dst)));
    }
    return new BulletproofPlusPlusBases(value, linear, norm);
  }

  private static G1 hash(String vector, int index, ByteString dst) {
    return G1.hashToCurve(ByteString.utf8("bulletproofs++/" + vector + "/" + index), dst);
  }
}
