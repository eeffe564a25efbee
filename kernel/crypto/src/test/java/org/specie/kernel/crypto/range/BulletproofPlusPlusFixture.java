package org.specie.kernel.crypto.range;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.batch.BaseSet;
import org.specie.kernel.crypto.batch.BaseSet.Base;
import org.specie.kernel.crypto.batch.NaiveSum;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.range.RangeProofSystem.Claim;
import org.specie.kernel.crypto.range.RangeProofSystem.Opening;
import org.specie.kernel.crypto.transcript.Transcript;

/** A system over test bases and the few steps all tests share. */
final class BulletproofPlusPlusFixture {
  static final ByteString DST = ByteString.utf8("SPECIE-test-v1-range-bppp");
  static final int CLAIMS_MAX = 6;

  final BaseSet bases;
  final Base value;
  final Base blinding;
  final BulletproofPlusPlus system;
  final Entropy entropy;

  BulletproofPlusPlusFixture(ByteString dst, int rounds) {
    this("value", dst, rounds);
  }

  BulletproofPlusPlusFixture(String valueName, ByteString dst, int rounds) {
    Random random = new Random(7);
    entropy = random::nextBytes;
    BaseSet.Builder builder = new BaseSet.Builder();
    value =
        builder.add(G1.hashToCurve(ByteString.utf8(valueName), ByteString.utf8("SPECIE-test-v1")));
    blinding = builder.add(G1.GENERATOR);
    system = BulletproofPlusPlus.create(builder, value, blinding, dst, CLAIMS_MAX, rounds);
    bases = builder.build();
  }

  static BulletproofPlusPlusFixture create() {
    return new BulletproofPlusPlusFixture(DST, BulletproofPlusPlus.ROUNDS);
  }

  static Transcript transcript() {
    return new Transcript("test");
  }

  static Scalar signed(long value) {
    return value >= 0 ? Scalar.of(value) : Scalar.of(-value).negate();
  }

  Opening open(long value) {
    return new Opening(value, Scalar.random(entropy));
  }

  List<Opening> openAll(long... values) {
    List<Opening> openings = new ArrayList<>();
    for (long each : values) {
      openings.add(open(each));
    }
    return openings;
  }

  G1 commit(Opening opening) {
    return commit(signed(opening.value()), opening.blinding());
  }

  G1 commit(Scalar v, Scalar rho) {
    return value.point().times(v).plus(blinding.point().times(rho));
  }

  List<Claim> claims(List<Opening> openings) {
    return openings.stream().map(opening -> Claim.of(commit(opening))).toList();
  }

  ByteString prove(List<Claim> claims, List<Opening> openings) {
    return system.prove(claims, openings, transcript(), entropy);
  }

  boolean verify(List<Claim> claims, ByteString proof) {
    return verify(system, claims, proof, transcript());
  }

  boolean verify(
      RangeProofSystem system, List<Claim> claims, ByteString proof, Transcript transcript) {
    try (NaiveSum sum = new NaiveSum()) {
      Scalar weight = Scalar.randomWeight(entropy);
      return system.accumulate(claims, proof, transcript, weight, sum) && sum.isZero();
    }
  }
}
