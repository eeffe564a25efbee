package org.specie.kernel.crypto.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.InvariantViolation;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;

/** What one statement of a batch may do to the others: nothing. */
final class BatchVerifierTest {
  private final Random random = new Random(17);
  private final Entropy entropy =
      target -> {
        synchronized (random) {
          random.nextBytes(target);
        }
      };
  private final BaseSet bases = new BaseSet.Builder().build();
  private final BatchVerifier oneCore = BatchVerifier.onOneCore(bases, entropy);
  private final BatchVerifier twoCores =
      new BatchVerifier(bases, entropy, ForkJoinPool.commonPool(), 2);

  /** "defect·g = 0", in two terms. */
  private BatchStatement defect(Scalar defect) {
    G1 point = G1.GENERATOR.times(Scalar.random(entropy));
    return (sink, weights) -> {
      Scalar weight = weights.next();
      sink.weighted(point.plus(G1.GENERATOR.times(defect)), weight);
      sink.term(point, weight.negate());
      return true;
    };
  }

  /** Wrong before its equations, after it has poured in terms of its own. */
  private BatchStatement malformed() {
    return (sink, weights) -> {
      sink.term(G1.GENERATOR, weights.next());
      return false;
    };
  }

  private List<BatchStatement> nineWith(int at, BatchStatement odd) {
    return IntStream.range(0, 9).mapToObj(i -> i == at ? odd : defect(Scalar.ZERO)).toList();
  }

  @Test
  void namesTheOneFalseStatementWhereverItStands() {
    for (int at = 0; at < 9; at++) {
      BitSet expected = new BitSet();
      expected.set(at);
      for (BatchVerifier verifier : List.of(oneCore, twoCores)) {
        assertThat(verifier.findFalse(nineWith(at, defect(Scalar.ONE)))).isEqualTo(expected);
        assertThat(verifier.findFalse(nineWith(at, malformed()))).isEqualTo(expected);
      }
    }
  }

  @Test
  void defectsThatCancelAcrossSharesAreFoundBoth() {
    BitSet both = new BitSet();
    both.set(0);
    both.set(8);
    List<BatchStatement> batch =
        IntStream.range(0, 9)
            .mapToObj(i -> defect(i == 0 ? Scalar.ONE : i == 8 ? Scalar.ONE.negate() : Scalar.ZERO))
            .toList();
    assertThat(oneCore.findFalse(batch)).isEqualTo(both);
    assertThat(twoCores.findFalse(batch)).isEqualTo(both);
  }

  @Test
  void nothingIsFalseInNothing() {
    assertThat(oneCore.findFalse(List.of()).isEmpty()).isTrue();
    assertThat(twoCores.allHold(List.of())).isTrue();
  }

  /** Whoever stops the replica on a bug must recognise it, on whichever thread it was found. */
  @Test
  void aBugInOneShareReachesTheCallerAsItIs() {
    BatchStatement bug =
        (_, _) -> {
          throw new InvariantViolation("a bug");
        };
    for (BatchVerifier verifier : List.of(oneCore, twoCores)) {
      assertThatThrownBy(() -> verifier.findFalse(nineWith(7, bug)))
          .isInstanceOf(InvariantViolation.class)
          .hasMessage("a bug");
    }
  }
}
