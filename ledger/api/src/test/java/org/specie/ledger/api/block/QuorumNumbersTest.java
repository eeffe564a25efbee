package org.specie.ledger.api.block;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.ledger.api.certificate.OperatorKey;
import org.specie.quality.requirements.Requirement;

/** How many operators each certificate takes, and what any two of them share. */
@Requirement("D4")
class QuorumNumbersTest {
  private static OperatorSet set(int faults, int slow) {
    List<OperatorSet.Operator> seats = new ArrayList<>();
    for (int i = 0; i < 3 * faults + 2 * slow + 1; i++) {
      Hash32 seed = Hash32.sha256(ByteString.utf8("seat " + i));
      seats.add(OperatorKey.fromSeed(seed.bytes().toByteArray()).operator("operator " + i));
    }
    return OperatorSet.replicated(0, seats, faults, slow);
  }

  @ParameterizedTest
  @CsvSource({"1,0,4", "2,0,7", "3,0,10", "4,0,13", "1,1,6", "2,1,9", "0,0,1"})
  void certificatesTakeWhatTheProtocolNeeds(int faults, int slow, int operators) {
    OperatorSet set = set(faults, slow);
    assertThat(set.size()).isEqualTo(operators);
    int fast = set.fastKey().threshold();
    int commit = set.commitKey().threshold();
    int execution = set.executionKey().threshold();
    assertThat(fast).isEqualTo(operators - slow);
    assertThat(2 * commit - operators).as("two share one honest operator").isGreaterThan(faults);
    assertThat(execution).as("one honest operator executed").isEqualTo(faults + 1);
    assertThat(operators - faults).as("liars cannot stop it").isGreaterThanOrEqualTo(commit);
    assertThat(operators - (faults + 1) - slow)
        .as("it halts when more are gone, instead of going on with too few")
        .isLessThan(commit);
    for (var key : List.of(set.fastKey(), set.commitKey(), set.executionKey())) {
      assertThat(key.signers()).isEqualTo(operators);
    }
  }
}
