package org.specie.kernel.crypto.escrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.InvariantViolation;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;

/** Clause 5b.6. */
final class SmallLogarithmTest {
  private static final G1 BASE =
      G1.hashToCurve(ByteString.utf8("small"), ByteString.utf8("SPECIE-test-v1-escrow"));
  private static final SmallLogarithm TABLE = new SmallLogarithm(BASE, 12);

  private static G1 times(long value) {
    return BASE.times(Scalar.of(value));
  }

  @Test
  void refusesImpossibleSizes() {
    assertThatThrownBy(() -> new SmallLogarithm(BASE, 25)).isInstanceOf(InvariantViolation.class);
    assertThatThrownBy(() -> new SmallLogarithm(G1.INFINITY, 4))
        .isInstanceOf(InvariantViolation.class);
    assertThatThrownBy(() -> TABLE.find(BASE, 49)).isInstanceOf(InvariantViolation.class);
  }

  @Test
  void findsNothingOutsideTheRange() {
    assertThat(TABLE.find(times(1 << 20), 20)).isEmpty();
    assertThat(TABLE.find(times((1 << 20) + 5000), 20)).isEmpty();
    assertThat(TABLE.find(times(1).negate(), 20)).isEmpty();
    assertThat(TABLE.find(G1.GENERATOR, 20)).isEmpty();
  }

  @Test
  void findsEveryNumberAroundTheSeams() {
    long stride = 2 * 4096 + 1;
    for (long middle : new long[] {0, 4096, stride, stride + 4096, 7 * stride, 1 << 20}) {
      for (long value = middle - 3; value <= middle + 3; value++) {
        if (0 <= value && value < 1 << 20) {
          assertThat(TABLE.find(times(value), 20)).hasValue(value);
        }
      }
    }
    assertThat(TABLE.find(G1.INFINITY, 20)).hasValue(0);
  }

  @Test
  void findsRandomNumbers() {
    Random random = new Random(41);
    for (int i = 0; i < 30; i++) {
      long value = random.nextLong(1L << 28);
      assertThat(TABLE.find(times(value), 28)).hasValue(value);
    }
  }
}
