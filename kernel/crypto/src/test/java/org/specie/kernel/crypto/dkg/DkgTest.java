package org.specie.kernel.crypto.dkg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.InvariantViolation;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.ps.Aggregation;
import org.specie.kernel.crypto.ps.Attribute;
import org.specie.kernel.crypto.ps.PartialSignature;
import org.specie.kernel.crypto.ps.PsAggregator;
import org.specie.kernel.crypto.ps.PsThresholdKey;
import org.specie.kernel.crypto.ps.SigningRequest;
import org.specie.kernel.crypto.sharing.Lagrange;

/** Clauses 4.10 and 4.17: what honest ceremonies make. */
final class DkgTest {
  private final Random random = new Random(31);
  private final Entropy entropy = random::nextBytes;

  private static Hash32 name(int number) {
    return Hash32.sha256(new byte[] {(byte) number});
  }

  @Test
  void refusesImpossibleParameters() {
    for (int[] bad : new int[][] {{4, 0}, {4, 3}, {2, 2}, {1001, 2}, {0, 1}}) {
      assertThatThrownBy(() -> DkgParameters.forSignatures(name(1), bad[0], bad[1], 2))
          .isInstanceOf(InvariantViolation.class);
    }
    assertThatThrownBy(() -> DkgParameters.forSignatures(name(1), 4, 2, 65))
        .isInstanceOf(InvariantViolation.class);
  }

  @Test
  void anyThresholdOfOperatorsMakesTheSameSignature() {
    for (int[] size : new int[][] {{4, 2, 8}, {1, 1, 1}, {7, 2, 2}}) {
      LocalCeremony ceremony =
          LocalCeremony.run(
              DkgParameters.forSignatures(name(2), size[0], size[1], size[2]), entropy);
      PsThresholdKey key = ceremony.key().signatureKey();
      assertThat(key.isConsistent()).isTrue();
      if (size[1] == 2) {
        assertThat(Signing.allPairsAgree(key, ceremony.shares(), entropy)).isTrue();
      }
    }
  }

  /** What t - 1 shares make is not even a signature under a key of threshold t - 1. */
  @Test
  void fewerSharesThanTheThresholdMakeNothing() {
    LocalCeremony ceremony =
        LocalCeremony.run(DkgParameters.forSignatures(name(3), 7, 3, 1), entropy);
    PsThresholdKey key = ceremony.key().signatureKey();
    G1 base = G1.hashToCurve(ByteString.utf8("base"), ByteString.utf8("SPECIE-test-v1-dkg"));
    Scalar message = Scalar.random(entropy);
    SigningRequest request = new SigningRequest(base, List.of(new Attribute.Public(message)));
    List<PartialSignature> partials =
        ceremony.shares().stream().map(s -> s.signatureShare().sign(request)).toList();
    for (int i = 0; i < 7; i++) {
      for (int j = i + 1; j < 7; j++) {
        List<PartialSignature> two = List.of(partials.get(i), partials.get(j));
        assertThat(new PsAggregator(key).aggregate(request, two))
            .isInstanceOf(Aggregation.TooFew.class);
        PsThresholdKey lowered = new PsThresholdKey(2, key.key(), key.shares());
        assertThat(new PsAggregator(lowered).obtain(request, List.of(message), List.of(), two))
            .isInstanceOf(Aggregation.WrongOpening.class);
      }
    }
    assertThat(new PsAggregator(key).aggregate(request, partials.subList(2, 5)))
        .isInstanceOf(Aggregation.Complete.class);
  }

  @Test
  void makesADecryptionKeyWithoutAnyPointInTheSecondGroup() {
    DkgParameters parameters = DkgParameters.forDecryption(name(4), 4, 2, 3);
    LocalCeremony ceremony = LocalCeremony.run(parameters, entropy);
    assertThat(ceremony.key().vectors()).allMatch(vector -> vector.second().isEmpty());
    List<Scalar> lambda = Lagrange.atZero(List.of(2, 4));
    for (int slot = 0; slot < 3; slot++) {
      Scalar secret =
          lambda
              .getFirst()
              .times(ceremony.shares().get(1).secrets().get(slot))
              .plus(lambda.getLast().times(ceremony.shares().get(3).secrets().get(slot)));
      assertThat(G1.GENERATOR.times(secret)).isEqualTo(ceremony.key().decryptionKeys(0).get(slot));
      assertThat(G1.GENERATOR.times(ceremony.shares().get(2).secrets().get(slot)))
          .isEqualTo(ceremony.key().decryptionKeys(3).get(slot));
    }
    assertThatThrownBy(() -> ceremony.key().signatureKey()).isInstanceOf(InvariantViolation.class);
  }

  /** No operator's share, and no single dealer's secret, is the key. */
  @Test
  void theKeyIsTheSumOfAllQualifiedContributions() {
    DkgParameters parameters = DkgParameters.forDecryption(name(5), 4, 2, 1);
    DkgBoard board = new DkgBoard(parameters);
    List<Dealer> dealers = new ArrayList<>();
    for (int i = 1; i <= 4; i++) {
      dealers.add(new Dealer(parameters, i, entropy));
    }
    dealers.forEach(d -> board.post(d.index, d.announcement()));
    assertThat(board.isRoundComplete()).isTrue();
    board.closeRound();
    assertThat(board.isRoundComplete()).isFalse();
    dealers.forEach(d -> assertThat(board.post(d.index, d.dealing(board))).isTrue());
    assertThat(board.isRoundComplete()).isTrue();
    board.closeRound();
    board.closeRound();
    Scalar sum = Scalar.ZERO;
    for (Dealer dealer : dealers) {
      sum = sum.plus(dealer.polynomials.getFirst().secret());
    }
    DkgOutcome outcome = board.outcome();
    assertThat(outcome).isInstanceOf(DkgOutcome.Complete.class);
    if (outcome instanceof DkgOutcome.Complete(var key, var _, var _)) {
      assertThat(key.decryptionKeys(0)).containsExactly(G1.GENERATOR.times(sum));
    }
  }

  @Test
  void whoReplaysTheBoardEndsWithTheSameKey() {
    DkgParameters parameters = DkgParameters.forSignatures(name(6), 4, 2, 1);
    Run run = new Run(parameters, entropy);
    DkgBoard replay = new DkgBoard(parameters);
    run.announce(run.liar.announcement()).deal(run.liar.dealing(run.board));
    run.board.recipients().forEach(replay::post);
    replay.closeRound();
    for (int i = 1; i <= 4; i++) {
      replay.post(i, run.board.dealing(i));
    }
    replay.closeRound();
    replay.closeRound();
    assertThat(replay.outcome()).isEqualTo(run.complain());
  }

  @Test
  void secretsAreNeverPrintedAndCanBeDestroyed() {
    DkgParameters parameters = DkgParameters.forSignatures(name(7), 1, 1, 1);
    DkgParticipant participant = DkgParticipant.create(parameters, 1, entropy);
    assertThat(participant).hasToString("DkgParticipant[1, redacted]");
    participant.destroy();
    assertThat(participant.isDestroyed()).isTrue();
    assertThatThrownBy(participant::announcement).isInstanceOf(IllegalStateException.class);
    DkgShare share = LocalCeremony.run(parameters, entropy).shares().getFirst();
    assertThat(share).hasToString("DkgShare[1, redacted]");
    share.destroy();
    assertThatThrownBy(share::secrets).isInstanceOf(IllegalStateException.class);
  }
}
