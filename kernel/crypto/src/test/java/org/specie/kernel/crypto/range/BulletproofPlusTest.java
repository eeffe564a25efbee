package org.specie.kernel.crypto.range;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.InvariantViolation;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.batch.BaseSet;
import org.specie.kernel.crypto.batch.BaseSet.Base;
import org.specie.kernel.crypto.batch.NaiveSum;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.range.RangeProofSystem.Claim;
import org.specie.kernel.crypto.range.RangeProofSystem.Opening;
import org.specie.kernel.crypto.transcript.Transcript;

final class BulletproofPlusTest {
  private static final long VALUE_MAX = (1L << 48) - 1;
  private static final ByteString TAG = ByteString.utf8("SPECIE-test-v1-range-bpplus");
  private static final int CLAIMS_MAX = 4;

  private static final BaseSet.Builder BUILDER = new BaseSet.Builder();
  private static final Base VALUE =
      BUILDER.add(G1.hashToCurve(ByteString.utf8("value"), ByteString.utf8("SPECIE-test-v1")));
  private static final Base BLINDING = BUILDER.add(G1.GENERATOR);
  private static final BulletproofPlus SYSTEM =
      BulletproofPlus.create(BUILDER, VALUE, BLINDING, TAG, CLAIMS_MAX);

  private final Random random = new Random(1);
  private final Entropy entropy = random::nextBytes;

  private G1 commit(Opening opening) {
    return VALUE
        .point()
        .times(BulletproofPlus.signed(opening.value()))
        .plus(BLINDING.point().times(opening.blinding()));
  }

  private List<Opening> open(long... values) {
    List<Opening> openings = new ArrayList<>();
    for (long value : values) {
      openings.add(new Opening(value, Scalar.random(entropy)));
    }
    return openings;
  }

  private List<Claim> claims(List<Opening> openings) {
    return openings.stream().map(o -> Claim.of(commit(o))).toList();
  }

  private static Transcript transcript() {
    return new Transcript("test");
  }

  private boolean verifies(List<Claim> claims, ByteString proof) {
    return verifies(SYSTEM, claims, proof, transcript());
  }

  private boolean verifies(
      BulletproofPlus system, List<Claim> claims, ByteString proof, Transcript transcript) {
    try (NaiveSum sum = new NaiveSum()) {
      Scalar weight = Scalar.randomWeight(entropy);
      return system.accumulate(claims, proof, transcript, weight, sum) && sum.isZero();
    }
  }

  private ByteString prove(List<Claim> claims, List<Opening> openings) {
    return SYSTEM.prove(claims, openings, transcript(), entropy);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void acceptsTrueClaims(int count) {
    long[] values = {0, VALUE_MAX, 1234567890123L, 1};
    List<Opening> openings = open(Arrays.copyOf(values, count));
    List<Claim> claims = claims(openings);
    ByteString proof = prove(claims, openings);
    assertThat(proof.size()).isEqualTo(SYSTEM.proofSize(count));
    assertThat(verifies(claims, proof)).isTrue();
  }

  @Test
  void refusesAWrongValue() {
    List<Opening> openings = open(5, 6);
    ByteString proof = prove(claims(openings), openings);
    assertThat(verifies(claims(open(5, 6)), proof)).isFalse();
  }

  @Test
  void refusesToProveAFalseClaim() {
    for (long value : new long[] {-1, VALUE_MAX + 1, Long.MAX_VALUE, Long.MIN_VALUE + 1}) {
      List<Opening> openings = open(value);
      List<Claim> claims = claims(openings);
      assertThatThrownBy(() -> prove(claims, openings)).isInstanceOf(InvariantViolation.class);
    }
  }
}
