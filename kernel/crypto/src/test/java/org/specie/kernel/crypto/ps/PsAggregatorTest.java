package org.specie.kernel.crypto.ps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.InvariantViolation;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;

/** Clauses 4.7 and 4.8: what the holder gets from honest operators and from liars. */
final class PsAggregatorTest {
  private static final int ATTRIBUTES = 8;
  private final Random random = new Random(11);
  private final Entropy entropy = random::nextBytes;
  private final TrustedDealerForTests dealer = new TrustedDealerForTests(4, 2, ATTRIBUTES, entropy);
  private final PsAggregator aggregator = new PsAggregator(dealer.key);
  private final Issuance issuance = Issuance.random(ATTRIBUTES, 5, entropy);

  private PartialSignature share(int index) {
    return dealer.share(index).sign(issuance.request());
  }

  private PartialSignature badShare(int index) {
    return new PartialSignature(index, share(index).value().plus(G1.GENERATOR));
  }

  private Aggregation<PsSignature> obtain(PartialSignature... shares) {
    return aggregator.obtain(
        issuance.request(), issuance.message(), issuance.blindings(), List.of(shares));
  }

  private static SortedSet<Integer> set(Integer... indices) {
    return new TreeSet<>(List.of(indices));
  }

  @Test
  void refusesTwoSharesUnderOneIndex() {
    assertThat(obtain(share(1), share(1)))
        .isEqualTo(new Aggregation.InvalidIndices<PsSignature>(set(1)));
    assertThat(obtain(share(1), badShare(1), share(2)))
        .isEqualTo(new Aggregation.InvalidIndices<PsSignature>(set(1)));
  }

  @Test
  void refusesAnIndexNoOperatorHas() {
    assertThat(obtain(share(1), new PartialSignature(5, share(2).value())))
        .isEqualTo(new Aggregation.InvalidIndices<PsSignature>(set(5)));
    assertThatThrownBy(() -> new PartialSignature(0, G1.GENERATOR))
        .isInstanceOf(InvariantViolation.class);
  }

  @Test
  void refusesFewerSharesThanTheThreshold() {
    assertThat(obtain(share(3))).isEqualTo(new Aggregation.TooFew<PsSignature>(1, 2, set()));
  }

  @Test
  void namesTheLiarWhenGoodSharesDoNotSuffice() {
    assertThat(obtain(badShare(1), share(2)))
        .isEqualTo(new Aggregation.TooFew<PsSignature>(1, 2, set(1)));
  }

  @Test
  void obtainsTheCredentialDespiteBadShares() {
    for (int liar = 1; liar <= 3; liar++) {
      List<PartialSignature> shares = new ArrayList<>();
      for (int i = 1; i <= 3; i++) {
        shares.add(i == liar ? badShare(i) : share(i));
      }
      Aggregation<PsSignature> outcome = obtain(shares.toArray(new PartialSignature[0]));
      assertThat(outcome).isInstanceOf(Aggregation.Complete.class);
      if (outcome instanceof Aggregation.Complete<PsSignature>(var signature, var liars)) {
        assertThat(dealer.key.key().verifies(issuance.message(), signature)).isTrue();
        // A liar beyond the first threshold of shares is never looked at.
        assertThat(liars).isEqualTo(liar <= 2 ? set(liar) : set());
      }
    }
  }

  @Test
  void aShareForAnotherRequestIsBad() {
    SigningRequest other =
        issuance.requestWith(6, new Attribute.Public(issuance.message().get(6).plus(Scalar.ONE)));
    assertThat(obtain(dealer.share(1).sign(other), share(2), share(3)))
        .extracting(outcome -> ((Aggregation.Complete<PsSignature>) outcome).liars())
        .isEqualTo(set(1));
  }

  @Test
  void aShareOfAnotherKeyGenerationIsBad() {
    TrustedDealerForTests other = new TrustedDealerForTests(4, 2, ATTRIBUTES, entropy);
    assertThat(obtain(other.share(1).sign(issuance.request()), share(2)))
        .isEqualTo(new Aggregation.TooFew<PsSignature>(1, 2, set(1)));
  }

  @Test
  void saysWhenTheOpeningAndNotTheSharesIsWrong() {
    List<Scalar> wrong = issuance.messageWith(0, Scalar.ONE);
    assertThat(
            aggregator.obtain(
                issuance.request(), wrong, issuance.blindings(), List.of(share(1), share(2))))
        .isEqualTo(new Aggregation.WrongOpening<PsSignature>(set()));
  }

  @Test
  void anyThresholdSubsetYieldsTheSameSignature() {
    List<PsSignature> all = new ArrayList<>();
    for (int i = 1; i <= 4; i++) {
      for (int j = 1; j <= 4; j++) {
        if (i != j
            && obtain(share(i), share(j))
                instanceof Aggregation.Complete<PsSignature>(var signature, var _)) {
          all.add(signature);
        }
      }
    }
    assertThat(all).hasSize(12).allMatch(all.getFirst()::equals);
  }

  @Test
  void anybodyVerifiesTheBlindedAggregate() {
    Aggregation<BlindSignature> outcome =
        aggregator.aggregate(issuance.request(), List.of(badShare(4), share(2), share(3)));
    assertThat(outcome).isInstanceOf(Aggregation.Complete.class);
    if (outcome instanceof Aggregation.Complete<BlindSignature>(var blind, var liars)) {
      assertThat(liars).isEqualTo(set(4));
      PsVerificationKey key = dealer.key.key();
      assertThat(key.verifies(issuance.request(), blind)).isTrue();
      assertThat(
              key.verifies(
                  issuance.message(), blind.unblind(key, issuance.request(), issuance.blindings())))
          .isTrue();
      G1 torsion = Torsion.ofOrder(11);
      assertThat(
              key.verifies(
                  issuance.request(),
                  new BlindSignature(blind.base(), blind.value().plus(torsion))))
          .isFalse();
      assertThat(key.verifies(issuance.request(), new BlindSignature(G1.GENERATOR, blind.value())))
          .isFalse();
      for (int j = 0; j < ATTRIBUTES; j++) {
        Attribute other =
            j < 5
                ? new Attribute.Committed(
                    issuance.request().commitments().get(j).plus(G1.GENERATOR))
                : new Attribute.Public(Scalar.random(entropy));
        assertThat(key.verifies(issuance.requestWith(j, other), blind)).isFalse();
      }
    }
  }
}
