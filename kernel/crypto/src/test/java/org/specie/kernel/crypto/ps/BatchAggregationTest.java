package org.specie.kernel.crypto.ps;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.batch.BaseSet;
import org.specie.kernel.crypto.batch.BatchVerifier;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.ps.PsAggregator.Gathered;

/** Clause 4.8: many results at once come out as they would one by one. */
final class BatchAggregationTest {
  private static final int ATTRIBUTES = 4;
  private final Random random = new Random(17);
  private final Entropy entropy = random::nextBytes;
  private final TrustedDealerForTests dealer = new TrustedDealerForTests(4, 2, ATTRIBUTES, entropy);
  private final PsAggregator aggregator = new PsAggregator(dealer.key);
  private final BatchVerifier verifier =
      BatchVerifier.onOneCore(new BaseSet.Builder().build(), entropy);

  private SigningRequest request() {
    return Issuance.random(ATTRIBUTES, 2, entropy).request();
  }

  private PartialSignature share(SigningRequest request, int index) {
    return dealer.share(index).sign(request);
  }

  private Gathered honest() {
    SigningRequest request = request();
    return new Gathered(request, List.of(share(request, 1), share(request, 3)));
  }

  /** The first share is moved by {@code shift}. */
  private Gathered shifted(G1 shift, int... honest) {
    SigningRequest request = request();
    List<PartialSignature> shares = new ArrayList<>();
    shares.add(new PartialSignature(1, share(request, 1).value().plus(shift)));
    for (int index : honest) {
      shares.add(share(request, index));
    }
    return new Gathered(request, shares);
  }

  private void agrees(List<Gathered> all) {
    List<Aggregation<BlindSignature>> alone =
        all.stream().map(each -> aggregator.aggregate(each.request(), each.shares())).toList();
    assertThat(aggregator.aggregateAll(all, verifier)).isEqualTo(alone);
  }

  private static SortedSet<Integer> set(Integer... indices) {
    return new TreeSet<>(List.of(indices));
  }

  @Test
  void singlesOutWhatFails() {
    SigningRequest twice = request();
    SigningRequest few = request();
    List<Gathered> all =
        List.of(
            honest(),
            shifted(G1.GENERATOR, 2, 3),
            honest(),
            shifted(G1.GENERATOR, 2),
            new Gathered(twice, List.of(share(twice, 2), share(twice, 2))),
            new Gathered(few, List.of(share(few, 4))),
            new Gathered(request(), List.of()),
            honest());
    agrees(all);
    List<Aggregation<BlindSignature>> outcomes = aggregator.aggregateAll(all, verifier);
    assertThat(outcomes.get(0)).isInstanceOf(Aggregation.Complete.class);
    assertThat(((Aggregation.Complete<BlindSignature>) outcomes.get(1)).liars()).isEqualTo(set(1));
    assertThat(outcomes.get(3)).isEqualTo(new Aggregation.TooFew<>(1, 2, set(1)));
    assertThat(outcomes.get(4)).isEqualTo(new Aggregation.InvalidIndices<>(set(2)));
  }

  @Test
  void refusesSmallOrderComponentsThatThePairingDoesNotSee() {
    for (int i = 0; i < 20; i++) {
      Gathered torsion = shifted(Torsion.ofOrder(3), 2, 4);
      Aggregation<BlindSignature> outcome =
          aggregator.aggregateAll(List.of(honest(), torsion), verifier).getLast();
      assertThat(((Aggregation.Complete<BlindSignature>) outcome).liars()).isEqualTo(set(1));
    }
  }

  @Test
  void wrongsThatCancelInASumAreFoundBoth() {
    G1 defect = G1.GENERATOR.times(Scalar.random(entropy));
    Gathered plus = shifted(defect, 2);
    Gathered minus = shifted(defect.negate(), 2);
    agrees(List.of(plus, minus));
    assertThat(aggregator.aggregateAll(List.of(plus, minus), verifier))
        .allMatch(each -> each instanceof Aggregation.TooFew<BlindSignature>);
  }

  /** A value may be public or common: who signs and who verifies sees the same message. */
  @Test
  void commonAttributesAreSignedAndVerifiedLikePublicOnes() {
    SigningRequest plain = request();
    SigningRequest common = withCommon(plain, Scalar.ZERO);
    assertThat(common.digest()).isEqualTo(plain.digest());
    List<PartialSignature> shares = List.of(share(plain, 1), share(plain, 2));
    assertThat(List.of(share(common, 1), share(common, 2))).isEqualTo(shares);
    SigningRequest other = withCommon(plain, Scalar.ONE);
    List<Gathered> all =
        List.of(
            new Gathered(plain, shares),
            new Gathered(common, shares),
            new Gathered(other, shares),
            new Gathered(common, shares));
    agrees(all);
    List<Aggregation<BlindSignature>> outcomes = aggregator.aggregateAll(all, verifier);
    assertThat(outcomes.get(1)).isEqualTo(outcomes.get(0)).isEqualTo(outcomes.get(3));
    assertThat(outcomes.get(0)).isInstanceOf(Aggregation.Complete.class);
    assertThat(outcomes.get(2)).isInstanceOf(Aggregation.TooFew.class);
  }

  /** The public attributes of {@code request} moved by {@code shift} and marked as common. */
  private static SigningRequest withCommon(SigningRequest request, Scalar shift) {
    List<Attribute> attributes = new ArrayList<>();
    for (Attribute each : request.attributes()) {
      attributes.add(
          each instanceof Attribute.Public(Scalar value)
              ? new Attribute.Common(value.plus(shift))
              : each);
    }
    return new SigningRequest(request.base(), attributes);
  }

  @Test
  void nothingInNothingOut() {
    assertThat(aggregator.aggregateAll(List.of(), verifier)).isEmpty();
  }
}
