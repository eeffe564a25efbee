package org.specie.kernel.crypto.dkg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.InvariantViolation;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.quorum.Combination;
import org.specie.kernel.crypto.quorum.ThresholdBlsKey;
import org.specie.quality.requirements.Requirement;

/** Clauses 4.10 and 4.17 for keys whose threshold is above the faults by more than one. */
final class DkgQuorumTest {
  private static final Hash32 NAME = Hash32.sha256(new byte[] {41});
  private static final ByteString MESSAGE = ByteString.utf8("a message");

  private final Random random = new Random(41);
  private final Entropy entropy = random::nextBytes;

  private static SortedMap<Integer, ByteString> sharesOf(List<DkgShare> shares) {
    SortedMap<Integer, ByteString> signed = new TreeMap<>();
    shares.forEach(share -> signed.put(share.index() - 1, share.quorumSigner().share(MESSAGE)));
    return signed;
  }

  @ParameterizedTest
  @CsvSource({"4,3,2", "4,1,1", "4,5,1", "4,2,-1", "0,1,0", "1001,3,1", "4,0,0"})
  void refusesImpossibleParameters(int operators, int threshold, int faults) {
    assertThatThrownBy(() -> DkgParameters.forQuorum(NAME, operators, threshold, faults))
        .isInstanceOf(InvariantViolation.class);
  }

  /** The three thresholds of n = 4, f = 1, c = 0, and two of n = 6, f = 1, c = 1. */
  @ParameterizedTest
  @CsvSource({"4,4,1", "4,3,1", "4,2,1", "6,5,1", "6,4,1", "1,1,0"})
  @Requirement("D5")
  void thresholdSharesCertifyAndOneFewerDoNot(int operators, int threshold, int faults) {
    LocalCeremony ceremony =
        LocalCeremony.run(DkgParameters.forQuorum(NAME, operators, threshold, faults), entropy);
    ThresholdBlsKey key = ceremony.key().quorumKey();
    assertThat(key.isConsistent()).isTrue();
    assertThat(key.threshold()).isEqualTo(threshold);
    List<DkgShare> last = ceremony.shares().subList(operators - threshold, operators);
    Combination enough = key.combine(MESSAGE, sharesOf(last));
    assertThat(enough).isInstanceOf(Combination.Complete.class);
    assertThat(enough).isEqualTo(key.combine(MESSAGE, sharesOf(ceremony.shares())));
    List<DkgShare> few = last.subList(1, threshold);
    assertThat(key.combine(MESSAGE, sharesOf(few))).isInstanceOf(Combination.TooFew.class);
    if (threshold > 1) {
      ThresholdBlsKey lowered =
          new ThresholdBlsKey(threshold - 1, key.publicKey(), key.shareKeys());
      assertThat(key.isValid(MESSAGE, lowered.combineUnseen(sharesOf(few)).orElseThrow()))
          .isFalse();
      assertThat(lowered.isConsistent()).isFalse();
    }
  }

  /** One silent dealer is within the faults even where all four are needed to certify. */
  @Test
  void aSilentDealerPreventsNoKeyAndTwoDo() {
    DkgParameters parameters = DkgParameters.forQuorum(NAME, 4, 4, 1);
    Run run = new Run(parameters, entropy);
    run.announce(run.liar.announcement()).deal();
    assertThat(run.complain()).isInstanceOf(DkgOutcome.Complete.class);
    assertThat(run.board.qualified()).containsExactly(1, 2, 3);
    Run silent = new Run(parameters, entropy);
    silent.announce(silent.liar.announcement());
    silent
        .honest
        .subList(0, 2)
        .forEach(each -> silent.board.post(each.index(), each.deal(silent.board, entropy)));
    silent.board.closeRound();
    assertThat(silent.complain()).isEqualTo(new DkgOutcome.Failed(2, 3, silent.board.faults()));
  }

  @Test
  void parametersThatDifferInTheFaultsAloneHaveOtherNames() {
    assertThat(DkgParameters.forQuorum(NAME, 7, 5, 2).hash())
        .isNotEqualTo(DkgParameters.forQuorum(NAME, 7, 5, 1).hash());
  }

  @Test
  void aKeyForSomethingElseIsNoQuorumKey() {
    LocalCeremony ceremony = LocalCeremony.run(DkgParameters.forSignatures(NAME, 1, 1, 1), entropy);
    assertThatThrownBy(() -> ceremony.key().quorumKey()).isInstanceOf(InvariantViolation.class);
    assertThatThrownBy(() -> ceremony.shares().getFirst().quorumSigner())
        .isInstanceOf(InvariantViolation.class);
  }
}
