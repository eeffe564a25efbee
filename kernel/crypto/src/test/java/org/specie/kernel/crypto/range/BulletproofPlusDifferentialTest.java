package org.specie.kernel.crypto.range;

import static org.assertj.core.api.Assertions.assertThat;
import static org.specie.kernel.crypto.range.BulletproofPlusFixture.SYSTEM;
import static org.specie.kernel.crypto.range.BulletproofPlusFixture.commit;
import static org.specie.kernel.crypto.range.BulletproofPlusFixture.transcript;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.batch.BaseSet.Base;
import org.specie.kernel.crypto.batch.TermSink;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.G1Msm;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.range.RangeProofSystem.Claim;
import org.specie.kernel.crypto.range.RangeProofSystem.Opening;

/**
 * The unrolled equation against the protocol followed round by round: for a wrong proof both must
 * miss zero by the same point, which no error in a coefficient survives.
 */
final class BulletproofPlusDifferentialTest {
  private final BulletproofPlusFixture fixture = new BulletproofPlusFixture(4);

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5})
  void agreesWithTheReferenceOnProofsAndByHowMuchOthersFail(int count) throws MalformedInput {
    long[] values = new long[count];
    for (int i = 0; i < count; i++) {
      values[i] = 1_000_003L * i;
    }
    List<Opening> openings = fixture.open(values);
    List<Claim> claims = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      G1 commitment = commit(openings.get(i));
      claims.add(
          i % 2 == 0
              ? new Claim(commitment, false, 7L * i)
              : Claim.atMost(values[i] + i, commitment));
    }
    ByteString proof = fixture.prove(claims, openings);
    assertThat(difference(claims, proof).isInfinity()).isTrue();

    // Points and scalars at random: every term of the equation takes part in the defect.
    byte[] random = proof.toByteArray();
    int points = (proof.size() - 3 * Scalar.SIZE) / G1.SIZE;
    for (int i = 0; i < points; i++) {
      System.arraycopy(fixture.point().toByteArray(), 0, random, i * G1.SIZE, G1.SIZE);
    }
    for (int i = 0; i < 3; i++) {
      int at = points * G1.SIZE + i * Scalar.SIZE;
      System.arraycopy(fixture.scalar().toByteArray(), 0, random, at, Scalar.SIZE);
    }
    assertThat(difference(claims, ByteString.copyOf(random)).isInfinity()).isFalse();
  }

  /** How far the proof is from holding, after checking that both verifiers say the same. */
  private G1 difference(List<Claim> claims, ByteString proof) throws MalformedInput {
    G1 expected = new BulletproofPlusReference(SYSTEM.bases(), claims, transcript()).defect(proof);
    Scalar weight = Scalar.randomWeight(fixture.entropy());
    try (G1Msm sum = new G1Msm(64, 255)) {
      assertThat(SYSTEM.accumulate(claims, proof, transcript(), weight, sinkInto(sum))).isTrue();
      G1 actual = sum.sum().clearCofactor();
      assertThat(actual).isEqualTo(expected.clearCofactor().times(weight));
      return actual;
    }
  }

  private static TermSink sinkInto(G1Msm sum) {
    return new TermSink() {
      @Override
      public void term(G1 point, Scalar coefficient) {
        sum.add(point, coefficient);
      }

      @Override
      public void weighted(G1 point, Scalar weight) {
        sum.add(point, weight);
      }

      @Override
      public void base(Base base, Scalar coefficient) {
        sum.add(base.point(), coefficient);
      }
    };
  }
}
