package org.specie.kernel.crypto.range;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.batch.BaseSet;
import org.specie.kernel.crypto.batch.BaseSet.Base;
import org.specie.kernel.crypto.batch.NaiveSum;
import org.specie.kernel.crypto.batch.TermSink;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.G1Msm;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.range.RangeProofSystem.Claim;
import org.specie.kernel.crypto.range.RangeProofSystem.Opening;
import org.specie.kernel.crypto.transcript.Transcript;

/** One proof system over test bases, and provers and verifiers around it with seeded randomness. */
final class BulletproofPlusFixture {
  static final long VALUE_MAX = (1L << 48) - 1;
  static final ByteString TAG = ByteString.utf8("SPECIE-test-v1-range-bpplus");
  static final int CLAIMS_MAX = 5;

  private static final BaseSet.Builder BUILDER = new BaseSet.Builder();
  static final Base VALUE =
      BUILDER.add(G1.hashToCurve(ByteString.utf8("value"), ByteString.utf8("SPECIE-test-v1")));
  static final Base BLINDING = BUILDER.add(G1.GENERATOR);
  static final BulletproofPlus SYSTEM =
      BulletproofPlus.create(BUILDER, VALUE, BLINDING, TAG, CLAIMS_MAX);

  private final Random random;

  BulletproofPlusFixture(long seed) {
    this.random = new Random(seed);
  }

  Entropy entropy() {
    return random::nextBytes;
  }

  Scalar scalar() {
    return Scalar.random(entropy());
  }

  G1 point() {
    return G1.GENERATOR.times(scalar());
  }

  /** A point of the curve without a component in the group of order r. */
  G1 torsion() {
    Scalar minusOne = Scalar.ZERO.minus(Scalar.ONE);
    while (true) {
      byte[] compressed = entropy().bytes(G1.COMPRESSED_SIZE);
      compressed[0] = (byte) (0x80 | (compressed[0] & 0x0f));
      try {
        G1 point = G1.decodeCompressed(new Decoder(compressed));
        return sum(point, minusOne, point, Scalar.ONE);
      } catch (MalformedInput e) {
        // About half of all x are on no point.
      }
    }
  }

  /** Right for points outside the group of order r too. */
  static G1 sum(G1 p, Scalar s, G1 q, Scalar t) {
    return G1Msm.sum(new G1[] {p, q}, new Scalar[] {s, t});
  }

  List<Opening> open(long... values) {
    List<Opening> openings = new ArrayList<>();
    for (long value : values) {
      openings.add(new Opening(value, scalar()));
    }
    return openings;
  }

  static G1 commit(Scalar value, Scalar blinding) {
    return VALUE.point().times(value).plus(BLINDING.point().times(blinding));
  }

  static G1 commit(Opening opening) {
    return commit(BulletproofPlus.signed(opening.value()), opening.blinding());
  }

  static List<Claim> claims(List<Opening> openings) {
    return openings.stream().map(opening -> Claim.of(commit(opening))).toList();
  }

  static Transcript transcript() {
    return new Transcript("test");
  }

  ByteString prove(List<Claim> claims, List<Opening> openings) {
    return SYSTEM.prove(claims, openings, transcript(), entropy());
  }

  boolean verifies(List<Claim> claims, ByteString proof) {
    return verifies(SYSTEM, claims, proof, transcript());
  }

  boolean verifies(
      BulletproofPlus system, List<Claim> claims, ByteString proof, Transcript transcript) {
    try (NaiveSum sum = new NaiveSum()) {
      Scalar weight = Scalar.randomWeight(entropy());
      return system.accumulate(claims, proof, transcript, weight, sum) && sum.isZero();
    }
  }

  /** Records what a verifier adds. */
  static final class Recorder implements TermSink {
    final List<Scalar> coefficients = new ArrayList<>();
    int weights;
    int bases;

    @Override
    public void term(G1 point, Scalar coefficient) {
      coefficients.add(coefficient);
    }

    @Override
    public void weighted(G1 point, Scalar weight) {
      weights++;
    }

    @Override
    public void base(Base base, Scalar coefficient) {
      bases++;
    }

    boolean isEmpty() {
      return coefficients.isEmpty() && weights == 0 && bases == 0;
    }
  }
}
