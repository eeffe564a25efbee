package org.specie.kernel.crypto.range;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.range.BulletproofPlusPlusChallenges.Schedule;
import org.specie.kernel.crypto.range.BulletproofPlusPlusProof.Fold;
import org.specie.kernel.crypto.range.RangeProofSystem.Claim;
import org.specie.kernel.crypto.transcript.Transcript;

/** Clause 3b.3: a challenge depends on everything before it, whatever the equation would catch. */
final class BulletproofPlusPlusChallengesTest {
  private static final G1 POINT = G1.GENERATOR;
  private static final G1 OTHER = POINT.plus(POINT);
  private static final Hash32 PARAMETERS = Hash32.sha256(new byte[] {1});
  private static final List<Claim> CLAIMS = List.of(Claim.of(POINT), Claim.atMost(9, POINT));

  private static BulletproofPlusPlusProof proof(G1... points) {
    return new BulletproofPlusPlusProof(
        points[0],
        points[1],
        points[2],
        List.of(new Fold(points[3], points[4]), new Fold(points[5], points[6])),
        List.of(Scalar.ONE),
        List.of(Scalar.ONE));
  }

  private static List<Scalar> draw(
      String transcript, Hash32 parameters, List<Claim> claims, G1... points) {
    var drawn =
        BulletproofPlusPlusChallenges.draw(
            new Schedule(new Transcript(transcript), parameters, claims), proof(points));
    List<Scalar> all = new ArrayList<>();
    all.add(drawn.e());
    all.add(drawn.constraint().rho());
    all.add(drawn.constraint().lambda());
    all.add(drawn.constraint().beta());
    all.add(drawn.t());
    all.addAll(drawn.gammas());
    return all;
  }

  private static G1[] points() {
    G1[] points = new G1[7];
    Arrays.fill(points, POINT);
    return points;
  }

  private static void assertDiffer(List<Scalar> expected, List<Scalar> actual, int from) {
    for (int i = 0; i < expected.size(); i++) {
      assertThat(actual.get(i).equals(expected.get(i))).as("challenge %d", i).isEqualTo(i < from);
    }
  }

  @Test
  void everyChallengeDependsOnTheStatement() {
    List<Scalar> drawn = draw("test", PARAMETERS, CLAIMS, points());
    assertThat(drawn).doesNotHaveDuplicates();
    assertDiffer(drawn, draw("other", PARAMETERS, CLAIMS, points()), 0);
    assertDiffer(drawn, draw("test", Hash32.sha256(new byte[] {2}), CLAIMS, points()), 0);
    for (List<Claim> other :
        List.of(
            CLAIMS.subList(0, 1),
            List.of(CLAIMS.get(1), CLAIMS.get(0)),
            List.of(CLAIMS.get(0), CLAIMS.get(1), CLAIMS.get(1)),
            List.of(Claim.of(OTHER), CLAIMS.get(1)),
            List.of(CLAIMS.get(0), Claim.atMost(9, OTHER)),
            List.of(CLAIMS.get(0), Claim.atMost(8, POINT)),
            List.of(CLAIMS.get(0), new Claim(POINT, false, 9)))) {
      assertDiffer(drawn, draw("test", PARAMETERS, other, points()), 0);
    }
  }

  @Test
  void everyChallengeDependsOnEveryCommitmentBeforeIt() {
    List<Scalar> drawn = draw("test", PARAMETERS, CLAIMS, points());
    // C_D, C_R, C_S, X, R, X, R: the first challenge after each.
    int[] from = {0, 1, 4, 5, 5, 6, 6};
    for (int at = 0; at < from.length; at++) {
      G1[] points = points();
      points[at] = OTHER;
      assertDiffer(drawn, draw("test", PARAMETERS, CLAIMS, points), from[at]);
    }
  }
}
