package org.specie.kernel.crypto.range;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
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

/** Bulletproofs+ and Bulletproofs++ say the same of the same claims. */
final class BulletproofPlusPlusAgreementTest {
  private static final int CLAIMS_MAX = 2;

  private final Random random = new Random(11);
  private final Entropy entropy = random::nextBytes;
  private final BaseSet.Builder builder = new BaseSet.Builder();
  private final Base value =
      builder.add(G1.hashToCurve(ByteString.utf8("value"), ByteString.utf8("SPECIE-test-v1")));
  private final Base blinding = builder.add(G1.GENERATOR);
  private final List<RangeProofSystem> systems =
      List.of(
          BulletproofPlus.create(
              builder, value, blinding, ByteString.utf8("SPECIE-test-v1-range"), CLAIMS_MAX),
          BulletproofPlusPlus.create(
              builder, value, blinding, ByteString.utf8("SPECIE-test-v1-range"), CLAIMS_MAX));

  private final List<Opening> openings = new ArrayList<>();
  private final List<G1> commitments = new ArrayList<>();

  private void open(long amount) {
    Scalar rho = Scalar.random(entropy);
    openings.add(new Opening(amount, rho));
    Scalar magnitude = Scalar.of(Math.abs(amount));
    commitments.add(
        value
            .point()
            .times(amount < 0 ? magnitude.negate() : magnitude)
            .plus(blinding.point().times(rho)));
  }

  /** What became of an attempt to prove {@code claims} and to show the proof for {@code shown}. */
  private String outcome(RangeProofSystem system, List<Claim> claims, List<Claim> shown) {
    ByteString proof;
    try {
      proof = system.prove(claims, openings, new Transcript("agreement"), entropy);
    } catch (InvariantViolation notTrue) {
      return "not proven";
    }
    try (NaiveSum sum = new NaiveSum()) {
      Scalar weight = Scalar.randomWeight(entropy);
      boolean holds =
          system.accumulate(shown, proof, new Transcript("agreement"), weight, sum) && sum.isZero();
      return holds ? "accepted" : "refused";
    }
  }

  private void expect(String outcome, List<Claim> claims, List<Claim> shown) {
    for (RangeProofSystem system : systems) {
      assertThat(outcome(system, claims, shown))
          .as(system.getClass().getSimpleName())
          .isEqualTo(outcome);
    }
  }

  @Test
  void systemsAgree() {
    assertThat(systems).allMatch(system -> system.bits() == 48);
    long limit = 1L << 48;
    open(limit - 1);
    open(-1);
    G1 high = commitments.get(0);
    G1 low = commitments.get(1);
    Claim whole = Claim.of(high);
    Claim lifted = new Claim(low, false, 1);
    Claim negated = new Claim(low, true, 0);
    expect("accepted", List.of(whole, lifted), List.of(whole, lifted));
    expect("accepted", List.of(whole, negated), List.of(whole, negated));
    expect(
        "accepted",
        List.of(Claim.atMost(limit - 1, high), lifted),
        List.of(Claim.atMost(limit - 1, high), lifted));
    expect("refused", List.of(whole, lifted), List.of(whole, Claim.of(low)));
    expect("refused", List.of(whole, lifted), List.of(lifted, whole));
    expect("refused", List.of(whole, lifted), List.of(whole));
    expect("refused", List.of(whole, lifted), List.of(whole, lifted, whole));
    expect("refused", List.of(whole, lifted), List.of());
    expect("not proven", List.of(whole, Claim.of(low)), List.of());
    expect("not proven", List.of(new Claim(high, false, 1), lifted), List.of());
    expect("not proven", List.of(Claim.atMost(limit - 2, high), lifted), List.of());
    expect("not proven", List.of(Claim.of(low), Claim.of(high)), List.of());
  }
}
